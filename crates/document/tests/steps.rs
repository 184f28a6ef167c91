//! Steps as the editor's own library wrote them, replayed here. `ui/scripts/steps-fixture.mjs` writes the cases.

use banthao_document::{Body, steps};
use serde::Deserialize;
use serde_json::Value;

const CASES: &str = include_str!("fixtures/steps.jsonl");

#[derive(Deserialize)]
struct Case {
    before: Value,
    steps: Vec<Value>,
    after: Value,
}

#[test]
fn every_step_of_the_editor_leads_here_to_the_text_that_it_led_to_there() {
    let mut replayed = 0;
    for (number, line) in (1..).zip(CASES.lines()) {
        let case: Case = serde_json::from_str(line).expect("a case is JSON");
        steps::check(&case.steps).unwrap_or_else(|unfit| panic!("case {number}: {unfit}"));
        let after = steps::replay(&Body(case.before), &case.steps).unwrap_or_else(|unfit| panic!("case {number}: {unfit}"));
        assert_eq!(after.0, case.after, "case {number}: equal texts must be equal bytes");
        replayed += case.steps.len();
    }
    assert!(replayed > 300, "there was something to replay: {replayed}");
}

#[test]
fn steps_that_lost_one_of_them_do_not_lead_there() {
    let mut noticed = 0;
    for line in CASES.lines() {
        let case: Case = serde_json::from_str(line).expect("a case is JSON");
        let without = steps::replay(&Body(case.before), &case.steps[1..]);
        noticed += usize::from(without.is_err() || without.is_ok_and(|after| after.0 != case.after));
    }
    assert!(noticed > CASES.lines().count() * 3 / 4, "a comparison that cannot fail compares nothing: {noticed}");
}
