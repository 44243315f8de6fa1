//! Prints one of everything, in both languages, into a folder, to look at:
//! `cargo run -p wijkboek-print --example gallery -- FOLDER`.

mod samples;

use std::path::PathBuf;

use wijkboek_print::{
    Language, Paper, account_statement, certificate, certificate_register, dossier, recovery_sheet,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    for (language, code) in [(Language::Nl, "nl"), (Language::En, "en")] {
        let keep = |name: &str, paper: Paper| {
            let path = folder.join(format!("{name}-{code}"));
            std::fs::write(path.with_extension("svg"), paper.preview_svg()?)?;
            std::fs::write(path.with_extension("pdf"), paper.pdf)?;
            Ok::<_, Box<dyn std::error::Error>>(())
        };
        keep(
            "certificate",
            certificate(&samples::certificate(), language)?,
        )?;
        keep(
            "certificate-long",
            certificate(&samples::long_certificate(), language)?,
        )?;
        keep(
            "certificate-small",
            certificate(&samples::small_certificate(), language)?,
        )?;
        keep(
            "certificate-hostile",
            certificate(&samples::hostile_certificate(), language)?,
        )?;
        keep("recovery", recovery_sheet(&samples::recovery(), language)?)?;
        for rows in [0, 1, 70] {
            let paper = certificate_register(&samples::register(rows), language)?;
            keep(&format!("register-{rows}"), paper)?;
        }
        for records in [2, 40] {
            let paper = dossier(&samples::dossier(records), language)?;
            keep(&format!("dossier-{records}"), paper)?;
        }
        for lines in [0, 60] {
            let paper = account_statement(&samples::statement(lines), language)?;
            keep(&format!("statement-{lines}"), paper)?;
        }
    }
    Ok(())
}
