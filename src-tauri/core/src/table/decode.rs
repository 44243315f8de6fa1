//! From bytes to text: what is no text at all is refused, what is text in another encoding than
//! UTF-8 is recognised. Every line ending becomes one line feed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::kernel::{Code, Result};

/// How files of other programs begin that people take for a CSV file.
const OTHERS: [&[u8]; 12] = [
    b"PK\x03\x04",       // XLSX, ODS, ZIP
    b"PK\x05\x06",       // an empty ZIP
    b"\xD0\xCF\x11\xE0", // the old XLS
    b"%PDF",
    b"\xFF\xD8\xFF", // JPEG
    b"\x89PNG",
    b"GIF8",
    b"\x1F\x8B", // gzip
    b"7z\xBC\xAF\x27\x1C",
    b"Rar!",
    b"{\\rtf",
    b"SQLite format 3\0",
];

/// The text of a file and the name of its encoding.
///
/// # Errors
/// `Code::NotACsvFile`.
pub(super) fn text(bytes: &[u8]) -> Result<(String, &'static str)> {
    if OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Code::NotACsvFile.refuse();
    }
    let encoding = encoding(bytes);
    let (text, _, broken) = encoding.decode(bytes);
    // JSON, HTML and XML are text, but nobody names a column like that.
    if broken || text.contains('\0') || text.trim_start().starts_with(['{', '[', '<']) {
        return Code::NotACsvFile.refuse();
    }
    Ok((one_line_ending(&text), encoding.name()))
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"nl"), Utf8Detection::Deny);
    // East Asian guesses come from stray bytes in what is, in this country, a Western list.
    if guess.is_single_byte() {
        guess
    } else {
        WINDOWS_1252
    }
}

/// UTF-16 without a mark: every other byte of Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(400)).unwrap_or_default();
    let (mut even, mut odd, mut pairs) = (0usize, 0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        pairs = pairs.saturating_add(1);
        even = even.saturating_add(usize::from(pair.first() == Some(&0)));
        odd = odd.saturating_add(usize::from(pair.last() == Some(&0)));
    }
    let most = pairs
        .saturating_mul(3)
        .checked_div(4)
        .filter(|most| *most > 0)?;
    if odd >= most {
        Some(UTF_16LE)
    } else if even >= most {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn one_line_ending(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
