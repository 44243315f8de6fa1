//! Proofreading, before and after layout: what may not reach the paper is taken out of the data,
//! and a laid-out paper with a letter that cannot be drawn, or with text beyond its edge, is
//! refused. Typst itself would print a square, or let the line run off the page, in silence.

use serde_json::Value;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::{Error, Result};

/// One run of text and the places, in points, where it begins and ends on its page.
pub(crate) struct TextRun<'a> {
    pub(crate) item: &'a TextItem,
    begins_at: Point,
    ends_at: Point,
}

/// Takes out of every text in `value` what has no shape on paper: control characters other than
/// a line's end, and marks that turn the direction of the text around them.
pub(crate) fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.chars().filter_map(on_paper).collect(),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn on_paper(letter: char) -> Option<char> {
    match letter {
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        // Turn the direction of text: marks, embeddings, overrides, isolates.
        '\u{200e}' | '\u{200f}' | '\u{061c}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        // Have no shape, and a PDF for listening may not hold them.
        '\u{200b}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}

/// Reads the finished paper.
///
/// # Errors
/// `Error::LetterNotDrawable`, then `Error::NotOnOnePage` for text that leaves its page.
pub(crate) fn read(document: &PagedDocument) -> Result<()> {
    for run in text_runs(document) {
        if let Some(glyph) = run.item.glyphs.iter().find(|glyph| glyph.id == 0) {
            let letter = run
                .item
                .text
                .get(glyph.range())
                .unwrap_or_default()
                .to_owned();
            return Err(Error::LetterNotDrawable { letter });
        }
    }
    for page in document.pages() {
        let size = page.frame.size();
        let inside = |at: Abs, length| at.to_pt() >= 0.0 && at <= length;
        let on_page = |at: Point| inside(at.x, size.x) && inside(at.y, size.y);
        if !runs(&page.frame)
            .iter()
            .all(|run| on_page(run.begins_at) && on_page(run.ends_at))
        {
            return Err(Error::NotOnOnePage {
                pages: document.pages().len(),
            });
        }
    }
    Ok(())
}

/// Every run of text, page by page.
pub(crate) fn text_runs(document: &PagedDocument) -> impl Iterator<Item = TextRun<'_>> {
    document.pages().iter().flat_map(|page| runs(&page.frame))
}

fn runs(frame: &Frame) -> Vec<TextRun<'_>> {
    let mut found = Vec::new();
    collect(frame, Transform::identity(), &mut found);
    found
}

fn collect<'a>(frame: &'a Frame, to_page: Transform, found: &mut Vec<TextRun<'a>>) {
    for (at, item) in frame.items() {
        let here = to_page.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => {
                collect(&group.frame, here.pre_concat(group.transform), found);
            }
            FrameItem::Text(item) => found.push(TextRun {
                item,
                begins_at: Point::zero().transform(here),
                ends_at: Point::with_x(item.width()).transform(here),
            }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_has_no_shape_is_taken_out_and_letters_stay() {
        let mut paper = json!({ "names": ["\u{202e}An\u{0}na\u{7f}", "René Yılmaz", "a\nb", 7] });
        clean(&mut paper);
        assert_eq!(
            paper,
            json!({ "names": ["Anna", "René Yılmaz", "a\nb", 7] })
        );
    }
}
