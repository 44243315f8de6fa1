//! The list of commands. It is the whole API: the window, `wijk`, the help, `wire.ts` and the fuzz
//! targets all come from it. A command that does not stand here does not exist.

use wijkboek_core::{
    agreements, centre, certificates, consent, credits,
    import::{DecideRows, ListHeld},
    keys::SuggestPassphrase,
    members, privacy, search, snapshot, today,
};

use crate::{
    agreements as leaving, backup, book, confidential, consent as consent_at_desk,
    entry::{Entry, beside, desk, desk_act, desk_write, job, read, write},
    face, files, import, jobs, keys, papers, privacy as privacy_at_desk,
    snapshot as snapshot_at_desk, undo,
};

/// Every command, by name.
#[must_use]
pub fn list() -> Vec<Entry> {
    let mut entries: Vec<Entry> = [
        at_the_desk(),
        keys_room(),
        members_room(),
        privacy_room(),
        consent_room(),
        credits_room(),
        import_room(),
        certificates_room(),
        agreements_room(),
        snapshot_room(),
    ]
    .into_iter()
    .flatten()
    .collect();
    entries.sort_by_key(|entry| entry.name);
    entries
}

fn at_the_desk() -> Vec<Entry> {
    vec![
        desk::<book::AskState>(),
        desk::<book::CreateBook>(),
        desk::<book::Unlock>(),
        desk::<book::Recover>(),
        desk::<book::Lock>(),
        desk::<book::OpenPractice>(),
        desk::<book::LeavePractice>(),
        desk::<book::ChooseBook>(),
        desk::<book::TryAgain>(),
        desk::<book::PutAway>(),
        beside::<book::VerifyBook>(),
        desk::<book::ShowBook>(),
        read::<book::AskHeads>(),
        read::<book::FindHead>(),
        beside::<backup::MakeBackup>(),
        beside::<backup::KeepCopy>(),
        desk::<backup::ListPlaces>(),
        desk::<backup::ListAway>(),
        desk::<backup::AddPlace>(),
        desk::<backup::ForgetPlace>(),
        desk::<backup::ListCopies>(),
        desk::<backup::ChooseCopy>(),
        beside::<backup::LookAtCopy>(),
        beside::<backup::TestCopy>(),
        desk::<backup::RestoreCopy>().after_work(),
        desk::<backup::OpenBackup>(),
        desk::<backup::ListKept>(),
        desk::<backup::OpenKept>(),
        desk::<backup::RemoveKept>(),
        desk::<face::AskFace>(),
        desk::<face::ChangeFace>(),
        desk::<files::ChooseFile>(),
        desk::<files::ShowFile>(),
        desk::<undo::Undo>(),
        read::<undo::ListActs>(),
        read::<centre::GetCentre>(),
        write::<centre::ChangeCentre>(),
        read::<centre::GetComputer>(),
        write::<centre::TellComputer>(),
        desk::<today::GetToday>(),
        read::<search::Find>(),
        job::<jobs::AskProgress>(),
        job::<jobs::StopJob>(),
    ]
}

fn keys_room() -> Vec<Entry> {
    vec![
        desk::<keys::ListPeople>(),
        desk::<keys::AddPerson>().after_work(),
        desk::<keys::RenamePerson>(),
        desk::<keys::ChangeRole>().after_work(),
        desk::<keys::RemovePerson>().after_work(),
        desk::<keys::ChangePassphrase>().after_work(),
        desk::<keys::GivePassphrase>().after_work(),
        desk::<keys::MakeCode>().after_work(),
        desk::<keys::ProveCode>().after_work(),
        desk::<keys::MakeKey>().after_work(),
        desk::<keys::SaveCode>(),
        desk::<keys::SetPin>(),
        desk::<keys::SwitchPerson>(),
        desk::<keys::StayOpen>(),
        desk::<keys::LockAfter>(),
        desk::<SuggestPassphrase>(),
        desk::<confidential::ListNotes>(),
        desk::<confidential::WriteNote>(),
        desk::<confidential::EraseNote>(),
        desk::<confidential::AskWaiting>(),
        desk::<confidential::LetIn>().after_work(),
    ]
}

fn members_room() -> Vec<Entry> {
    vec![
        read::<members::ListMembers>(),
        read::<members::GetMember>(),
        read::<members::GetHistory>(),
        desk::<papers::ExportMembers>(),
        write::<members::AdmitMember>(),
        write::<members::ReviseMember>(),
        write::<members::ChangeMembership>(),
        write::<members::EndMembership>(),
    ]
}

