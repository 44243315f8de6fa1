//! Instants as other programs write them. Without a zone they are UTC; a day alone is its start.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::kernel::date::YEARS;

const INSTANTS: [&str; 6] = [
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%d-%m-%Y %H:%M:%S%.f",
    "%d-%m-%Y %H:%M",
];
const DAYS: [&str; 2] = ["%Y-%m-%d", "%d-%m-%Y"];

/// The instant that a cell tells, if it can be read in one way.
pub(super) fn parse(text: &str) -> Option<DateTime<Utc>> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|instant| instant.to_utc());
    let found = zoned.ok().or_else(|| {
        let plain = text.strip_suffix(" UTC").unwrap_or(text).replace('/', "-");
        let instant = |format: &&str| NaiveDateTime::parse_from_str(&plain, format).ok();
        let day = |format: &&str| NaiveDate::parse_from_str(&plain, format).ok();
        INSTANTS
            .iter()
            .find_map(instant)
            .or_else(|| {
                DAYS.iter()
                    .find_map(day)
                    .map(|day| day.and_time(NaiveTime::MIN))
            })
            .map(|instant| instant.and_utc())
    })?;
    YEARS.contains(&found.year()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_instant_without_a_zone_is_utc_and_nonsense_is_not_read() {
        for (written, read) in [
            (
                "2020-01-25 19:13:17.731529",
                "2020-01-25T19:13:17.731529+00:00",
            ),
            ("2020-01-26T00:30:00+01:00", "2020-01-25T23:30:00+00:00"),
            ("2020-01-25T19:13:17Z", "2020-01-25T19:13:17+00:00"),
            ("2020-01-25 19:13:17 UTC", "2020-01-25T19:13:17+00:00"),
            ("25-1-2020 19:13", "2020-01-25T19:13:00+00:00"),
            ("3/7/2014", "2014-07-03T00:00:00+00:00"),
            ("2020-01-25", "2020-01-25T00:00:00+00:00"),
        ] {
            let found = parse(written).map(|instant| instant.to_rfc3339());
            assert_eq!(found.as_deref(), Some(read), "{written}");
        }
        for wrong in [
            "",
            "gisteren",
            "31-4-2020",
            "2020-02-30",
            "25-1-20",
            "1580000000",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
