//! Sentences with mistakes in them, and what became of each.

use banthao_proofing::{Checker, Finding};

/// One planted mistake.
#[derive(Debug)]
pub struct Planted {
    /// Its class.
    pub class: &'static str,
    /// Where it is, in UTF-16 units.
    pub range: std::ops::Range<u32>,
    /// What was written.
    pub written: String,
    /// What was meant.
    pub meant: String,
}

/// A sentence with its mistakes.
pub fn sentences() -> Vec<(String, Vec<Planted>)> {
    let lines = include_str!("../../corpus/planted.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| read(line.split_once(": ").expect("a class before the colon"))).collect()
}

fn read((class, text): (&'static str, &'static str)) -> (String, Vec<Planted>) {
    let mut sentence = String::new();
    let mut planted = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').expect("a closing brace");
        let (written, meant) = inside.split_once('|').expect("what is meant");
        sentence.push_str(before);
        let start = sentence.encode_utf16().count() as u32;
        sentence.push_str(written);
        let end = sentence.encode_utf16().count() as u32;
        planted.push(Planted { class, range: start..end, written: written.to_owned(), meant: meant.to_owned() });
        rest = after;
    }
    sentence.push_str(rest);
    (sentence, planted)
}

/// What the checker made of the planted sentences.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Mistakes found; with the right word among the proposals.
    pub found: Vec<(Planted, bool)>,
    /// Mistakes not found.
    pub missed: Vec<Planted>,
    /// Findings where nothing was planted.
    pub strays: Vec<Finding>,
}

/// Checks every planted sentence.
pub fn outcome(checker: &Checker) -> Outcome {
    let mut outcome = Outcome::default();
    for (sentence, planted) in sentences() {
        let findings = checker.check(&sentence);
        let meets = |finding: &Finding, range: &std::ops::Range<u32>| finding.range.start < range.end && range.start < finding.range.end;
        outcome.strays.extend(findings.iter().filter(|finding| !planted.iter().any(|each| meets(finding, &each.range))).cloned());
        for each in planted {
            let found: Vec<&Finding> = findings.iter().filter(|finding| meets(finding, &each.range)).collect();
            let mended = found.iter().any(|finding| {
                finding.replacements.iter().any(|right| right.to_lowercase().contains(each.meant.trim().to_lowercase().as_str()))
            });
            if found.is_empty() { outcome.missed.push(each) } else { outcome.found.push((each, mended)) }
        }
    }
    outcome
}