fn privacy_room() -> Vec<Entry> {
    vec![
        read::<privacy::ShowPerson>(),
        desk::<privacy_at_desk::SavePerson>(),
        read::<privacy::erasure::GetErasure>(),
        read::<privacy::erasure::ListErasures>(),
        write::<privacy::erasure::RequestErasure>(),
        write::<privacy::erasure::TakeBackErasure>(),
        // A copy beforehand would keep what is to be erased; one that is being made would be spoilt.
        desk::<privacy_at_desk::EraseDue>().after_work(),
        read::<privacy::terms::ListTerms>(),
        write::<privacy::terms::ChangeTerms>(),
        read::<privacy::terms::ListPassed>(),
        // As with erasing: no copy beforehand, and none while it is done.
        desk::<privacy::terms::ClearPassed>().after_work(),
        read::<privacy::ShowRegister>(),
        desk::<privacy_at_desk::SaveProcessing>(),
        desk::<privacy_at_desk::SaveLoss>(),
    ]
}

fn consent_room() -> Vec<Entry> {
    vec![
        read::<consent::ListPurposes>(),
        write::<consent::ChangePurposes>(),
        read::<consent::GetConsents>(),
        write::<consent::GiveConsent>(),
        write::<consent::WithdrawConsent>(),
        read::<consent::ListConsents>(),
        desk::<consent_at_desk::ExportConsents>(),
    ]
}

fn credits_room() -> Vec<Entry> {
    vec![
        read::<credits::GetScheme>(),
        write::<credits::ChangeScheme>(),
        read::<credits::ListThemes>(),
        write::<credits::ChangeThemes>(),
        read::<credits::ListAccounts>(),
        read::<credits::GetStatement>(),
        read::<credits::ListTransfers>(),
        read::<credits::GetTotals>(),
        write::<credits::OpenAccount>(),
        write::<credits::LinkAccount>(),
        write::<credits::EarnCredits>(),
        write::<credits::GiveCredits>(),
        write::<credits::SpendCredits>(),
        write::<credits::ReverseTransfer>(),
        read::<credits::CheckLedger>(),
        read::<credits::history::ListImports>(),
        read::<crate::credits::ListBalances>(),
        desk::<crate::credits::SaveAccounts>(),
        desk::<crate::credits::SaveStatement>(),
        desk::<crate::credits::ReadColumns>(),
        desk::<crate::credits::PreviewTransfers>(),
        crate::credits::apply_transfers().after_a_copy(),
    ]
}

fn import_room() -> Vec<Entry> {
    vec![
        desk::<import::PreviewMembers>(),
        desk_act::<import::ApplyMembers>(import::take_back_members).after_a_copy(),
        read::<ListHeld>(),
        write::<DecideRows>(),
    ]
}

fn certificates_room() -> Vec<Entry> {
    vec![
        read::<certificates::ListCertificates>(),
        read::<certificates::GetCertificate>(),
        write::<certificates::IssueCertificate>(),
        write::<certificates::SignCertificate>(),
        write::<certificates::HandOverCertificate>(),
        write::<certificates::WithdrawCertificate>(),
        read::<certificates::GetTexts>(),
        desk_write::<papers::ChangeText, certificates::ChangeText>(),
        desk::<papers::ShowPaper>(),
        desk::<papers::PreviewPaper>(),
        desk::<papers::SavePaper>(),
        desk::<papers::SaveRegister>(),
    ]
}

fn agreements_room() -> Vec<Entry> {
    vec![
        read::<agreements::ListAgreements>(),
        read::<agreements::GetAgreement>(),
        write::<agreements::MakeAgreement>(),
        write::<agreements::ReviseAgreement>(),
        write::<agreements::EndAgreement>(),
        write::<agreements::AddScenario>(),
        write::<agreements::ReviseScenario>(),
        write::<agreements::DropScenario>(),
        write::<agreements::NoteContact>(),
        write::<agreements::RetractContact>(),
        write::<agreements::OpenReview>(),
        write::<agreements::LookAtScenario>(),
        write::<agreements::CloseReview>(),
        desk::<leaving::SaveAgreements>(),
        desk::<leaving::SaveCalendar>(),
    ]
}

fn snapshot_room() -> Vec<Entry> {
    vec![
        read::<snapshot::ShowQuarters>(),
        read::<snapshot::PreviewSnapshot>(),
        read::<snapshot::ListSnapshots>(),
        read::<snapshot::ShowSigningKey>(),
        desk::<snapshot_at_desk::WriteSnapshot>(),
        desk::<snapshot_at_desk::CheckSnapshot>(),
    ]
}
