//! The schema of a real book is the one that stands commented in `fixtures/schema.sql`, so that a
//! change of it is seen by whoever reads the change.

use crate::{book::TestBook, wire::fresh};

#[test]
fn a_real_book_has_the_schema_that_is_written_down() {
    let test = TestBook::new();
    let (by_hand, _home) = test.by_hand();
    let mut statement = by_hand
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
             AND name NOT LIKE 'member_words_%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
        )
        .unwrap();
    let parts: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let head = "-- The schema of a book, as SQLite keeps it. The comments above tables stand in\n\
                -- src-tauri/core/migrations. Written by a test; see tests/wire.rs.\n\n";
    fresh(
        "tests/fixtures/schema.sql",
        &format!("{head}{};\n", parts.join(";\n\n")),
    );
}

/// Columns that hold nothing about a person, although they hold text.
const IMPERSONAL: &[&str] = &[
    "account.kind",
    "agreement.ended_on",
    "agreement.made_on",
    "agreement_party_version.hat",
    "agreement_party_version.kind",
    "agreement_party_version.name", // Always an organisation.
    "agreement_version.from_day",
    "agreement_version.kind",
    "agreement_version.notice_unit",
    "agreement_version.title",
    "agreement_version.until_day",
    "agreement_version.until_text",
    "audit.command",
    "audit.result",
    "centre.chamber_number",
    "centre.name",
    "centre.place",
    "certificate_step.day",
    "certificate_step.step",
    "certificate_text.article",
    "certificate_text.body",
    "certificate_text.disclaimer",
    "certificate_text.language",
    "certificate_text.title",
    "computer.account",
    "computer.disk",
    "computer.said_on",
    "consent.how",
    "consent.said_on",
    "consent.step",
    "consent_place.name",
    "consent_text.made_on",
    "consent_text.text",
    "contact_moment.day",
    "contact_moment.hat",
    "contact_moment.retracted_on",
    "desk_person.role",
    "erasure.erased_on",
    "erasure.requested_on",
    "erasure_request.due_on",
    "erasure_request.requested_on",
    "erasure_request.taken_back_on",
    "history_import.difference",
    "history_row.amount",
    "history_row.outside_id",
    "history_row.unposted",
    "import.source", // The name of a file.
    "import_row.decided_on",
    "import_row.decision",
    "member.kind",
    "member_erased.erased_on",
    "membership.from_day",
    "membership.kind",
    "membership.until_day",
    "outside_source.name",
    "retention_term.field",
    "review.closed_on",
    "review.opened_on",
    "scenario.added_on",
    "scenario.dropped_on",
    "scenario.kind",
    "scenario_look.looked_on",
    "scenario_look.verdict",
    "scenario_version.title",
    "snapshot.quarter",
    "scheme_version.plural",
    "scheme_version.singular",
    "theme_place.name",
    "transfer.happened_on",
    "transfer.kind",
];

#[test]
fn every_text_of_the_book_is_declared_personal_or_known_not_to_be() {
    let test = TestBook::new();
    let (by_hand, _home) = test.by_hand();
    let mut statement = by_hand
        .prepare(
            "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'member_words%' AND c.type = 'TEXT'",
        )
        .unwrap();
    let personal: Vec<String> = wijkboek_core::personal_fields()
        .iter()
        .map(|field| format!("{}.{}", field.table, field.column))
        .collect();
    let columns = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    for column in columns.map(Result::unwrap) {
        assert!(
            IMPERSONAL.contains(&column.as_str()) || personal.contains(&column),
            "{column} is neither declared personal nor known not to be"
        );
    }
}
