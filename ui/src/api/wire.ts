// Written from the desk's list of commands: WIJKBOEK_WRITE=1 cargo test -p wijkboek-tests wire
// Never edited by hand; a test compares it with the list.

export type AccountId = string;

export type AccountKind = "member" | "issuing" | "redeeming" | "outside";

export type AccountList = { 
/**
 * How many accounts the book has in all.
 */
total: number, 
/**
 * How many fit the question.
 */
found: number, 
/**
 * What stands on all that fit the question together.
 */
minutes: number, 
/**
 * One page of them, in name order.
 */
rows: Array<AccountRow>, };

export type AccountName = { 
/**
 * The account.
 */
account_id: AccountId, 
/**
 * What it is for.
 */
kind: AccountKind, 
/**
 * The name of its member, or the name that it came with.
 */
name: string, 
/**
 * The number of its member, if it has one.
 */
number: number | null, };

export type AccountReceipt = { 
/**
 * The account.
 */
account_id: AccountId, };

export type AccountRow = { 
/**
 * The account.
 */
account_id: AccountId, 
/**
 * What it is for.
 */
kind: AccountKind, 
/**
 * `Riet van den Berg`, or the name that it came with.
 */
name: string, 
/**
 * `Berg, Riet van den`, or the name that it came with.
 */
sorted_name: string, 
/**
 * The member that it belongs to.
 */
member_id: MemberId | null, 
/**
 * The number of that member.
 */
number: number | null, 
/**
 * The name of the source that it came from.
 */
source: string | null, 
/**
 * The name that it came with.
 */
outside_name: string | null, 
/**
 * What stands on it.
 */
balance_minutes: number, };

export type ActLine = { 
/**
 * Its place in the order of the book.
 */
sequence: number, 
/**
 * Its operation, by which it can be taken back.
 */
operation_id: string, 
/**
 * When it was recorded.
 */
recorded_at: string, 
/**
 * Who was at the desk.
 */
person: string | null, 
/**
 * The command.
 */
command: string, 
/**
 * Whether it was taken back.
 */
undone: boolean, };

export type AddPerson = { 
/**
 * The name shown at the desk.
 */
name: string, 
/**
 * What this person may do.
 */
role: Role, 
/**
 * The passphrase, which also says who it is.
 */
passphrase: string, };

export type AddPlace = { 
/**
 * What people call it.
 */
name: string, };

export type AddScenario = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The scenario.
 */
scenario: NewScenario, };

export type AdmitMember = { 
/**
 * Person, household or organisation.
 */
kind: MemberKind, 
/**
 * What is known.
 */
fields: MemberFields, 
/**
 * How the member belongs to the enterprise from the first day on.
 */
membership: MembershipKind, 
/**
 * The first day; today if left out.
 */
from_day?: string | null, 
/**
 * An old number to keep; the next free one if left out.
 */
number?: number | null, };

export type Agreement = { 
/**
 * As it stands today.
 */
standing: AgreementStanding, 
/**
 * The day that this answer is about.
 */
on: string, 
/**
 * The present version.
 */
version: number, 
/**
 * What is agreed.
 */
fields: AgreementFields, 
/**
 * When it was written in this book.
 */
made_on: string, 
/**
 * How it ended.
 */
end_note: string | null, 
/**
 * All scenarios, the dropped ones last.
 */
scenarios: Array<Scenario>, 
/**
 * All moments of contact, the latest first.
 */
contacts: Array<ContactMoment>, 
/**
 * All reviews, the latest first.
 */
reviews: Array<Review>, 
/**
 * All versions, the latest first.
 */
history: Array<AgreementVersion>, 
/**
 * Its life on one line, in the order of days.
 */
timeline: Array<Moment>, };

export type AgreementCounts = { 
/**
 * All of them.
 */
all: Exact, 
/**
 * Those with a municipality.
 */
with_municipality: Exact, };

export type AgreementDays = { 
/**
 * The day by which the next contact keeps the rhythm.
 */
contact_due: string | null, 
/**
 * The day by which the next review keeps its rhythm.
 */
review_due: string | null, 
/**
 * The first day of our own preparation for the end.
 */
preparation_from: string | null, 
/**
 * The last day on which notice can be given.
 */
notice_until: string | null, 
/**
 * The first day without the agreement.
 */
ends_on: string | null, };

export type AgreementFields = { 
/**
 * What people call it.
 */
title: string, 
/**
 * What it is about: a building, a garden, a task.
 */
object?: string | null, 
/**
 * What sort of agreement.
 */
kind: AgreementKind, 
/**
 * The first day.
 */
from_day: string, 
/**
 * The first day without it; nothing if no day is known.
 */
until_day?: string | null, 
/**
 * Until when in words: "until the ground is sold".
 */
until_text?: string | null, 
/**
 * How long beforehand notice must be given.
 */
notice?: Notice | null, 
/**
 * Weeks that we need ourselves before that, 0 to 104.
 */
preparation_weeks: number, 
/**
 * The parties talk every so many weeks, 1 to 104.
 */
contact_weeks: number, 
/**
 * The scenarios are reviewed every so many months, 1 to 60.
 */
review_months: number, 
/**
 * How the place is to be left (opleveringsstaat).
 */
handover_condition?: string | null, 
/**
 * How many people it is about now.
 */
people?: number | null, 
/**
 * With whom; we ourselves are always the other side.
 */
parties: Array<Party>, };

export type AgreementId = string;

export type AgreementKind = "use_of_place" | "maintenance" | "service" | "funding" | "other";

export type AgreementList = { 
/**
 * How many agreements the book has in all.
 */
total: number, 
/**
 * How many fit the question.
 */
found: number, 
/**
 * The day that the answer is about.
 */
on: string, 
/**
 * All that fit.
 */
rows: Array<AgreementStanding>, };

export type AgreementReceipt = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The version that the act made, or found.
 */
version: number, };

export type AgreementStanding = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * What people call it.
 */
title: string, 
/**
 * What it is about.
 */
object: string | null, 
/**
 * What sort of agreement.
 */
kind: AgreementKind, 
/**
 * Where it stands.
 */
status: AgreementStatus, 
/**
 * The first day.
 */
from_day: string, 
/**
 * The first day without it, as agreed.
 */
until_day: string | null, 
/**
 * Until when in words.
 */
until_text: string | null, 
/**
 * The first day without it, as it went.
 */
ended_on: string | null, 
/**
 * With whom.
 */
parties: Array<PartyName>, 
/**
 * The agreed rhythm of contact.
 */
contact_weeks: number, 
/**
 * Weeks that we need ourselves before the end.
 */
preparation_weeks: number, 
/**
 * The days that it asks for.
 */
days: AgreementDays, 
/**
 * The first of them.
 */
next: DueDate | null, 
/**
 * The last time that people spoke.
 */
last_contact: LastContact | null, 
/**
 * The review that is open, if one is.
 */
open_review: OpenReviewState | null, 
/**
 * Its scenarios.
 */
scenarios: Array<ScenarioStanding>, };

export type AgreementStatus = "not_yet_started" | "running" | "ending_soon" | "ended";

export type AgreementSubject = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * What people call it.
 */
title: string, 
/**
 * The first party.
 */
party: string, };

export type AgreementVersion = { 
/**
 * Its number.
 */
version: number, 
/**
 * When it was written down.
 */
recorded_at: string, 
/**
 * What it said.
 */
fields: AgreementFields, };

export type AgreementsByStatus = { 
/**
 * The first day is still to come.
 */
not_yet_started: AgreementCounts, 
/**
 * Running, the end far or not known.
 */
running: AgreementCounts, 
/**
 * Running, the weeks to prepare for its end have begun.
 */
ending_soon: AgreementCounts, 
/**
 * Holds no more.
 */
ended: AgreementCounts, };

export type ApplyMembers = { 
/**
 * The file.
 */
file: FileHandle, 
/**
 * How it is to be read, where its headers do not say it well enough.
 */
mapping: MembersMapping, 
/**
 * What a person decided about rows of it.
 */
decisions: Array<RowDecision>, };

export type ApplyTransfers = { 
/**
 * The file.
 */
file: FileHandle, 
/**
 * Which column means what; guessed by their names if left out.
 */
mapping?: TransferMapping | null, };

export type AskFace = Record<symbol, never>;

export type AskHeads = Record<symbol, never>;

export type AskProgress = { 
/**
 * The job id that went with the work.
 */
job_id: string, };

export type AskState = Record<symbol, never>;

export type AskWaiting = Record<symbol, never>;

export type AwayCopy = { 
/**
 * The name of its book, where that book stands on this computer.
 */
book: string | null, 
/**
 * The name of the file.
 */
file: string, 
/**
 * When it was made.
 */
made_on: string, };

export type AwayPlace = { 
/**
 * What people call it.
 */
name: string, 
/**
 * Whether it can be reached now: then it is not lost.
 */
there: boolean, 
/**
 * The last copy of each book that was made there; older ones may stand beside it.
 */
copies: Array<AwayCopy>, };

export type BackupMade = { 
/**
 * The file.
 */
file: ChosenFile, 
/**
 * What stands in it.
 */
manifest: Manifest, 
/**
 * The copy that was made at this place before, looked at again.
 */
previous: PreviousCopy | null, };

export type BackupOpened = { 
/**
 * What stands in it.
 */
manifest: Manifest, 
/**
 * What lies on the desk now.
 */
state: BookState, };

export type BadReason = "id_unreadable" | "id_twice" | "account_unreadable" | "day_unreadable" | "amount_unreadable" | "amount_negative" | "amount_too_large" | "kind_unreadable" | "citizen_service_number";

export type BadRow = { 
/**
 * The line of the file.
 */
line: number, 
/**
 * What is wrong with it.
 */
reason: BadReason, 
/**
 * The cell that cannot be read.
 */
text: string, };

export type BalanceList = { 
/**
 * How many accounts there are.
 */
accounts: number, 
/**
 * What they come to: zero in a whole book.
 */
minutes: number, 
/**
 * The list itself, with the head `account,minutes`. An account that came with an import goes
 * by the name it came with, one of a member by the member's number.
 */
csv: string, };

export type BelowZero = { 
/**
 * Its name in the source.
 */
name: string, 
/**
 * What stands on it after the import.
 */
minutes: number, };

export type BookHeads = { 
/**
 * Of the bookings.
 */
ledger: HeadShown, 
/**
 * Of the acts at the desk.
 */
audit: HeadShown, };

export type BookNotice = { 
/**
 * What kind of thing it is.
 */
kind: NoticeKind, 
/**
 * The name of the file that was set aside.
 */
name: string | null, 
/**
 * What time it is by the clock of this computer.
 */
now: string | null, 
/**
 * When the last act was recorded.
 */
last: string | null, };

export type BookPhase = "none" | "locked" | "open";

export type BookPlace = { 
/**
 * The folder, to be read and copied.
 */
folder: string, };

export type BookState = { 
/**
 * How far the way to the book is.
 */
phase: BookPhase, 
/**
 * The book's name, as its folder says it.
 */
name: string | null, 
/**
 * The centre whose book it is, when it is open.
 */
centre: string | null, 
/**
 * Whether it is the practice book.
 */
practice: boolean, 
/**
 * That it is a book which was put aside when a copy took its place.
 */
put_aside: PutAside | null, 
/**
 * Who sits at the desk.
 */
person: PersonAtDesk | null, 
/**
 * Why nothing can be written in the open book now; nothing when it can.
 */
read_only: ReadOnlyReason | null, 
/**
 * That there is little room on the disk of the open book.
 */
little_space: LittleSpace | null, 
/**
 * What was found when the book was opened and was not put away since.
 */
notices: Array<BookNotice>, 
/**
 * Books that were open on this computer, the latest first.
 */
books: Array<KnownBook>, 
/**
 * After how many seconds without anybody it is locked; nothing where it is not.
 */
lock_after_seconds: number | null, 
/**
 * Who can take the place at this desk with a PIN; the person who sits there too.
 */
with_pin: Array<PersonAtDesk>, 
/**
 * The version of this program.
 */
version: string, };

export type Centre = { 
/**
 * The present version.
 */
version: number, 
/**
 * What is known.
 */
fields: CentreFields, };

export type CentreFields = { 
/**
 * The name, in full.
 */
name: string, 
/**
 * The town or neighbourhood, as it stands on papers.
 */
place?: string | null, 
/**
 * The number in the trade register (KvK): eight digits.
 */
chamber_number?: string | null, 
/**
 * Who signs papers, in the order in which they stand on them. Three at most.
 */
signatories: Array<Signatory>, };

export type CentreReceipt = { 
/**
 * The version that the act made.
 */
version: number, };

export type Certificate = { 
/**
 * As it stands in the register.
 */
row: CertificateRow, 
/**
 * The version of the words that it was issued with.
 */
text_version: number, 
/**
 * The words.
 */
text: CertificateText, 
/**
 * Its steps, the first one first.
 */
steps: Array<CertificateStep>, };

export type CertificateId = string;

export type CertificateList = { 
/**
 * How many certificates stand in the register.
 */
total: number, 
/**
 * How many fit the question.
 */
found: number, 
/**
 * How many of what fits, the state apart, are in each state.
 */
states: StateCounts, 
/**
 * The page.
 */
rows: Array<CertificateRow>, };

export type CertificateReceipt = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, 
/**
 * `2026-0007`.
 */
number: string, 
/**
 * The step that was taken, by its place in the book.
 */
step: number, };

export type CertificateRow = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, 
/**
 * `2026-0007`.
 */
number: string, 
/**
 * The holder.
 */
member_id: MemberId, 
/**
 * The holder's number as a member.
 */
member_number: number, 
/**
 * Person, household or organisation.
 */
member_kind: MemberKind, 
/**
 * `Berg, Riet van den`.
 */
sorted_name: string, 
/**
 * `Riet van den Berg`.
 */
full_name: string, 
/**
 * How far it has come.
 */
state: CertificateState, 
/**
 * When it was issued.
 */
issued_on: string, 
/**
 * When it was signed.
 */
signed_on: string | null, 
/**
 * When it was handed over.
 */
handed_over_on: string | null, 
/**
 * When it was withdrawn.
 */
withdrawn_on: string | null, };

export type CertificateState = "issued" | "signed" | "handed_over" | "withdrawn";

