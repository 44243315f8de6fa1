//! The register of processing on paper: for the board's binder, or for the regulator who asks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    centre::ComputerSaid,
    kernel::{Ask, Result, Role},
    privacy::{self, ProcessingRegister, RegisterPurpose},
};
use wijkboek_print::{self as print, DossierPaper, DossierRecord, DossierSection, LabelledText};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    papers::{day, key, print_language, printed, word},
};

/// Writes the register of processing to a PDF that the person chooses.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveProcessing {}

impl Ask for SaveProcessing {
    const NAME: &'static str = "privacy.save_register";
    const ROLE: Role = Role::Manager;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveProcessing {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// Those of printing, `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let (language, today) = (desk.language(), desk.ambient().today());
        let register = desk.book()?.read(privacy::register)?;
        let say = |key: &str| word(language, &["processing", key]);
        let paper = DossierPaper {
            centre: register.centre.clone(),
            title: say("title")?,
            mark: register.place.clone(),
            about: say("about")?,
            personal: false,
            made_on: today,
            sections: sections(&register, language)?,
        };
        let pdf = printed(print::dossier(&paper, print_language(language)))?.pdf;
        desk.write_file(&format!("{}-{today}.pdf", say("file")?), &pdf)
    }
}

fn sections(register: &ProcessingRegister, language: Language) -> Result<Vec<DossierSection>> {
    let say = |keys: &[&str]| word(language, &[&["processing"], keys].concat());
    let mut sections = Vec::new();
    for purpose in &register.purposes {
        let label = |key: &str, text: String| -> Result<LabelledText> {
            Ok(LabelledText {
                label: say(&["labels", key])?,
                text,
            })
        };
        let name = key(&purpose.purpose)?;
        sections.push(DossierSection {
            title: say(&["purposes", &name])?,
            records: vec![DossierRecord {
                fields: vec![
                    label("people", say(&["people", &name])?)?,
                    label("what", columns(purpose, language)?)?,
                    label("kept", kept(purpose, language)?)?,
                ],
            }],
        });
    }
    for part in ["recipients", "security", "rights"] {
        let mut fields = vec![LabelledText {
            label: say(&["labels", "how"])?,
            text: say(&[part])?,
        }];
        if part == "security" {
            fields.push(LabelledText {
                label: say(&["computer", "label"])?,
                text: computer(register.computer, language)?,
            });
        }
        sections.push(DossierSection {
            title: say(&["labels", part])?,
            records: vec![DossierRecord { fields }],
        });
    }
    Ok(sections)
}

/// How the computer is protected, as was last said.
fn computer(said: Option<ComputerSaid>, language: Language) -> Result<String> {
    let say = |keys: &[&str]| word(language, &[&["processing", "computer"], keys].concat());
    let Some(said) = said else {
        return say(&["unsaid"]);
    };
    let text = say(&["said"])?
        .replace("{{disk}}", &say(&["disk", &key(&said.computer.disk)?])?)
        .replace(
            "{{account}}",
            &say(&["account", &key(&said.computer.account)?])?,
        );
    Ok(text.replace("{{day}}", &day(said.said_on, language)?))
}

/// The columns by the words that stand on everybody's own paper too, each once.
fn columns(purpose: &RegisterPurpose, language: Language) -> Result<String> {
    let mut words = Vec::new();
    for field in &purpose.fields {
        let label = word(language, &["dossier", "fields", &field.column])?;
        if !words.contains(&label) {
            words.push(label);
        }
    }
    Ok(words.join(", "))
}

/// How long, with the term in force.
fn kept(purpose: &RegisterPurpose, language: Language) -> Result<String> {
    let say = |keys: &[&str]| word(language, &[&["processing"], keys].concat());
    let sentence = say(&["kept", &key(&purpose.kept)?])?;
    let Some(months) = purpose.months else {
        return Ok(sentence);
    };
    let (unit, count) = match months.checked_rem(12) {
        Some(0) if months > 0 => ("years", months.saturating_div(12)),
        _ => ("months", months),
    };
    let form = if count == 1 { "one" } else { "other" };
    let term = say(&["terms", &format!("{unit}_{form}")])?;
    Ok(sentence.replace("{{term}}", &term.replace("{{count}}", &count.to_string())))
}
