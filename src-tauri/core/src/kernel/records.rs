//! What the book holds about one person, row by row, in a form that no room needs to know: a kind
//! and columns with their names. Each room asks its own tables; whoever puts it all together only
//! reads it.

use rusqlite::{Connection, Params, functions::FunctionFlags, types::ValueRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::{Error, Reader, Result, Tx, fold};

/// Something that the book holds about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PersonalRecord {
    /// What it is: mostly the name of the table.
    pub kind: String,
    /// Its columns, those without a value left out.
    pub fields: Vec<RecordField>,
}

/// A column of a record with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct RecordField {
    /// The name of the column.
    pub name: String,
    /// What stands in it, as text: days as `2026-11-23`, instants in UTC.
    pub value: String,
}

/// Whom a question about held records is about.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    /// The internal number of the member.
    pub member: i64,
    /// Folded: the id, and every name of more than one word that this person had.
    pub called: Vec<String>,
}

impl Subject {
    /// Whether a text names this person.
    pub fn is_named_in(&self, text: &str) -> bool {
        let text = format!(" {} ", fold(text));
        self.called
            .iter()
            .any(|name| text.contains(&format!(" {name} ")))
    }
}

/// Somebody who is to be forgotten, and what stands in place of the name.
#[derive(Debug)]
pub(crate) struct Forgotten {
    /// Whom it is about.
    pub subject: Subject,
    /// Every name of more than one word that this person had, as written, the longest first.
    pub names: Vec<String>,
    /// What stands in their place.
    pub instead: String,
}

impl Forgotten {
    /// Runs a statement once for each name: `?1` is the name, `?2` what stands in its place. It
    /// may use `without_name(text, ?1, ?2)`, which spares longer names that begin alike.
    pub fn each_name(&self, tx: &Tx, sql: &str) -> Result<()> {
        let mut statement = tx.connection().prepare(sql)?;
        for name in &self.names {
            statement.execute((name, &self.instead))?;
        }
        Ok(())
    }
}

/// Lends SQL the function `without_name`. Once for each connection: SQLite exchanges no function
/// while a statement is at work.
pub(super) fn lend(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("without_name", 3, flags, |context| {
        let text: Option<String> = context.get(0)?;
        let (name, instead): (String, String) = (context.get(1)?, context.get(2)?);
        Ok(text.map(|text| without_name(&text, &name, &instead)))
    })
}

/// The text with something else in place of a name, where the name stands as whole words, however
/// it was spelled: capitals, accents and signs between the words do not matter, as in `Subject`.
pub(crate) fn without_name(text: &str, name: &str, instead: &str) -> String {
    let name = fold(name);
    if name.is_empty() || !format!(" {} ", fold(text)).contains(&format!(" {name} ")) {
        return text.to_owned();
    }
    let sought: Vec<&str> = name.split(' ').collect();
    // Composed, so that an accent does not end a word.
    let composed: String = text.nfc().collect();
    let words = words(&composed);
    let (mut whole, mut kept, mut place) = (String::with_capacity(text.len()), 0, 0usize);
    while let Some(here) = words.get(place..place.saturating_add(sought.len())) {
        let said = here.iter().map(|word| word.folded.as_str());
        let (Some(first), Some(last)) = (here.first(), here.last()) else {
            break;
        };
        if said.eq(sought.iter().copied()) {
            whole.push_str(composed.get(kept..first.start).unwrap_or_default());
            whole.push_str(instead);
            kept = last.end;
            place = place.saturating_add(sought.len());
        } else {
            place = place.saturating_add(1);
        }
    }
    if kept == 0 {
        return text.to_owned();
    }
    whole.push_str(composed.get(kept..).unwrap_or_default());
    whole
}

/// A word of a text: where it begins and ends, and how it reads folded. What is written in other
/// letters may read as several words that all stand in the same place.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut begun = None;
    for (place, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (begun, part(sign)) {
            (None, Part::Letter) => begun = Some(place),
            (Some(start), Part::Gap) => {
                let folded = fold(text.get(start..place).unwrap_or_default());
                found.extend(folded.split(' ').map(|word| Word {
                    start,
                    end: place,
                    folded: word.to_owned(),
                }));
                begun = None;
            }
            _ => {}
        }
    }
    found
}

/// What a sign is in a text that is folded as a whole.
enum Part {
    Letter,
    Gap,
    /// It goes, and what stands on both sides is one word.
    Nothing,
}

