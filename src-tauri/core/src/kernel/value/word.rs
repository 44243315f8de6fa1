//! The words that stand in a column for what Rust calls by a name. A word that is not known there
//! is a fault of the book and is said, not read as something else.

/// Gives the variants of an enum their words: `column_words! { Side { Left = "left", Right = "right" } }`.
macro_rules! column_words {
    ($($name:ty { $($variant:ident = $word:literal),+ $(,)? })+) => { $(
        impl $name {
            /// The word that stands for it.
            pub(crate) fn text(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.text().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(
                value: rusqlite::types::ValueRef<'_>,
            ) -> rusqlite::types::FromSqlResult<Self> {
                match value.as_str()? {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(rusqlite::types::FromSqlError::InvalidType),
                }
            }
        }
    )+ };
}

pub(crate) use column_words;

#[cfg(test)]
mod tests {
    use rusqlite::types::{FromSql as _, FromSqlError, ValueRef};

    use crate::kernel::Language;

    #[test]
    fn a_word_is_read_as_it_was_written_or_not_at_all() {
        let read = |word: &str| Language::column_result(ValueRef::Text(word.as_bytes()));
        assert_eq!(read(Language::En.text()), Ok(Language::En));
        assert_eq!(read("fy"), Err(FromSqlError::InvalidType));
    }
}
