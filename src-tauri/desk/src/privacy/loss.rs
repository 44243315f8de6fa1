//! The sheet for a stick or computer that is gone: for the board, and for the regulator if the
//! board reports it. What this program knows is printed, the rest is left to be written in by hand.
//! It is made of a locked book too, and where none is: it holds nobody's name.

use chrono::{DateTime, Duration, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    centre,
    kernel::{Ask, Code, Result, Role, date, folder},
    members,
};
use wijkboek_print::{self as print, DossierPaper, DossierRecord, DossierSection, LabelledText};

use crate::{
    Desk, Envelope,
    backup::AwayPlace,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    papers::{day, key, print_language, printed, word},
};

/// So long after it was noticed a breach can be reported in time (AVG article 33).
const HOURS: i64 = 72;
/// What may have been done since, in the order in which it is best done.
const DONE: [&str; 6] = ["board", "passphrase", "code", "key", "copy", "found"];
/// The same where nothing is gone but paper, and no secret with it.
const DONE_ABOUT_PAPER: [&str; 2] = ["board", "found"];

/// Writes a sheet about a stick or computer that is gone to a PDF that the person chooses: what was
/// on it, whether it was encrypted, until when it can be reported, and room for what was done.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveLoss {
    /// When it was noticed.
    pub noticed_at: DateTime<Utc>,
    /// The sticks and other places that are gone, by their names.
    pub places: Vec<String>,
    /// Whether a stick or disk is gone that this computer does not know by a name.
    #[serde(default)]
    pub nameless: bool,
    /// Whether the computer is gone on which the book stands.
    pub computer: bool,
    /// Whether something is gone that was not encrypted: a paper, a list.
    pub readable: bool,
    /// Whether a passphrase or the recovery code was with it.
    pub secret: SecretWithIt,
}

/// Whether whoever finds it finds the way in too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretWithIt {
    /// No passphrase and no recovery code was with it.
    No,
    /// One of them was.
    Yes,
    /// Nobody knows.
    Unknown,
}

impl Ask for SaveLoss {
    const NAME: &'static str = "privacy.save_loss";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveLoss {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// `Code::DayIsToCome`, `Code::NotFound` for a place that this computer does not know, those
    /// of printing, `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        self.check(desk)?;
        let (language, today) = (desk.language(), desk.ambient().today());
        let paper = DossierPaper {
            centre: desk.called(),
            title: self.word(language, "title")?,
            mark: None,
            about: say(language, &["about"])?,
            personal: false,
            made_on: today,
            sections: self.sections(desk, language)?,
        };
        let pdf = printed(print::dossier(&paper, print_language(language)))?.pdf;
        let file = self.word(language, "file")?;
        desk.write_file(&format!("{file}-{today}.pdf"), &pdf)
    }
}

impl SaveLoss {
    /// Refuses what cannot be: the sheet would say nothing of it, or something that is not so.
    fn check(&self, desk: &Desk) -> Result<()> {
        if self.noticed_at > desk.ambient().now() {
            return Code::DayIsToCome.at("noticed_at").refuse();
        }
        date::sensible(self.noticed_at.date_naive(), "noticed_at")?;
        let away = desk.away();
        let known = |name: &String| away.iter().any(|place| place.name == *name);
        if self.places.iter().all(known) {
            Ok(())
        } else {
            Code::NotFound.at("places").refuse()
        }
    }

    /// Whether nothing is gone on which a book or a copy stands.
    fn is_paper_alone(&self) -> bool {
        self.readable && !self.is_device()
    }

    fn is_device(&self) -> bool {
        self.computer || self.nameless || !self.places.is_empty()
    }

    /// The title of the sheet or the name of its file, by what is gone.
    fn word(&self, language: Language, what: &str) -> Result<String> {
        let gone = if self.is_paper_alone() {
            "paper"
        } else {
            "device"
        };
        say(language, &[what, gone])
    }

    fn sections(&self, desk: &Desk, language: Language) -> Result<Vec<DossierSection>> {
        let of = |name: &str, fields: Vec<LabelledText>| -> Result<DossierSection> {
            Ok(DossierSection {
                title: say(language, &["sections", name])?,
                records: vec![DossierRecord { fields }],
            })
        };
        let harmless = self.is_paper_alone() && self.secret == SecretWithIt::No;
        let done: &[&str] = if harmless { &DONE_ABOUT_PAPER } else { &DONE };
        let done: Result<Vec<_>> = done
            .iter()
            .map(|act| line(language, &["done", act], String::new()))
            .collect();
        Ok(vec![
            of("when", self.when(desk, language)?)?,
            of("what", self.what(desk, language)?)?,
            of("people", self.people(count(desk, language)?, language)?)?,
            of("guard", self.guard(language)?)?,
            of("done", done?)?,
            of("decision", decision(language)?)?,
        ])
    }

