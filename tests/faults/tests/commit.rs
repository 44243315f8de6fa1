//! Every method of the fault plan with small numbers: what each commit must hold. The same methods
//! run longer in `./dev soak`.

use std::{path::Path, process::Command};

use wijkboek_faults::{
    Budget,
    report::Verdict,
    soak::PARTS,
    stage::{Sample, Shelf},
};

/// Runs a part with the number of runs of a commit, and fails with what was missed.
fn hold(name: &str) {
    let part = PARTS.iter().find(|part| part.name == name).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_wijkboek-faults"));
    let report = (part.run)(program, &Budget::runs(part.commit, 41)).unwrap();
    println!("{report}");
    assert!(report.held(), "{name} was missed:\n{report}");
    for row in &report.rows {
        if let Verdict::Skipped(why) = &row.verdict {
            assert!(
                !may_be_tried(&row.what),
                "{name} was left out, and this machine has what it takes: {why}"
            );
        }
    }
}

/// Whether this machine has what a row takes. It is asked here and not of the method itself: one
/// that leaves itself out by mistake would excuse itself.
fn may_be_tried(what: &str) -> bool {
    let tool: &[&str] = match what {
        "a small disk fills up" => &["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"],
        "the book of another user of the computer" => &[
            "setpriv",
            "--reuid=65534",
            "--clear-groups",
            "test",
            "-x",
            env!("CARGO_BIN_EXE_wijkboek-faults"),
        ],
        "a process that books gets less and less memory" => &["prlimit", "--version"],
        _ => &["cc", "--version"],
    };
    let tried = Command::new(tool[0]).args(&tool[1..]).output();
    cfg!(target_os = "linux") && tried.is_ok_and(|tried| tried.status.success())
}

#[test]
fn a_killed_process_loses_no_act_that_it_acknowledged() {
    hold("kill");
}

#[test]
fn lost_power_takes_no_acknowledged_act_and_the_controls_fail() {
    hold("power");
}

#[test]
fn what_is_told_is_true_when_a_call_to_the_system_fails() {
    hold("nth");
}

#[test]
fn damage_is_detected_or_harmless() {
    hold("rot");
}

#[test]
fn a_book_is_open_in_one_place_only() {
    hold("instances");
}

#[test]
fn trouble_upon_trouble_loses_nothing() {
    hold("compound");
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    hold("full");
}

#[test]
fn too_little_memory_loses_nothing() {
    hold("memory");
}

#[test]
fn a_clock_that_jumps_changes_no_order() {
    hold("clock");
}

#[test]
fn what_is_put_back_is_what_was_there() {
    hold("cycles");
}

#[test]
fn a_bad_stick_never_holds_a_good_copy_that_is_none() {
    hold("stick");
}

#[test]
fn an_update_that_breaks_off_leaves_the_old_book_or_the_new_one() {
    hold("migration");
}

#[test]
fn bytes_from_outside_are_read_or_refused() {
    hold("parsers");
}

#[test]
fn no_question_breaks_the_book_or_goes_beyond_a_role() {
    hold("calls");
}

#[test]
fn the_ledger_is_what_a_model_of_it_says() {
    hold("model");
}

#[test]
fn nothing_personal_stands_outside_the_encrypted_book() {
    hold("leak");
}

#[test]
fn no_call_leaves_the_machine() {
    hold("network");
}

#[test]
fn what_encryption_costs_can_be_measured() {
    hold("cost");
}

#[test]
fn every_command_that_writes_has_a_sample_for_the_fault_suite() {
    let shelf = Shelf::new().unwrap();
    let mut samples: Vec<&str> = shelf
        .neighbourhood
        .samples
        .iter()
        .map(Sample::name)
        .collect();
    samples.sort_unstable();
    let writing = wijkboek_desk::list();
    let writing: Vec<&str> = writing
        .iter()
        .filter(|entry| entry.writes)
        .map(|entry| entry.name)
        .collect();
    assert_eq!(
        samples, writing,
        "a command that writes gets a valid question in tests/faults/src/stage/neighbourhood.rs"
    );
}

#[test]
fn every_part_of_the_soak_is_held_by_each_commit_too() {
    let tests = include_str!("commit.rs");
    for part in PARTS {
        let held = format!("hold(\"{}\")", part.name);
        assert!(tests.contains(&held), "{} has no test here", part.name);
    }
}
