//! How somebody acts in the window: with the pointer, or with the keyboard alone. The same story
//! runs with either hand; what cannot be reached by keys fails it.

use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::json;

use crate::{Result, Window};

/// More stops than any screen has.
const MOST_STOPS: u32 = 400;

/// What somebody acts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Mouse, pen or finger; text is typed.
    Pointer,
    /// The keyboard alone.
    Keys,
}

impl Window {
    /// Brings the focus to an element with the Tab key, or with the arrows within a group of which
    /// Tab reaches only one.
    ///
    /// # Errors
    /// When the keyboard does not lead there.
    pub(crate) async fn reach(&self, role: &str, name: &str) -> Result<()> {
        let element = self.find(role, name).await?;
        let mut way = self.way(&element).await?;
        let (back, arrow) = (way == -1, matches!(role, "radio" | "tab"));
        for _ in 0..MOST_STOPS {
            match way {
                0 => return Ok(()),
                // The next one of a group that the focus is in.
                2 if arrow => self.press_key(Key::Right).await?,
                _ if back => self.press(&[Key::Shift.into(), Key::Tab.into()]).await?,
                _ => self.press_key(Key::Tab).await?,
            }
            way = self.way(&element).await?;
        }
        Err(format!("the keyboard does not lead to {role} “{name}”").into())
    }

    /// Where an element lies, seen from the focus: 0 here, 1 further on, -1 before, 2 in the same
    /// group.
    async fn way(&self, element: &Element) -> Result<i64> {
        let script = "const [to] = arguments; const from = document.activeElement;
            if (from === to) return 0;
            const group = (one) => one.type === 'radio' ? one.name : one.closest('[role=tablist]');
            if (from.matches('[type=radio], [role=tab]') && group(from) === group(to)) return 2;
            return from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;";
        let element = serde_json::to_value(element)?;
        let answer = self.client.execute(script, vec![element]).await?;
        Ok(answer.as_i64().unwrap_or_default())
    }

    /// Presses what the focus is on, as one does with keys.
    pub(crate) async fn press_here(&self, role: &str) -> Result<()> {
        match role {
            // Arriving there by arrow chose it already.
            "tab" => Ok(()),
            "radio" | "checkbox" => self.press(&[' ']).await,
            _ => self.press_key(Key::Enter).await,
        }
    }

    /// Replaces what stands in the field under the focus.
    pub(crate) async fn overwrite(&self, text: &str) -> Result<()> {
        self.press(&[Key::Control.into(), 'a']).await?;
        self.press_key(Key::Delete).await?;
        self.type_text(text).await
    }

    /// Picks an option of the list under an open field, typed for already.
    pub(crate) async fn pick_by_arrows(&self, option: &str) -> Result<()> {
        let script = "const [name] = arguments;
            const chosen = document.querySelector('[role=option][aria-selected=true]');
            return chosen !== null && chosen.textContent.replace(/\\s+/g, ' ').trim().startsWith(name);";
        self.find("option", option).await?;
        for _ in 0..MOST_STOPS {
            let there = self.client.execute(script, vec![json!(option)]).await?;
            if there == json!(true) {
                return self.press_key(Key::Enter).await;
            }
            self.press_key(Key::Down).await?;
        }
        Err(format!("the arrows do not lead to the option “{option}”").into())
    }

    /// Chooses from the system's own list that has the focus, from its first option down.
    pub(crate) async fn choose_by_arrows(&self, option: &str) -> Result<()> {
        let script = "const { options, selectedOptions } = document.activeElement;
            return [options.length, selectedOptions[0]?.label ?? ''];";
        self.press_key(Key::Home).await?;
        let (most, _): (u64, String) = serde_json::from_value(self.run(script, vec![]).await?)?;
        for _ in 0..most {
            let (_, label): (u64, String) =
                serde_json::from_value(self.run(script, vec![]).await?)?;
            if label == option {
                return Ok(());
            }
            self.press_key(Key::Down).await?;
        }
        Err(format!("the arrows do not lead to the option “{option}”").into())
    }
}
