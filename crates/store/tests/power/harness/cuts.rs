//! The power is cut at every write and every sync of a scenario, and the store is started again.
//!
//! The scenario runs once and is recorded. For each cut the disk is made as it may then be, the real store opens it, and what it says is
//! compared with what it said when the steps were acknowledged: all acknowledged steps, and the one under way whole or not at all.

use std::{collections::HashSet, fmt};

use banthao_faultfs::{Image, Op, Recording, Replay, Survival};
use banthao_store::{Error, settings::Setting};

use super::{dump::Dump, machine::Machine, scenario::Scenario};

/// Written after every start, to see that the store still can.
const PROBE: Setting<u64> = Setting::named("power.probe");

/// How much was tried.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// Moments at which the power was cut.
    pub points: u64,
    /// Different disks that were started from.
    pub states: u64,
}

/// A promise that was broken, and where: enough to see it again.
#[derive(Debug)]
pub struct Violation {
    pub scenario: &'static str,
    pub at: String,
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.scenario, self.at, self.what)
    }
}

/// What is true at some moment of a scenario: one of these, and so many steps acknowledged.
struct Expected<'d> {
    dumps: Vec<&'d Dump>,
    acknowledged: usize,
}

/// Cuts the power at every point of the scenario, `seeds` times each with different luck.
pub fn cuts(scenario: &Scenario, machine: &mut Machine, seeds: u64) -> Result<Tally, Violation> {
    let mut twin = machine.twin();
    let (recording, dumps) = record(scenario, machine, &mut twin)?;
    let mut tally = Tally::default();
    let mut seen = HashSet::new();
    let mut replay = Replay::new(&recording);
    let (mut begun, mut acknowledged) = (0, 0);
    let mut place = 0;
    loop {
        let expected = Expected { dumps: dumps[acknowledged..=begun].iter().collect(), acknowledged };
        tally.points += 1;
        for seed in (0..seeds).filter(|seed| (place + seed).is_multiple_of(scenario.thinned)) {
            let survival = Survival::seeded(seed);
            let (image, print) = replay.cut(survival, seed);
            if !seen.insert((begun, acknowledged, print)) {
                continue;
            }
            tally.states += 1;
            let at = |what: String| Violation {
                scenario: scenario.name,
                at: format!(
                    "cut before operation {place} ({}), {acknowledged} of {begun} steps acknowledged, seed {seed} ({survival:?})",
                    recording.ops().get(place as usize).map_or("the end".to_owned(), describe),
                ),
                what,
            };
            let found = starts(scenario, &mut twin, &image, &expected).map_err(at)?;
            if scenario.twice && seed % 4 == 1 {
                let again = cut_again(scenario, &mut twin, &image, &Expected { dumps: vec![&found], acknowledged }, seeds);
                tally.states += again.map_err(|what| Violation {
                    scenario: scenario.name,
                    at: format!("cut before operation {place}, seed {seed} ({survival:?}), and again while it started"),
                    what,
                })?;
            }
        }
        match replay.step() {
            None => return Ok(tally),
            Some(Op::Note(mark)) if mark % 2 == 1 => begun += 1,
            Some(Op::Note(_)) => acknowledged += 1,
            Some(_) => {}
        }
        place += 1;
    }
}

/// Runs the scenario, and tells what the store says after each number of acknowledged steps.
fn record(scenario: &Scenario, machine: &mut Machine, twin: &mut Machine) -> Result<(Recording, Vec<Dump>), Violation> {
    let violation = |at: &str, what: String| Violation { scenario: scenario.name, at: at.to_owned(), what };
    scenario.prepared(machine);
    let mut says = |machine: &Machine| {
        twin.boots(&machine.fs.image());
        twin.opens().map_err(|error| error.to_string())?;
        let dump = says(twin);
        twin.closes();
        dump
    };
    let mut dumps = vec![says(machine).map_err(|what| violation("prepared", what))?];
    machine.fs.records();
    for (number, step) in (0u32..).zip(&scenario.steps) {
        machine.fs.notes(2 * number + 1);
        (step.act)(machine).map_err(|error| violation(step.what, format!("without any fault, it failed: {error}")))?;
        machine.fs.notes(2 * number + 2);
        let dump = says(machine).map_err(|what| violation(step.what, what))?;
        let changed = dumps.last() != Some(&dump);
        if changed != step.changes {
            let what = if changed { "it changed what the store says" } else { "acknowledged, and a killed process has lost it" };
            return Err(violation(step.what, what.to_owned()));
        }
        dumps.push(dump);
    }
    let recording = machine.fs.recording();
    machine.closes();
    Ok((recording, dumps))
}

/// Starts the store on a disk after a cut, and tells what it says.
fn starts(scenario: &Scenario, machine: &mut Machine, image: &Image, expected: &Expected<'_>) -> Result<Dump, String> {
    machine.boots(image);
    machine.opens().map_err(|error| format!("the store does not open: {error}"))?;
    let found = says(machine)?;
    if !expected.dumps.contains(&&found) {
        let differs: Vec<_> = expected.dumps.iter().map(|dump| dump.differs_in(&found)).collect();
        return Err(format!("the store says something else than any step left, in {differs:?}"));
    }
    if let Some(also) = &scenario.also {
        also(machine, expected.acknowledged)?;
    }
    writes_again(machine).map_err(|error| format!("it cannot be written to: {error}"))?;
    machine.closes();
    Ok(found)
}

/// Cuts the power at every point of a start from `image`, and of the clean end after it.
fn cut_again(scenario: &Scenario, machine: &mut Machine, image: &Image, expected: &Expected<'_>, seeds: u64) -> Result<u64, String> {
    machine.boots(image);
    machine.fs.records();
    machine.opens().map_err(|error| format!("the store does not open: {error}"))?;
    machine.closes();
    let recording = machine.fs.recording();
    let mut seen = HashSet::new();
    let mut replay = Replay::new(&recording);
    loop {
        for seed in 0..seeds {
            let (image, print) = replay.cut(Survival::seeded(seed), seed);
            if seen.insert(print) {
                starts(scenario, machine, &image, expected)?;
            }
        }
        if replay.step().is_none() {
            return Ok(seen.len() as u64);
        }
    }
}

/// What the store says, read beside it.
pub fn says(machine: &Machine) -> Result<Dump, String> {
    Dump::of(&machine.sql().map_err(|error| error.to_string())?)
}

/// Writes and reads back.
pub fn writes_again(machine: &Machine) -> Result<(), Error> {
    let next = machine.reads(|reader| PROBE.get(reader))?.unwrap_or(0) + 1;
    machine.writes(|writer| PROBE.set(writer, &next))?;
    if machine.reads(|reader| PROBE.get(reader))? == Some(next) { Ok(()) } else { Err(Error::Damaged("probe")) }
}

fn describe(op: &Op) -> String {
    match op {
        Op::Create { name, .. } => format!("create {}", short(name)),
        Op::Write { file, at, bytes } => format!("write {} bytes at {at} of file {file}", bytes.len()),
        Op::Truncate { file, length } => format!("truncate file {file} to {length}"),
        Op::Delete { name, .. } => format!("delete {}", short(name)),
        Op::Sync { file, .. } => format!("sync file {file}"),
        Op::Forget { file } => format!("failed sync of file {file}"),
        Op::Note(_) => "a step".to_owned(),
    }
}

fn short(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
