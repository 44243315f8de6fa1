//! F3 for acts in the book, and those that write keys or a target file: what was told is held
//! against the audit and the keys beside it, and the same act asked again is done once.

use std::fs;

use serde_json::Value;
use uuid::Uuid;
use wijkboek_core::{kernel::Failure, keys::KeyRing};

use super::nth::{Asked, Lab, Outcome, Told};
use crate::{
    shim::{Armed, disarm, watch},
    stage::{BOOK, Marked, Sample, Seat, Truth},
};

impl Asked for Sample {
    fn name(&self) -> &str {
        &self.command
    }

    fn ask(&self, lab: &mut Lab, armed: Armed) -> Result<Outcome, String> {
        let said = |error: std::io::Error| error.to_string();
        lab.shelf.put_into(&lab.home).map_err(said)?;
        let seed = lab.dice.next();
        let mut seat = Seat::at(&lab.home, seed);
        let came = seat.unlock_as(&self.passphrase);
        came.map_err(|failure| format!("{failure:?}"))?;
        let question = self.prepare(&mut seat, &lab.home).map_err(said)?;
        let operation_id = seat.operation();
        watch(&lab.home);
        armed.arm();
        let told = seat.ask_as(operation_id, &self.command, question.clone());
        // The desk closes on the failing disk too.
        drop(seat);
        let (calls, _) = disarm();
        let outcome = judge(lab, self, operation_id, &told);
        Ok((calls, outcome))
    }
}

/// Whether what was told is the truth, in the book and in the keys beside it.
fn judge(
    lab: &mut Lab,
    sample: &Sample,
    operation_id: Uuid,
    told: &Result<Value, Failure>,
) -> Result<Told, String> {
    let truth = Truth::of(&lab.home, lab.dice.next())?;
    let kept = truth.acts.contains_key(&operation_id);
    let keys = keys(lab, sample)?;
    // Of what changes the keys, people see the keys, not that the book says so.
    let done = keys.map_or(kept, |found| found != Marked::NotDone);
    let told = match told {
        Ok(_) if !kept => return Err("told that it was done, and it is lost".into()),
        Ok(_) if keys.is_some_and(|found| found != Marked::Done) => {
            return Err(format!("told that it was done, and the keys are {keys:?}"));
        }
        Ok(answer) => {
            check_code(lab, answer)?;
            Told::Done
        }
        Err(_) if Told::of(told) == Told::CannotTell => Told::CannotTell,
        // The file did not become; that the book keeps what it would hold is no other truth.
        Err(_) if sample.target.is_some() => Told::NotDone,
        Err(failure) if done => {
            let keys = keys.map_or_else(String::new, |found| format!(" in the keys: {found:?}"));
            return Err(format!("told {} and it is done{keys}", failure.code));
        }
        Err(_) => Told::NotDone,
    };
    again(
        lab,
        sample,
        operation_id,
        kept && keys == Some(Marked::Done),
    )?;
    Ok(told)
}

fn keys(lab: &Lab, sample: &Sample) -> Result<Option<Marked>, String> {
    let mark = sample.mark.as_ref();
    mark.map(|mark| mark.find(&lab.home)).transpose()
}

/// A recovery code that was told opens the book.
fn check_code(lab: &Lab, answer: &Value) -> Result<(), String> {
    let Some(code) = answer["recovery_code"].as_str() else {
        return Ok(());
    };
    let ring = KeyRing::read(&lab.home.join(BOOK));
    let opened = ring.and_then(|ring| ring.open_with_code(code));
    let opened = opened.map(drop);
    opened.map_err(|error| format!("the code that was told: {error}"))
}

/// The same act once more, on a disk that works: it is done, and once.
fn again(lab: &mut Lab, sample: &Sample, operation_id: Uuid, done: bool) -> Result<(), String> {
    if done {
        // Keys that were changed are not what the same question is about any more.
        return Ok(());
    }
    let mut seat = Seat::at(&lab.home, lab.dice.next());
    let said = |failure: Failure| format!("afterwards: {failure:?}");
    seat.unlock_as(&sample.passphrase).map_err(said)?;
    let question = sample.prepare(&mut seat, &lab.home);
    let mut question = question.map_err(|error| error.to_string())?;
    if let Some(name) = &sample.target {
        // It may have been written before, or its signature.
        let target = lab.home.join(name);
        drop(fs::remove_file(target.with_added_extension("minisig")));
        drop(fs::remove_file(target));
    }
    let outcome = match seat.ask_as(operation_id, &sample.command, question.clone()) {
        // The handle of a file is part of the question, and it is another one by now.
        Err(failure) if failure.code == "OperationIdReused" && sample.file.is_some() => {
            question.take();
            Ok(())
        }
        other => other.map(drop).map_err(said),
    };
    drop(seat);
    outcome?;
    let truth = Truth::by_hand(&lab.home)?;
    let keys = keys(lab, sample)?;
    if keys.is_some_and(|found| found != Marked::Done) {
        return Err(format!("asked again, the keys are {keys:?}"));
    }
    if truth.acts.contains_key(&operation_id) {
        Ok(())
    } else {
        Err(format!(
            "asked again, {} is not there",
            lab.home.join(BOOK).display()
        ))
    }
}
