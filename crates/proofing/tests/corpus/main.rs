//! How often the checker is right, held to what was promised.

mod clean;
mod planted;
mod slips;

use banthao_proofing::{Checker, Rule};

/// Rules about names, for which no precision is promised.
fn about_names(rule: Rule) -> bool {
    matches!(rule, Rule::NameCapital | Rule::PlaceCapital)
}

#[test]
fn nothing_is_doubted_in_text_that_people_wrote_right() {
    let checker = Checker::default();
    let doubted: Vec<_> = clean::written().flat_map(|line| checker.check(line)).map(|finding| (finding.rule, finding.text)).collect();
    assert!(doubted.is_empty(), "{doubted:#?}");
}

#[test]
fn twenty_thousand_clean_words_are_left_alone() {
    let checker = Checker::default();
    let paragraphs = clean::generated(20_000);
    let words: usize = paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum();
    assert!(words >= 20_000);
    let mut doubted: Vec<_> =
        paragraphs.iter().flat_map(|paragraph| checker.check(paragraph)).map(|finding| (finding.rule.name(), finding.text)).collect();
    doubted.sort();
    doubted.dedup();
    assert!(doubted.is_empty(), "{doubted:#?}");
}

#[test]
fn there_are_three_hundred_planted_mistakes_of_every_class() {
    let all: Vec<_> = planted::sentences().into_iter().flat_map(|(_, planted)| planted).collect();
    assert!(all.len() >= 300, "{}", all.len());
    let classes: std::collections::BTreeSet<_> = all.iter().map(|each| each.class).collect();
    assert!(classes.len() >= 15, "{classes:?}");
}

#[test]
fn of_a_hundred_findings_ninety_eight_are_planted_mistakes() {
    let outcome = planted::outcome(&Checker::default());
    let strays: Vec<_> = outcome.strays.iter().filter(|finding| !about_names(finding.rule)).collect();
    let (found, stray) = (outcome.found.len() as f64, strays.len() as f64);
    assert!(found / (found + stray) >= 0.98, "{strays:#?}");
}

#[test]
fn known_mistakes_are_found_in_their_sentences_and_most_are_mended() {
    let outcome = planted::outcome(&Checker::default());
    let all = (outcome.found.len() + outcome.missed.len()) as f64;
    let missed: Vec<_> = outcome.missed.iter().map(|each| (each.class, &each.written)).collect();
    assert!(outcome.found.len() as f64 / all >= 0.8, "{missed:#?}");
    let mended = outcome.found.iter().filter(|(_, mended)| *mended).count() as f64;
    let unmended: Vec<_> = outcome.found.iter().filter(|(_, mended)| !mended).map(|(each, _)| (&each.written, &each.meant)).collect();
    assert!(mended / outcome.found.len() as f64 >= 0.8, "{unmended:#?}");
}

#[test]
fn of_slips_that_a_rule_makes_in_clean_text_half_are_found_and_nothing_else_is_doubted() {
    let checker = Checker::default();
    let mut sequence = clean::Sequence::new(0x0bad_5eed);
    let (mut all, mut found, mut strays) = (0usize, 0usize, Vec::new());
    for paragraph in clean::written().map(str::to_owned).chain(clean::generated(20_000)) {
        let (text, planted) = slips::plant(&paragraph, &mut sequence);
        let findings = checker.check(&text);
        all += planted.len();
        found += planted
            .iter()
            .filter(|(_, range)| findings.iter().any(|finding| finding.range.start < range.end && range.start < finding.range.end))
            .count();
        strays.extend(
            findings
                .into_iter()
                .filter(|finding| !planted.iter().any(|(_, range)| finding.range.start < range.end && range.start < finding.range.end)),
        );
    }
    assert!(found * 2 >= all, "{found} of {all}");
    assert!(strays.len() * 50 <= found, "{strays:#?}");
}
