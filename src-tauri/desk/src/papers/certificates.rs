//! Certificates on paper: looking at one before and after it is issued, and writing it, or the
//! register, to a file.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    centre,
    certificates::{
        self, CertificateId, CertificateRow, CertificateSheet, CertificateState, CertificateText,
        ListCertificates, TextReceipt,
    },
    credits::ledger_head,
    kernel::{Ask, Head, Reader, Result, Role, Write as _, audit_head},
    members::{self, MemberId},
};
use wijkboek_print::{self as print, CertificatePaper, Paper, RegisterPaper, RegisterRow};

use super::{key, picture, print_language, printed, word};
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    table,
};

/// The paper of a certificate, to look at.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowPaper {
    /// The certificate.
    pub certificate_id: CertificateId,
}

/// The paper of a certificate that is not issued yet: how it would look.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct PreviewPaper {
    /// Who would hold it; an invented name if left out.
    pub member_id: Option<MemberId>,
    /// The day of issue; today if left out.
    pub day: Option<NaiveDate>,
    /// Other words than those of now.
    pub text: Option<CertificateText>,
}

/// A paper to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PaperShown {
    /// `2026-0007`; of a preview, the number that it would get now.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// The page, as an SVG picture.
    pub svg: String,
}

/// Writes the paper of a certificate to a file that the person chooses, as PDF.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SavePaper {
    /// The certificate.
    pub certificate_id: CertificateId,
}

/// Writes the register to a file that the person chooses: all that the question finds, as it stood
/// on its day, today if it names none.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveRegister {
    /// Which certificates; its page is passed over.
    pub list: ListCertificates,
    /// How.
    pub form: ListForm,
}

/// How a list leaves the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListForm {
    /// On paper.
    Pdf,
    /// For a spreadsheet.
    Csv,
}

/// Changes the words for certificates that are issued from now on; words that do not fit on the
/// paper are refused. Undoing it brings back the version before as a new one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeText {
    /// The version that the form was filled from: another one meanwhile is named, not overwritten.
    pub version: u32,
    /// All words, changed or not.
    pub text: CertificateText,
}

impl Ask for ShowPaper {
    const NAME: &'static str = "certificates.paper";
    const ROLE: Role = Role::Reader;
    type Answer = PaperShown;
}

impl AtDesk for ShowPaper {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<PaperShown> {
        let sheet = desk
            .book()?
            .read(|reader| certificates::sheet(reader, self.certificate_id))?;
        shown(&sheet)
    }
}

impl Ask for PreviewPaper {
    const NAME: &'static str = "certificates.preview";
    const ROLE: Role = Role::Reader;
    type Answer = PaperShown;
}