    fn when(&self, desk: &Desk, language: Language) -> Result<Vec<LabelledText>> {
        let until = self
            .noticed_at
            .checked_add_signed(Duration::hours(HOURS))
            .unwrap_or(self.noticed_at);
        let (noticed, until) = (
            moment(desk, self.noticed_at, language)?,
            moment(desk, until, language)?,
        );
        let until = say(language, &["until"])?.replace("{{until}}", &until);
        Ok(vec![
            line(language, &["labels", "noticed"], noticed)?,
            line(language, &["labels", "until"], until)?,
            blank(language, "gone")?,
            blank(language, "where")?,
            blank(language, "by")?,
        ])
    }

    /// What is gone, each with what stood on it.
    fn what(&self, desk: &Desk, language: Language) -> Result<Vec<LabelledText>> {
        let mut lines = Vec::new();
        let away = desk.away();
        let gone = away
            .iter()
            .filter(|place| self.places.contains(&place.name));
        for place in gone {
            lines.push(LabelledText {
                label: place.name.clone(),
                text: on(place, language)?,
            });
        }
        if self.nameless {
            let text = say(language, &["what", "nameless"])?;
            lines.push(line(language, &["labels", "nameless"], text)?);
        }
        if self.computer {
            let text = say(language, &["what", "computer"])?;
            lines.push(line(language, &["labels", "computer"], text)?);
        }
        if self.readable || lines.is_empty() {
            lines.push(blank(
                language,
                if self.readable {
                    "readable"
                } else {
                    "gone_what"
                },
            )?);
        }
        Ok(lines)
    }

    /// Of how many people, and what is kept of them: of the book what it holds, of paper what can
    /// stand on it, since nobody but its reader knows what did.
    fn people(&self, count: String, language: Language) -> Result<Vec<LabelledText>> {
        let (alone, mut lines) = (self.is_paper_alone(), Vec::new());
        if !alone {
            lines.push(line(language, &["labels", "count"], count)?);
            lines.push(line(
                language,
                &["labels", "kinds"],
                say(language, &["kinds"])?,
            )?);
        }
        if self.readable {
            lines.push(blank(language, "paper_count")?);
            let kinds = say(language, &["paper_kinds"])?;
            lines.push(line(language, &["labels", "paper_kinds"], kinds)?);
        }
        let none = say(language, &[if alone { "paper_none" } else { "none" }])?;
        lines.push(line(language, &["labels", "none"], none)?);
        Ok(lines)
    }

    /// What stands between whoever finds it and what is on it. Paper is not called encrypted.
    fn guard(&self, language: Language) -> Result<Vec<LabelledText>> {
        let mut lines = Vec::new();
        if self.is_device() {
            let text = say(language, &["encrypted"])?;
            lines.push(line(language, &["labels", "encrypted"], text)?);
        }
        // With nothing but paper, a passphrase opens nothing yet.
        let with_it = if self.is_paper_alone() && self.secret == SecretWithIt::Yes {
            say(language, &["secret", "yes_alone"])?
        } else {
            say(language, &["secret", &key(&self.secret)?])?
        };
        lines.push(line(language, &["labels", "secret"], with_it)?);
        if self.readable {
            let text = say(language, &["not_encrypted"])?;
            lines.push(line(language, &["labels", "not_encrypted"], text)?);
        }
        Ok(lines)
    }
}

/// How many people stand in the book; only an open one says so.
fn count(desk: &Desk, language: Language) -> Result<String> {
    let Some(open) = &desk.open else {
        return Ok(String::new());
    };
    let today = desk.ambient().today();
    let counts = open.book.read(|reader| members::counts(reader, today))?;
    let kinds = [counts.active, counts.passive, counts.friends];
    let count: u64 = kinds.into_iter().map(u64::from).sum();
    Ok(say(language, &["members"])?.replace("{{count}}", &count.to_string()))
}

fn decision(language: Language) -> Result<Vec<LabelledText>> {
    let choice = say(language, &["yes_or_no"])?;
    Ok(vec![
        line(language, &["labels", "report"], choice.clone())?,
        blank(language, "because")?,
        blank(language, "report_number")?,
        line(language, &["labels", "tell"], choice)?,
        blank(language, "because")?,
        blank(language, "name")?,
        blank(language, "signature")?,
    ])
}

/// What stands on a place, as far as this computer knows.
fn on(place: &AwayPlace, language: Language) -> Result<String> {
    if place.copies.is_empty() {
        return say(language, &["what", "nothing_known"]);
    }
    let copies = place.copies.iter().map(|copy| {
        let made_on = day(copy.made_on, language)?;
        let book = copy
            .book
            .as_deref()
            .map_or_else(|| copy.file.clone(), folder::written);
        let text = say(language, &["what", "copy"])?;
        Ok(text.replace("{{day}}", &made_on).replace("{{book}}", &book))
    });
    Ok(copies.collect::<Result<Vec<_>>>()?.join(" · "))
}

/// 26 november 2026 om 14.05 uur, on this computer's clock.
fn moment(desk: &Desk, at: DateTime<Utc>, language: Language) -> Result<String> {
    let at = desk.surroundings.on_the_wall(at);
    let time = at.format(if language == Language::Nl {
        "%H.%M"
    } else {
        "%H:%M"
    });
    let text = say(language, &["moment"])?;
    let text = text.replace("{{day}}", &day(at.date(), language)?);
    Ok(text.replace("{{time}}", &time.to_string()))
}