export type CertificateStep = { 
/**
 * What happened.
 */
state: CertificateState, 
/**
 * On which day.
 */
day: string, 
/**
 * When it was recorded.
 */
recorded_at: string, 
/**
 * Why, of a withdrawal.
 */
reason: string | null, };

export type CertificateText = { 
/**
 * The language of these words; what is printed around them is in the same.
 */
language: Language, 
/**
 * What the paper is called.
 */
title: string, 
/**
 * One to three paragraphs with an empty line between them.
 */
body: string, 
/**
 * What it gives no right to. Always printed: elsewhere in Dutch law a certificate is a
 * security.
 */
disclaimer: string, 
/**
 * The article of the statutes that it rests on.
 */
article?: string | null, };

export type CertificatesByState = { 
/**
 * Made out, not signed yet.
 */
issued: Count, 
/**
 * Signed, not handed over yet.
 */
signed: Count, 
/**
 * In the holder's hands.
 */
handed_over: Count, 
/**
 * No longer in force.
 */
withdrawn: Count, 
/**
 * The states that tell 0, together, where that gives none of them away.
 */
other: Count | null, };

export type ChainName = "ledger" | "audit";

export type ChainRow = { 
/**
 * Its number.
 */
number: number, 
/**
 * The day that stands in it; none if the row is gone or its day unreadable.
 */
day: string | null, };

export type ChangeCentre = { 
/**
 * The version that the form was filled from: another one meanwhile is named, not overwritten.
 */
version: number, 
/**
 * All fields, changed or not.
 */
fields: CentreFields, };

export type ChangeFace = { 
/**
 * The language.
 */
language?: Language | null, 
/**
 * The theme.
 */
theme?: Theme | null, 
/**
 * The size of text in percent, 80 to 200.
 */
zoom?: number | null, };

export type ChangeMembership = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * The first day of the new period.
 */
from_day: string, 
/**
 * The kind from then on.
 */
membership: MembershipKind, };

export type ChangePassphrase = { 
/**
 * The present one.
 */
present: string, 
/**
 * The new one.
 */
passphrase: string, };

export type ChangePurposes = { 
/**
 * The version that the form was filled from.
 */
version: number, 
/**
 * What is asked from now on, twelve at most.
 */
purposes: Array<PurposeFields>, };

export type ChangeRole = { 
/**
 * Whom.
 */
person_id: PersonId, 
/**
 * What this person may do from now on.
 */
role: Role, 
/**
 * Erases the confidential notes that nobody could read any more.
 */
give_up_notes: boolean, };

export type ChangeScheme = { 
/**
 * The version that the form was filled from.
 */
version: number, 
/**
 * One: `makkie`.
 */
singular: string, 
/**
 * Many: `makkies`.
 */
plural: string, 
/**
 * How many minutes one is worth, 1 to 1440.
 */
unit_minutes: number, };

export type ChangeTerms = { 
/**
 * The version that the form was filled from.
 */
version: number, 
/**
 * The terms that change.
 */
terms: Array<TermMonths>, };

export type ChangeText = { 
/**
 * The version that the form was filled from: another one meanwhile is named, not overwritten.
 */
version: number, 
/**
 * All words, changed or not.
 */
text: CertificateText, };

export type ChangeThemes = { 
/**
 * The version that the form was filled from.
 */
version: number, 
/**
 * The themes in use from now on, eight at most.
 */
themes: Array<HourThemeFields>, };

export type Check = { 
/**
 * Its name, a key of the word files.
 */
name: string, 
/**
 * Whether it passed.
 */
passed: boolean, 
/**
 * How many things it looked at, where that says something.
 */
count: number | null, 
/**
 * The first row that is wrong: a transfer, or an act where the check is of the audit.
 */
first_bad: ChainRow | null, };

export type CheckLedger = Record<symbol, never>;

export type CheckSnapshot = { 
/**
 * The public key of the sender or its fingerprint, as it stands on paper; that of the open
 * book if left out.
 */
key: string | null, };

export type ChooseBook = { 
/**
 * Its place in the list of known books; a dialog if left out.
 */
place?: number | null, 
/**
 * Puts the desk back to the beginning, for making a new book.
 */
new: boolean, };

export type ChooseCopy = Record<symbol, never>;

export type ChooseFile = Record<symbol, never>;

export type ChosenFile = { 
/**
 * The handle for later questions.
 */
file: FileHandle, 
/**
 * The file's name without its folder.
 */
name: string, };

export type ClearPassed = { 
/**
 * The version of the table under which it was shown what goes.
 */
version: number, 
/**
 * Whose, with what was shown of each: nothing else goes.
 */
members: Array<ShownPassed>, };

export type ClearedReceipt = { 
/**
 * Of whom fields went.
 */
cleared: Array<MemberId>, 
/**
 * The requests for those whose name goes.
 */
request_ids: Array<ErasureRequestId>, };

export type CloseReview = { 
/**
 * The open review.
 */
review_id: ReviewId, 
/**
 * What came out of it.
 */
outcome?: string | null, 
/**
 * The day; today if left out.
 */
on?: string | null, };

export type CodeDoubt = "old" | "unproven";

export type Computer = { 
/**
 * Its disk.
 */
disk: DiskProtection, 
/**
 * The account.
 */
account: ComputerAccount, };

export type ComputerAccount = "own" | "shared" | "unknown";

export type ComputerReceipt = { 
/**
 * The version that the act made.
 */
version: number, };

export type ComputerSaid = { 
/**
 * The version.
 */
version: number, 
/**
 * The day on which it was said.
 */
said_on: string, 
/**
 * What.
 */
computer: Computer, };

export type ConfidentialNote = { 
/**
 * The note.
 */
note_id: ConfidentialNoteId, 
/**
 * What was said; nothing if it was sealed under a key that was lost.
 */
text: string | null, 
/**
 * When it was written.
 */
written_at: string, 
/**
 * The name of who wrote it.
 */
written_by: string, };

export type ConfidentialNoteId = string;

export type ConsentAct = { 
/**
 * Its row.
 */
consent_id: ConsentId, 
/**
 * What was said.
 */
step: ConsentStep, 
/**
 * About which version of the text.
 */
version: number, 
/**
 * When it was said.
 */
said_on: string, 
/**
 * How, if that is known.
 */
how: ConsentHow | null, 
/**
 * Whether a parent or guardian said it.
 */
by_parent: boolean, 
/**
 * Where it can be found.
 */
proof: string | null, 
/**
 * When it was written down.
 */
recorded_at: string, 
/**
 * Who wrote it down.
 */
recorded_by: string | null, 
/**
 * Whether it was taken back as a mistake.
 */
taken_back: boolean, };

export type ConsentCounts = { 
/**
 * Agree with the text of now.
 */
given: number, 
/**
 * Agree with an older text.
 */
given_before: number, 
/**
 * Agreed once, and no more.
 */
withdrawn: number, 
/**
 * Said nothing.
 */
unsaid: number, };

export type ConsentHow = "paper" | "spoken" | "mail";

export type ConsentId = string;

export type ConsentList = { 
/**
 * How many members there are to ask.
 */
total: number, 
/**
 * How many fit the question.
 */
found: number, 
/**
 * How many of each state.
 */
counts: ConsentCounts, 
/**
 * One page of them.
 */
rows: Array<ConsentRow>, };

export type ConsentPurpose = { 
/**
 * The purpose.
 */
purpose_id: ConsentPurposeId, 
/**
 * Its name, for lists.
 */
name: string, 
/**
 * What exactly is asked.
 */
text: string, 
/**
 * Which version of the text this is.
 */
version: number, 
/**
 * Since when; nothing if it came with the program.
 */
made_on: string | null, };

export type ConsentPurposeId = string;

export type ConsentPurposes = { 
/**
 * Which version of the list this is.
 */
version: number, 
/**
 * In use, in the order that was given to them.
 */
purposes: Array<ConsentPurpose>, 
/**
 * Asked no more. What was agreed with it stands until it is withdrawn.
 */
retired: Array<ConsentPurpose>, };

export type ConsentReceipt = { 
/**
 * The row that was appended.
 */
consent_id: ConsentId, };

export type ConsentRow = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Its number.
 */
number: number, 
/**
 * Person, household or organisation.
 */
kind: MemberKind, 
/**
 * `Berg, Riet van den`.
 */
sorted_name: string, 
/**
 * Whether it still belongs.
 */
belongs: boolean, 
/**
 * Whether it agrees.
 */
state: ConsentState, 
/**
 * When it said so.
 */
said_on: string | null, 
/**
 * How.
 */
how: ConsentHow | null, };

export type ConsentState = "given" | "given_before" | "withdrawn" | "unsaid";

export type ConsentStep = "given" | "withdrawn" | "taken_back";

export type ContactId = string;

export type ContactMoment = { 
/**
 * The moment.
 */
contact_id: ContactId, 
/**
 * The day of the conversation.
 */
day: string, 
/**
 * The party that was spoken with.
 */
party_id: PartyId | null, 
/**
 * What that party is called.
 */
party_name: string | null, 
/**
 * The person who was spoken with.
 */
person: string | null, 
/**
 * The hat that this person wore.
 */
hat: Hat | null, 
/**
 * What was said.
 */
said: string | null, 
/**
 * When it was retracted, if it was.
 */
retracted_on: string | null, };

export type ContactReceipt = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The moment of contact.
 */
contact_id: ContactId, };

export type CopyLine = { 
/**
 * The file.
 */
file: FileHandle, 
/**
 * The file's name without its folder.
 */
name: string, 
/**
 * The name of the book that it is of.
 */
book: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * The last act in it.
 */
last_act: number, 
/**
 * When the last act in it was recorded.
 */
last_act_at: string | null, 
/**
 * How many members are in it, where it says so.
 */
members: number | null, 
/**
 * How many transfers are in it, where it says so.
 */
transfers: number | null, 
/**
 * The size of its database.
 */
bytes: number, 
/**
 * How sure it is that it is good.
 */
standing: CopyStanding, 
/**
 * When it was last put back as a test.
 */
tested_on: string | null, 
/**
 * Whether it is of the book that lies on the desk.
 */
of_this_book: boolean, };

export type CopyLookedAt = { 
/**
 * What stands in it.
 */
manifest: Manifest, 
/**
 * The centre whose book it is.
 */
centre: string, 
/**
 * Whether it is the book of another centre: then its name must be typed.
 */
of_another: boolean, 
/**
 * What would be lost; nothing where the present book is not open, so that nobody can tell.
 */
lost: Lost | null, };

export type CopyRestored = { 
/**
 * What stands in it.
 */
manifest: Manifest, 
/**
 * The name under which the book is kept that stood there before, if one did.
 */
kept: string | null, 
/**
 * Whether no book of the same centre was open that knows who was erased since, who asked for
 * it, and who agrees no more: they may stand in the copy as before.
 */
erasures_unknown: boolean, 
/**
 * What lies on the desk now.
 */
state: BookState, };

export type CopyStanding = "made" | "checked" | "tested";

export type Count = number;

export type CreateBook = { 
/**
 * The name of the centre.
 */
centre: string, 
/**
 * The town or neighbourhood.
 */
place?: string | null, 
/**
 * The first person's name.
 */
person: string, 
/**
 * The first person's passphrase.
 */
passphrase: string, };

export type DateKind = "contact" | "review" | "preparation" | "notice" | "end";

export type DecideReceipt = { 
/**
 * The rows that were decided.
 */
rows: Array<DecidedRow>, };

export type DecideRows = { 
/**
 * The import that held them back.
 */
import_id: ImportId, 
/**
 * What becomes of each.
 */
decisions: Array<RowDecision>, };

export type DecidedRow = { 
/**
 * The import that had held it back.
 */
import_id: ImportId, 
/**
 * Its line.
 */
line: number, 
/**
 * The member that it became or was merged into.
 */
member_id?: MemberId | null, };

export type DecimalSign = "." | ",";

export type Decision = "take" | "merge" | "skip";

export type DeskPerson = { 
/**
 * Its id, which the audit names.
 */
id: PersonId, 
/**
 * The name shown at the desk.
 */
name: string, 
/**
 * What this person may do.
 */
role: Role, 
/**
 * Since when.
 */
added_at: string, 
/**
 * When they left the desk.
 */
left_at: string | null, };

export type DiskProtection = "encrypted" | "readable" | "unknown";

export type Done = Record<symbol, never>;

export type Doubt = { 
/**
 * What is doubtful.
 */
code: DoubtCode, 
/**
 * The field, if it is one.
 */
field?: ImportField | null, 
/**
 * The text that gave rise to it, never with the digits of a citizen service number.
 */
text?: string | null, 
/**
 * What it probably should be.
 */
proposal?: string | null, 
/**
 * The line of the other row.
 */
line?: number | null, 
/**
 * The other member, and its number.
 */
member_id?: MemberId | null, 
/**
 * The number of the other member, or the number that is taken.
 */
number?: number | null, };

export type DoubtCode = "exact_duplicate" | "near_duplicate" | "number_taken" | "citizen_service_number" | "formula" | "lost_letters" | "impossible_day" | "impossible_postcode" | "impossible_birth_year" | "unknown_membership" | "missing_name" | "unreadable_number" | "unreadable_house_number" | "unreadable_phone" | "unreadable_email" | "forbidden_sign" | "too_long";

export type DoubtfulRow = { 
/**
 * Why a person has to look.
 */
doubts: Array<Doubt>, 
/**
 * Its line in the file.
 */
line: number, 
/**
 * Its old number.
 */
number?: number | null, 
/**
 * `Berg, Riet van den`.
 */
sorted_name: string, 
/**
 * Street and number.
 */
address?: string | null, 
/**
 * How it would belong.
 */
membership: MembershipKind, 
/**
 * Since when.
 */
joined_on?: string | null, };

export type DropScenario = { 
/**
 * The scenario.
 */
scenario_id: ScenarioId, };

export type DueDate = { 
/**
 * What.
 */
kind: DateKind, 
/**
 * When.
 */
day: string, };

export type EarnCredits = { 
/**
 * The account of the issuing partner.
 */
from: AccountId, 
/**
 * Who gave the hours.
 */
to: Holder, 
/**
 * How long, up to a day.
 */
minutes: number, 
/**
 * The day on which it happened; today if left out.
 */
happened_on?: string | null, 
/**
 * The theme that the hours were given to.
 */
theme_id?: ThemeId | null, 
/**
 * What it was for.
 */
memo?: string | null, };

