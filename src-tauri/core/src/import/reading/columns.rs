//! What the columns of an old list mean: recognised by their headers, or said in a mapping.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    kernel::{Code, Result, fold, text},
    members::MembershipKind,
    table::Table,
};

/// What a column can hold.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ImportField {
    Number,
    Name,
    Salutation,
    GivenName,
    Initials,
    Prefix,
    FamilyName,
    Household,
    Organisation,
    Address,
    Street,
    HouseNumber,
    HouseAddition,
    Postcode,
    Town,
    Phone,
    Email,
    BirthYear,
    JoinedOn,
    EndedOn,
    Membership,
    Note,
}

use ImportField as F;

/// What a row holds, field by field; nothing where the list says nothing.
pub type Values = BTreeMap<ImportField, String>;

/// How a list is to be read, where its own headers do not say it well enough.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct MembersMapping {
    /// Column by its header: what it holds, or null to leave it out. Several may hold notes.
    pub columns: BTreeMap<String, Option<ImportField>>,
    /// Word in the column with the kind of membership (or nothing): what it becomes.
    pub memberships: BTreeMap<String, MembershipKind>,
    /// Word in which letters were lost: how it is written.
    pub letters: BTreeMap<String, String>,
}

/// A column of the file and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct ImportColumn {
    /// Its header.
    pub name: String,
    /// What it holds.
    pub field: Option<ImportField>,
    /// Left out: said so, or because an association may not keep it.
    pub left_out: bool,
    /// What it might hold, when that is not clear.
    pub proposal: Option<ImportField>,
    /// The first text in it.
    pub example: Option<String>,
}

/// Headers in lower case without signs, as they are met in the wild.
const HEADERS: [(F, &str); 22] = [
    (
        F::Number,
        "nr, nummer, lidnr, lidnummer, lid nr, lid nummer, no, number",
    ),
    (F::Name, "naam, volledige naam, naam lid, namen, lid, name"),
    (F::Salutation, "aanhef, aanspreekvorm, salutation"),
    (
        F::GivenName,
        "voornaam, voornamen, roepnaam, given name, first name",
    ),
    (F::Initials, "voorletters, voorletter, initialen, initials"),
    (
        F::Prefix,
        "tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, tussenv, tv",
    ),
    (
        F::FamilyName,
        "achternaam, familienaam, geslachtsnaam, family name, surname",
    ),
    (F::Household, "huishouden, gezin, household"),
    (
        F::Organisation,
        "organisatie, naam organisatie, bedrijf, bedrijfsnaam, instelling",
    ),
    (
        F::Address,
        "adres, straat en huisnummer, straat en nummer, woonadres, address",
    ),
    (F::Street, "straat, straatnaam, street"),
    (
        F::HouseNumber,
        "huisnummer, huisnr, huis nr, hnr, house number",
    ),
    (
        F::HouseAddition,
        "toevoeging, huisletter, huisnummertoevoeging, toev",
    ),
    (F::Postcode, "postcode, pc, postal code"),
    (F::Town, "plaats, woonplaats, plaatsnaam, stad, town"),
    (
        F::Phone,
        "telefoon, telefoonnummer, tel, tel nr, telnr, mobiel, mobiele telefoon, \
         mobiel nummer, gsm, phone",
    ),
    (
        F::Email,
        "e mail, email, mail, e mailadres, emailadres, mailadres, e mail adres",
    ),
    (
        F::BirthYear,
        "geb jaar, geboortejaar, geboortedatum, geb datum, geb dat, geboren, birth year",
    ),
    (
        F::JoinedOn,
        "lid sinds, sinds, lid vanaf, vanaf, ingangsdatum, inschrijfdatum, \
         datum inschrijving, aanmelddatum, startdatum, begindatum, member since",
    ),
    (
        F::EndedOn,
        "lid tot, einddatum, uitschrijfdatum, datum uitschrijving, opgezegd per, opgezegd, \
         member until",
    ),
    (
        F::Membership,
        "soort, soort lid, soort lidmaatschap, lidmaatschap, lidsoort, type, type lid, \
         categorie, status, kind",
    ),
    (
        F::Note,
        "opmerking, opmerkingen, notitie, notities, bijzonderheden, toelichting, \
         aantekening, aantekeningen, memo, note, notes",
    ),
];
/// What an association may not or need not keep of its members.
const NEVER: &str = "bsn, burgerservicenummer, sofinummer, sofi nummer, geslacht, m v, man vrouw, \
    nationaliteit, iban, rekeningnummer, bankrekening, bankrekeningnummer";
/// A header that resembles a known one this much is proposed.
const ALIKE: f64 = 0.86;
/// Longer ones, in bytes, are compared with nothing.
const LONGEST_HEADER: usize = 100;

