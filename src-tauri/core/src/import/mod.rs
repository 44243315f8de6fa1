//! Taking over what stood in older lists. A file is read as a table first (`read_table`), which
//! knows no practice; what its columns mean is said by whoever takes it over.
//!
//! Nothing here opens a file: bytes are handed in, bounded by `MOST_BYTES`.

mod table;

pub use table::{MOST_BYTES, Table, TableRow, read_table};