export type EndAgreement = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The first day without it; may be still to come.
 */
ended_on: string, 
/**
 * How it went.
 */
note?: string | null, };

export type EndMembership = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * The first day without membership.
 */
until_day: string, };

export type EraseDue = Record<symbol, never>;

export type EraseNote = { 
/**
 * The note.
 */
note_id: ConfidentialNoteId, };

export type ErasedReceipt = { 
/**
 * Who was erased.
 */
members: Array<MemberId>, };

export type ErasureReceipt = { 
/**
 * The requests.
 */
request_ids: Array<ErasureRequestId>, };

export type ErasureRequestId = string;

export type ErasureRow = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Its number.
 */
number: number, 
/**
 * Its name, until it is erased.
 */
full_name: string, 
/**
 * When it was asked for.
 */
requested_on: string, 
/**
 * From this day on it is done.
 */
due_on: string, 
/**
 * Why it must wait now.
 */
waits: Array<Wait>, };

export type ErasureState = { 
/**
 * When it was asked for, if it was and nothing was erased yet.
 */
requested_on: string | null, 
/**
 * From this day on it is done.
 */
due_on: string | null, 
/**
 * When it was done.
 */
erased_on: string | null, 
/**
 * Why it must wait now.
 */
waits: Array<Wait>, };

export type Exact = number;

export type ExportConsents = { 
/**
 * Which members; its page is passed over.
 */
list: ListConsents, };

export type ExportMembers = { 
/**
 * Which members; its page is passed over.
 */
list: ListMembers, };

export type Face = { 
/**
 * The language.
 */
language: Language, 
/**
 * The theme.
 */
theme: Theme, 
/**
 * The size of text in percent, 80 to 200.
 */
zoom: number, };

export type FileColumns = { 
/**
 * The names of the columns.
 */
columns: Array<string>, 
/**
 * The first rows.
 */
rows: Array<Array<string>>, 
/**
 * How many rows there are.
 */
count: number, 
/**
 * The name of the source if nobody gives another: the file's name without its ending.
 */
source: string, 
/**
 * How the letters are written.
 */
encoding: string, 
/**
 * Which column probably means what.
 */
guess: MappingGuess, };

export type FileHandle = string;

export type Find = { 
/**
 * What was typed.
 */
text: string, };

export type FindHead = { 
/**
 * The code, or its first sixteen signs or more; with the number before it, `12:3f9a…`, only
 * that row is looked at. Spaces do not matter.
 */
head: string, };

export type ForgetPlace = { 
/**
 * What people call it.
 */
name: string, };

export type FormatName = "wijkboek-snapshot";

export type Found = { 
/**
 * The first members, in name order.
 */
members: Array<MemberRow>, 
/**
 * The first agreements, what asks something first in front.
 */
agreements: Array<FoundAgreement>, };

export type FoundAgreement = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * What people call it.
 */
title: string, 
/**
 * With whom, in the order in which they stand on paper.
 */
parties: Array<string>, 
/**
 * Where it stands today.
 */
status: AgreementStatus, };

export type GetAgreement = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, };

export type GetCentre = Record<symbol, never>;

export type GetCertificate = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, };

export type GetComputer = Record<symbol, never>;

export type GetConsents = { 
/**
 * The member.
 */
member_id: MemberId, };

export type GetErasure = { 
/**
 * The member.
 */
member_id: MemberId, };

export type GetHistory = { 
/**
 * The member.
 */
member_id: MemberId, };

export type GetMember = { 
/**
 * The member.
 */
member_id: MemberId, };

export type GetScheme = Record<symbol, never>;

export type GetStatement = { 
/**
 * The account.
 */
account_id: AccountId, 
/**
 * The first day; from the start if left out.
 */
from_day?: string | null, 
/**
 * The last day; until now if left out.
 */
until_day?: string | null, 
/**
 * Lines to pass over, counted from the last.
 */
offset: number, 
/**
 * Lines to answer, 50 if left out, 5000 at most.
 */
limit?: number | null, };

export type GetTexts = Record<symbol, never>;

export type GetToday = Record<symbol, never>;

export type GetTotals = Record<symbol, never>;

export type GiveConsent = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * The purpose.
 */
purpose_id: ConsentPurposeId, 
/**
 * The version of the text that the member saw.
 */
version: number, 
/**
 * How the member let it be known.
 */
how: ConsentHow, 
/**
 * When; today if left out.
 */
said_on?: string | null, 
/**
 * Whether a parent or guardian said it: for whoever is younger than sixteen.
 */
by_parent: boolean, 
/**
 * Where it can be found: `map 2026`.
 */
proof?: string | null, };

export type GiveCredits = { 
/**
 * Who gives.
 */
from: Holder, 
/**
 * Who receives.
 */
to: Holder, 
/**
 * How much.
 */
minutes: number, 
/**
 * The day on which it happened; today if left out.
 */
happened_on?: string | null, 
/**
 * What it was for.
 */
memo?: string | null, };

export type GivePassphrase = { 
/**
 * Who forgot it.
 */
person_id: PersonId, 
/**
 * The new one.
 */
passphrase: string, 
/**
 * Erases the confidential notes that nobody could read any more.
 */
give_up_notes: boolean, };

export type HandOverCertificate = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, 
/**
 * The day; today if left out.
 */
day?: string | null, };

export type Hat = "executor" | "enforcer" | "contract_party" | "financier";

export type Head = { 
/**
 * The number of the row.
 */
sequence: number, 
/**
 * Its link, 64 signs.
 */
link: string, };

export type HeadFound = { 
/**
 * Of which chain.
 */
chain: ChainName, 
/**
 * The row that was the last one then.
 */
row: ChainRow, 
/**
 * How many rows came after it.
 */
since: number, };

export type HeadShown = { 
/**
 * How many rows the chain has.
 */
sequence: number, 
/**
 * Its last link, 64 signs in groups of four.
 */
code: string, };

export type HeldAbout = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Its number.
 */
number: number, 
/**
 * Person, household or organisation.
 */
kind: MemberKind, 
/**
 * The present name.
 */
full_name: string, 
/**
 * Row by row, room by room.
 */
records: Array<PersonalRecord>, };

export type HeldRow = { 
/**
 * The import that held it back.
 */
import_id: ImportId, 
/**
 * The name of the file.
 */
source: string, 
/**
 * Its line in the file.
 */
line: number, 
/**
 * What stands in it, field by field, name and address taken apart.
 */
values: { [key in ImportField]?: string }, 
/**
 * What it would become.
 */
newcomer: Newcomer, 
/**
 * `Berg, Riet van den`.
 */
sorted_name: string, 
/**
 * Why it waits.
 */
doubts: Array<Doubt>, };

export type HeldRows = { 
/**
 * How many wait in all.
 */
held: number, 
/**
 * One page of them.
 */
rows: Array<HeldRow>, };

export type HistoryImport = { 
/**
 * Its number.
 */
number: number, 
/**
 * The name of the source.
 */
source: string, 
/**
 * When it was done.
 */
recorded_at: string, 
/**
 * How many rows the file had.
 */
rows: number, 
/**
 * How many of them the book knew already.
 */
known: number, 
/**
 * How many of the new rows had a fraction of a minute.
 */
rounded: number, 
/**
 * What the rounding added in all, in minutes, to the last digit.
 */
difference: string, 
/**
 * How many rows of it stand in the book; none if it was taken back.
 */
posted: number, 
/**
 * How many rows moved nothing.
 */
unposted_count: number, 
/**
 * Rows that moved nothing; the first hundred.
 */
unposted: Array<UnpostedRow>, };

export type HistoryReport = { 
/**
 * The name of the source.
 */
source: string, 
/**
 * The sign before the fractions of the amounts.
 */
decimal_sign: DecimalSign, 
/**
 * How many rows the file has.
 */
rows: number, 
/**
 * How many of them the book knows already: nothing happens to these.
 */
known: number, 
/**
 * How many are posted.
 */
posted: number, 
/**
 * What the posted rows move together.
 */
minutes: number, 
/**
 * How many of the new rows had a fraction of a minute, those that became zero included.
 */
rounded: number, 
/**
 * What the rounding adds in all, in minutes, to the last digit.
 */
difference: string, 
/**
 * How many new rows move nothing.
 */
unposted_count: number, 
/**
 * New rows that move nothing; the first hundred.
 */
unposted: Array<UnpostedRow>, 
/**
 * How many accounts are opened.
 */
accounts: number, 
/**
 * Which of the named issuers the new rows hold.
 */
issuers: Array<string>, 
/**
 * How many accounts that do not issue end below zero.
 */
below_zero_count: number, 
/**
 * Accounts that do not issue and end below zero, the lowest first; the first hundred.
 */
below_zero: Array<BelowZero>, 
/**
 * The first day of the new rows.
 */
from_day: string | null, 
/**
 * The last day of the new rows.
 */
until_day: string | null, 
/**
 * How many rows cannot be read. While there are any, nothing is imported.
 */
bad_count: number, 
/**
 * Rows that cannot be read; the first hundred.
 */
bad: Array<BadRow>, };

export type Holder = { "member_id": MemberId } | { "account_id": AccountId };

export type HourTheme = { 
/**
 * The theme.
 */
theme_id: ThemeId, 
/**
 * Its name.
 */
name: string, };

export type HourThemeFields = { 
/**
 * The theme that keeps its place in earlier bookings; a new one if left out.
 */
theme_id?: ThemeId | null, 
/**
 * Its name.
 */
name: string, };

export type HourThemes = { 
/**
 * Which version of the list this is; 0 until somebody makes one.
 */
version: number, 
/**
 * In use, in the order that was given to them.
 */
themes: Array<HourTheme>, 
/**
 * No longer in use.
 */
retired: Array<HourTheme>, };

export type Hours = number;

export type HoursByTheme = { 
/**
 * The themes that enough persons gave hours to.
 */
themes: Array<ThemeHours>, 
/**
 * All other themes together, if enough persons gave hours to them.
 */
other: Hours | null, };

export type ImportColumn = { 
/**
 * Its header.
 */
name: string, 
/**
 * What it holds.
 */
field?: ImportField | null, 
/**
 * Left out: said so, or because an association may not keep it.
 */
left_out: boolean, 
/**
 * What it might hold, when that is not clear.
 */
proposal?: ImportField | null, 
/**
 * The first text in it.
 */
example?: string | null, };

export type ImportField = "number" | "name" | "salutation" | "given_name" | "initials" | "prefix" | "family_name" | "household" | "organisation" | "address" | "street" | "house_number" | "house_addition" | "postcode" | "town" | "phone" | "email" | "birth_year" | "joined_on" | "ended_on" | "membership" | "note";

export type ImportId = string;

export type ImportReceipt = { 
/**
 * The import; nothing if every row was known.
 */
import_id?: ImportId | null, 
/**
 * How many rows became members.
 */
taken: number, 
/**
 * How many were merged into members.
 */
merged: number, 
/**
 * How many were passed over.
 */
skipped: number, 
/**
 * How many wait for a decision.
 */
held: number, 
/**
 * How many of an earlier import still wait.
 */
held_before: number, 
/**
 * How many were known from an earlier import and left as they were.
 */
known: number, 
/**
 * Rows of an earlier import that had waited and were decided now.
 */
decided: Array<DecidedRow>, };

export type IssueCertificate = { 
/**
 * Who will hold it: a person, a household or an organisation.
 */
member_id: MemberId, 
/**
 * The day of issue; today if left out. Its year is part of the number.
 */
day?: string | null, };

export type JobProgress = { 
/**
 * Ready.
 */
done: number, 
/**
 * In all.
 */
total: number, };

export type KeepCopy = Record<symbol, never>;

export type Kept = "membership_and_two_years" | "texts_with_name" | "agreement_and_two_years" | "until_decided" | "as_long_as_the_book";

export type KeptLine = { 
/**
 * Its name.
 */
name: string, 
/**
 * The day on which it was put aside.
 */
day: string, 
/**
 * How much room it takes.
 */
bytes: number, };

export type KnownBook = { 
/**
 * Its place in the list, by which it is chosen.
 */
place: number, 
/**
 * Its name.
 */
name: string, 
/**
 * The folder that it stands in: two books may have the same name.
 */
folder: string, 
/**
 * Whether it is the one that lies on the desk.
 */
here: boolean, };

export type Label = string;

export type Language = "nl" | "en";

export type LastContact = { 
/**
 * The day.
 */
day: string, 
/**
 * The person, otherwise the party.
 */
with: string, };

export type LeavePractice = Record<symbol, never>;

export type LedgerCheck = { 
/**
 * How many transfers were walked through.
 */
transfers: number, 
/**
 * How many accounts there are.
 */
accounts: number, 
/**
 * All balances together: zero in a whole book.
 */
sum_minutes: number, 
/**
 * What is wrong; nothing in a whole book.
 */
faults: Array<LedgerFault>, 
/**
 * The first transfer that the chain does not hold for; none in a whole book.
 */
chain_breaks_at: ChainRow | null, };

export type LedgerFault = { 
/**
 * What.
 */
kind: LedgerFaultKind, 
/**
 * The number of the transfer, where there is one.
 */
number: number | null, };

export type LedgerFaultKind = "gap" | "amount" | "account" | "floor" | "theme" | "reversal" | "balance" | "unreadable" | "history";

export type LetIn = { 
/**
 * Whom.
 */
person_id: PersonId, };

export type LinkAccount = { 
/**
 * The account from outside.
 */
account_id: AccountId, 
/**
 * The member it belongs to.
 */
member_id: MemberId, };

export type LinkReceipt = { 
/**
 * The account.
 */
account_id: AccountId, 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * The last transfer of the book at that moment.
 */
last_number: number, };

export type ListAccounts = { 
/**
 * What was typed; nothing finds everything.
 */
text?: string | null, 
/**
 * Only these kinds; all if left empty.
 */
kinds: Array<AccountKind>, 
/**
 * Only the accounts of this member.
 */
member_id?: MemberId | null, 
/**
 * Only accounts that came with an import and are not linked to a member.
 */
unlinked: boolean, 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows to answer, 50 if left out, 500 at most.
 */
limit?: number | null, };

export type ListActs = { 
/**
 * How many, 500 at most.
 */
limit: number, 
/**
 * Only those that came before this one, by its place in the order of the book.
 */
before: number | null, };