impl ImportField {
    /// The name in JSON and in the details of a refusal.
    pub fn name(self) -> &'static str {
        match self {
            F::Number => "number",
            F::Name => "name",
            F::Salutation => "salutation",
            F::GivenName => "given_name",
            F::Initials => "initials",
            F::Prefix => "prefix",
            F::FamilyName => "family_name",
            F::Household => "household",
            F::Organisation => "organisation",
            F::Address => "address",
            F::Street => "street",
            F::HouseNumber => "house_number",
            F::HouseAddition => "house_addition",
            F::Postcode => "postcode",
            F::Town => "town",
            F::Phone => "phone",
            F::Email => "email",
            F::BirthYear => "birth_year",
            F::JoinedOn => "joined_on",
            F::EndedOn => "ended_on",
            F::Membership => "membership",
            F::Note => "note",
        }
    }

    /// Whether somebody is called by it; one column at least must be.
    pub fn is_name(self) -> bool {
        matches!(
            self,
            F::Name | F::FamilyName | F::Household | F::Organisation
        )
    }

    /// The name or address of which it is a part; any other field is its own whole.
    pub(in crate::import) fn whole(self) -> Self {
        match self {
            F::Salutation
            | F::GivenName
            | F::Initials
            | F::Prefix
            | F::FamilyName
            | F::Household
            | F::Organisation => F::Name,
            F::Street | F::HouseNumber | F::HouseAddition => F::Address,
            other => other,
        }
    }

    /// The field of this name.
    pub fn named(name: &str) -> Option<Self> {
        HEADERS
            .iter()
            .map(|(field, _)| *field)
            .find(|field| field.name() == name)
    }
}

/// What every column of the table holds.
///
/// # Errors
/// `Code::ColumnMissing` for a column of the mapping that the table has not, `Code::FieldTwice`
/// for a field that the mapping gives to two columns.
pub(in crate::import) fn recognise(
    table: &Table,
    mapping: &MembersMapping,
) -> Result<Vec<ImportColumn>> {
    let mut taken = said(table, mapping)?;
    let mut columns: Vec<ImportColumn> = Vec::new();
    for (place, name) in table.header.iter().enumerate() {
        let mut column = judged(name, mapping, &mut taken);
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(place));
        column.example = cells
            .find(|cell| !cell.is_empty() && !column.left_out)
            .map(|cell| text::blot_citizen_service_numbers(cell))
            // To recognise the column by; a cell may be as long as the file.
            .map(|cell| cell.chars().take(text::LINE).collect());
        columns.push(column);
    }
    street_with_number(&mut columns);
    Ok(columns)
}

/// The fields that the mapping gives to columns.
fn said(table: &Table, mapping: &MembersMapping) -> Result<Vec<F>> {
    let mut taken: Vec<F> = Vec::new();
    for (name, field) in &mapping.columns {
        if !table.header.iter().any(|column| fold(column) == fold(name)) {
            return Code::ColumnMissing
                .with("column", name.as_str())
                .with("columns", table.header.join(", "))
                .refuse();
        }
        let Some(field) = *field else { continue };
        if field != F::Note && taken.contains(&field) {
            return Code::FieldTwice
                .at(field.name())
                .with("column", name.as_str())
                .refuse();
        }
        taken.push(field);
    }
    Ok(taken)
}

/// What one column holds: as the mapping says, or as its header does if no other column was first.
fn judged(name: &str, mapping: &MembersMapping, taken: &mut Vec<F>) -> ImportColumn {
    let folded = fold(name);
    let mut column = ImportColumn {
        name: name.to_owned(),
        field: None,
        left_out: false,
        proposal: None,
        example: None,
    };
    let mut given = mapping.columns.iter();
    match given.find(|(given, _)| fold(given) == folded) {
        Some((_, said)) => (column.field, column.left_out) = (*said, said.is_none()),
        None if among(NEVER, &folded) => column.left_out = true,
        None => match known(&folded) {
            Some(field) if field != F::Note && taken.contains(&field) => {
                column.proposal = Some(F::Note);
            }
            Some(field) => {
                column.field = Some(field);
                taken.push(field);
            }
            None => column.proposal = nearest(&folded),
        },
    }
    column
}

/// A column "Straat" without one for the number holds both.
fn street_with_number(columns: &mut [ImportColumn]) {
    let has = |field| columns.iter().any(|column| column.field == Some(field));
    if !has(F::HouseNumber) && !has(F::Address) {
        for column in columns
            .iter_mut()
            .filter(|column| column.field == Some(F::Street))
        {
            column.field = Some(F::Address);
        }
    }
}

fn known(folded: &str) -> Option<F> {
    HEADERS
        .iter()
        .find(|(_, names)| among(names, folded))
        .map(|(field, _)| *field)
}

fn nearest(folded: &str) -> Option<F> {
    // Comparing takes as long as the two are long together: what fills a page is no header.
    if folded.len() > LONGEST_HEADER {
        return None;
    }
    let mut best = (ALIKE, None);
    for (field, names) in &HEADERS {
        for name in names.split(", ") {
            let alike = strsim::jaro_winkler(folded, name);
            if name.len() > 3 && alike > best.0 {
                best = (alike, Some(*field));
            }
        }
    }
    best.1
}

fn among(names: &str, folded: &str) -> bool {
    names.split(", ").any(|name| name == folded)
}
