//! What `wijk` understands on its command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The book of a neighbourhood enterprise, without a window.
#[derive(Debug, Parser)]
#[command(name = "wijk", version, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub task: Task,
    /// Where, and how to answer.
    #[command(flatten)]
    pub common: Common,
}

/// Options that go with everything.
#[derive(Debug, Args)]
pub struct Common {
    /// The folder of the book; the one that was open last if left out.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub book: Option<PathBuf>,
    /// A file whose first line is the passphrase; asked for at the terminal if left out.
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Answers with JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language: nl or en. If left out, sentences are Dutch, and papers and lists in the
    /// language that this computer is set to.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub language: Option<Language>,
}

impl Common {
    /// The language of sentences.
    pub fn language(&self) -> Language {
        self.language.unwrap_or(Language::Nl)
    }
}

/// A language of sentences, papers and lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// What `wijk` can do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Makes a new book and shows its recovery code once.
    New {
        /// The name of the centre.
        #[arg(long)]
        centre: String,
        /// The town or neighbourhood.
        #[arg(long)]
        place: Option<String>,
        /// The name of the first person at the desk.
        #[arg(long, default_value = "Beheerder")]
        person: String,
    },
    /// Lists everything that can be asked; with --json a schema for each question and answer.
    Commands,
    /// Asks one question, or one on each line of standard input.
    Call(Call),
    /// Imports members or transfers; without --apply only a preview, nothing changes.
    Import {
        /// What stands in the file.
        what: Imported,
        /// The file.
        file: PathBuf,
        /// A JSON file that says which column is what.
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
        /// A JSON file with decisions about doubtful rows.
        #[arg(long, value_name = "FILE")]
        decisions: Option<PathBuf>,
        /// Takes what is without doubt into the book.
        #[arg(long)]
        apply: bool,
    },
    /// Writes the snapshot of a closed quarter with its signature, or checks one.
    Snapshot(Snapshot),
    /// Lists the balance of every account.
    Balances {
        /// As CSV: account,minutes.
        #[arg(long)]
        csv: bool,
    },
    /// Checks the whole book.
    Verify {
        /// Checks a copy that is made for it: every index and constraint too.
        #[arg(long)]
        full: bool,
        /// A control code that was noted elsewhere: whether it is still one of this book.
        #[arg(long, value_name = "CODE")]
        head: Option<String>,
    },
    /// Makes a verified copy of the whole book in a new file.
    Backup {
        /// The new file; beside the book if left out.
        #[arg(long, value_name = "FILE", conflicts_with = "list")]
        out: Option<PathBuf>,
        /// Lists the copies that the program keeps beside the book; makes none.
        #[arg(long)]
        list: bool,
    },
    /// Puts a copy in the place of the book, which is kept; first shows what would be lost.
    Restore(Restore),
    /// Makes the practice book, filled with invented people.
    Demo,
}

/// A snapshot to be written or checked.
#[derive(Debug, Args)]
pub struct Snapshot {
    /// The quarter, such as 2026Q3.
    #[arg(long, requires = "out", required_unless_present_any = ["check", "show_key"])]
    pub quarter: Option<String>,
    /// The new file; its signature is written beside it.
    #[arg(long, value_name = "FILE", requires = "quarter")]
    pub out: Option<PathBuf>,
    /// Checks a snapshot that was received, its signature file beside it. Ends in 0 if it is
    /// genuine and unchanged, 1 if it was changed after signing, 2 if the sender is unknown, 3 if
    /// it is old, received before, or does not follow upon the others in its folder, and 4 if it
    /// could not be checked.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["quarter", "show_key"])]
    pub check: Option<PathBuf>,
    /// The public key of the sender, its fingerprint, or a file with one of them; the key of the
    /// book if left out.
    #[arg(long, value_name = "KEY-OR-FILE", requires = "check")]
    pub key: Option<String>,
    /// Shows the public key with which this book signs, and its fingerprint, for on paper.
    #[arg(long, conflicts_with = "quarter")]
    pub show_key: bool,
}

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Imported {
    /// A list of members.
    Members,
    /// Transfers of another program, as history.
    Transfers,
}

/// A copy to be put back.
#[derive(Debug, Args)]
pub struct Restore {
    /// The copy.
    pub file: PathBuf,
    /// Does not ask.
    #[arg(long)]
    pub yes: bool,
    /// The name of the centre, where the copy is of another one.
    #[arg(long, value_name = "NAME")]
    pub centre: Option<String>,
    /// A file whose first line is a passphrase of the day of the copy, where that is another one.
    #[arg(long, value_name = "FILE")]
    pub copy_passphrase_file: Option<PathBuf>,
    /// Only tries it in a folder of its own, which is taken away again.
    #[arg(long, conflicts_with_all = ["yes", "centre"])]
    pub test: bool,
}

/// One question or many.
#[derive(Debug, Args)]
pub struct Call {
    /// The command, such as members.list.
    #[arg(required_unless_present = "lines")]
    pub name: Option<String>,
    /// The question as JSON, or - for standard input; {} if left out.
    pub question: Option<String>,
    /// Reads {"command", "question", "op_id"} from each line of standard input and answers each
    /// with one line.
    #[arg(long, conflicts_with = "name")]
    pub lines: bool,
    /// The operation id of a write; a new one if left out.
    #[arg(long, value_name = "UUID")]
    pub op_id: Option<uuid::Uuid>,
    /// The file or folder that the command works with, for which the window opens a dialog; once
    /// for each, in order.
    #[arg(long, value_name = "PATH")]
    pub file: Vec<PathBuf>,
}