export type ListAgreements = { 
/**
 * What was typed; nothing finds all.
 */
text?: string | null, 
/**
 * Only those that stand like this on the day.
 */
status?: AgreementStatus | null, 
/**
 * The day that is asked about; today if left out.
 */
on?: string | null, };

export type ListAway = Record<symbol, never>;

export type ListBalances = Record<symbol, never>;

export type ListCertificates = { 
/**
 * Part of the holder's name or of the number.
 */
text?: string | null, 
/**
 * Only those in this state.
 */
state?: CertificateState | null, 
/**
 * Only those of this member.
 */
member_id?: MemberId | null, 
/**
 * The register as it stood at the end of this day; with every step, if left out.
 */
on?: string | null, 
/**
 * How many rows to pass over.
 */
offset: number, 
/**
 * How many rows to answer with: 50 if left out, 500 at most.
 */
limit?: number | null, };

export type ListConsents = { 
/**
 * The purpose.
 */
purpose_id: ConsentPurposeId, 
/**
 * Only members of this state; everybody if left out.
 */
state?: ConsentState | null, 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows to answer, 50 if left out, 500 at most.
 */
limit?: number | null, };

export type ListCopies = Record<symbol, never>;

export type ListErasures = Record<symbol, never>;

export type ListForm = "pdf" | "csv";

export type ListHeld = { 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows to answer, 50 if left out, 500 at most.
 */
limit?: number | null, };

export type ListImports = Record<symbol, never>;

export type ListKept = Record<symbol, never>;

export type ListMembers = { 
/**
 * What was typed; nothing finds everybody.
 */
text?: string | null, 
/**
 * Only members who belong in this way on the day.
 */
membership?: MembershipKind | null, 
/**
 * Only persons, households or organisations.
 */
kind?: MemberKind | null, 
/**
 * Only members who belong in no way on the day.
 */
former: boolean, 
/**
 * The day that is asked about; today if left out.
 */
on?: string | null, 
/**
 * The order; by name if left out.
 */
sort: MemberSort, 
/**
 * The last first.
 */
down: boolean, 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows to answer, 50 if left out, 500 at most.
 */
limit?: number | null, };

export type ListNotes = { 
/**
 * The member.
 */
member_id: MemberId, };

export type ListPassed = { 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows to answer, 50 if left out, 500 at most.
 */
limit?: number | null, };

export type ListPeople = Record<symbol, never>;

export type ListPlaces = Record<symbol, never>;

export type ListPurposes = Record<symbol, never>;

export type ListSnapshots = Record<symbol, never>;

export type ListTerms = Record<symbol, never>;

export type ListThemes = Record<symbol, never>;

export type ListTransfers = { 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows to answer, 20 if left out, 500 at most.
 */
limit?: number | null, };

export type LittleSpace = { 
/**
 * What is left, in whole MiB.
 */
megabytes: number, 
/**
 * So little that no list is imported and no copy made on this disk any more.
 */
scarce: boolean, };

export type Lock = Record<symbol, never>;

export type LockAfter = { 
/**
 * Minutes, 1 to 60.
 */
minutes: number, };

export type LookAtCopy = { 
/**
 * The copy.
 */
file: FileHandle, 
/**
 * A passphrase of the day on which it was made, where the present key does not open it.
 */
passphrase?: string | null, };

export type LookAtScenario = { 
/**
 * The open review.
 */
review_id: ReviewId, 
/**
 * The scenario.
 */
scenario_id: ScenarioId, 
/**
 * What was found.
 */
verdict: Verdict, 
/**
 * Why.
 */
note?: string | null, 
/**
 * The day; today if left out.
 */
on?: string | null, };

export type LookId = string;

export type LookReceipt = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The review.
 */
review_id: ReviewId, 
/**
 * The look.
 */
look_id: LookId, };

export type Lost = { 
/**
 * How many.
 */
acts: number, 
/**
 * The latest of them.
 */
latest: Array<ActLine>, };

export type LostWord = { 
/**
 * As it stands in the list.
 */
word: string, 
/**
 * In how many rows.
 */
rows: number, 
/**
 * How it is probably written.
 */
proposal?: string | null, };

export type MakeAgreement = { 
/**
 * What is agreed.
 */
fields: AgreementFields, 
/**
 * How it may go: at least one hand-over and one continuation.
 */
scenarios: Array<NewScenario>, };

export type MakeBackup = { 
/**
 * The name of the place; a dialog if left out.
 */
place?: string | null, };

export type MakeCode = Record<symbol, never>;

export type MakeKey = Record<symbol, never>;

export type Manifest = { format: string, version: number, 
/**
 * Which book it is of.
 */
book_id: string, 
/**
 * The book's name, as its folder said it.
 */
name: string, 
/**
 * The schema of its database.
 */
schema: number, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * The last act in it.
 */
last_act: number, 
/**
 * When the last act was recorded.
 */
last_act_at: string | null, 
/**
 * The head of the ledger's chain; none in the first version.
 */
ledger_head?: Head | null, 
/**
 * The head of the audit's chain; none in the first version.
 */
audit_head?: Head | null, 
/**
 * The size of the database in bytes.
 */
database_bytes: number, 
/**
 * The SHA-256 of the database.
 */
database_sha256: string, 
/**
 * The SHA-256 of the keys; none in the first version.
 */
keys_sha256?: string | null, 
/**
 * Every table with its number of rows; empty in the first version.
 */
rows?: { [key in string]: number }, };

export type MappingGuess = { 
/**
 * The column with the account that gave.
 */
from: string | null, 
/**
 * The column with the account that received.
 */
to: string | null, 
/**
 * The column with the amount.
 */
amount: string | null, 
/**
 * The column with the day or the instant.
 */
at: string | null, 
/**
 * The column with the row's own id.
 */
id: string | null, 
/**
 * The column with the kind of transfer.
 */
kind: string | null, };

export type Member = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Its number.
 */
number: number, 
/**
 * Person, household or organisation.
 */
kind: MemberKind, 
/**
 * The present version.
 */
version: number, 
/**
 * `Berg, Riet van den`.
 */
sorted_name: string, 
/**
 * `Riet van den Berg`.
 */
full_name: string, 
/**
 * Street and number.
 */
address: string | null, 
/**
 * What is known.
 */
fields: MemberFields, 
/**
 * How the member belongs today, if at all.
 */
membership: MembershipKind | null, 
/**
 * All periods, the first one first.
 */
periods: Array<MembershipPeriod>, 
/**
 * The day on which names and texts were erased, if they were.
 */
erased_on: string | null, };

export type MemberConsents = { 
/**
 * Whether the member may be younger than sixteen: then a parent must agree.
 */
may_be_too_young: boolean, 
/**
 * What is asked, and behind it what is asked no more but was answered.
 */
purposes: Array<PurposeConsent>, };

export type MemberFields = { 
/**
 * Only if the member gave one.
 */
salutation?: Salutation | null, 
/**
 * First name or the name used every day.
 */
given_name?: string | null, 
/**
 * Initials: `J.P.`
 */
initials?: string | null, 
/**
 * Voorvoegsel: `van den`.
 */
prefix?: string | null, 
/**
 * Family name without the prefix.
 */
family_name?: string | null, 
/**
 * Name of a household or an organisation.
 */
name?: string | null, 
/**
 * Street.
 */
street?: string | null, 
/**
 * House number, 1 to 99999.
 */
house_number?: number | null, 
/**
 * Letter and addition as they are written: `a`, `-II`, `bis`.
 */
house_addition?: string | null, 
/**
 * `1234 AB`.
 */
postcode?: string | null, 
/**
 * Town.
 */
town?: string | null, 
/**
 * Telephone number as it was given.
 */
phone?: string | null, 
/**
 * E-mail address.
 */
email?: string | null, 
/**
 * The year is enough for the rules that ask for an age.
 */
birth_year?: number | null, 
/**
 * Free text. No health, no benefits, no citizen service number.
 */
note?: string | null, };

export type MemberId = string;

export type MemberKind = "person" | "household" | "organisation";

export type MemberList = { 
/**
 * How many members the book has in all.
 */
total: number, 
/**
 * How many fit the question.
 */
found: number, 
/**
 * The day that the answer is about.
 */
on: string, 
/**
 * One page of them.
 */
rows: Array<MemberRow>, };

export type MemberReceipt = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Its number.
 */
number: number, 
/**
 * The version that the act made, or found.
 */
version: number, };

export type MemberRow = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Its number.
 */
number: number, 
/**
 * Person, household or organisation.
 */
kind: MemberKind, 
/**
 * `Berg, Riet van den`.
 */
sorted_name: string, 
/**
 * `Riet van den Berg`.
 */
full_name: string, 
/**
 * Street and number.
 */
address: string | null, 
/**
 * Town.
 */
town: string | null, 
/**
 * How the member belongs on the day, if at all.
 */
membership: MembershipKind | null, };

export type MemberSort = "name" | "number";

export type MemberVersion = { 
/**
 * Its number; the highest is true now.
 */
version: number, 
/**
 * When it was written.
 */
recorded_at: string, 
/**
 * What was known.
 */
fields: MemberFields, };

export type MembersByKind = { 
/**
 * Take part in the work.
 */
active: Count, 
/**
 * Support without taking part.
 */
passive: Count, 
/**
 * Friends of the enterprise.
 */
friends: Count, };

export type MembersMapping = { 
/**
 * Column by its header: what it holds, or null to leave it out. Several may hold notes.
 */
columns: { [key in string]: ImportField | null }, 
/**
 * Word in the column with the kind of membership (or nothing): what it becomes.
 */
memberships: { [key in string]: MembershipKind }, 
/**
 * Word in which letters were lost: how it is written.
 */
letters: { [key in string]: string }, };

export type MembersPreview = { 
/**
 * How many rows the list has.
 */
rows: number, 
/**
 * How many would become members.
 */
without_doubt: number, 
/**
 * How many would be held back until a person decides.
 */
doubtful: number, 
/**
 * How many were taken over or decided before.
 */
known: number, 
/**
 * How many were held back before and still wait.
 */
held_before: number, 
/**
 * How many of them, and of the doubtful ones, the decisions at hand decide.
 */
decided: number, 
/**
 * How the letters were written: `UTF-8`, `windows-1252`.
 */
encoding: string, 
/**
 * What stands between two cells.
 */
separator: string, 
/**
 * The columns and what they are taken for.
 */
columns: Array<ImportColumn>, 
/**
 * The words for kinds of membership and what they become.
 */
memberships: Array<MembershipWord>, 
/**
 * The words in which letters were lost.
 */
letters: Array<LostWord>, 
/**
 * Every row that would be held back, and why.
 */
doubts: Array<DoubtfulRow>, 
/**
 * The first of those that would become members.
 */
examples: Array<PreviewedRow>, };

export type MembershipCounts = { 
/**
 * Take part in the work.
 */
active: number, 
/**
 * Support without taking part.
 */
passive: number, 
/**
 * Friends of the enterprise.
 */
friends: number, };

export type MembershipKind = "active" | "passive" | "friend";

export type MembershipPeriod = { 
/**
 * The first day.
 */
from_day: string, 
/**
 * The first day after it; open if nothing.
 */
until_day: string | null, 
/**
 * How the member belonged.
 */
membership: MembershipKind, };

export type MembershipReceipt = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Which of its periods was ended or begun, counted from 1. It was the last one.
 */
period: number, 
/**
 * Whether the period before it was open until then.
 */
ended_former: boolean, };

export type MembershipWord = { 
/**
 * As it stands there; empty where nothing stands.
 */
word: string, 
/**
 * In how many rows.
 */
rows: number, 
/**
 * What it becomes, if that is known.
 */
becomes?: MembershipKind | null, };

export type Method = { 
/**
 * Counts of persons are rounded down to a multiple of this.
 */
counts_rounded_down_to: Exact, 
/**
 * Hours are rounded down to a multiple of this.
 */
hours_rounded_down_to: Exact, 
/**
 * So many persons gave hours to a theme that is told.
 */
least_contributors: Exact, 
/**
 * With fewer members there are no tables.
 */
least_members: Exact, };

export type Moment = { 
/**
 * The day.
 */
day: string, 
/**
 * What it is.
 */
kind: MomentKind, };

export type MomentKind = "start" | "contact" | "review" | "today" | "contact_due" | "review_due" | "preparation" | "notice" | "end";

export type NewCode = { 
/**
 * Eight groups of four signs.
 */
recovery_code: string, };

export type NewScenario = { 
/**
 * Hand-over or continuation; this never changes.
 */
kind: ScenarioKind, 
/**
 * What it says.
 */
fields: ScenarioFields, };

export type Newcomer = { 
/**
 * The old number.
 */
number?: number | null, 
/**
 * Person, household or organisation.
 */
kind: MemberKind, 
/**
 * What is known; what could not be read is left out.
 */
fields: MemberFields, 
/**
 * How it belongs.
 */
membership: MembershipKind, 
/**
 * Since when; the day of the import if the list does not say.
 */
joined_on?: string | null, 
/**
 * The first day on which it belonged no more.
 */
ended_on?: string | null, };

export type NoteContact = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The day of the conversation; today if left out.
 */
day?: string | null, 
/**
 * The party that was spoken with.
 */
party_id?: PartyId | null, 
/**
 * The person who was spoken with.
 */
person?: string | null, 
/**
 * The hat that this person wore.
 */
hat?: Hat | null, 
/**
 * What was said.
 */
said?: string | null, };

export type NoteReceipt = { 
/**
 * The note.
 */
note_id: ConfidentialNoteId, };

export type Notice = { 
/**
 * How many weeks or months.
 */
length: number, 
/**
 * Weeks or months.
 */
unit: NoticeUnit, };

export type NoticeKind = "foreign_log" | "clock_behind";

export type NoticeUnit = "weeks" | "months";

export type OpenAccount = { 
/**
 * The member. Only an organisation issues or redeems.
 */
member_id: MemberId, 
/**
 * What the account is for: `member`, `issuing` or `redeeming`.
 */
kind: AccountKind, };

export type OpenBackup = Record<symbol, never>;

export type OpenKept = { 
/**
 * Its name.
 */
name: string, };

export type OpenPractice = { 
/**
 * Begins again with a freshly filled one.
 */
anew: boolean, };

export type OpenReview = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The day on which people sit together; today if left out.
 */
on?: string | null, };

