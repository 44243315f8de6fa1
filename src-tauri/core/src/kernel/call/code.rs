//! The codes of all refusals, one list for the whole house. A code is a key in the word files,
//! where its sentence says what to do. Add one only when somebody treats it differently.

use serde_json::Value;

use super::{Error, Refusal};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Why something was refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, so that tests can ask for its sentence in each language.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The key of the sentence in the word files.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Code::$name => stringify!($name),)* }
            }
        }
    };
}

codes! {
    // kernel
    /// The same operation id came with another question.
    OperationIdReused,
    /// The act has no way back.
    CannotBeUndone,
    /// The act was taken back already.
    AlreadyUndone,
    /// Something that was built upon the act stands in the way of taking it back.
    UndoneTooLate,
    /// A name is asked for.
    NameMissing,
    /// The id names nothing in this book.
    NotFound,
    /// Somebody changed this meanwhile: details hold both versions.
    ChangedMeanwhile,
    /// The person asked for long work to stop.
    Stopped,
    /// The text is longer than the field holds.
    TextTooLong,
    /// The text holds a sign that cannot be kept (control, direction override).
    TextHasForbiddenSign,
    /// Digits that pass the test of the citizen service number.
    LooksLikeCitizenServiceNumber,
    /// A day that does not exist or cannot be read.
    DayUnreadable,
    /// A day in a year that nobody means; details name the first and last year.
    DayOutOfRange,
    /// A number that does not fit.
    NumberOutOfRange,
    /// Not the name of a quarter.
    QuarterUnreadable,
    /// Not the head of a chain, or fewer than sixteen signs of one.
    HeadUnreadable,
    /// No row of this book has this link: the head was noted of another book, or this one changed.
    HeadNotFound,
    // the book as a folder
    /// There is no book in this folder.
    NotABook,
    /// This user of the computer may not look into the folder of the book.
    BookIsBarred,
    /// The book was written by a newer Wijkboek.
    BookIsNewer,
    /// This folder holds something else than a practice book, which stays as it is.
    NotAPracticeBook,
    /// The folder exists already.
    FolderExists,
    /// The folder is not there.
    FolderNotFound,
    /// The disk takes no file of this name.
    FileNameImpossible,
    /// Nothing may be written in this folder.
    FolderIsReadOnly,
    /// The disk is full.
    DiskIsFull,
    /// The folder of the book or a file in it is a link, or has a second name.
    BookIsLinked,
    /// The book stands on another computer.
    BookOnNetwork,
    /// The book stands on a disk that can be taken out.
    BookOnStick,
    /// The book stands in a folder that `program` copies to other computers.
    BookInSyncedFolder,
    /// So little room that no import and no copy is begun; `megabytes`.
    DiskAlmostFull,
    /// There is no room to bring the book to the present schema.
    NoRoomToUpdate,
    /// Nothing can be written in the book now; `reason`. It is still read from.
    BookIsReadOnly,
    /// Another window or program has this book open.
    BookIsInUse,
    /// The book is damaged: it does not read as it was written.
    BookIsDamaged,
    /// Saved or not could not be found out: the disk failed in between.
    OutcomeUnknown,
    /// A file of this name exists already and is never overwritten.
    FileExists,
    /// The file cannot be read.
    FileUnreadable,
    /// The file is larger than is read.
    FileTooLarge,
    /// The file is not a backup of a book.
    NotABackup,
    /// The backup does not read as it was written.
    BackupIsDamaged,
    /// The schema of the backup holds something that this program did not make.
    BackupIsForeign,
    /// A backup whose keys the present ones do not open: its own passphrase is asked for; details
    /// name its book and when it was made.
    BackupAsksPassphrase,
    /// The backup is of the book of another centre, whose name must be typed; details name it.
    OtherCentreUnconfirmed,
    /// A practice copy does not take the place of a real book, nor the other way round.
    CopyIsOfAnotherKind,
    /// More places for copies than are kept; details name how many.
    TooManyPlaces,
    /// The folder of a book, and the one with its copies, take nothing from anybody else.
    TargetIsTheBook,
    /// The place of a copy is full.
    CopyTargetIsFull,
    /// The place of a copy cannot be reached, or not any more.
    CopyTargetIsGone,
    /// Nothing may be written at the place of a copy.
    CopyTargetIsReadOnly,
    /// The place of a copy takes no file so large, as old sticks do.
    CopyTargetIsTooOld,
    /// What was written reads back differently: the place of a copy is not to be trusted.
    CopyTargetLies,
    /// A copy of this book is being made at this moment.
    CopyIsBeingMade,
    /// The book was closed while it was copied, so the copy is not whole.
    CopyWasSpoilt,
    // desk
    /// No command of this name.
    CommandUnknown,
    /// A question that does not read as one; details name the reason and, where it is known, the
    /// place in the question.
    QuestionUnreadable,
    /// A question that is larger than any is; details name how many bytes are read.
    QuestionTooLarge,
    /// A write without an operation id.
    OperationIdMissing,
    /// The book is locked.
    BookIsLocked,
    /// There is no book on this computer yet.
    NoBookYet,
    /// The role of the person at the desk does not reach so far; details name the one that does.
    RoleTooSmall,
    // keys
    /// A practice book protects nothing and has no passphrase.
    PracticeHasNoPassphrase,
    /// The passphrase opens nothing here; details tell how long to wait before another try.
    WrongPassphrase,
    /// Too soon after a wrong one: not even tried; details name the seconds that are left.
    WaitBeforeTrying,
    /// Too short to protect anything.
    PassphraseTooShort,
    /// Of the same few signs, or of signs in a row: guessed first of all.
    PassphraseTooPlain,
    /// The passphrase opens the book as another person already.
    PassphraseTaken,
    /// The recovery code opens nothing here.
    WrongRecoveryCode,
    /// A group of the recovery code does not pass its check; details name it.
    RecoveryCodeMistyped,
    /// The file with the keys cannot be understood.
    KeysUnreadable,
    /// Not a PIN that is worth one; details name the least number of digits.
    PinUnfit,
    /// Not this person's PIN; details name the tries that are left.
    WrongPin,
    /// Too many wrong PINs: the desk is locked.
    PinBlocked,
    /// Somebody at the desk has this name.
    DeskNameTaken,
    /// More people than a desk has; details name how many.
    TooManyPeople,
    /// One manager must stay.
    LastManager,
    /// What one manager does for another, nobody does to themselves.
    NotToYourself,
    /// A desk has two confidants at most.
    ConfidantsAreTwo,
    /// Confidential notes that nobody could read any more; details name how many.
    NotesWouldBeLost,
    /// Who came with a PIN does not see what is kept in confidence.
    ConfidenceIsShut,
    /// A confidant whom the other one has not let in yet.
    NotLetInYet,
    /// A note without a word.
    NoteMissing,
    // centre
    /// A chamber of commerce number has eight digits.
    ChamberNumberUnreadable,
    /// A paper has room for three signatories.
    TooManySignatories,
    // members
    /// A family name, or the name of a household or an organisation, is asked for.
    FamilyNameMissing,
    /// Not a Dutch postcode.
    PostcodeUnreadable,
    /// Not a house number.
    HouseNumberUnreadable,
    /// Not an e-mail address.
    EmailUnreadable,
    /// Not a telephone number.
    PhoneUnreadable,
    /// A birth year outside of a human life.
    BirthYearImpossible,
    /// The member number is in use or was given before.
    MemberNumberTaken,
    /// An end before the start.
    EndBeforeStart,
    /// What has ended cannot begin after that day; details name it.
    StartAfterEnd,
    /// The membership has ended already.
    MembershipHasEnded,
    /// A period that overlaps another one of the same member.
    MembershipOverlaps,
    /// Names and texts of the member were erased; details name the day.
    MemberIsErased,
    // privacy
    /// Who asks to be forgotten still belongs.
    MembershipStillRuns,
    /// A request to be forgotten stands already; details name the day on which it is due.
    ErasureWasRequested,
    /// What hangs on a name cannot stay longer than the name; details name the most months.
    TermBeyondName,
    /// Nothing of this member is beyond its term.
    TermNotPassed,
    /// One question says two things about a term; details name it.
    TermTwice,
    /// An act upon members that names none.
    NobodyChosen,
    // agreements
    /// An agreement or a scenario needs a title.
    TitleMissing,
    /// Neither a last day nor words say until when.
    EndMissing,
    /// An agreement is made with somebody.
    PartyMissing,
    /// A party is an organisation; this member is not.
    PartyIsNoOrganisation,
    /// No scenario says how the place is left.
    HandOverScenarioMissing,
    /// No scenario says how the work goes on.
    ContinuationScenarioMissing,
    /// The scenario was dropped.
    ScenarioWasDropped,
    /// It was written down already how the agreement ended.
    AgreementHasEnded,
    /// What happened cannot lie in the future.
    DayIsToCome,
    /// Neither a party nor a person was named.
    ContactPartnerMissing,
    /// Another review of this agreement is still open.
    ReviewIsOpen,
    /// The review was closed.
    ReviewIsClosed,
    /// A day before the review was opened.
    DayBeforeReview,
    /// Scenarios that the review has not looked at; details name them.
    ScenariosNotLookedAt,
    // credits
    /// Nothing, or less than nothing, cannot be booked.
    AmountMustBePositive,
    /// One day of work has no more than 24 hours.
    MoreThanADay,
    /// An amount that no neighbourhood ever moves.
    AmountTooLarge,
    /// Giver and receiver are the same account.
    AccountsMustDiffer,
    /// The account cannot take this part in the booking.
    AccountUnfit,
    /// The balance would fall below its floor; details name floor, balance and amount.
    BelowFloor,
    /// The transfer was reversed already; details name the reversal.
    AlreadyReversed,
    /// A reversal is not reversed; details name the transfer that it reversed.
    ReversalStays,
    /// The theme is no longer in use.
    ThemeIsRetired,
    /// More themes than a snapshot holds.
    TooManyThemes,
    /// Two themes of the same name.
    ThemeNameTaken,
    /// The member has an account of this kind already.
    MemberHasAccount,
    /// Only an organisation issues or redeems.
    PartnerIsNoOrganisation,
    /// The account belongs to a member already.
    AccountIsLinked,
    // import
    /// The file is of another kind, or no text at all.
    NotACsvFile,
    /// A quote is opened and not closed, or closed in the middle of a cell; `line`.
    QuotesUnbalanced,
    /// More rows or columns than a list has.
    TableTooLong,
    /// Rows with more or fewer columns than the header; `lines`.
    RowsUneven,
    /// There is no row below the header.
    TableIsEmpty,
    /// Two columns have the same name; `column`.
    ColumnTwice,
    /// The header stands among the rows once more; `line`.
    HeaderTwice,
    /// The name of a column is longer than any name.
    HeaderTooLong,
    /// The mapping names a column that the file has not; `column`, `columns`.
    ColumnMissing,
    /// Nobody said who issues, and `name` would stand below zero.
    IssuersMissing,
    /// The mapping gives one field to two columns; `field`, `column`.
    FieldTwice,
    /// No column holds a name; `columns`.
    NameColumnMissing,
    /// Columns that nobody said anything about; `columns`.
    ColumnUnknown,
    /// A year of birth that cannot be read.
    BirthYearUnreadable,
    /// A word for the kind of membership that nobody explained.
    MembershipKindUnknown,
    /// A text with signs that cannot be kept.
    TextCannotBeKept,
    /// A text of a list that is longer than its field holds, and nobody said what goes there.
    CellTooLong,
    /// There is no row on this line that could be decided; `line`.
    RowMissing,
    /// The row was decided already; `line`.
    RowIsDecided,
    /// No member has this number; `number`.
    MemberNumberUnknown,
    /// Two decisions about one row; `line`.
    DecidedTwice,
    // certificates
    /// The certificate needs a title, a text and the line of what it gives no right to.
    TextMissing,
    /// A certificate has room for so many paragraphs; details name how many.
    TooManyParagraphs,
    /// The member holds a certificate on that day; details name its number.
    MemberHasCertificate,
    /// The step was taken already; details name its day.
    CertificateStepTaken,
    /// The certificate was withdrawn; details name the day.
    CertificateIsWithdrawn,
    /// What was not signed is not handed over.
    CertificateNotSigned,
    /// The day lies before that of the step before it; details name that day.
    DayBeforeFormerStep,
    /// The day lies further ahead than a paper is prepared; details name the latest.
    DayTooFarAhead,
    /// The names and the text do not fit on the one page of a certificate.
    CertificateTextTooLong,
    // consent
    /// So many purposes can be asked; details name how many.
    TooManyPurposes,
    /// A purpose of that name is asked already; details name it.
    PurposeNameTaken,
    /// Who is asked must know with what to agree.
    PurposeTextMissing,
    /// The purpose is asked no more.
    PurposeIsRetired,
    /// What was not given cannot be withdrawn.
    ConsentNotGiven,
    /// It was withdrawn on a later day; details name it.
    ConsentWasWithdrawn,
    /// Whoever is younger than sixteen cannot agree alone.
    ParentMustAgree,
    // snapshot
    /// The quarter still goes on; details name the first day after it.
    QuarterStillOpen,
    /// The book began too long after it; details name the first quarter that it can tell of.
    QuarterBeforeBook,
    /// Neither a key that checks signatures nor its fingerprint.
    SenderUnreadable,
    // paper
    /// No font on board can draw this letter.
    LetterNotDrawable,
    /// Rows that cannot be read; details name their lines. Nothing is imported.
    RowsUnreadable,
}

impl Code {
    /// A refusal with this code and no details yet.
    #[must_use]
    pub fn refusal(self) -> Refusal {
        Refusal {
            code: self,
            details: serde_json::Map::new(),
        }
    }

    /// A refusal with one detail.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<Value>) -> Refusal {
        self.refusal().with(key, value)
    }

    /// A refusal about one field of the form.
    #[must_use]
    pub fn at(self, field: &str) -> Refusal {
        self.with("field", field)
    }

    /// Refuses, as the result of a function.
    ///
    /// # Errors
    /// Always this refusal.
    pub fn refuse<T>(self) -> Result<T, Error> {
        Err(self.refusal().into())
    }
}
