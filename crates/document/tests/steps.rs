//! What the editor's own libraries did to texts, done here after them. `ui/scripts/steps-fixture.mjs` writes the cases.

use std::io::{BufRead, BufReader};

use banthao_document::{ArticleContent, Body, steps, validate};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

const STEPS: &[u8] = include_bytes!("fixtures/steps.jsonl.zst");
const DOCUMENTS: &[u8] = include_bytes!("fixtures/documents.jsonl.zst");

#[derive(Deserialize)]
struct Case {
    before: Value,
    steps: Vec<Value>,
    after: Value,
}

#[derive(Deserialize)]
struct Document {
    doc: Value,
    /// Whether the editor's library takes it.
    taken: bool,
}

fn cases<T: DeserializeOwned>(packed: &'static [u8]) -> impl Iterator<Item = T> {
    let lines = BufReader::new(zstd::Decoder::new(packed).expect("a fixture is packed")).lines();
    lines.map(|line| serde_json::from_str(&line.expect("a fixture is text")).expect("a case is JSON"))
}

#[test]
fn every_step_of_the_editor_leads_here_to_the_text_that_it_led_to_there() {
    let mut replayed = 0;
    for (number, case) in (1..).zip(cases::<Case>(STEPS)) {
        steps::check(&case.steps).unwrap_or_else(|unfit| panic!("case {number}: {unfit}"));
        let after = steps::replay(&Body(case.before), &case.steps).unwrap_or_else(|unfit| panic!("case {number}: {unfit}"));
        assert_eq!(after.0, case.after, "case {number}: equal texts must be equal bytes");
        replayed += case.steps.len();
    }
    assert!(replayed >= 5_000, "there was something to replay: {replayed}");
}

#[test]
fn steps_that_lost_one_of_them_do_not_lead_there() {
    let (mut noticed, mut all) = (0, 0);
    for case in cases::<Case>(STEPS) {
        let without = steps::replay(&Body(case.before), &case.steps[1..]);
        noticed += usize::from(without.is_err() || without.is_ok_and(|after| after.0 != case.after));
        all += 1;
    }
    assert!(noticed > all * 3 / 4, "a comparison that cannot fail compares nothing: {noticed} of {all}");
}

#[test]
fn a_document_is_taken_here_when_and_only_when_the_editor_takes_it() {
    let mut verdicts = [0, 0];
    for (number, case) in (1..).zip(cases::<Document>(DOCUMENTS)) {
        let content = ArticleContent { body: Body(case.doc), ..ArticleContent::empty("tin") };
        let verdict = validate::content(&content);
        assert_eq!(verdict.is_ok(), case.taken, "document {number}: {verdict:?} in {}", content.body.0);
        verdicts[usize::from(case.taken)] += 1;
    }
    assert!(verdicts.iter().all(|count| *count >= 500), "both answers were asked for: {verdicts:?}");
}