export type OpenReviewState = { 
/**
 * The review.
 */
review_id: ReviewId, 
/**
 * The day on which it was opened.
 */
opened_on: string, 
/**
 * How many of the scenarios were looked at.
 */
looked_at: number, };

export type PaperShown = { 
/**
 * `2026-0007`; of a preview, the number that it would get now.
 */
number: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * The page, as an SVG picture.
 */
svg: string, };

export type Party = { 
/**
 * The same party as in an earlier version; a new one if left out.
 */
party_id?: PartyId | null, 
/**
 * What sort of organisation.
 */
kind: PartyKind, 
/**
 * Its name.
 */
name: string, 
/**
 * The organisation among the members, if it is one.
 */
member_id?: MemberId | null, 
/**
 * The person to talk to.
 */
contact_person?: string | null, 
/**
 * The hat that this person usually wears.
 */
hat?: Hat | null, 
/**
 * Telephone or e-mail of this person.
 */
reach?: string | null, };

export type PartyId = string;

export type PartyKind = "municipality" | "housing_corporation" | "company" | "institution" | "initiative" | "other";

export type PartyName = { 
/**
 * What sort of organisation.
 */
kind: PartyKind, 
/**
 * Its name.
 */
name: string, };

export type PassedField = { 
/**
 * What.
 */
field: RetentionField, 
/**
 * The first day beyond its term.
 */
since: string, };

export type PassedList = { 
/**
 * The version of the table that this follows from.
 */
version: number, 
/**
 * How many there are.
 */
total: number, 
/**
 * One page of them, the one who left first coming first.
 */
members: Array<PassedMember>, };

export type PassedMember = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * Its number.
 */
number: number, 
/**
 * Its name.
 */
full_name: string, 
/**
 * The first day without membership.
 */
ended_on: string, 
/**
 * What is to go, in the order of the table.
 */
fields: Array<PassedField>, 
/**
 * Why the name must wait; nothing if the name stays for now.
 */
waits: Array<Wait>, };

export type PassphraseOffered = { 
/**
 * The words, with a space between them.
 */
passphrase: string, 
/**
 * How many words there are.
 */
words: number, 
/**
 * How many words there were to draw each of them from.
 */
of: number, 
/**
 * How hard it is to guess, as a power of two.
 */
bits: number, };

export type PeopleAtDesk = { 
/**
 * Everybody, those who left last.
 */
people: Array<DeskPerson>, 
/**
 * How many notes are kept in confidence; nobody but a confidant reads one.
 */
confidential_notes: number, 
/**
 * What is the matter with the recovery code, if anything is.
 */
code_doubt: CodeDoubt | null, };

export type Period = { 
/**
 * Its name.
 */
quarter: QuarterName, 
/**
 * Its first day.
 */
first_day: SnapshotDay, 
/**
 * Its last day: members, certificates and agreements stand as they were on it.
 */
last_day: SnapshotDay, };

export type PersonAtDesk = { 
/**
 * The person.
 */
person_id: PersonId, 
/**
 * The name shown.
 */
name: string, 
/**
 * What this person may do.
 */
role: Role, };

export type PersonChanged = { 
/**
 * The person.
 */
person_id: PersonId, };

export type PersonForm = "pdf" | "json";

export type PersonId = string;

export type PersonalRecord = { 
/**
 * What it is: mostly the name of the table.
 */
kind: string, 
/**
 * Its columns, those without a value left out.
 */
fields: Array<RecordField>, };

export type PlaceLine = { 
/**
 * What people call it.
 */
name: string, 
/**
 * Whether it can be reached now.
 */
there: boolean, 
/**
 * When the last copy of this book was made on it.
 */
made_on: string | null, 
/**
 * Whether it is this one's turn.
 */
next: boolean, };

export type Population = "fewer_than25" | "twenty_or_more";

export type PreviewMembers = { 
/**
 * The file.
 */
file: FileHandle, 
/**
 * How it is to be read, where its headers do not say it well enough.
 */
mapping: MembersMapping, 
/**
 * What a person decided about rows of it.
 */
decisions: Array<RowDecision>, };

export type PreviewPaper = { 
/**
 * Who would hold it; an invented name if left out.
 */
member_id?: MemberId | null, 
/**
 * The day of issue; today if left out.
 */
day?: string | null, 
/**
 * Other words than those of now.
 */
text?: CertificateText | null, };

export type PreviewSnapshot = { 
/**
 * `2026Q3`: a closed quarter, never days of choice.
 */
quarter: string, };

export type PreviewTransfers = { 
/**
 * The file.
 */
file: FileHandle, 
/**
 * Which column means what; guessed by their names if left out.
 */
mapping?: TransferMapping | null, };

export type PreviewedRow = { 
/**
 * Its line in the file.
 */
line: number, 
/**
 * Its old number.
 */
number?: number | null, 
/**
 * `Berg, Riet van den`.
 */
sorted_name: string, 
/**
 * Street and number.
 */
address?: string | null, 
/**
 * How it would belong.
 */
membership: MembershipKind, 
/**
 * Since when.
 */
joined_on?: string | null, };

export type PreviousCopy = { 
/**
 * When it was made.
 */
made_on: string, 
/**
 * Whether it still reads as it was written; nothing if it is not there any more.
 */
sound: boolean | null, };

export type ProcessingRegister = { 
/**
 * Who answers for it.
 */
centre: string, 
/**
 * Where.
 */
place: string | null, 
/**
 * For what, and what is kept for that.
 */
purposes: Array<RegisterPurpose>, 
/**
 * How the computer is protected, as was last said.
 */
computer: ComputerSaid | null, };

export type ProveCode = { 
/**
 * The code as it was written down.
 */
recovery_code: string, };

export type PublicKeyText = string;

export type Purpose = "membership" | "support" | "ledger" | "agreements" | "accountability" | "import" | "consent";

export type PurposeConsent = { 
/**
 * The purpose in its present words.
 */
purpose: ConsentPurpose, 
/**
 * Whether it is still asked.
 */
asked: boolean, 
/**
 * Whether the member agrees.
 */
state: ConsentState, 
/**
 * The words that the member agreed with, where they are not the present ones.
 */
older_text: string | null, 
/**
 * What was said, the last first.
 */
acts: Array<ConsentAct>, };

export type PurposeFields = { 
/**
 * The purpose that goes on; a new one if left out.
 */
purpose_id?: ConsentPurposeId | null, 
/**
 * Its name.
 */
name: string, 
/**
 * What exactly is asked.
 */
text: string, };

export type PurposesReceipt = { 
/**
 * The version of the list that the act made.
 */
version: number, };

export type PutAside = { 
/**
 * The day on which a copy took its place.
 */
day: string, 
/**
 * The place of the present book in the list of known books, where that knows it.
 */
present: number | null, };

export type PutAway = { 
/**
 * What was read.
 */
notice: NoticeKind, };

export type QuarterName = string;

export type QuarterState = "open" | "ready" | "made";

export type QuarterToMake = { 
/**
 * `2026Q3`.
 */
quarter: string, 
/**
 * Its first day.
 */
first_day: string, 
/**
 * Its last day.
 */
last_day: string, 
/**
 * Whether a snapshot of it can be made.
 */
state: QuarterState, };

export type ReadColumns = { 
/**
 * The file.
 */
file: FileHandle, };

export type ReadOnlyReason = "folder_not_writable" | "folder_gone" | "disk_full" | "disk_failed" | "damaged";

export type RecordField = { 
/**
 * The name of the column.
 */
name: string, 
/**
 * What stands in it, as text: days as `2026-11-23`, instants in UTC.
 */
value: string, };

export type Recover = { 
/**
 * The code as it was written down.
 */
recovery_code: string, 
/**
 * The new passphrase.
 */
passphrase: string, };

export type RecoveryCodeShown = { 
/**
 * Eight groups of four signs.
 */
recovery_code: string, 
/**
 * What lies on the desk now.
 */
state: BookState, };

export type RegisterField = { 
/**
 * The table.
 */
table: string, 
/**
 * The column.
 */
column: string, };

export type RegisterPurpose = { 
/**
 * For what.
 */
purpose: Purpose, 
/**
 * How long what stands below is kept.
 */
kept: Kept, 
/**
 * The months in force, where the term is one that can be changed.
 */
months: number | null, 
/**
 * What is kept.
 */
fields: Array<RegisterField>, };

export type RemoveKept = { 
/**
 * Its name.
 */
name: string, };

export type RemovePerson = { 
/**
 * Whom.
 */
person_id: PersonId, 
/**
 * Erases the confidential notes that nobody could read any more.
 */
give_up_notes: boolean, };

export type RenamePerson = { 
/**
 * Whom.
 */
person_id: PersonId, 
/**
 * The name shown at the desk.
 */
name: string, };

export type RequestErasure = { 
/**
 * The members; one, or all whose term has passed. Named twice is named once.
 */
member_ids: Array<MemberId>, };

export type RestoreCopy = { 
/**
 * The copy.
 */
file: FileHandle, 
/**
 * A passphrase of the day on which it was made, where the present key does not open it.
 */
passphrase?: string | null, 
/**
 * The name of the centre as the person typed it, where the copy is of another one.
 */
centre?: string | null, };

export type RetentionField = "name" | "address" | "phone" | "email" | "birth_year" | "note";

export type RetentionTerm = { 
/**
 * Of what.
 */
field: RetentionField, 
/**
 * Months after the end of the membership.
 */
months: number, 
/**
 * What the program declares.
 */
declared_months: number, 
/**
 * The fewest months.
 */
least: number, 
/**
 * The most months.
 */
most: number, };

export type RetentionTerms = { 
/**
 * Which version of the table this is; 0 while they are as declared.
 */
version: number, 
/**
 * Every term.
 */
terms: Array<RetentionTerm>, };

export type RetractContact = { 
/**
 * The moment of contact.
 */
contact_id: ContactId, };

export type ReversalLink = { 
/**
 * The transfer.
 */
transfer_id: TransferId, 
/**
 * Its number in the order of the book.
 */
number: number, };

export type ReverseTransfer = { 
/**
 * The transfer to take back.
 */
transfer_id: TransferId, 
/**
 * Why.
 */
memo?: string | null, };

export type Review = { 
/**
 * The review.
 */
review_id: ReviewId, 
/**
 * The day on which it was opened.
 */
opened_on: string, 
/**
 * The day on which it was closed; open if nothing.
 */
closed_on: string | null, 
/**
 * What came out of it.
 */
outcome: string | null, 
/**
 * The last look at each scenario, in the order in which they were looked at.
 */
looks: Array<ScenarioLook>, };

export type ReviewId = string;

export type ReviewReceipt = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The review.
 */
review_id: ReviewId, };

export type ReviseAgreement = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The version that the form was filled from: another one meanwhile is named, not overwritten.
 */
version: number, 
/**
 * All fields, changed or not.
 */
fields: AgreementFields, };

export type ReviseMember = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * The version that the form was filled from: another one meanwhile is named, not overwritten.
 */
version: number, 
/**
 * All fields, changed or not.
 */
fields: MemberFields, };

export type ReviseScenario = { 
/**
 * The scenario.
 */
scenario_id: ScenarioId, 
/**
 * The version that the form was filled from.
 */
version: number, 
/**
 * All fields, changed or not.
 */
fields: ScenarioFields, };

export type Role = "reader" | "worker" | "manager" | "confidant";

export type RowDecision = { 
/**
 * The line of the row in the file.
 */
line: number, 
/**
 * What becomes of it.
 */
decision: Decision, 
/**
 * Field by field what the list should have said; null for nothing.
 */
corrections: { [key in ImportField]?: string | null }, 
/**
 * The number of the member into whom the row is merged.
 */
into?: number | null, };

export type Salutation = "madam" | "sir";

export type SaveAccounts = { 
/**
 * Which accounts; its page is passed over.
 */
list: ListAccounts, };

export type SaveAgreements = { 
/**
 * Which agreements.
 */
list: ListAgreements, };

export type SaveCalendar = { 
/**
 * Which agreements.
 */
list: ListAgreements, };

export type SaveCode = { 
/**
 * The code that was just made.
 */
recovery_code: string, };

export type SaveLoss = { 
/**
 * When it was noticed.
 */
noticed_at: string, 
/**
 * The sticks and other places that are gone, by their names.
 */
places: Array<string>, 
/**
 * Whether a stick or disk is gone that this computer does not know by a name.
 */
nameless: boolean, 
/**
 * Whether the computer is gone on which the book stands.
 */
computer: boolean, 
/**
 * Whether something is gone that was not encrypted: a paper, a list.
 */
readable: boolean, 
/**
 * Whether a passphrase or the recovery code was with it.
 */
secret: SecretWithIt, };

export type SavePaper = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, };

export type SavePerson = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * To read, or to take along.
 */
form: PersonForm, };

export type SaveProcessing = Record<symbol, never>;

export type SaveRegister = { 
/**
 * Which certificates; its page is passed over.
 */
list: ListCertificates, 
/**
 * How.
 */
form: ListForm, };

export type SaveStatement = { 
/**
 * Which account and period; its page is passed over.
 */
statement: GetStatement, 
/**
 * How.
 */
form: ListForm, };

export type Scenario = { 
/**
 * The scenario.
 */
scenario_id: ScenarioId, 
/**
 * Hand-over or continuation.
 */
kind: ScenarioKind, 
/**
 * The present version.
 */
version: number, 
/**
 * What it says.
 */
fields: ScenarioFields, 
/**
 * When it was added.
 */
added_on: string, 
/**
 * When it was dropped, if it was.
 */
dropped_on: string | null, 
/**
 * When somebody last looked at it in a review.
 */
looked_on: string | null, 
/**
 * What was found then.
 */
verdict: Verdict | null, };

export type ScenarioFields = { 
/**
 * What people call it.
 */
title: string, 
/**
 * What makes it real.
 */
cause?: string | null, 
/**
 * By what it is seen coming.
 */
signs?: string | null, 
/**
 * What is done then.
 */
steps?: string | null, 
/**
 * Who does it.
 */
who?: string | null, 
/**
 * How many of the people can go on in it.
 */
people?: number | null, 
/**
 * What it costs, in whole euros.
 */
cost_euros?: number | null, 
/**
 * What else could be done.
 */
alternatives?: string | null, };

export type ScenarioId = string;

export type ScenarioKind = "hand_over" | "continuation";

