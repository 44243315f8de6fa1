//! Ids are UUIDv7 newtypes: a member's id never fits where an account's is asked.

/// Defines an id of its own for one kind of thing. In the book it is a blob of 16 bytes, outside
/// it is the usual text with hyphens.
macro_rules! define_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS,
        )]
        #[serde(transparent)]
        #[ts(as = "uuid::Uuid")]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new one, never given before.
            #[allow(dead_code, reason = "the desk hands in the ids of its people")]
            pub(crate) fn new(tx: &$crate::kernel::Reader) -> Self {
                Self(tx.ambient().uuid())
            }
        }

        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(rusqlite::types::ToSqlOutput::from(self.0.as_bytes().as_slice()))
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(
                value: rusqlite::types::ValueRef<'_>,
            ) -> rusqlite::types::FromSqlResult<Self> {
                uuid::Uuid::from_slice(value.as_blob()?)
                    .map(Self)
                    .map_err(|error| rusqlite::types::FromSqlError::Other(Box::new(error)))
            }
        }
    };
}

pub(crate) use define_id;
