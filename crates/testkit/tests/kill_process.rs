//! A process that is killed in mid-typing, again and again, on one profile.
//!
//! `BANTHAO_KILLS` says how often; 300 unless it is set.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use banthao_testkit::{Said, Typist, are_sound};

const KILLS: u32 = 300;
/// Kills between two thorough looks at the file.
const LOOKS: u32 = 50;
/// A kill comes after some of the first batches of a process: a start, a whole text and a new page all lie within.
const MOST_HEARD: u64 = 21;

/// What was called saved, by article.
type Kept = BTreeMap<String, u64>;

#[tokio::test]
async fn every_batch_that_a_killed_process_called_saved_is_there_in_order() {
    let kills = std::env::var("BANTHAO_KILLS").ok().map_or(KILLS, |kills| kills.parse().expect("BANTHAO_KILLS is a number"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut kept = Kept::new();
    for kill in 1..=kills {
        types_and_is_killed(folder.path(), kill, &mut kept);
        if kill % LOOKS == 0 {
            assert!(are_sound(folder.path()).expect("the file can be read"), "the file took harm at or before kill {kill}");
        }
    }

    let typist = Typist::sits_down(folder.path()).await;
    for (article, last) in &kept {
        let text = typist.reads(article).await;
        assert!(numbers(&text) >= *last, "{last} was called saved and the article ends with {}", numbers(&text));
    }
    let total: u64 = kept.values().sum();
    println!("{kills} kills, {total} batches called saved, {} articles", kept.len());
    assert!(total > u64::from(kills) / 4, "the kills met somebody typing");
}

/// One life of a process, and what it leaves.
fn types_and_is_killed(folder: &Path, kill: u32, kept: &mut Kept) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_typist"))
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the typist starts");
    let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
    // Where the kill falls differs from life to life and is the same in every run.
    let chance = mixed(kill);
    for _ in 0..chance % MOST_HEARD {
        hears(&mut lines, kept);
    }
    for _ in 0..chance / MOST_HEARD % 40_000 {
        std::hint::spin_loop();
    }
    is_killed(&mut process);
    // What it said before it died was said.
    while let Some(Ok(line)) = lines.next() {
        notes(&line, kept);
    }
}

fn hears(lines: &mut Lines<BufReader<ChildStdout>>, kept: &mut Kept) {
    let line = lines.next().expect("a typist never stops by itself").expect("its output is text");
    notes(&line, kept);
}

fn notes(line: &str, kept: &mut Kept) {
    match Said::from_line(line) {
        Some(Said::Found { article, text }) => {
            let (there, last) = (numbers(&text), kept.entry(article).or_default());
            assert!(there >= *last, "{last} was called saved before the kill and the text ends with {there}");
            *last = there;
        }
        Some(Said::Kept { article, number }) => {
            let last = kept.entry(article).or_default();
            assert_eq!(number, *last + 1, "batches are called saved in the order typed");
            *last = number;
        }
        // Cut off in the middle of a line.
        None => {}
    }
}

/// The last of the numbers from 1 that a text holds.
fn numbers(text: &str) -> u64 {
    let numbers = text.split_whitespace().map(|word| word.parse::<u64>().expect("a page holds numbers"));
    numbers.fold(0, |last, number| {
        assert_eq!(number, last + 1, "a number is missing, doubled or out of order");
        number
    })
}

fn is_killed(process: &mut Child) {
    process.kill().expect("it can be killed");
    process.wait().expect("it ends");
}

/// SplitMix64's finaliser.
fn mixed(seed: u32) -> u64 {
    let mut z = u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
