//! Scenarios: rewritten in versions, dropped but never the last of a kind.

use super::*;

#[test]
fn one_scenario_of_each_kind_always_remains() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let of = |book: &TestBook, title: &str| {
        let all = get(book, agreement_id).scenarios;
        let found = all.into_iter().find(|known| known.fields.title == title);
        found.unwrap()
    };
    let dropping = |scenario_id| DropScenario { scenario_id };
    let stay = of(&book, "Wij blijven").scenario_id;
    let leave = of(&book, "Opleveren").scenario_id;
    assert_eq!(
        code(&book.does(dropping(leave))),
        Some(Code::HandOverScenarioMissing)
    );
    assert_eq!(
        code(&book.does(dropping(stay))),
        Some(Code::ContinuationScenarioMissing)
    );
    let add = AddScenario {
        agreement_id,
        scenario: scenario(ScenarioKind::Continuation, "Andere plek"),
    };
    let added = book.does(add).unwrap();
    let dropped = book.does(dropping(stay)).unwrap();
    assert_eq!(of(&book, "Wij blijven").dropped_on, Some(day("2026-11-23")));
    assert_eq!(
        code(&book.does(dropping(stay))),
        Some(Code::ScenarioWasDropped)
    );
    // Taking the other one back would leave none.
    let late = book.undoes::<AddScenario>(added.clone());
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
    book.undoes::<DropScenario>(dropped.clone()).unwrap();
    assert_eq!(of(&book, "Wij blijven").dropped_on, None);
    let again = book.undoes::<DropScenario>(dropped);
    assert_eq!(code(&again), Some(Code::UndoneTooLate));
    book.undoes::<AddScenario>(added).unwrap();
    assert_eq!(get(&book, agreement_id).scenarios.len(), 2);
}

#[test]
fn a_scenario_is_rewritten_in_versions() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let scenario_id = get(&book, agreement_id).scenarios[0].scenario_id;
    let rewrite = |version, fields: ScenarioFields| ReviseScenario {
        scenario_id,
        version,
        fields,
    };
    let fields = ScenarioFields {
        title: "Opleveren in twee weken".into(),
        cause: Some("De grond wordt verkocht".into()),
        cost_euros: Some(9_500),
        people: Some(29),
        ..ScenarioFields::default()
    };
    let receipt = book.does(rewrite(1, fields.clone())).unwrap();
    let kept = &get(&book, agreement_id).scenarios[0];
    assert_eq!((kept.version, &kept.fields), (2, &fields));
    let stale = book.does(rewrite(1, fields.clone()));
    assert_eq!(code(&stale), Some(Code::ChangedMeanwhile));
    let nameless = book.does(rewrite(2, ScenarioFields::default()));
    assert_eq!(code(&nameless), Some(Code::TitleMissing));
    let dear = ScenarioFields {
        cost_euros: Some(1_000_000_001),
        ..fields
    };
    assert_eq!(
        code(&book.does(rewrite(2, dear))),
        Some(Code::NumberOutOfRange)
    );
    book.undoes::<ReviseScenario>(receipt.clone()).unwrap();
    let back = &get(&book, agreement_id).scenarios[0];
    assert_eq!((back.version, back.fields.title.as_str()), (3, "Opleveren"));
    let again = book.undoes::<ReviseScenario>(receipt);
    assert_eq!(code(&again), Some(Code::UndoneTooLate));
}