export type ScenarioLook = { 
/**
 * The look.
 */
look_id: LookId, 
/**
 * The scenario.
 */
scenario_id: ScenarioId, 
/**
 * The version of it that was looked at.
 */
version: number, 
/**
 * The title of that version.
 */
title: string, 
/**
 * The day.
 */
looked_on: string, 
/**
 * What was found.
 */
verdict: Verdict, 
/**
 * Why.
 */
note: string | null, };

export type ScenarioReceipt = { 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * The scenario.
 */
scenario_id: ScenarioId, 
/**
 * The version that the act made, or found.
 */
version: number, };

export type ScenarioStanding = { 
/**
 * The scenario.
 */
scenario_id: ScenarioId, 
/**
 * Hand-over or continuation.
 */
kind: ScenarioKind, 
/**
 * What people call it.
 */
title: string, 
/**
 * The day on which it came into the book.
 */
added_on: string, 
/**
 * When somebody last looked at it.
 */
looked_on: string | null, 
/**
 * What was found then.
 */
verdict: Verdict | null, };

export type Scheme = { 
/**
 * Which version this is; 0 until somebody changes it.
 */
version: number, 
/**
 * One: `makkie`.
 */
singular: string, 
/**
 * Many: `makkies`.
 */
plural: string, 
/**
 * How many minutes one is worth: makkie 60, zuiderling 30, troef 1.
 */
unit_minutes: number, };

export type SecretWithIt = "no" | "yes" | "unknown";

export type SetPin = { 
/**
 * Six digits or more.
 */
pin: string, };

export type SettingReceipt = { 
/**
 * The version that the change made.
 */
version: number, };

export type Sha256Text = string;

export type ShowBook = { 
/**
 * Opens the folder in the file manager too.
 */
open: boolean, };

export type ShowFile = { 
/**
 * The file.
 */
file: FileHandle, };

export type ShowPaper = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, };

export type ShowPerson = { 
/**
 * The member.
 */
member_id: MemberId, };

export type ShowQuarters = Record<symbol, never>;

export type ShowRegister = Record<symbol, never>;

export type ShowSigningKey = Record<symbol, never>;

export type ShownPassed = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * All that was to go.
 */
fields: Array<RetentionField>, };

export type SignCertificate = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, 
/**
 * The day; today if left out.
 */
day?: string | null, };

export type Signatory = { 
/**
 * Full name.
 */
name: string, 
/**
 * What this person does for the centre: `voorzitter`.
 */
function?: string | null, };

export type SigningKeyShown = { 
/**
 * As minisign takes it after `-P`, 56 signs.
 */
public_key: string, 
/**
 * Its fingerprint: 32 signs in groups of four.
 */
fingerprint: string, };

export type Snapshot = SnapshotV2 | SnapshotV1 | SnapshotV0;

export type SnapshotAbout = { 
/**
 * The name of the centre.
 */
centre: string, 
/**
 * `2026Q3`.
 */
quarter: string, 
/**
 * Its place among the snapshots of its book.
 */
sequence: number, 
/**
 * The fingerprint of the key that signed it: 32 signs in groups of four.
 */
fingerprint: string, 
/**
 * The SHA-256 of the file, 64 signs.
 */
sha256: string, };

export type SnapshotChecked = { 
/**
 * The name of the file.
 */
file: string, 
/**
 * What it comes to.
 */
verdict: SnapshotVerdict, 
/**
 * What exactly was found.
 */
finding: SnapshotFinding, 
/**
 * What it says of itself, where its signature fits.
 */
about: SnapshotAbout | null, 
/**
 * The numbers that are missing before it.
 */
missing: Array<number>, 
/**
 * The file beside it that stands in its way.
 */
other: string | null, };

export type SnapshotDay = string;

export type SnapshotFinding = "genuine" | "genuine_alone" | "changed" | "signature_of_another" | "unknown_sender" | "already_received" | "number_twice" | "does_not_fit" | "number_missing" | "numbers_missing" | "older" | "not_complete" | "newer_version" | "not_a_snapshot" | "too_large" | "file_unreadable" | "never_signed" | "signature_missing" | "signature_unreadable";

export type SnapshotMade = { 
/**
 * Its place among the snapshots of this book.
 */
sequence: number, 
/**
 * `2026Q3`.
 */
quarter: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * The SHA-256 of the file, 64 signs.
 */
sha256: string, 
/**
 * How large the file is, in bytes.
 */
size: number, };

export type SnapshotPreview = { 
/**
 * When it was made; nothing if it was not yet.
 */
made_at: string | null, 
/**
 * The name that its file is given.
 */
file: string, 
/**
 * The name of the signature file beside it; none for one from before the signatures.
 */
signature_file: string | null, 
/**
 * The SHA-256 of the file, 64 signs.
 */
sha256: string, 
/**
 * The file itself, to the last sign.
 */
json: string, 
/**
 * The same, to be shown as tables.
 */
snapshot: Snapshot, 
/**
 * The last quarter before it that was told, to compare with.
 */
former: SnapshotTold | null, 
/**
 * The quarter of the snapshot that was made before this one, whose digest stands in this one.
 */
previous: string | null, };

export type SnapshotReceipt = { 
/**
 * Its place among the snapshots of this book.
 */
sequence: number, 
/**
 * The quarter.
 */
quarter: string, };

export type SnapshotTold = { 
/**
 * `2026Q2`.
 */
quarter: string, 
/**
 * Its place among the snapshots of this book.
 */
sequence: number, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * What it told, if there were tables.
 */
tables: Tables | null, };

export type SnapshotV0 = { 
/**
 * The name of this format.
 */
format: FormatName, 
/**
 * The version of this format.
 */
version: Version, 
/**
 * A draft, unsigned.
 */
status: Status, 
/**
 * The neighbourhood enterprise.
 */
centre: Label, 
/**
 * Its town or neighbourhood.
 */
place: Label | null, 
/**
 * The quarter.
 */
period: Period, 
/**
 * The day the book began: hours given before it were not booked in it.
 */
book_began: SnapshotDay, 
/**
 * Its place among the snapshots of this book.
 */
sequence: Exact, 
/**
 * The SHA-256 of the snapshot before it.
 */
previous_sha256: Sha256Text | null, 
/**
 * How the numbers were made safe to tell.
 */
method: Method, 
/**
 * Whether there are enough members for tables.
 */
population: Population, 
/**
 * The tables, if there are.
 */
tables: Tables | null, };

export type SnapshotV1 = { 
/**
 * The name of this format.
 */
format: FormatName, 
/**
 * The version of this format.
 */
version: VersionOne, 
/**
 * A draft, unsigned.
 */
status: Status, 
/**
 * The neighbourhood enterprise.
 */
centre: Label, 
/**
 * Its town or neighbourhood.
 */
place: Label | null, 
/**
 * The quarter.
 */
period: Period, 
/**
 * The day the book began: hours given before it were not booked in it.
 */
book_began: SnapshotDay, 
/**
 * Its place among the snapshots of this book.
 */
sequence: Exact, 
/**
 * The SHA-256 of the snapshot before it.
 */
previous_sha256: Sha256Text | null, 
/**
 * The head of the ledger's chain after the last booking of the quarter: later it proves
 * that these bookings are still the same.
 */
ledger_head: Sha256Text, 
/**
 * How the numbers were made safe to tell.
 */
method: Method, 
/**
 * Whether there are enough members for tables.
 */
population: Population, 
/**
 * The tables, if there are.
 */
tables: Tables | null, };

export type SnapshotV2 = { 
/**
 * The name of this format.
 */
format: FormatName, 
/**
 * The version of this format.
 */
version: VersionTwo, 
/**
 * A draft, signed.
 */
status: StatusTwo, 
/**
 * The neighbourhood enterprise.
 */
centre: Label, 
/**
 * Its town or neighbourhood.
 */
place: Label | null, 
/**
 * The quarter.
 */
period: Period, 
/**
 * The day the book began: hours given before it were not booked in it.
 */
book_began: SnapshotDay, 
/**
 * Its place among the snapshots of this book.
 */
sequence: Exact, 
/**
 * The SHA-256 of the snapshot before it.
 */
previous_sha256: Sha256Text | null, 
/**
 * The head of the ledger's chain after the last booking of the quarter: later it proves
 * that these bookings are still the same.
 */
ledger_head: Sha256Text, 
/**
 * The key with which the file is signed. Only a key that was handed over otherwise, on
 * paper, proves whose it is.
 */
public_key: PublicKeyText, 
/**
 * How the numbers were made safe to tell.
 */
method: Method, 
/**
 * Whether there are enough members for tables.
 */
population: Population, 
/**
 * The tables, if there are.
 */
tables: Tables | null, };

export type SnapshotVerdict = "genuine" | "changed" | "unknown_sender" | "out_of_order" | "unreadable";

export type SnapshotWritten = { 
/**
 * Which one.
 */
snapshot: SnapshotReceipt, 
/**
 * Where it went.
 */
file: ChosenFile, 
/**
 * The name of the signature file beside it; none for one from before the signatures.
 */
signature_file: string | null, };

export type SpendCredits = { 
/**
 * Who spends.
 */
from: Holder, 
/**
 * The account of the redeeming partner.
 */
to: AccountId, 
/**
 * How much.
 */
minutes: number, 
/**
 * The day on which it happened; today if left out.
 */
happened_on?: string | null, 
/**
 * What it was for.
 */
memo?: string | null, };

export type StateCounts = { 
/**
 * Made out, not signed yet.
 */
issued: number, 
/**
 * Signed, not handed over yet.
 */
signed: number, 
/**
 * In the holder's hands.
 */
handed_over: number, 
/**
 * No longer in force.
 */
withdrawn: number, };

export type Statement = { 
/**
 * The account, with its balance now.
 */
account: AccountRow, 
/**
 * What stood on it before the first day.
 */
opening_minutes: number, 
/**
 * What came in during the period.
 */
received_minutes: number, 
/**
 * What went out during the period.
 */
given_minutes: number, 
/**
 * What stands on it after the last day.
 */
closing_minutes: number, 
/**
 * How many lines the period has.
 */
found: number, 
/**
 * A page of them, the last day first.
 */
lines: Array<StatementLine>, };

export type StatementLine = { 
/**
 * The transfer.
 */
transfer_id: TransferId, 
/**
 * Its number in the order of the book.
 */
number: number, 
/**
 * What it is.
 */
kind: TransferKind, 
/**
 * The day that it counts for.
 */
happened_on: string, 
/**
 * When it was booked.
 */
recorded_at: string, 
/**
 * What came in, or what went out, below zero.
 */
minutes: number, 
/**
 * What stood on the account after it.
 */
balance_minutes: number, 
/**
 * Who gave it or received it.
 */
other: AccountName, 
/**
 * The theme that the hours were given to.
 */
theme: string | null, 
/**
 * What was written with it, or what its source calls it.
 */
memo: string | null, 
/**
 * Of a reversal: what it reversed.
 */
reverses: ReversalLink | null, 
/**
 * The reversal that took it back.
 */
reversed_by: ReversalLink | null, };

export type Status = "draft_unsigned";

export type StatusTwo = "draft_signed";

export type StayOpen = Record<symbol, never>;

export type StopJob = { 
/**
 * The job id that went with the work.
 */
job_id: string, };

export type SuggestPassphrase = Record<symbol, never>;

export type Support = { 
/**
 * Today.
 */
now: MembershipCounts, 
/**
 * At the end of the last quarters, the oldest first; the present quarter as it is today.
 */
quarters: Array<SupportQuarter>, };

export type SupportQuarter = { 
/**
 * The quarter: `2026Q3`.
 */
quarter: string, 
/**
 * How many, in which way.
 */
counts: MembershipCounts, };

export type SwitchPerson = { 
/**
 * Who comes.
 */
person_id: PersonId, 
/**
 * Their PIN.
 */
pin: string, };

export type Tables = { 
/**
 * T1: members by kind of membership on the last day.
 */
members: MembersByKind, 
/**
 * T3: hours given, by theme, booked in the quarter.
 */
hours: HoursByTheme, 
/**
 * T4: certificates of support by state on the last day.
 */
certificates: CertificatesByState, 
/**
 * T6: agreements by status on the last day. Organisations, not persons: exact.
 */
agreements: AgreementsByStatus, };

export type TakeBackErasure = { 
/**
 * The member who asked.
 */
member_id: MemberId, };

export type TellComputer = { 
/**
 * The version that the form was filled from, 0 for none: another one meanwhile is named, not
 * overwritten.
 */
version: number, 
/**
 * How.
 */
computer: Computer, };

export type TermMonths = { 
/**
 * Of what.
 */
field: RetentionField, 
/**
 * Months after the end of the membership.
 */
months: number, };

export type TermsReceipt = { 
/**
 * The version that the act made.
 */
version: number, };

export type TestCopy = { 
/**
 * The copy.
 */
file: FileHandle, 
/**
 * A passphrase of the day on which it was made, where the present key does not open it.
 */
passphrase?: string | null, };

export type TextReceipt = { 
/**
 * The version that the act made.
 */
version: number, };

export type TextVersion = { 
/**
 * Its number; the highest is used for new certificates.
 */
version: number, 
/**
 * Since when.
 */
recorded_at: string, 
/**
 * How many certificates were issued with it and stand in the register.
 */
certificates: number, 
/**
 * The words.
 */
text: CertificateText, };

export type Theme = "system" | "light" | "dark";

export type ThemeHours = { 
/**
 * The name that the centre gave it.
 */
theme: Label, 
/**
 * The hours.
 */
hours: Hours, };

export type ThemeId = string;

export type Today = { 
/**
 * The day at the desk.
 */
day: string, 
/**
 * What asks for attention: what is late first, and the oldest of that.
 */
items: Array<TodayItem>, 
/**
 * Who stands behind the enterprise.
 */
support: Support, };

