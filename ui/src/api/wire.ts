// Written from the desk's list of commands: WIJKBOEK_WRITE=1 cargo test -p wijkboek-tests wire
// Never edited by hand; a test compares it with the list.

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

export type AskFace = Record<symbol, never>;

export type AskProgress = { 
/**
 * The job id that went with the work.
 */
job_id: string, };

export type AskState = Record<symbol, never>;

export type BackupMade = { 
/**
 * The file.
 */
file: ChosenFile, 
/**
 * What stands in it.
 */
manifest: Manifest, };

export type BackupOpened = { 
/**
 * What stands in it.
 */
manifest: Manifest, 
/**
 * What lies on the desk now.
 */
state: BookState, };

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
 * Who sits at the desk.
 */
person: PersonAtDesk | null, 
/**
 * Books that were open on this computer, the latest first.
 */
books: Array<KnownBook>, 
/**
 * The version of this program.
 */
version: string, };

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
count: number | null, };

export type ChooseBook = { 
/**
 * Its place in the list of known books; a dialog if left out.
 */
place?: number | null, 
/**
 * Puts the desk back to the beginning, for making a new book.
 */
new: boolean, };

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

export type Done = Record<symbol, never>;

export type EndMembership = { 
/**
 * The member.
 */
member_id: MemberId, 
/**
 * The first day without membership.
 */
until_day: string, };

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

export type FileHandle = string;

export type GetMember = { 
/**
 * The member.
 */
member_id: MemberId, };

export type JobProgress = { 
/**
 * Ready.
 */
done: number, 
/**
 * In all.
 */
total: number, };

export type KnownBook = { 
/**
 * Its place in the list, by which it is chosen.
 */
place: number, 
/**
 * Its name.
 */
name: string, };

export type Language = "nl" | "en";

export type LeavePractice = Record<symbol, never>;

export type ListActs = { 
/**
 * How many, 500 at most.
 */
limit: number, };

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
 * Only members who belong in no way on the day.
 */
former: boolean, 
/**
 * The day that is asked about; today if left out.
 */
on?: string | null, 
/**
 * Rows to pass over.
 */
offset: number, 
/**
 * Rows to answer, 50 if left out, 500 at most.
 */
limit?: number | null, };

export type Lock = Record<symbol, never>;

export type MakeBackup = Record<symbol, never>;

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
 * The size of the database in bytes.
 */
database_bytes: number, 
/**
 * The SHA-256 of the database.
 */
database_sha256: string, };

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
periods: Array<Period>, };

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
 * One page of them, in name order.
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

export type MembershipKind = "active" | "passive" | "friend";

export type OpenBackup = Record<symbol, never>;

export type OpenPractice = { 
/**
 * Begins again with a freshly filled one.
 */
anew: boolean, };

export type Period = { 
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

export type PersonId = string;

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

export type Role = "reader" | "worker" | "manager";

export type Salutation = "madam" | "sir";

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

export type StopJob = { 
/**
 * The job id that went with the work.
 */
job_id: string, };

export type Theme = "system" | "light" | "dark";

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

export type Verified = { 
/**
 * Whether every check passed.
 */
sound: boolean, 
/**
 * The checks, in the order in which they were made.
 */
checks: Array<Check>, };

export type VerifyBook = Record<symbol, never>;

/** Every command with its question and its answer. */
export interface Commands {
  "backup.make": { question: MakeBackup; answer: BackupMade | null };
  "backup.open": { question: OpenBackup; answer: BackupOpened | null };
  "book.choose": { question: ChooseBook; answer: BookState };
  "book.create": { question: CreateBook; answer: RecoveryCodeShown };
  "book.leave_practice": { question: LeavePractice; answer: BookState };
  "book.lock": { question: Lock; answer: BookState };
  "book.practice": { question: OpenPractice; answer: BookState };
  "book.recover": { question: Recover; answer: RecoveryCodeShown };
  "book.state": { question: AskState; answer: BookState };
  "book.unlock": { question: Unlock; answer: BookState };
  "book.verify": { question: VerifyBook; answer: Verified };
  "book.where": { question: ShowBook; answer: BookPlace };
  "desk.acts": { question: ListActs; answer: Array<ActLine> };
  "desk.undo": { question: Undo; answer: Done };
  "face.change": { question: ChangeFace; answer: Face };
  "face.settings": { question: AskFace; answer: Face };
  "files.choose": { question: ChooseFile; answer: ChosenFile | null };
  "files.show": { question: ShowFile; answer: Done };
  "job.progress": { question: AskProgress; answer: JobProgress };
  "job.stop": { question: StopJob; answer: JobProgress };
  "keys.change_passphrase": { question: ChangePassphrase; answer: Done };
  "members.admit": { question: AdmitMember; answer: MemberReceipt };
  "members.change_membership": { question: ChangeMembership; answer: MemberReceipt };
  "members.end": { question: EndMembership; answer: MemberReceipt };
  "members.get": { question: GetMember; answer: Member };
  "members.list": { question: ListMembers; answer: MemberList };
  "members.revise": { question: ReviseMember; answer: MemberReceipt };
}

/** The commands that are acts and need an operation id. */
export const writes = [
  "desk.undo",
  "members.admit",
  "members.change_membership",
  "members.end",
  "members.revise",
] as const;
