//! One open window: finding, acting, looking. Everything waits for what it needs and says what
//! was there instead when it gives up. The page is searched with axe, the same rules by which
//! it is judged.

use std::fs;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::stage::PATIENCE;
use crate::{Result, house, output};

/// The window that a story has open.
pub struct Window {
    client: Client,
}

impl Window {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
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
            .execute(script, vec![json!(role), json!(name)])
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

    /// Clicks it.
    ///
    /// # Errors
    /// When it is not there or something lies over it.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        Ok(self.find(role, name).await?.click().await?)
    }

    /// Replaces what stands in a field by this text, typed key by key.
    ///
    /// # Errors
    /// When the field is not there or takes no text.
    pub async fn fill(&self, role: &str, name: &str, text: &str) -> Result<()> {
        let field = self.find(role, name).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Chooses an option of a native list by its text.
    ///
    /// # Errors
    /// When the list or the option is not there.
    pub async fn choose(&self, name: &str, option: &str) -> Result<()> {
        Ok(self
            .find("combobox", name)
            .await?
            .select_by_label(option)
            .await?)
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

    /// Role and name of what has the focus, as in `button Bewaren`.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn focus(&self) -> Result<String> {
        self.bring_axe().await?;
        let script = "axe.setup(document); try { const it = document.activeElement; \
            return axe.commons.aria.getRole(it) + ' ' + axe.commons.text.accessibleText(it); } \
            finally { axe.teardown(); }";
        let answer = self.client.execute(script, vec![]).await?;
        Ok(answer.as_str().unwrap_or_default().trim().to_owned())
    }

    /// Everything that can be read in the window.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .client
            .execute("return document.body.innerText", vec![])
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until this text can be read in the window.
    ///
    /// # Errors
    /// When it never can; says what can.
    pub async fn read(&self, text: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let page = self.text().await?;
            if page.contains(text) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("“{text}” cannot be read; there is: {page}").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
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

    /// Asks the desk directly, past the face.
    ///
    /// # Errors
    /// When the window does not answer. The desk's refusal is a value: `{"rejected": code}`.
    pub async fn ask(&self, command: &str, question: &Value) -> Result<Value> {
        let envelope = json!({ "command": command, "question": question });
        self.wait_for(&format!(
            "await window.__TAURI_INTERNALS__.invoke('call', {{ envelope: {envelope} }})"
        ))
        .await
    }

    /// What axe finds wrong with the screen as it is now: one line for each rule.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn violations(&self) -> Result<Vec<String>> {
        self.bring_axe().await?;
        self.settle().await?;
        let found = self
            .wait_for(
                "(await axe.run(document, { resultTypes: ['violations'] })).violations.map((one) \
                 => one.id + ': ' + one.help + ' ' + one.nodes.map((it) => it.html + ' ' + \
                 it.failureSummary).join(' | '))",
            )
            .await?;
        let lines = found
            .as_array()
            .ok_or_else(|| format!("axe did not run: {found}"))?;
        Ok(lines
            .iter()
            .filter_map(|line| line.as_str().map(str::to_owned))
            .collect())
    }

    /// Makes the page this large, frame apart.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.client.set_window_size(width, height).await?;
        self.settle().await
    }

    /// The window as it looks now, as PNG.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        self.settle().await?;
        Ok(self.client.screenshot().await?)
    }

    /// Keeps the window as it looks now under `tests/e2e/out/NAME.png`.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let file = output()?.join(format!("{}.png", name.replace(' ', "-")));
        Ok(fs::write(file, self.screenshot().await?)?)
    }

    /// Waits for two frames, so that what was changed has been painted, and for all animations.
    async fn settle(&self) -> Result<()> {
        self.wait_for(
            "(await document.fonts.ready, await Promise.allSettled(document.getAnimations()\
             .map((one) => one.finished)), await new Promise((done) => requestAnimationFrame(\
             () => requestAnimationFrame(() => done(true)))))",
        )
        .await?;
        Ok(())
    }

    /// Puts axe into the page, once for each page.
    async fn bring_axe(&self) -> Result<()> {
        let there = self
            .client
            .execute("return 'axe' in window", vec![])
            .await?;
        if there != json!(true) {
            let file = house().join("ui/node_modules/axe-core/axe.min.js");
            let axe = fs::read_to_string(&file)
                .map_err(|error| format!("{}: {error}; run npm ci in ui", file.display()))?;
            self.client.execute(&axe, vec![]).await?;
        }
        Ok(())
    }
}
