//! The centre's own words on a certificate, in versions: a paper keeps those it was issued with.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::store;
use crate::kernel::{Ask, Code, Language, Read, Reader, Result, Role, Tx, Write, text};

/// More paragraphs than this make a letter, not a certificate.
const MOST_PARAGRAPHS: usize = 3;

/// The centre's own words on a certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct CertificateText {
    /// The language of these words; what is printed around them is in the same.
    pub language: Language,
    /// What the paper is called.
    pub title: String,
    /// One to three paragraphs with an empty line between them.
    pub body: String,
    /// What it gives no right to. Always printed: elsewhere in Dutch law a certificate is a
    /// security.
    pub disclaimer: String,
    /// The article of the statutes that it rests on.
    pub article: Option<String>,
}

/// All versions of the text.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetTexts {}

/// One version of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct TextVersion {
    /// Its number; the highest is used for new certificates.
    pub version: u32,
    /// Since when.
    pub recorded_at: DateTime<Utc>,
    /// How many certificates were issued with it and stand in the register.
    pub certificates: u32,
    /// The words.
    pub text: CertificateText,
}

/// Changes the words for certificates that are issued from now on. Undoing it brings back the
/// version before as a new one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeText {
    /// The version that the form was filled from: another one meanwhile is named, not overwritten.
    pub version: u32,
    /// All words, changed or not.
    pub text: CertificateText,
}

/// What a change leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct TextReceipt {
    /// The version that the act made.
    pub version: u32,
}

impl Ask for GetTexts {
    const NAME: &'static str = "certificates.texts";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<TextVersion>;
}

impl Read for GetTexts {
    /// The newest first.
    fn run(self, reader: &Reader) -> Result<Vec<TextVersion>> {
        store::texts(reader)
    }
}

impl Ask for ChangeText {
    const NAME: &'static str = "certificates.change_text";
    const ROLE: Role = Role::Manager;
    type Answer = TextReceipt;
}

impl Write for ChangeText {
    /// # Errors
    /// `Code::ChangedMeanwhile`, then those of `CertificateText::checked`.
    fn run(self, tx: &Tx) -> Result<TextReceipt> {
        let present = store::latest_text(tx)?.unwrap_or_default();
        if present != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", present)
                .refuse();
        }
        write_text(tx, &self.text)
    }

    fn undo(tx: &Tx, receipt: TextReceipt) -> Result<()> {
        if store::latest_text(tx)? != Some(receipt.version) {
            return Code::UndoneTooLate.refuse();
        }
        let before = store::text(tx, receipt.version.saturating_sub(1))?
            .ok_or_else(|| Code::UndoneTooLate.refusal())?;
        store::add_text(tx, receipt.version.saturating_add(1), &before)
    }
}

impl CertificateText {
    /// Cleans and checks what was typed.
    ///
    /// # Errors
    /// `Code::TextMissing`, `Code::TooManyParagraphs`, and those of `text::line` and `text::note`,
    /// each with its field.
    pub fn checked(&self) -> Result<Self> {
        let missing = |field: &str| Code::TextMissing.at(field);
        let title = text::line("title", &self.title)?.ok_or_else(|| missing("title"))?;
        let body = text::note("body", &self.body)?.ok_or_else(|| missing("body"))?;
        let paragraphs: Vec<String> = paragraphs(&body);
        if paragraphs.len() > MOST_PARAGRAPHS {
            return Code::TooManyParagraphs
                .at("body")
                .with("most", MOST_PARAGRAPHS)
                .refuse();
        }
        let disclaimer = text::note("disclaimer", &self.disclaimer)?
            .ok_or_else(|| missing("disclaimer"))?
            .replace('\n', " ");
        Ok(Self {
            language: self.language,
            title,
            body: paragraphs.join("\n\n"),
            disclaimer,
            article: text::optional("article", self.article.as_deref())?,
        })
    }
}

/// Writes the words: the first version of a new book, or the next one.
///
/// # Errors
/// Those of `CertificateText::checked`.
pub fn write_text(tx: &Tx, text: &CertificateText) -> Result<TextReceipt> {
    let text = text.checked()?;
    let version = store::latest_text(tx)?
        .unwrap_or_default()
        .saturating_add(1);
    store::add_text(tx, version, &text)?;
    Ok(TextReceipt { version })
}

/// The words that a certificate issued now would get.
///
/// # Errors
/// `Code::NotFound` while the book is being made.
pub fn present_text(reader: &Reader) -> Result<CertificateText> {
    let version = present_version(reader)?;
    store::text(reader, version)?.ok_or_else(|| Code::NotFound.at("text").into())
}

pub(super) fn present_version(reader: &Reader) -> Result<u32> {
    store::latest_text(reader)?.ok_or_else(|| Code::NotFound.at("text").into())
}

/// The words that a new book begins with. The centre makes them its own.
#[must_use]
pub fn default_text(language: Language) -> CertificateText {
    let [title, body, disclaimer] = match language {
        Language::Nl => [
            "Certificaat van steun",
            "De houder van dit certificaat staat achter onze wijkonderneming. Zo laten mensen uit \
             de wijk zien dat ons werk door velen wordt gedragen, ook door wie zelf niet mee kan \
             doen.\n\n\
             Wij zijn blij met deze steun. In goede en in moeilijke tijden laten wij horen hoe het \
             met ons gaat.",
            "Dit certificaat is gratis en is een blijk van steun. Het geeft geen recht op winst, \
             op stemmen of vergaderen, op terugbetaling of op overdracht. Het geldt tot \
             wederopzegging.",
        ],
        Language::En => [
            "Certificate of support",
            "The holder of this certificate stands behind our neighbourhood enterprise. In this \
             way people of the neighbourhood show that our work is carried by many, also by those \
             who cannot take part themselves.\n\n\
             We are glad of this support. In good times and in hard times we let the holder know \
             how we are doing.",
            "This certificate is free of charge and is a token of support. It gives no right to \
             profit, to vote or attend meetings, to repayment or to transfer. It is valid until \
             withdrawn.",
        ],
    };
    CertificateText {
        language,
        title: title.into(),
        body: body.into(),
        disclaimer: disclaimer.into(),
        article: None,
    }
}

/// The paragraphs of a text, each trimmed; empty lines divide them.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut fresh = true;
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            _ if line.is_empty() => fresh = true,
            Some(paragraph) if !fresh => {
                paragraph.push('\n');
                paragraph.push_str(line);
            }
            _ => {
                paragraphs.push(line.to_owned());
                fresh = false;
            }
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_begins_with_words_that_pass_their_own_check() -> Result<()> {
        for language in [Language::Nl, Language::En] {
            let text = default_text(language);
            assert_eq!(text.checked()?, text);
        }
        Ok(())
    }

    #[test]
    fn paragraphs_are_divided_by_empty_lines_however_many() {
        assert_eq!(
            paragraphs("een\n twee \n\n  \n\ndrie"),
            ["een\ntwee", "drie"]
        );
    }
}
