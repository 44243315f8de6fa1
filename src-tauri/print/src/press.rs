//! The press: lays a template out with its data, proofreads it, and makes the PDF.

use std::sync::RwLock;

use serde::Serialize;
use serde_json::json;
use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_svg::SvgOptions;

use crate::world::PaperWorld;
use crate::{Error, Language, Result, proof};

/// A finished paper.
pub struct Paper {
    /// The PDF file: PDF/UA-1, fonts inside, the same bytes for the same data.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    document: PagedDocument,
    remarks: Vec<String>,
}

impl Paper {
    /// Page 1 as an SVG picture, for looking at it before it is printed. Letters are outlines, so
    /// nothing that a person typed is markup in it.
    ///
    /// # Errors
    /// `Error::Layout` if there is no page at all.
    pub fn preview_svg(&self) -> Result<String> {
        let page = self.document.pages().first();
        let page = page.ok_or_else(|| Error::Layout("a paper without a page".into()))?;
        Ok(typst_svg::svg(page, &SvgOptions::default()))
    }

    /// The words that stand on the paper, a line for each run of text, page by page.
    #[must_use]
    pub fn text(&self) -> String {
        let runs = proof::text_runs(&self.document);
        runs.map(|run| run.item.text.as_str().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What Typst remarked while laying out; a good template leaves this empty.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }
}

/// Does not show what is on the paper: that may be a name or a recovery code.
impl std::fmt::Debug for Paper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Paper {{ pages: {}, bytes: {} }}",
            self.pages,
            self.pdf.len()
        )
    }
}

/// Prints `paper` on the template `name`.
pub(crate) fn print(name: &str, paper: &impl Serialize, language: Language) -> Result<Paper> {
    let mut values = serde_json::to_value(paper).map_err(our_mistake)?;
    proof::clean(&mut values);
    let data = json!({ "language": language, "words": language.words()?, "paper": values });
    let data = serde_json::to_vec(&data).map_err(our_mistake)?;
    press(&PaperWorld::new(name, data)?)
}

/// Like `print`, for a paper that must be exactly one page.
pub(crate) fn print_page(name: &str, paper: &impl Serialize, language: Language) -> Result<Paper> {
    match print(name, paper, language)? {
        paper if paper.pages == 1 => Ok(paper),
        paper => Err(Error::NotOnOnePage { pages: paper.pages }),
    }
}

/// Held for reading by every paper that is being made.
static PRINTING: RwLock<()> = RwLock::new(());

fn press(world: &PaperWorld) -> Result<Paper> {
    let printing = PRINTING.read();
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let printed = output
        .map_err(|errors| layout(&errors))
        .and_then(|document| {
            proof::read(&document)?;
            let pdf = typst_pdf::pdf(&document, &options()?).map_err(|errors| layout(&errors))?;
            Ok((document, pdf))
        });
    drop(printing);
    // Typst remembers what it laid out, and names and codes must not outlive their paper. The last
    // one to leave clears up: what another paper is in the middle of, it still needs.
    if let Ok(_alone) = PRINTING.try_write() {
        typst::comemo::evict(0);
    }
    let (document, pdf) = printed?;
    let remarks = warnings
        .iter()
        .map(|warning| warning.message.to_string())
        .collect();
    Ok(Paper {
        pdf,
        pages: document.pages().len(),
        document,
        remarks,
    })
}

fn options() -> Result<PdfOptions> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| Error::Layout(error.message().to_string()))?;
    Ok(PdfOptions {
        standards,
        creator: typst::foundations::Smart::Custom(Some("Wijkboek".into())),
        ..PdfOptions::default()
    })
}

fn layout(errors: &[SourceDiagnostic]) -> Error {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    Error::Layout(messages.join("; "))
}

fn our_mistake(error: serde_json::Error) -> Error {
    Error::Layout(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press_text(text: &str) -> Result<Paper> {
        press(&PaperWorld::with_template(
            "/test.typ",
            text,
            b"{}".to_vec(),
        )?)
    }

    #[test]
    fn a_document_without_a_title_is_refused_because_every_paper_is_pdf_ua() {
        let titled = press_text("#set document(title: [Brief])\nDag buurt");
        assert!(titled.unwrap().pdf.starts_with(b"%PDF-"));
        let untitled = press_text("Dag buurt").unwrap_err().to_string();
        assert!(
            untitled.contains("PDF/UA-1") && untitled.contains("title"),
            "{untitled}"
        );
    }

    #[test]
    fn text_that_leaves_its_page_is_refused() {
        let moved = |by: &str| {
            press_text(&format!(
                "#set document(title: [Brief])\n#place(dx: {by})[Dag buurt]"
            ))
        };
        assert!(moved("2cm").is_ok());
        for by in ["20cm", "-4cm"] {
            assert!(
                matches!(moved(by), Err(Error::NotOnOnePage { pages: 1 })),
                "{by}"
            );
        }
    }

    #[test]
    fn a_template_reads_its_data_and_nothing_else() {
        let titled = |text: &str| format!("#set document(title: [Brief])\nDag\n{text}");
        assert!(press_text(&titled("#let data = json(\"/data.json\")")).is_ok());
        for elsewhere in [
            "#read(\"/etc/passwd\")",
            "#read(\"../Cargo.toml\")",
            "#read(\"/hand.typ.bak\")",
            "#import \"@preview/example:0.1.0\": add",
            "#datetime.today()",
        ] {
            let answer = press_text(&titled(elsewhere));
            assert!(
                matches!(answer, Err(Error::Layout(_))),
                "{elsewhere}: {answer:?}"
            );
        }
    }
}
