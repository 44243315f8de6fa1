//! One open window: finding and acting. Everything waits for what it needs and says what was
//! there instead when it gives up. The page is searched with axe, the same rules by which it is
//! judged.

use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::stage::PATIENCE;
use crate::{Hand, Result};

/// The window that a story has open.
#[derive(Clone)]
pub struct Window {
    pub(crate) client: Client,
    hand: Hand,
    /// Role and name of the part that is looked at, if it is not the whole.
    part: Option<[String; 2]>,
}

impl Window {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            hand: Hand::Pointer,
            part: None,
        }
    }

    /// The same window in another hand.
    #[must_use]
    pub fn by(&self, hand: Hand) -> Self {
        Self {
            hand,
            ..self.clone()
        }
    }

    /// A part of the window: things are found in it alone.
    #[must_use]
    pub fn inside(&self, role: &str, name: &str) -> Self {
        Self {
            part: Some([role.to_owned(), name.to_owned()]),
            ..self.clone()
        }
    }

    /// The one element with this role and name, as soon as it is there. The name may be the
    /// beginning only, if no element has exactly this name.
    ///
    /// # Errors
    /// When none or several are there at the end of our patience; names what is there.
    pub async fn find(&self, role: &str, name: &str) -> Result<Element> {
        let start = Instant::now();
        loop {
            let (mut found, names) = self.look(role, name).await?;
            if found.len() == 1 {
                return found.pop().ok_or_else(|| "nothing found".into());
            }
            if start.elapsed() > PATIENCE {
                let count = found.len();
                return Err(format!("{count} × {role} “{name}”; there are {names:?}").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// How many elements have this role and name right now.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn count(&self, role: &str, name: &str) -> Result<usize> {
        Ok(self.look(role, name).await?.0.len())
    }

    /// Waits until no element with this role and name is left.
    ///
    /// # Errors
    /// When one stays.
    pub async fn gone(&self, role: &str, name: &str) -> Result<()> {
        let start = Instant::now();
        while self.count(role, name).await? > 0 {
            if start.elapsed() > PATIENCE {
                return Err(format!("{role} “{name}” stays").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    async fn look(&self, role: &str, name: &str) -> Result<(Vec<Element>, Value)> {
        self.bring_axe().await?;
        let script = include_str!("page.js");
        let answer = self
            .client
            .execute(script, vec![json!(role), json!(name), json!(self.part)])
            .await?;
        let elements = answer.get("elements").and_then(Value::as_array).cloned();
        let elements = elements.unwrap_or_default();
        let found = elements
            .iter()
            .filter_map(|element| self.element(element))
            .collect();
        Ok((found, answer.get("names").cloned().unwrap_or_default()))
    }

    /// An element as WebDriver writes it: an object with one field, its id.
    fn element(&self, reference: &Value) -> Option<Element> {
        let id = reference.as_object()?.values().next()?.as_str()?.to_owned();
        Some(Element::from_element_id(
            self.client.clone(),
            ElementRef::from(id),
        ))
    }

    /// Clicks it, as soon as nothing lies over it any more; with the keyboard, goes there and
    /// presses it.
    ///
    /// # Errors
    /// When it is not there, something stays over it, or no key leads there.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        if self.hand == Hand::Keys {
            self.reach(role, name).await?;
            return self.press_here(role).await;
        }
        let start = Instant::now();
        loop {
            let element = self.find(role, name).await?;
            self.bring_into_view(&element).await?;
            match element.click().await {
                Err(error) if start.elapsed() > PATIENCE => {
                    return Err(format!("{role} “{name}” cannot be clicked: {error}").into());
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                Ok(()) => return Ok(()),
            }
        }
    }

    /// Scrolls it to the middle: WebKitWebDriver does not click what lies outside of the view.
    async fn bring_into_view(&self, element: &Element) -> Result<()> {
        let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.client
            .execute(scroll, vec![serde_json::to_value(element)?])
            .await?;
        self.settle().await
    }

    /// Replaces what stands in a field by this text, typed key by key.
    ///
    /// # Errors
    /// When the field is not there or takes no text.
    pub async fn fill(&self, role: &str, name: &str, text: &str) -> Result<()> {
        if self.hand == Hand::Keys {
            self.reach(role, name).await?;
            return self.overwrite(text).await;
        }
        let field = self.find(role, name).await?;
        self.bring_into_view(&field).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Chooses an option of a native list by its text.
    ///
    /// # Errors
    /// When the list or the option is not there.
    pub async fn choose(&self, name: &str, option: &str) -> Result<()> {
        if self.hand == Hand::Keys {
            self.reach("combobox", name).await?;
            return self.choose_by_arrows(option).await;
        }
        let list = self.find("combobox", name).await?;
        self.bring_into_view(&list).await?;
        Ok(list.select_by_label(option).await?)
    }

    /// Types a part of a name into a field and picks an option that comes up.
    ///
    /// # Errors
    /// When the field or the option is not there.
    pub async fn pick(&self, name: &str, text: &str, option: &str) -> Result<()> {
        self.fill("combobox", name, text).await?;
        if self.hand == Hand::Keys {
            return self.pick_by_arrows(option).await;
        }
        self.click("option", option).await
    }

    /// Types into whatever has the focus.
    ///
    /// # Errors
    /// When nothing has.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(text).await?)
    }

    /// Presses these keys together, as in `[Key::Control.into(), 'k']`.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn press(&self, keys: &[char]) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".into());
        for value in keys.iter().copied() {
            actions = actions.then(KeyAction::Down { value });
        }
        for value in keys.iter().rev().copied() {
            actions = actions.then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await?;
        Ok(())
    }

    /// Presses one named key.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn press_key(&self, key: Key) -> Result<()> {
        self.press(&[key.into()]).await
    }

    /// Runs a script in the page; its value comes back.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Awaits a promise in the page: `expression` is JavaScript. A rejection comes back as
    /// `{"rejected": …}`.
    ///
    /// # Errors
    /// When the promise never settles.
    pub async fn wait_for(&self, expression: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => ({expression}))().then((it) => done(it ?? null), \
             (error) => done({{ rejected: error?.code ?? String(error) }}));"
        );
        Ok(self.client.execute_async(&script, vec![]).await?)
    }

    /// Asks the desk directly, past the face, as an act of its own each time.
    ///
    /// # Errors
    /// When the window does not answer. The desk's refusal is a value: `{"rejected": code}`.
    pub async fn ask(&self, command: &str, question: &Value) -> Result<Value> {
        let envelope = json!({ "command": command, "question": question });
        self.wait_for(&format!(
            "await window.__TAURI_INTERNALS__.invoke('call', {{ envelope: {{ ...{envelope}, \
             operation_id: crypto.randomUUID() }} }})"
        ))
        .await
    }
}