export type TodayItem = { 
/**
 * How pressing it is.
 */
tone: Tone, 
/**
 * The day that it is about.
 */
day: string, } & ({ "kind": "contact_overdue", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * The agreed rhythm.
 */
weeks: number, 
/**
 * Days since they should have.
 */
days: number, 
/**
 * The last time.
 */
last: LastContact | null, } | { "kind": "contact_due", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * The agreed rhythm.
 */
weeks: number, 
/**
 * Days until then.
 */
days: number, 
/**
 * The last time.
 */
last: LastContact | null, } | { "kind": "notice_ends", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * Days until the last one, that one not counted.
 */
days: number, 
/**
 * The first day without the agreement.
 */
ends_on: string, } | { "kind": "notice_passed", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * The first day without the agreement.
 */
ends_on: string, } | { "kind": "agreement_ends", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * Days until the first one without it.
 */
days: number, } | { "kind": "agreement_over", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * Days since.
 */
days: number, } | { "kind": "review_due", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * Days since they should have been; below zero if that is still to come.
 */
days: number, 
/**
 * How many scenarios.
 */
scenarios: number, } | { "kind": "review_open", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * The review.
 */
review_id: ReviewId, 
/**
 * How many scenarios were looked at.
 */
looked_at: number, 
/**
 * How many there are.
 */
scenarios: number, } | { "kind": "scenario_stale", 
/**
 * The agreement.
 */
agreement: AgreementSubject, 
/**
 * The scenario.
 */
scenario_id: ScenarioId, 
/**
 * What it is called.
 */
scenario: string, 
/**
 * Whole months since somebody looked at it or wrote it.
 */
months: number, } | { "kind": "rows_held", 
/**
 * How many.
 */
rows: number, } | { "kind": "erasure_due", 
/**
 * Can be erased now.
 */
ready: number, 
/**
 * Something must be solved first.
 */
waiting: number, } | { "kind": "terms_passed", 
/**
 * How many former members.
 */
members: number, } | { "kind": "computer_unsaid", 
/**
 * When it was last said, if it was.
 */
said_on: string | null, } | { "kind": "code_in_doubt", 
/**
 * Whether another one must be made: this one opens nothing, or somebody who left may know it.
 */
old: boolean, } | { "kind": "copy_failed", 
/**
 * Whether that is because the book or the copy did not read as it should.
 */
damaged: boolean, } | { "kind": "copy_due", 
/**
 * Days since the last one; nothing if there was none.
 */
days: number | null, });

export type Tone = "late" | "soon" | "info";

export type Totals = { 
/**
 * The quarter: `2026Q4`.
 */
quarter: string, 
/**
 * Its first day.
 */
from_day: string, 
/**
 * What stands on all accounts but those of partners.
 */
in_circulation_minutes: number, 
/**
 * On how many accounts something stands.
 */
in_circulation_accounts: number, 
/**
 * What was earned, less what was taken back.
 */
earned_minutes: number, 
/**
 * How many issuing partners rewarded something.
 */
earned_partners: number, 
/**
 * What was spent, less what was taken back.
 */
spent_minutes: number, 
/**
 * At how many redeeming partners something was spent.
 */
spent_partners: number, 
/**
 * What neighbours gave each other, less what was taken back.
 */
given_minutes: number, };

export type TransferId = string;

export type TransferKind = "earn" | "give" | "spend" | "reversal" | "history";

export type TransferList = { 
/**
 * How many transfers the book has in all.
 */
total: number, 
/**
 * A page of them, the last one first.
 */
rows: Array<TransferRow>, };

export type TransferMapping = { 
/**
 * The column with the account that gave.
 */
from: string, 
/**
 * The column with the account that received.
 */
to: string, 
/**
 * The column with the amount, in units of the source.
 */
amount: string, 
/**
 * The column with the day or the instant; without a zone it is UTC.
 */
at: string, 
/**
 * The column with the row's own id in the source.
 */
id: string, 
/**
 * The column with what the source calls this kind of transfer.
 */
kind?: string | null, 
/**
 * How many minutes one unit of the source is worth.
 */
minutes_per_unit: number, 
/**
 * The names of the accounts that issue.
 */
issuers: Array<string>, 
/**
 * The name of the source; the file's own name without its ending if left out.
 */
source?: string | null, 
/**
 * The sign before the fraction; found out from the column if left out.
 */
decimal_sign?: DecimalSign | null, };

export type TransferReceipt = { 
/**
 * The transfer.
 */
transfer_id: TransferId, 
/**
 * Its number in the order of the book.
 */
number: number, 
/**
 * The account that gave.
 */
giver: AccountId, 
/**
 * The account that received.
 */
receiver: AccountId, };

export type TransferRow = { 
/**
 * The transfer.
 */
transfer_id: TransferId, 
/**
 * Its number in the order of the book.
 */
number: number, 
/**
 * What it is.
 */
kind: TransferKind, 
/**
 * The day that it counts for.
 */
happened_on: string, 
/**
 * When it was booked.
 */
recorded_at: string, 
/**
 * How much.
 */
minutes: number, 
/**
 * Who gave it.
 */
giver: AccountName, 
/**
 * Who received it.
 */
receiver: AccountName, 
/**
 * The theme that the hours were given to.
 */
theme: string | null, 
/**
 * What was written with it, or what its source calls it.
 */
memo: string | null, 
/**
 * Of a reversal: what it reversed.
 */
reverses: ReversalLink | null, 
/**
 * The reversal that took it back.
 */
reversed_by: ReversalLink | null, };

export type TryAgain = Record<symbol, never>;

export type Undo = { 
/**
 * The operation id of the act to take back.
 */
operation_id: string, };

export type Unlock = { 
/**
 * The passphrase of somebody at the desk.
 */
passphrase: string, };

export type UnpostedReason = "zero" | "to_itself";

export type UnpostedRow = { 
/**
 * The line of the file; nothing once the import is done.
 */
line: number | null, 
/**
 * Its id in the source.
 */
outside_id: string, 
/**
 * The amount as it stands in the file.
 */
amount: string, 
/**
 * Why nothing moves.
 */
reason: UnpostedReason, };

export type Verdict = "still_right" | "changed" | "no_longer_possible";

export type Verified = { 
/**
 * Whether every check passed.
 */
sound: boolean, 
/**
 * Whether every index and constraint was looked at too, which only a copy allows.
 */
full: boolean, 
/**
 * The checks, in the order in which they were made.
 */
checks: Array<Check>, };

export type VerifyBook = { 
/**
 * Checks a copy that is made for it: every index and constraint too, and the desk goes on.
 */
full: boolean, };

export type Version = number;

export type VersionOne = number;

export type VersionTwo = number;

export type Wait = { "kind": "membership", 
/**
 * The first day without membership, if it is known already.
 */
until: string | null, } | { "kind": "balance", 
/**
 * The account.
 */
account_id: AccountId, 
/**
 * What stands on it.
 */
minutes: number, } | { "kind": "agreement", 
/**
 * The agreement.
 */
agreement_id: AgreementId, 
/**
 * What people call it.
 */
title: string, } | { "kind": "held_rows", 
/**
 * How many.
 */
rows: number, } | { "kind": "certificate", 
/**
 * The certificate.
 */
certificate_id: CertificateId, 
/**
 * Its number.
 */
number: string, } | { "kind": "signatory", } | { "kind": "at_desk", };

export type WithdrawCertificate = { 
/**
 * The certificate.
 */
certificate_id: CertificateId, 
/**
 * The first day without it; today if left out.
 */
day?: string | null, 
/**
 * Why, if somebody wants to write it down. It can be erased later.
 */
reason?: string | null, };

export type WithdrawConsent = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * The purpose.
 */
purpose_id: ConsentPurposeId, 
/**
 * How the member let it be known, if that was said.
 */
how?: ConsentHow | null, 
/**
 * When; today if left out.
 */
said_on?: string | null, };

export type WriteNote = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * What was said.
 */
text: string, };

export type WriteSnapshot = { 
/**
 * `2026Q3`: a closed quarter, never days of choice.
 */
quarter: string, };

/** Every command with its question and its answer. */
export interface Commands {
  "agreements.add_scenario": { question: AddScenario; answer: ScenarioReceipt };
  "agreements.calendar": { question: SaveCalendar; answer: ChosenFile | null };
  "agreements.close_review": { question: CloseReview; answer: ReviewReceipt };
  "agreements.drop_scenario": { question: DropScenario; answer: ScenarioReceipt };
  "agreements.end": { question: EndAgreement; answer: AgreementReceipt };
  "agreements.get": { question: GetAgreement; answer: Agreement };
  "agreements.list": { question: ListAgreements; answer: AgreementList };
  "agreements.look": { question: LookAtScenario; answer: LookReceipt };
  "agreements.make": { question: MakeAgreement; answer: AgreementReceipt };
  "agreements.note_contact": { question: NoteContact; answer: ContactReceipt };
  "agreements.open_review": { question: OpenReview; answer: ReviewReceipt };
  "agreements.retract_contact": { question: RetractContact; answer: ContactReceipt };
  "agreements.revise": { question: ReviseAgreement; answer: AgreementReceipt };
  "agreements.revise_scenario": { question: ReviseScenario; answer: ScenarioReceipt };
  "agreements.save_list": { question: SaveAgreements; answer: ChosenFile | null };
  "backup.add_place": { question: AddPlace; answer: Array<PlaceLine> };
  "backup.away": { question: ListAway; answer: Array<AwayPlace> };
  "backup.choose": { question: ChooseCopy; answer: CopyLine | null };
  "backup.forget_place": { question: ForgetPlace; answer: Array<PlaceLine> };
  "backup.keep": { question: KeepCopy; answer: Manifest };
  "backup.kept": { question: ListKept; answer: Array<KeptLine> };
  "backup.list": { question: ListCopies; answer: Array<CopyLine> };
  "backup.look": { question: LookAtCopy; answer: CopyLookedAt };
  "backup.make": { question: MakeBackup; answer: BackupMade | null };
  "backup.open": { question: OpenBackup; answer: BackupOpened | null };
  "backup.open_kept": { question: OpenKept; answer: BookState };
  "backup.places": { question: ListPlaces; answer: Array<PlaceLine> };
  "backup.remove_kept": { question: RemoveKept; answer: Done };
  "backup.restore": { question: RestoreCopy; answer: CopyRestored };
  "backup.test": { question: TestCopy; answer: Manifest };
  "book.choose": { question: ChooseBook; answer: BookState };
  "book.create": { question: CreateBook; answer: RecoveryCodeShown };
  "book.find_head": { question: FindHead; answer: HeadFound };
  "book.heads": { question: AskHeads; answer: BookHeads };
  "book.leave_practice": { question: LeavePractice; answer: BookState };
  "book.lock": { question: Lock; answer: BookState };
  "book.practice": { question: OpenPractice; answer: BookState };
  "book.put_away": { question: PutAway; answer: BookState };
  "book.recover": { question: Recover; answer: RecoveryCodeShown };
  "book.state": { question: AskState; answer: BookState };
  "book.try_again": { question: TryAgain; answer: BookState };
  "book.unlock": { question: Unlock; answer: BookState };
  "book.verify": { question: VerifyBook; answer: Verified };
  "book.where": { question: ShowBook; answer: BookPlace };
  "centre.change": { question: ChangeCentre; answer: CentreReceipt };
  "centre.computer": { question: GetComputer; answer: ComputerSaid | null };
  "centre.get": { question: GetCentre; answer: Centre };
  "centre.tell_computer": { question: TellComputer; answer: ComputerReceipt };
  "certificates.change_text": { question: ChangeText; answer: TextReceipt };
  "certificates.get": { question: GetCertificate; answer: Certificate };
  "certificates.hand_over": { question: HandOverCertificate; answer: CertificateReceipt };
  "certificates.issue": { question: IssueCertificate; answer: CertificateReceipt };
  "certificates.list": { question: ListCertificates; answer: CertificateList };
  "certificates.paper": { question: ShowPaper; answer: PaperShown };
  "certificates.preview": { question: PreviewPaper; answer: PaperShown };
  "certificates.save_paper": { question: SavePaper; answer: ChosenFile | null };
  "certificates.save_register": { question: SaveRegister; answer: ChosenFile | null };
  "certificates.sign": { question: SignCertificate; answer: CertificateReceipt };
  "certificates.texts": { question: GetTexts; answer: Array<TextVersion> };
  "certificates.withdraw": { question: WithdrawCertificate; answer: CertificateReceipt };
  "confidential.erase": { question: EraseNote; answer: NoteReceipt };
  "confidential.let_in": { question: LetIn; answer: Done };
  "confidential.list": { question: ListNotes; answer: Array<ConfidentialNote> };
  "confidential.waiting": { question: AskWaiting; answer: Array<PersonAtDesk> };
  "confidential.write": { question: WriteNote; answer: NoteReceipt };
  "consent.change_purposes": { question: ChangePurposes; answer: PurposesReceipt };
  "consent.export": { question: ExportConsents; answer: ChosenFile | null };
  "consent.give": { question: GiveConsent; answer: ConsentReceipt };
  "consent.list": { question: ListConsents; answer: ConsentList };
  "consent.of_member": { question: GetConsents; answer: MemberConsents };
  "consent.purposes": { question: ListPurposes; answer: ConsentPurposes };
  "consent.withdraw": { question: WithdrawConsent; answer: ConsentReceipt };
  "credits.accounts": { question: ListAccounts; answer: AccountList };
  "credits.balances": { question: ListBalances; answer: BalanceList };
  "credits.change_scheme": { question: ChangeScheme; answer: SettingReceipt };
  "credits.change_themes": { question: ChangeThemes; answer: SettingReceipt };
  "credits.check": { question: CheckLedger; answer: LedgerCheck };
  "credits.earn": { question: EarnCredits; answer: TransferReceipt };
  "credits.give": { question: GiveCredits; answer: TransferReceipt };
  "credits.imports": { question: ListImports; answer: Array<HistoryImport> };
  "credits.link": { question: LinkAccount; answer: LinkReceipt };
  "credits.open_account": { question: OpenAccount; answer: AccountReceipt };
  "credits.recent": { question: ListTransfers; answer: TransferList };
  "credits.reverse": { question: ReverseTransfer; answer: TransferReceipt };
  "credits.save_accounts": { question: SaveAccounts; answer: ChosenFile | null };
  "credits.save_statement": { question: SaveStatement; answer: ChosenFile | null };
  "credits.scheme": { question: GetScheme; answer: Scheme };
  "credits.spend": { question: SpendCredits; answer: TransferReceipt };
  "credits.statement": { question: GetStatement; answer: Statement };
  "credits.themes": { question: ListThemes; answer: HourThemes };
  "credits.totals": { question: GetTotals; answer: Totals };
  "desk.acts": { question: ListActs; answer: Array<ActLine> };
  "desk.lock_after": { question: LockAfter; answer: BookState };
  "desk.stay_open": { question: StayOpen; answer: Done };
  "desk.undo": { question: Undo; answer: Done };
  "face.change": { question: ChangeFace; answer: Face };
  "face.settings": { question: AskFace; answer: Face };
  "files.choose": { question: ChooseFile; answer: ChosenFile | null };
  "files.show": { question: ShowFile; answer: Done };
  "import.apply_members": { question: ApplyMembers; answer: ImportReceipt };
  "import.apply_transfers": { question: ApplyTransfers; answer: HistoryImport };
  "import.decide": { question: DecideRows; answer: DecideReceipt };
  "import.held": { question: ListHeld; answer: HeldRows };
  "import.preview_members": { question: PreviewMembers; answer: MembersPreview };
  "import.preview_transfers": { question: PreviewTransfers; answer: HistoryReport };
  "import.transfer_columns": { question: ReadColumns; answer: FileColumns };
  "job.progress": { question: AskProgress; answer: JobProgress };
  "job.stop": { question: StopJob; answer: JobProgress };
  "keys.add_person": { question: AddPerson; answer: PersonChanged };
  "keys.change_passphrase": { question: ChangePassphrase; answer: Done };
  "keys.change_role": { question: ChangeRole; answer: PersonChanged };
  "keys.give_passphrase": { question: GivePassphrase; answer: PersonChanged };
  "keys.list_people": { question: ListPeople; answer: PeopleAtDesk };
  "keys.new_key": { question: MakeKey; answer: NewCode };
  "keys.new_recovery_code": { question: MakeCode; answer: NewCode };
  "keys.prove_recovery_code": { question: ProveCode; answer: Done };
  "keys.remove_person": { question: RemovePerson; answer: NewCode };
  "keys.rename_person": { question: RenamePerson; answer: PersonChanged };
  "keys.save_recovery_code": { question: SaveCode; answer: ChosenFile | null };
  "keys.set_pin": { question: SetPin; answer: BookState };
  "keys.suggest_passphrase": { question: SuggestPassphrase; answer: PassphraseOffered };
  "keys.switch_person": { question: SwitchPerson; answer: BookState };
  "members.admit": { question: AdmitMember; answer: MemberReceipt };
  "members.change_membership": { question: ChangeMembership; answer: MembershipReceipt };
  "members.end": { question: EndMembership; answer: MembershipReceipt };
  "members.export": { question: ExportMembers; answer: ChosenFile | null };
  "members.get": { question: GetMember; answer: Member };
  "members.history": { question: GetHistory; answer: Array<MemberVersion> };
  "members.list": { question: ListMembers; answer: MemberList };
  "members.revise": { question: ReviseMember; answer: MemberReceipt };
  "privacy.change_terms": { question: ChangeTerms; answer: TermsReceipt };
  "privacy.clear_passed": { question: ClearPassed; answer: ClearedReceipt };
  "privacy.erase_due": { question: EraseDue; answer: ErasedReceipt };
  "privacy.erasure": { question: GetErasure; answer: ErasureState };
  "privacy.erasures": { question: ListErasures; answer: Array<ErasureRow> };
  "privacy.passed": { question: ListPassed; answer: PassedList };
  "privacy.person": { question: ShowPerson; answer: HeldAbout };
  "privacy.register": { question: ShowRegister; answer: ProcessingRegister };
  "privacy.request_erasure": { question: RequestErasure; answer: ErasureReceipt };
  "privacy.save_loss": { question: SaveLoss; answer: ChosenFile | null };
  "privacy.save_person": { question: SavePerson; answer: ChosenFile | null };
  "privacy.save_register": { question: SaveProcessing; answer: ChosenFile | null };
  "privacy.take_back_erasure": { question: TakeBackErasure; answer: ErasureReceipt };
  "privacy.terms": { question: ListTerms; answer: RetentionTerms };
  "search.find": { question: Find; answer: Found };
  "snapshot.check": { question: CheckSnapshot; answer: SnapshotChecked | null };
  "snapshot.key": { question: ShowSigningKey; answer: SigningKeyShown };
  "snapshot.list": { question: ListSnapshots; answer: Array<SnapshotMade> };
  "snapshot.preview": { question: PreviewSnapshot; answer: SnapshotPreview };
  "snapshot.quarters": { question: ShowQuarters; answer: Array<QuarterToMake> };
  "snapshot.write": { question: WriteSnapshot; answer: SnapshotWritten | null };
  "today.get": { question: GetToday; answer: Today };
}

