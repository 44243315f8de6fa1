//! Looking at an open window: what can be read, where the focus is, what axe thinks of it, and
//! pictures.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::stage::PATIENCE;
use crate::{Result, Window, house, output};

impl Window {
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

    /// Waits until nothing on the screen has changed for a while: all answers are there.
    ///
    /// # Errors
    /// When it never comes to rest.
    pub async fn still(&self) -> Result<()> {
        let (start, mut before, mut same) = (Instant::now(), String::new(), 0_u32);
        while same < 3 {
            if start.elapsed() > PATIENCE {
                return Err("the screen does not come to rest".into());
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
            let script = "return document.querySelector('h1') && !document.querySelector('.waiting') \
                && document.body.innerHTML";
            let now = self.client.execute(script, vec![]).await?;
            let now = now.as_str().unwrap_or_default().to_owned();
            same = if now.is_empty() || now != before {
                0
            } else {
                same.saturating_add(1)
            };
            before = now;
        }
        self.settle().await
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

    /// Waits until fonts and animations are there and two frames were painted. An animation
    /// without an end, as of something that waits, is not waited for.
    pub(crate) async fn settle(&self) -> Result<()> {
        let script = include_str!("settle.js");
        self.client.execute_async(script, vec![]).await?;
        Ok(())
    }

    /// Puts axe into the page, once for each page.
    pub(crate) async fn bring_axe(&self) -> Result<()> {
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
