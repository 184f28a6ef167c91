//! How often the checker is right, class by class, and how long it takes. Prints a name and a value on each line, for `cargo xtask bench proofing`.

#[path = "../tests/corpus/clean.rs"]
mod clean;
#[path = "../tests/corpus/planted.rs"]
mod planted;
#[path = "../tests/corpus/slips.rs"]
mod slips;

use std::{collections::BTreeMap, time::Instant};

use banthao_proofing::{Cache, Checker, Rule};

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { f64::NAN } else { 100.0 * part as f64 / whole as f64 }
}

fn main() {
    let checker = Checker::default();
    let about_names = |rule: Rule| matches!(rule, Rule::NameCapital | Rule::PlaceCapital);
    let paragraphs: Vec<String> = clean::written().map(str::to_owned).chain(clean::generated(20_000)).collect();
    let words: usize = paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum();
    println!("clean_words\t{words}");

    let false_alarms =
        paragraphs.iter().flat_map(|paragraph| checker.check(paragraph)).filter(|finding| !about_names(finding.rule)).count();
    println!("clean_false_alarms\t{false_alarms}");

    let outcome = planted::outcome(&checker);
    let strays = outcome.strays.iter().filter(|finding| !about_names(finding.rule)).count();
    println!("planted\t{}", outcome.found.len() + outcome.missed.len());
    println!("planted_precision\t{}", percent(outcome.found.len(), outcome.found.len() + strays + false_alarms));
    println!("planted_recall\t{}", percent(outcome.found.len(), outcome.found.len() + outcome.missed.len()));
    println!("planted_mended\t{}", percent(outcome.found.iter().filter(|(_, mended)| *mended).count(), outcome.found.len()));
    // For whoever goes on with the lists.
    outcome.missed.iter().for_each(|each| eprintln!("missed: {} ({}), meant {}", each.written, each.class, each.meant));
    let mut classes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    outcome.found.iter().for_each(|(each, _)| classes.entry(each.class).or_default().0 += 1);
    outcome.missed.iter().for_each(|each| classes.entry(each.class).or_default().1 += 1);
    for (class, (found, missed)) in classes {
        println!("recall of {class}\t{}", percent(found, found + missed));
    }

    let mut sequence = clean::Sequence::new(0x0bad_5eed);
    let mut slipped: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut strays = 0;
    for paragraph in &paragraphs {
        let (text, planted) = slips::plant(paragraph, &mut sequence);
        let findings = checker.check(&text);
        let meets = |a: &std::ops::Range<u32>, b: &std::ops::Range<u32>| a.start < b.end && b.start < a.end;
        strays += findings.iter().filter(|finding| !planted.iter().any(|(_, range)| meets(range, &finding.range))).count();
        for (kind, range) in planted {
            let tally = slipped.entry(kind).or_default();
            if findings.iter().any(|finding| meets(&finding.range, &range)) { tally.0 += 1 } else { tally.1 += 1 }
        }
    }
    let (found, missed) = slipped.values().fold((0, 0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
    println!("slips\t{}", found + missed);
    println!("slips_precision\t{}", percent(found, found + strays));
    println!("slips_recall\t{}", percent(found, found + missed));
    for (kind, (found, missed)) in slipped {
        println!("recall of slip {kind}\t{}", percent(found, found + missed));
    }

    let mut cache = Cache::new(checker, 4_096);
    let start = Instant::now();
    paragraphs.iter().for_each(|paragraph| drop(cache.check(paragraph)));
    println!("first_check\t{}", start.elapsed().as_secs_f64() * 1e3);
    let mut times: Vec<f64> = paragraphs
        .iter()
        .map(|paragraph| {
            let changed = format!("{paragraph} Thêm.");
            let start = Instant::now();
            drop(cache.check(&changed));
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("changed_block_p95\t{}", times[times.len() * 95 / 100]);
    let start = Instant::now();
    paragraphs.iter().for_each(|paragraph| drop(cache.check(paragraph)));
    println!("unchanged_check\t{}", start.elapsed().as_secs_f64() * 1e3);
}
