//! The merge under millions of edit histories.
//!
//! `BANTHAO_MERGE_CASES` says how many (20,000 without it), `BANTHAO_MERGE_SEED` where to begin. A case is made from its number alone; one that
//! was ever red stands in [`ONCE_RED`] and is tried first, always.

mod chance;
mod claims;
mod writing;

use std::{
    env,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use claims::Case;

/// A case makes and drops some ten thousand small values: with the system's allocator that is more than half of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Cases that were red once.
const ONCE_RED: &[u64] = &[
    37205, 65346, 144228, 152786, 153849, 154391, 192136, 204236, 205282, 257807, 462429, 492830, 514592, 521462, 552524, 559191, 929442,
    1766436, 1771740, 1807907, 1847254, 1877359,
];

const CASES: u64 = 20_000;
/// Cases that a thread takes at once.
const BATCH: u64 = 500;

fn number(name: &str, otherwise: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn no_case_that_was_red_is_red_again() {
    for seed in ONCE_RED {
        if let Err(broken) = Case::of(*seed).judge() {
            panic!("case {seed}: {broken}");
        }
    }
}

#[test]
fn every_claim_holds_of_every_edit_history() {
    let (cases, first) = (number("BANTHAO_MERGE_CASES", CASES), number("BANTHAO_MERGE_SEED", 1));
    let (next, clean, conflicts, red) = (AtomicU64::new(0), AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let begin = Instant::now();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let start = next.fetch_add(BATCH, Ordering::Relaxed);
                    if start >= cases || red.load(Ordering::Relaxed) >= 10 {
                        break;
                    }
                    for seed in (start..cases.min(start + BATCH)).map(|index| first.wrapping_add(index)) {
                        match Case::of(seed).judge() {
                            Ok(outcome) => {
                                clean.fetch_add(usize::from(outcome.conflicts == 0), Ordering::Relaxed);
                                conflicts.fetch_add(outcome.conflicts, Ordering::Relaxed);
                            }
                            Err(broken) => {
                                red.fetch_add(1, Ordering::Relaxed);
                                let broken: String = broken.chars().take(300).collect();
                                println!("case {seed} is red: {broken}");
                            }
                        }
                    }
                }
            });
        }
    });
    let took = begin.elapsed().as_secs_f64();
    println!(
        "merge: {cases} cases from {first} in {took:.1} s, {:.0} a second; {} merged alone, {} conflicts in the others",
        cases as f64 / took,
        clean.into_inner(),
        conflicts.into_inner()
    );
    assert_eq!(red.into_inner(), 0, "each red case belongs into ONCE_RED, with what mends it");
}
