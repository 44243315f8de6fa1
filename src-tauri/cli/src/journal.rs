//! What went wrong on our side, for whoever looks into it: written to standard error when
//! `WIJK_LOG` is set, never anywhere else, and never with a value of the book.

use std::io::Write as _;

struct Journal;

impl log::Log for Journal {
    fn enabled(&self, metadata: &log::Metadata) -> bool {
        metadata.target().starts_with("wijkboek")
    }

    fn log(&self, record: &log::Record) {
        if self.enabled(record.metadata()) {
            drop(writeln!(
                std::io::stderr().lock(),
                "{}: {}",
                record.level(),
                record.args()
            ));
        }
    }

    fn flush(&self) {}
}

/// Keeps a journal if somebody asked for it.
pub fn keep() {
    if std::env::var_os("WIJK_LOG").is_some() && log::set_logger(&Journal).is_ok() {
        log::set_max_level(log::LevelFilter::Info);
    }
}