impl AtDesk for PreviewPaper {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::NotFound`, those of `CertificateText::checked`, then those of printing.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<PaperShown> {
        let sheet = desk.book()?.read(|reader| self.sheet(reader))?;
        shown(&sheet)
    }
}

impl PreviewPaper {
    fn sheet(self, reader: &Reader) -> Result<CertificateSheet> {
        let text = match self.text {
            Some(text) => text.checked()?,
            None => certificates::present_text(reader)?,
        };
        let holder = match self.member_id {
            Some(member_id) => members::get(reader, member_id)?.full_name,
            None => word(text.language, &["certificate", "somebody"])?,
        };
        let day = self.day.unwrap_or_else(|| reader.today());
        certificates::sheet_for(reader, holder, day, text)
    }
}

impl Ask for SavePaper {
    const NAME: &'static str = "certificates.save_paper";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SavePaper {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::NotFound`, those of printing, then `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let sheet = desk
            .book()?
            .read(|reader| certificates::sheet(reader, self.certificate_id))?;
        let file = word(sheet.text.language, &["certificate", "file"])?;
        let pdf = on_paper(&sheet)?.pdf;
        desk.write_file(&format!("{file}-{}.pdf", sheet.number), &pdf)
    }
}

impl Ask for SaveRegister {
    const NAME: &'static str = "certificates.save_register";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveRegister {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let language = desk.language();
        let today = desk.ambient().today();
        let on = self.list.on.unwrap_or(today);
        let rows = desk.book()?.read(|reader| every(reader, &self.list))?;
        let file = word(language, &["register", "file"])?;
        match self.form {
            ListForm::Csv => {
                let bytes = spreadsheet(&rows, language)?;
                desk.write_file(&format!("{file}-{on}.csv"), &bytes)
            }
            ListForm::Pdf => {
                let (centre, ledger_head, audit_head) = desk.book()?.read(|reader| {
                    let centre = centre::get(reader)?.fields.name;
                    Ok((centre, ledger_head(reader)?, audit_head(reader)?))
                })?;
                let register = RegisterPaper {
                    centre,
                    ledger_head: noted(&ledger_head),
                    audit_head: noted(&audit_head),
                    on,
                    made_on: today,
                    rows: rows.iter().map(register_row).collect(),
                };
                let language = print_language(language);
                let pdf = printed(print::certificate_register(&register, language))?.pdf;
                desk.write_file(&format!("{file}-{on}.pdf"), &pdf)
            }
        }
    }
}

/// A head as it stands on paper: as `wijk verify --head` and the window take it back.
fn noted(head: &Head) -> String {
    format!("{}: {}", head.sequence, head.grouped())
}

impl Ask for ChangeText {
    const NAME: &'static str = certificates::ChangeText::NAME;
    const ROLE: Role = certificates::ChangeText::ROLE;
    type Answer = TextReceipt;
}

impl AtDesk for ChangeText {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// Those of the preview, so that no certificate is issued that cannot be printed, then those
    /// of the core's command.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<TextReceipt> {
        let preview = PreviewPaper {
            text: Some(self.text.clone()),
            ..PreviewPaper::default()
        };
        let sheet = desk.book()?.read(|reader| preview.sheet(reader))?;
        on_paper(&sheet)?;
        let act = desk.act(envelope, &self)?;
        let change = certificates::ChangeText {
            version: self.version,
            text: self.text,
        };
        let written = desk.book_mut()?.write(&act, |tx| change.run(tx))?;
        Ok(written.receipt)
    }
}

fn shown(sheet: &CertificateSheet) -> Result<PaperShown> {
    Ok(PaperShown {
        number: sheet.number.to_string(),
        title: sheet.text.title.clone(),
        svg: picture(&on_paper(sheet)?)?,
    })
}

/// Prints a certificate, in the language of its words.
fn on_paper(sheet: &CertificateSheet) -> Result<Paper> {
    let signatory = |signatory: &centre::Signatory| print::Signatory {
        name: signatory.name.clone(),
        function: signatory.function.clone().unwrap_or_default(),
    };
    let CertificateSheet { centre, text, .. } = sheet;
    let certificate = CertificatePaper {
        centre: centre.name.clone(),
        trade_register_number: centre.chamber_number.clone(),
        title: text.title.clone(),
        number: sheet.number.to_string(),
        holder: sheet.holder.clone(),
        text: text.body.clone(),
        disclaimer: text.disclaimer.clone(),
        article: text.article.clone(),
        place: centre.place.clone(),
        issued_on: sheet.issued_on,
        signatories: centre.signatories.iter().map(signatory).collect(),
    };
    printed(print::certificate(
        &certificate,
        print_language(text.language),
    ))
}

/// Every row that a question finds on a day, in the order of the list.
fn every(reader: &Reader, list: &ListCertificates) -> Result<Vec<CertificateRow>> {
    let mut question = ListCertificates {
        offset: 0,
        limit: Some(u32::MAX),
        ..list.clone()
    };
    let mut rows = Vec::new();
    loop {
        let page = certificates::list(reader, &question)?;
        let more = u32::try_from(page.rows.len()).unwrap_or(0);
        rows.extend(page.rows);
        question.offset = question.offset.saturating_add(more);
        if more == 0 || question.offset >= page.found {
            return Ok(rows);
        }
    }
}

fn register_row(row: &CertificateRow) -> RegisterRow {
    RegisterRow {
        number: row.number.clone(),
        holder: row.full_name.clone(),
        state: match row.state {
            CertificateState::Issued => print::CertificateState::Issued,
            CertificateState::Signed => print::CertificateState::Signed,
            CertificateState::HandedOver => print::CertificateState::HandedOver,
            CertificateState::Withdrawn => print::CertificateState::Withdrawn,
        },
        issued_on: row.issued_on,
        signed_on: row.signed_on,
        handed_over_on: row.handed_over_on,
        withdrawn_on: row.withdrawn_on,
    }
}

fn spreadsheet(rows: &[CertificateRow], language: Language) -> Result<Vec<u8>> {
    let word = |keys: &[&str]| word(language, &[&["register"], keys].concat());
    let head: Vec<String> = [
        "number",
        "holder",
        "member_number",
        "kind",
        "state",
        "issued_on",
        "signed_on",
        "handed_over_on",
        "withdrawn_on",
    ]
    .iter()
    .map(|key| word(&[key]))
    .collect::<Result<_>>()?;
    let cells = |row: &CertificateRow| {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Ok(vec![
            row.number.clone(),
            row.full_name.clone(),
            row.member_number.to_string(),
            word(&["kinds", key(&row.member_kind)?.as_str()])?,
            word(&["states", key(&row.state)?.as_str()])?,
            row.issued_on.to_string(),
            day(row.signed_on),
            day(row.handed_over_on),
            day(row.withdrawn_on),
        ])
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect::<Result<_>>()?;
    table::csv(&head, &rows)
}