fn line(language: Language, label: &[&str], text: String) -> Result<LabelledText> {
    Ok(LabelledText {
        label: say(language, label)?,
        text,
    })
}

/// A line to write on.
fn blank(language: Language, label: &str) -> Result<LabelledText> {
    line(language, &["labels", label], String::new())
}

fn say(language: Language, keys: &[&str]) -> Result<String> {
    word(language, &[&["loss"], keys].concat())
}

impl Desk {
    /// What stands in the head of the sheet: the centre, or the name of a locked book.
    fn called(&self) -> String {
        let centre = self.open.as_ref().map(|open| open.book.read(centre::get));
        let centre = centre.and_then(std::result::Result::ok);
        let book = || {
            self.folder
                .as_deref()
                .map(|book| folder::written(&folder::shown(book)))
        };
        let centre = centre.map(|centre| centre.fields.name);
        centre
            .or_else(book)
            .unwrap_or_else(|| "Wijkboek".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loss(places: &[&str], computer: bool, readable: bool, secret: SecretWithIt) -> SaveLoss {
        SaveLoss {
            noticed_at: DateTime::UNIX_EPOCH,
            places: places.iter().map(|&place| place.to_owned()).collect(),
            nameless: false,
            computer,
            readable,
            secret,
        }
    }

    #[test]
    fn only_what_is_encrypted_is_called_so() {
        let labels = |places: &[&str], computer: bool, readable: bool| -> Vec<String> {
            let loss = loss(places, computer, readable, SecretWithIt::No);
            let lines = loss.guard(Language::Nl).unwrap();
            lines.into_iter().map(|line| line.label).collect()
        };
        let encrypted = "Boek en kopieën".to_owned();
        let paper = "Papier of lijst".to_owned();
        assert!(labels(&["Blauw"], false, false).contains(&encrypted));
        assert!(labels(&[], true, false).contains(&encrypted));
        let only_paper = labels(&[], false, true);
        assert!(!only_paper.contains(&encrypted) && only_paper.contains(&paper));
        assert!(!labels(&[], false, false).contains(&encrypted));
        let both = labels(&["Blauw"], false, true);
        assert!(both.contains(&encrypted) && both.contains(&paper));
    }

    #[test]
    fn paper_alone_is_not_told_as_if_the_whole_book_were_gone() {
        let said = |places: &[&str], computer: bool, readable: bool| {
            let loss = loss(places, computer, readable, SecretWithIt::No);
            let lines = loss
                .people("Nu 416 leden".to_owned(), Language::Nl)
                .unwrap();
            let texts = lines
                .iter()
                .map(|line| format!("{}: {}\n", line.label, line.text));
            texts.collect::<String>()
        };
        let (whole, notes) = ("Nu 416 leden", "Vertrouwelijke notities ook");
        let may = "Wat op papier kan staan";
        for told in [
            said(&["Blauw"], false, false),
            said(&[], true, false),
            said(&[], false, false),
        ] {
            assert!(
                told.contains(whole) && told.contains(notes) && !told.contains(may),
                "{told}"
            );
        }
        let paper = said(&[], false, true);
        assert!(
            !paper.contains(whole) && !paper.contains(notes) && paper.contains(may),
            "{paper}"
        );
        assert!(
            paper.contains("De tekst van vertrouwelijke notities: die drukt Wijkboek niet af"),
            "{paper}"
        );
        // A stick without a name may hold the book as well as one with a name.
        let unknown = SaveLoss {
            nameless: true,
            ..loss(&[], false, true, SecretWithIt::No)
        };
        assert!(
            !unknown.is_paper_alone() && loss(&[], false, true, SecretWithIt::No).is_paper_alone()
        );
        let guard = unknown.guard(Language::Nl).unwrap();
        assert!(guard.iter().any(|line| line.label == "Boek en kopieën"));
        let both = said(&["Blauw"], false, true);
        assert!(
            both.contains(whole) && both.contains(notes) && both.contains(may),
            "{both}"
        );
    }

    #[test]
    fn the_sheet_is_called_after_what_is_gone() {
        for (computer, readable, title) in [
            (false, true, "Papier of lijst kwijt"),
            (true, true, "Stick of computer kwijt"),
            (false, false, "Stick of computer kwijt"),
        ] {
            let loss = loss(&[], computer, readable, SecretWithIt::No);
            assert_eq!(loss.word(Language::Nl, "title").unwrap(), title);
        }
    }

    #[test]
    fn a_passphrase_beside_paper_alone_opens_nothing_by_itself() {
        let said = |computer: bool| {
            let loss = loss(&[], computer, true, SecretWithIt::Yes);
            let lines = loss.guard(Language::Nl).unwrap();
            let of = |line: &&LabelledText| line.label == "Wachtzin of herstelcode erbij";
            lines.iter().find(of).unwrap().text.clone()
        };
        assert!(said(true).contains("Wie het vindt, kan het boek lezen"));
        assert!(!said(false).contains("Wie het vindt, kan het boek lezen"));
    }
}
