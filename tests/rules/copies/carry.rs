//! What an older copy does not know and must not undo when it is put back: erasures, requests for
//! one, and consent that was withdrawn.

use serde_json::{Value, json};

use super::restore::{newest, riet, unlock};
use crate::desk::TestDesk;

#[test]
fn who_was_erased_does_not_come_back_with_an_older_copy() {
    let mut desk = TestDesk::open();
    let question = riet("Riet");
    let member = desk.ok("members.admit", question)["member_id"].clone();
    desk.ok("backup.keep", json!({}));
    let copy = newest(&mut desk);
    let end = json!({ "member_id": member, "until_day": "2026-11-23" });
    desk.ok("members.end", end);
    desk.ok("privacy.request_erasure", json!({ "member_ids": [member] }));
    desk.clock.set("2027-01-10");
    let erased = desk.ok("privacy.erase_due", json!({}));
    assert_eq!(erased["members"], json!([member]));
    desk.ok("backup.restore", json!({ "file": copy["file"] }));
    unlock(&mut desk);
    let list = desk.ok("members.list", json!({ "text": "Riet" }));
    assert_eq!(list["found"], 0, "{list}");
    let acts = desk.ok("desk.acts", json!({ "limit": 10 }));
    assert_eq!(acts[0]["command"], "privacy.replay");
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], true);
}

#[test]
fn who_asked_to_be_forgotten_or_no_longer_asks_it_need_not_say_so_again_after_a_restore() {
    let mut desk = TestDesk::open();
    let [anna, bram, cor] = ["Anna", "Bram", "Cor"].map(|name| {
        let member = desk.ok("members.admit", riet(name))["member_id"].clone();
        let end = json!({ "member_id": member, "until_day": "2026-11-23" });
        desk.ok("members.end", end);
        member
    });
    let ask = |member: &Value| json!({ "member_ids": [member] });
    desk.ok("privacy.request_erasure", ask(&bram));
    desk.ok("privacy.request_erasure", ask(&cor));
    desk.ok("backup.keep", json!({}));
    let copy = newest(&mut desk);
    desk.clock.set("2026-11-24");
    desk.ok("privacy.request_erasure", ask(&anna));
    desk.ok("privacy.take_back_erasure", json!({ "member_id": bram }));
    // Cor takes it back and asks again: the days are counted from the second time.
    desk.ok("privacy.take_back_erasure", json!({ "member_id": cor }));
    desk.ok("privacy.request_erasure", ask(&cor));
    desk.clock.set("2026-12-01");
    desk.ok("backup.restore", json!({ "file": copy["file"] }));
    unlock(&mut desk);
    let standing = desk.ok("privacy.erasures", json!({}));
    let standing: Vec<_> = standing.as_array().unwrap().iter().collect();
    let told = standing
        .iter()
        .map(|one| (&one["member_id"], &one["due_on"]));
    let due = json!("2026-12-24");
    assert_eq!(told.collect::<Vec<_>>(), [(&anna, &due), (&cor, &due)]);
    // On the day that Bram would have been erased he is not, and the others are.
    desk.clock.set("2026-12-24");
    let erased = desk.ok("privacy.erase_due", json!({}));
    assert_eq!(erased["members"], json!([anna, cor]));
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], true);
}

#[test]
fn who_agrees_no_more_does_not_come_back_as_agreeing_with_an_older_copy() {
    let mut desk = TestDesk::open();
    let [anna, bram, cor, dirk] = ["Anna", "Bram", "Cor", "Dirk"].map(|name| {
        let admitted = desk.ok("members.admit", riet(name));
        admitted["member_id"].clone()
    });
    let asked = desk.ok("consent.purposes", json!({}));
    let purpose = asked["purposes"][0]["purpose_id"].clone();
    let about = |member: &Value| json!({ "member_id": member, "purpose_id": purpose });
    let give = |member: &Value| json!({ "member_id": member, "purpose_id": purpose, "version": 1, "how": "paper" });
    for member in [&anna, &bram, &cor] {
        desk.ok("consent.give", give(member));
    }
    let slip = uuid::Uuid::from_u128(7);
    desk.ask_as(slip, "consent.give", give(&dirk)).unwrap();
    desk.ok("backup.keep", json!({}));
    let copy = newest(&mut desk);
    let mut withdraw = about(&anna);
    withdraw["how"] = json!("mail");
    desk.ok("consent.withdraw", withdraw);
    // Bram's was withdrawn and given again: he agrees, and is left alone.
    desk.ok("consent.withdraw", about(&bram));
    desk.ok("consent.give", give(&bram));
    desk.ok("desk.undo", json!({ "operation_id": slip }));
    desk.clock.set("2026-12-01");
    desk.ok("backup.restore", json!({ "file": copy["file"] }));
    unlock(&mut desk);
    let states = |desk: &mut TestDesk| {
        [&anna, &bram, &cor, &dirk].map(|member| {
            let told = desk.ok("consent.of_member", json!({ "member_id": member }));
            told["purposes"][0].clone()
        })
    };
    let told = states(&mut desk);
    let state = told.each_ref().map(|one| one["state"].as_str().unwrap());
    assert_eq!(state, ["withdrawn", "given", "given", "unsaid"]);
    assert_eq!(told[3]["acts"][1]["taken_back"], true);
    let last = &told[0]["acts"][0];
    assert_eq!(
        (&last["said_on"], &last["how"]),
        (&json!("2026-11-23"), &json!("mail"))
    );
    assert_eq!(told[1]["acts"].as_array().unwrap().len(), 1);
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], true);
    // A copy that heard it already needs nothing said again.
    desk.ok("backup.keep", json!({}));
    let copy = newest(&mut desk);
    desk.ok("backup.restore", json!({ "file": copy["file"] }));
    unlock(&mut desk);
    assert_eq!(states(&mut desk)[0]["acts"].as_array().unwrap().len(), 2);
}