/** The commands that are acts and need an operation id. */
export const writes = [
  "agreements.add_scenario",
  "agreements.close_review",
  "agreements.drop_scenario",
  "agreements.end",
  "agreements.look",
  "agreements.make",
  "agreements.note_contact",
  "agreements.open_review",
  "agreements.retract_contact",
  "agreements.revise",
  "agreements.revise_scenario",
  "backup.remove_kept",
  "centre.change",
  "centre.tell_computer",
  "certificates.change_text",
  "certificates.hand_over",
  "certificates.issue",
  "certificates.sign",
  "certificates.withdraw",
  "confidential.erase",
  "confidential.let_in",
  "confidential.write",
  "consent.change_purposes",
  "consent.give",
  "consent.withdraw",
  "credits.change_scheme",
  "credits.change_themes",
  "credits.earn",
  "credits.give",
  "credits.link",
  "credits.open_account",
  "credits.reverse",
  "credits.spend",
  "desk.undo",
  "import.apply_members",
  "import.apply_transfers",
  "import.decide",
  "keys.add_person",
  "keys.change_passphrase",
  "keys.change_role",
  "keys.give_passphrase",
  "keys.new_key",
  "keys.new_recovery_code",
  "keys.prove_recovery_code",
  "keys.remove_person",
  "keys.rename_person",
  "members.admit",
  "members.change_membership",
  "members.end",
  "members.revise",
  "privacy.change_terms",
  "privacy.clear_passed",
  "privacy.erase_due",
  "privacy.request_erasure",
  "privacy.take_back_erasure",
  "snapshot.write",
] as const;

/** Who may ask each command. */
export const roles: Record<keyof Commands, readonly Role[]> = {
  "agreements.add_scenario": ["worker","manager","confidant"],
  "agreements.calendar": ["reader","worker","manager","confidant"],
  "agreements.close_review": ["worker","manager","confidant"],
  "agreements.drop_scenario": ["worker","manager","confidant"],
  "agreements.end": ["worker","manager","confidant"],
  "agreements.get": ["reader","worker","manager","confidant"],
  "agreements.list": ["reader","worker","manager","confidant"],
  "agreements.look": ["worker","manager","confidant"],
  "agreements.make": ["worker","manager","confidant"],
  "agreements.note_contact": ["worker","manager","confidant"],
  "agreements.open_review": ["worker","manager","confidant"],
  "agreements.retract_contact": ["worker","manager","confidant"],
  "agreements.revise": ["worker","manager","confidant"],
  "agreements.revise_scenario": ["worker","manager","confidant"],
  "agreements.save_list": ["reader","worker","manager","confidant"],
  "backup.add_place": ["manager"],
  "backup.away": ["reader","worker","manager","confidant"],
  "backup.choose": ["reader","worker","manager","confidant"],
  "backup.forget_place": ["manager"],
  "backup.keep": ["worker","manager","confidant"],
  "backup.kept": ["reader","worker","manager","confidant"],
  "backup.list": ["reader","worker","manager","confidant"],
  "backup.look": ["manager"],
  "backup.make": ["worker","manager","confidant"],
  "backup.open": ["reader","worker","manager","confidant"],
  "backup.open_kept": ["reader","worker","manager","confidant"],
  "backup.places": ["reader","worker","manager","confidant"],
  "backup.remove_kept": ["manager"],
  "backup.restore": ["manager"],
  "backup.test": ["worker","manager","confidant"],
  "book.choose": ["reader","worker","manager","confidant"],
  "book.create": ["reader","worker","manager","confidant"],
  "book.find_head": ["reader","worker","manager","confidant"],
  "book.heads": ["reader","worker","manager","confidant"],
  "book.leave_practice": ["reader","worker","manager","confidant"],
  "book.lock": ["reader","worker","manager","confidant"],
  "book.practice": ["reader","worker","manager","confidant"],
  "book.put_away": ["reader","worker","manager","confidant"],
  "book.recover": ["reader","worker","manager","confidant"],
  "book.state": ["reader","worker","manager","confidant"],
  "book.try_again": ["reader","worker","manager","confidant"],
  "book.unlock": ["reader","worker","manager","confidant"],
  "book.verify": ["reader","worker","manager","confidant"],
  "book.where": ["reader","worker","manager","confidant"],
  "centre.change": ["manager"],
  "centre.computer": ["reader","worker","manager","confidant"],
  "centre.get": ["reader","worker","manager","confidant"],
  "centre.tell_computer": ["manager"],
  "certificates.change_text": ["manager"],
  "certificates.get": ["reader","worker","manager","confidant"],
  "certificates.hand_over": ["worker","manager","confidant"],
  "certificates.issue": ["worker","manager","confidant"],
  "certificates.list": ["reader","worker","manager","confidant"],
  "certificates.paper": ["reader","worker","manager","confidant"],
  "certificates.preview": ["reader","worker","manager","confidant"],
  "certificates.save_paper": ["reader","worker","manager","confidant"],
  "certificates.save_register": ["reader","worker","manager","confidant"],
  "certificates.sign": ["worker","manager","confidant"],
  "certificates.texts": ["reader","worker","manager","confidant"],
  "certificates.withdraw": ["worker","manager","confidant"],
  "confidential.erase": ["confidant"],
  "confidential.let_in": ["confidant"],
  "confidential.list": ["confidant"],
  "confidential.waiting": ["confidant"],
  "confidential.write": ["confidant"],
  "consent.change_purposes": ["manager"],
  "consent.export": ["reader","worker","manager","confidant"],
  "consent.give": ["worker","manager","confidant"],
  "consent.list": ["reader","worker","manager","confidant"],
  "consent.of_member": ["reader","worker","manager","confidant"],
  "consent.purposes": ["reader","worker","manager","confidant"],
  "consent.withdraw": ["worker","manager","confidant"],
  "credits.accounts": ["reader","worker","manager","confidant"],
  "credits.balances": ["reader","worker","manager","confidant"],
  "credits.change_scheme": ["manager"],
  "credits.change_themes": ["manager"],
  "credits.check": ["reader","worker","manager","confidant"],
  "credits.earn": ["worker","manager","confidant"],
  "credits.give": ["worker","manager","confidant"],
  "credits.imports": ["reader","worker","manager","confidant"],
  "credits.link": ["worker","manager","confidant"],
  "credits.open_account": ["worker","manager","confidant"],
  "credits.recent": ["reader","worker","manager","confidant"],
  "credits.reverse": ["worker","manager","confidant"],
  "credits.save_accounts": ["reader","worker","manager","confidant"],
  "credits.save_statement": ["reader","worker","manager","confidant"],
  "credits.scheme": ["reader","worker","manager","confidant"],
  "credits.spend": ["worker","manager","confidant"],
  "credits.statement": ["reader","worker","manager","confidant"],
  "credits.themes": ["reader","worker","manager","confidant"],
  "credits.totals": ["reader","worker","manager","confidant"],
  "desk.acts": ["reader","worker","manager","confidant"],
  "desk.lock_after": ["manager"],
  "desk.stay_open": ["reader","worker","manager","confidant"],
  "desk.undo": ["worker","manager","confidant"],
  "face.change": ["reader","worker","manager","confidant"],
  "face.settings": ["reader","worker","manager","confidant"],
  "files.choose": ["manager"],
  "files.show": ["reader","worker","manager","confidant"],
  "import.apply_members": ["manager"],
  "import.apply_transfers": ["manager"],
  "import.decide": ["manager"],
  "import.held": ["manager"],
  "import.preview_members": ["manager"],
  "import.preview_transfers": ["manager"],
  "import.transfer_columns": ["manager"],
  "job.progress": ["reader","worker","manager","confidant"],
  "job.stop": ["reader","worker","manager","confidant"],
  "keys.add_person": ["manager"],
  "keys.change_passphrase": ["reader","worker","manager","confidant"],
  "keys.change_role": ["manager"],
  "keys.give_passphrase": ["manager"],
  "keys.list_people": ["manager"],
  "keys.new_key": ["manager"],
  "keys.new_recovery_code": ["manager"],
  "keys.prove_recovery_code": ["manager"],
  "keys.remove_person": ["manager"],
  "keys.rename_person": ["manager"],
  "keys.save_recovery_code": ["manager"],
  "keys.set_pin": ["reader","worker","manager","confidant"],
  "keys.suggest_passphrase": ["reader","worker","manager","confidant"],
  "keys.switch_person": ["reader","worker","manager","confidant"],
  "members.admit": ["worker","manager","confidant"],
  "members.change_membership": ["worker","manager","confidant"],
  "members.end": ["worker","manager","confidant"],
  "members.export": ["reader","worker","manager","confidant"],
  "members.get": ["reader","worker","manager","confidant"],
  "members.history": ["reader","worker","manager","confidant"],
  "members.list": ["reader","worker","manager","confidant"],
  "members.revise": ["worker","manager","confidant"],
  "privacy.change_terms": ["manager"],
  "privacy.clear_passed": ["manager"],
  "privacy.erase_due": ["manager"],
  "privacy.erasure": ["manager"],
  "privacy.erasures": ["manager"],
  "privacy.passed": ["manager"],
  "privacy.person": ["manager"],
  "privacy.register": ["reader","worker","manager","confidant"],
  "privacy.request_erasure": ["manager"],
  "privacy.save_loss": ["reader","worker","manager","confidant"],
  "privacy.save_person": ["manager"],
  "privacy.save_register": ["manager"],
  "privacy.take_back_erasure": ["manager"],
  "privacy.terms": ["reader","worker","manager","confidant"],
  "search.find": ["reader","worker","manager","confidant"],
  "snapshot.check": ["reader","worker","manager","confidant"],
  "snapshot.key": ["reader","worker","manager","confidant"],
  "snapshot.list": ["reader","worker","manager","confidant"],
  "snapshot.preview": ["reader","worker","manager","confidant"],
  "snapshot.quarters": ["reader","worker","manager","confidant"],
  "snapshot.write": ["manager"],
  "today.get": ["reader","worker","manager","confidant"],
};
