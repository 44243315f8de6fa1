//! What leaves the house of agreements: a list for a spreadsheet, days for a calendar, no person.

use std::fs;

use serde_json::{Value, json};

use crate::desk::TestDesk;

fn agreement() -> Value {
    json!({
        "fields": {
            "title": "Badhuis, tijdelijk",
            "object": "=2+2",
            "kind": "use_of_place",
            "from_day": "2025-01-01",
            "until_day": "2027-07-01",
            "notice": { "length": 3, "unit": "months" },
            "preparation_weeks": 8,
            "contact_weeks": 8,
            "review_months": 12,
            "parties": [{
                "kind": "municipality",
                "name": "Gemeente Duinstad",
                "contact_person": "Kanarie Visser",
                "reach": "06 13 48 58 89",
            }],
        },
        "scenarios": [
            { "kind": "hand_over", "fields": { "title": "Opleveren" } },
            { "kind": "continuation", "fields": { "title": "Wij blijven" } },
        ],
    })
}

/// Writes a file through a dialog and reads it.
fn written(desk: &mut TestDesk, command: &str, name: &str, list: &Value) -> String {
    let path = desk.home.path().join(name);
    desk.choose(&path);
    let file = desk.ok(command, json!({ "list": list }));
    assert_eq!(file["name"], name);
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_list_leaves_as_it_stands_on_the_screen() {
    let mut desk = TestDesk::open();
    desk.ok("agreements.make", agreement());
    let list = written(&mut desk, "agreements.save_list", "a.csv", &json!({}));
    let lines: Vec<&str> = list.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "Afspraak;Waarover;Soort;Met wie;Toestand;Vanaf;Tot;Tot wanneer, in woorden;\
             Afgesloten per;Wat eerst komt;Wanneer",
            "Badhuis, tijdelijk;'=2+2;gebruik van een plek;Gemeente Duinstad;loopt;2025-01-01;\
             2027-07-01;;;gesprek;2027-01-18",
        ]
    );
    let none = json!({ "text": "tuin" });
    let list = written(&mut desk, "agreements.save_list", "b.csv", &none);
    assert_eq!(list.lines().count(), 1);
    assert_eq!(
        desk.ok("agreements.save_list", json!({ "list": {} })),
        Value::Null
    );
}

#[test]
fn coming_days_leave_as_a_calendar_that_names_no_person() {
    let mut desk = TestDesk::open();
    let made = desk.ok("agreements.make", agreement());
    let calendar = written(&mut desk, "agreements.calendar", "a.ics", &json!({}));
    let id = made["agreement_id"].as_str().unwrap();
    let first = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Wijkboek//Wijkboek//NL\r\n\
         CALSCALE:GREGORIAN\r\nNAME:Afspraken\r\nX-WR-CALNAME:Afspraken\r\n\
         BEGIN:VEVENT\r\nDESCRIPTION:Met Gemeente Duinstad\r\nDTEND;VALUE=DATE:20270119\r\n\
         DTSTAMP:20261123T120000Z\r\nDTSTART;VALUE=DATE:20270118\r\n\
         SUMMARY:Badhuis\\, tijdelijk: gesprek\r\nUID:{id}-contact@wijkboek\r\nEND:VEVENT\r\n"
    );
    assert!(calendar.starts_with(&first), "{calendar}");
    let starts = calendar
        .lines()
        .filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:"));
    assert_eq!(
        starts.collect::<Vec<_>>(),
        ["20270118", "20271123", "20270203", "20270331", "20270701"]
    );
    assert!(!calendar.contains("Kanarie") && !calendar.contains("06 13"));
    assert!(calendar.lines().all(|line| line.len() <= 75));
    // A later file names the same events, so that a calendar moves them.
    desk.clock.set("2026-11-24");
    desk.ok(
        "agreements.note_contact",
        json!({ "agreement_id": id, "person": "Kanarie Visser" }),
    );
    let later = written(&mut desk, "agreements.calendar", "b.ics", &json!({}));
    let names = |calendar: &str| -> Vec<String> {
        let lines = calendar.lines().filter(|line| line.starts_with("UID:"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(names(&calendar), names(&later));
    assert!(later.contains("DTSTART;VALUE=DATE:20270119"));
}
