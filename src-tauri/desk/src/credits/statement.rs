//! The statement of an account on paper, or for a spreadsheet.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    centre,
    credits::{self, GetStatement, Scheme, Statement, StatementLine, TransferKind},
    kernel::{Ask, Read as _, Reader, Result, Role},
};
use wijkboek_print::{self as print, StatementPaper};

use super::amount::{amount, number};
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    papers::{ListForm, print_language, printed, word},
    table,
};

/// Writes the statement of an account to a file that the person chooses: all lines of the period.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveStatement {
    /// Which account and period; its page is passed over.
    pub statement: GetStatement,
    /// How.
    pub form: ListForm,
}

impl Ask for SaveStatement {
    const NAME: &'static str = "credits.save_statement";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveStatement {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// Those of the statement and of printing, then `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let (language, today) = (desk.language(), desk.ambient().today());
        let book = desk.book()?;
        let (scheme, statement) = book.read(|reader| {
            let statement = every(reader, &self.statement)?;
            Ok((credits::scheme(reader)?, statement))
        })?;
        let file = word(language, &["statement", "file"])?;
        let number = match statement.account.number {
            Some(number) => format!("{number}-"),
            None => String::new(),
        };
        let (bytes, ending) = match self.form {
            ListForm::Csv => (spreadsheet(&statement, &scheme, language)?, "csv"),
            ListForm::Pdf => {
                let centre = book.read(centre::get)?.fields.name;
                let paper = paper(&statement, &self.statement, &scheme, language, today)?;
                let paper = StatementPaper { centre, ..paper };
                let printed = printed(print::account_statement(&paper, print_language(language)))?;
                (printed.pdf, "pdf")
            }
        };
        desk.write_file(&format!("{file}-{number}{today}.{ending}"), &bytes)
    }
}

/// The whole statement of a period, the first day first.
fn every(reader: &Reader, question: &GetStatement) -> Result<Statement> {
    let mut question = GetStatement {
        offset: 0,
        limit: Some(u32::MAX),
        ..question.clone()
    };
    let mut whole = question.clone().run(reader)?;
    while whole.lines.len() < whole.found as usize {
        question.offset = u32::try_from(whole.lines.len()).unwrap_or(u32::MAX);
        let page = question.clone().run(reader)?;
        if page.lines.is_empty() {
            break;
        }
        whole.lines.extend(page.lines);
    }
    whole.lines.reverse();
    Ok(whole)
}

fn paper(
    statement: &Statement,
    question: &GetStatement,
    scheme: &Scheme,
    language: Language,
    today: NaiveDate,
) -> Result<StatementPaper> {
    let amount = |minutes| amount(minutes, scheme, language);
    let first = statement.lines.first().map(|line| line.happened_on);
    let account = match (statement.account.number, &statement.account.outside_name) {
        (Some(number), _) => {
            let member = word(language, &["statement", "member"])?;
            Some(member.replace("{{number}}", &number.to_string()))
        }
        (None, _) => statement.account.source.clone(),
    };
    let line = |line: &StatementLine| {
        Ok(print::StatementLine {
            on: line.happened_on,
            description: description(line, language)?,
            received: (line.minutes > 0).then(|| amount(line.minutes)),
            given: (line.minutes < 0).then(|| amount(line.minutes.saturating_neg())),
            balance: amount(line.balance_minutes),
        })
    };
    Ok(StatementPaper {
        centre: String::new(),
        scheme: scheme.plural.clone(),
        holder: statement.account.name.clone(),
        account,
        from: question.from_day.or(first).unwrap_or(today),
        until: question.until_day.unwrap_or(today),
        made_on: today,
        opening_balance: amount(statement.opening_minutes),
        total_received: amount(statement.received_minutes),
        total_given: amount(statement.given_minutes),
        closing_balance: amount(statement.closing_minutes),
        lines: statement.lines.iter().map(line).collect::<Result<_>>()?,
    })
}

/// What a line was for and with whom: `Verdiend bij Buurthuis De Dreef · Samen eten · soep`.
fn description(line: &StatementLine, language: Language) -> Result<String> {
    let what = word(language, &["statement", "kinds", kind(line)])?;
    let what = what.replace("{{other}}", &line.other.name);
    let parts = [Some(what), line.theme.clone(), line.memo.clone()];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// The key of the sentence for what a line is to this account.
fn kind(line: &StatementLine) -> &'static str {
    let came_in = line.minutes > 0;
    match (line.kind, came_in) {
        (TransferKind::Earn, true) => "earned",
        (TransferKind::Earn, false) => "issued",
        (TransferKind::Spend, true) => "redeemed",
        (TransferKind::Spend, false) => "spent",
        (TransferKind::Reversal, _) => "reversal",
        (TransferKind::Give | TransferKind::History, true) => "received",
        (TransferKind::Give | TransferKind::History, false) => "given",
    }
}

fn spreadsheet(statement: &Statement, scheme: &Scheme, language: Language) -> Result<Vec<u8>> {
    let words = |key: &str| word(language, &["statement", key]);
    let head = vec![
        words("number")?,
        words("on")?,
        words("description")?,
        scheme.plural.clone(),
        words("balance")?,
        words("minutes")?,
    ];
    let cells = |line: &StatementLine| {
        Ok(vec![
            line.number.to_string(),
            line.happened_on.to_string(),
            description(line, language)?,
            number(line.minutes, scheme, language),
            number(line.balance_minutes, scheme, language),
            line.minutes.to_string(),
        ])
    };
    let rows = statement.lines.iter().map(cells);
    table::csv(&head, &rows.collect::<Result<Vec<_>>>()?)
}
