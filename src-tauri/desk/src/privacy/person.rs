//! Everything that is held about one member, in a file for that member: on paper to read, or as
//! JSON to take along.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    centre,
    kernel::{Ask, PersonalRecord, Result, Role},
    members::MemberId,
    privacy::{self, HeldAbout, PersonFileV0},
};
use wijkboek_print::{self as print, DossierPaper, DossierRecord, DossierSection, LabelledText};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    papers::{print_language, printed, word},
};

/// Writes everything that is held about one member to a file that the person chooses.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SavePerson {
    /// The member.
    pub member_id: MemberId,
    /// To read, or to take along.
    pub form: PersonForm,
}

/// What kind of file somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PersonForm {
    /// On paper.
    Pdf,
    /// For another program.
    Json,
}

impl Ask for SavePerson {
    const NAME: &'static str = "privacy.save_person";
    const ROLE: Role = Role::Manager;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SavePerson {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::NotFound`, those of printing, `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let (language, today) = (desk.language(), desk.ambient().today());
        let book = desk.book()?;
        let held = book.read(|reader| privacy::person(reader, self.member_id))?;
        let (bytes, ending) = match self.form {
            PersonForm::Json => {
                let file = book.read(|reader| PersonFileV0::of(reader, &held))?;
                (serde_json::to_vec_pretty(&file)?, "json")
            }
            PersonForm::Pdf => {
                let paper = DossierPaper {
                    centre: book.read(centre::get)?.fields.name,
                    title: word(language, &["dossier", "title"])?
                        .replace("{{holder}}", &held.full_name),
                    mark: Some(
                        word(language, &["dossier", "number"])?
                            .replace("{{number}}", &held.number.to_string()),
                    ),
                    about: word(language, &["dossier", "about"])?,
                    personal: true,
                    made_on: today,
                    sections: sections(&held, language)?,
                };
                (
                    printed(print::dossier(&paper, print_language(language)))?.pdf,
                    "pdf",
                )
            }
        };
        let file = word(language, &["dossier", "file"])?;
        desk.write_file(&format!("{file}-{}-{today}.{ending}", held.number), &bytes)
    }
}

/// The records by kind, in the order in which they were put together.
fn sections(held: &HeldAbout, language: Language) -> Result<Vec<DossierSection>> {
    let mut sections: Vec<(&str, DossierSection)> = Vec::new();
    for record in &held.records {
        let row = row(record, language)?;
        match sections.last_mut() {
            Some((kind, section)) if *kind == record.kind => section.records.push(row),
            _ => {
                let title = word(language, &["dossier", "kinds", &record.kind])?;
                let records = vec![row];
                sections.push((&record.kind, DossierSection { title, records }));
            }
        }
    }
    Ok(sections.into_iter().map(|(_, section)| section).collect())
}

fn row(record: &PersonalRecord, language: Language) -> Result<DossierRecord> {
    let fields = record.fields.iter().map(|field| {
        let label = word(language, &["dossier", "fields", &field.name])?;
        // Words of the book's own, such as `passive`, are told in the language of the paper.
        let told = word(language, &["dossier", "values", &field.name, &field.value]);
        Ok(LabelledText {
            label,
            text: told.unwrap_or_else(|_| field.value.clone()),
        })
    });
    Ok(DossierRecord {
        fields: fields.collect::<Result<_>>()?,
    })
}