fn part(sign: char) -> Part {
    match deunicode::deunicode_char(sign) {
        Some("") => Part::Nothing,
        Some(read) if read.contains(char::is_alphanumeric) => Part::Letter,
        _ => Part::Gap,
    }
}

/// Every row that a statement finds.
pub(crate) fn records(
    reader: &Reader,
    kind: &str,
    sql: &str,
    params: impl Params,
) -> Result<Vec<PersonalRecord>> {
    let mut found = Vec::new();
    visit(reader, kind, sql, params, |record, _| found.push(record))?;
    Ok(found)
}

/// The rows whose texts name this person. The first columns say what row it is; of those
/// behind them only those are told that name: what stands in the others is about somebody else.
pub(crate) fn records_naming(
    reader: &Reader,
    subject: &Subject,
    kind: &str,
    (sql, told_first): (&str, usize),
    params: impl Params,
) -> Result<Vec<PersonalRecord>> {
    let mut found = Vec::new();
    visit(reader, kind, sql, params, |mut record, places| {
        let mut places = places.iter();
        let mut named = false;
        record.fields.retain(|field| {
            let told = places.next().is_some_and(|place| *place < told_first);
            let names = !told && subject.is_named_in(&field.value);
            named |= names;
            told || names
        });
        if named {
            found.push(record);
        }
    })?;
    Ok(found)
}

fn visit(
    reader: &Reader,
    kind: &str,
    sql: &str,
    params: impl Params,
    mut with: impl FnMut(PersonalRecord, &[usize]),
) -> Result<()> {
    let mut statement = reader.connection().prepare_cached(sql)?;
    let names: Vec<String> = statement
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        let (mut fields, mut places) = (Vec::new(), Vec::new());
        for (place, name) in names.iter().enumerate() {
            if let Some(value) = text(name, row.get_ref(place)?)? {
                places.push(place);
                fields.push(RecordField {
                    name: name.clone(),
                    value,
                });
            }
        }
        let kind = kind.to_owned();
        with(PersonalRecord { kind, fields }, &places);
    }
    Ok(())
}

fn text(name: &str, value: ValueRef) -> Result<Option<String>> {
    Ok(match value {
        ValueRef::Null => None,
        ValueRef::Integer(millis) if name.ends_with("_at") => {
            let at = chrono::DateTime::from_timestamp_millis(millis);
            Some(at.unwrap_or_default().to_rfc3339())
        }
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Some(
            Uuid::from_slice(bytes)
                .map_err(|_| Error::broken("a record holds bytes that are no id"))?
                .to_string(),
        ),
        ValueRef::Real(_) => return Err(Error::broken("a record holds a fraction")),
    })
}

#[cfg(test)]
mod tests {
    use super::without_name;

    #[test]
    fn a_name_is_replaced_where_it_stands_alone_and_a_longer_one_is_spared() {
        for (text, kept) in [
            ("Jan Bos", "X"),
            ("Met Jan Bos, en Jan Bos.", "Met X, en X."),
            ("Jan Bosman en Arjan Bos", "Jan Bosman en Arjan Bos"),
            ("Jan Bosman en Jan Bos", "Jan Bosman en X"),
            ("met JAN  BOS en jan-bos", "met X en X"),
            ("Jan Bos Jan Bos", "X X"),
            ("Jan", "Jan"),
            ("", ""),
        ] {
            assert_eq!(without_name(text, "Jan Bos", "X"), kept);
        }
        for text in ["José Bos", "Jose\u{301} Bos", "jose bos"] {
            assert_eq!(without_name(text, "José Bos", "X"), "X");
        }
        // Letters that read as several words, and signs that read as a gap or as nothing.
        for name in [
            "Ольга Петрова",
            "Татьяна Ким",
            "小明 王",
            "سعيد علي",
            "O\u{2bc}Brien Bos",
            "x\u{30c}y Bos",
        ] {
            for (text, kept) in [
                (format!("Met {name}, en thee."), "Met X, en thee."),
                (name.to_uppercase(), "X"),
            ] {
                assert_eq!(without_name(&text, name, "X"), kept, "{name}");
            }
        }
        assert_eq!(
            without_name("’s Avonds, 10 %", "Jan Bos", "X"),
            "’s Avonds, 10 %"
        );
    }
}
