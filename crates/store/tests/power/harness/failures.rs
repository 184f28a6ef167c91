//! The n-th call of each kind fails, for every n that the scenario has: once, and until somebody makes room or the disk is well again.
//!
//! Whatever fails must be named for what it is, must take nothing along that was acknowledged, and must leave a store that works again.

use banthao_faultfs::{Call, Failure, Fault, Image, Lasting, Replay, Survival};
use banthao_store::Error;

use super::{
    cuts::{Violation, says, writes_again},
    dump::Dump,
    machine::Machine,
    scenario::Scenario,
};

/// How much was tried.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// Runs in which something failed.
    pub runs: u64,
    /// Runs in which a step said so; in the others SQLite helped itself.
    pub told: u64,
}

/// What a person does who was told that a step failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// Tries again when the disk is well.
    TriesAgain,
    /// The power fails before they can.
    LosesPower,
}

/// A fault that passes and a person who goes on, and one that stays until the power fails too; the two others lie between these.
const WAYS: [(Lasting, Then); 2] = [(Lasting::Once, Then::TriesAgain), (Lasting::UntilHealed, Then::LosesPower)];

/// Fails every call of every kind in turn.
pub fn failures(scenario: &Scenario, machine: &mut Machine) -> Result<Tally, Violation> {
    let mut twin = machine.twin();
    scenario.prepared(machine);
    let opened = machine.is_open();
    let base = machine.fs.image();
    let dumps = dumps(scenario, machine, &mut twin, &base, opened);
    let mut tally = Tally::default();
    for call in Call::ALL {
        for failure in call.failures() {
            for (lasting, then) in WAYS {
                let mut nth = 1;
                loop {
                    let fault = Fault { call, nth, failure: *failure, lasting };
                    let run = Run { scenario, base: &base, opened, dumps: &dumps, fault, then };
                    let outcome = run.fails(machine, &mut twin).map_err(|what| Violation {
                        scenario: scenario.name,
                        at: format!("{call:?} number {nth} fails ({failure:?}, {lasting:?}, then {then:?})"),
                        what,
                    })?;
                    let Some(told) = outcome else { break };
                    tally.runs += 1;
                    tally.told += u64::from(told);
                    nth += scenario.thinned;
                }
            }
        }
    }
    Ok(tally)
}

/// What the store says after each number of steps.
fn dumps(scenario: &Scenario, machine: &mut Machine, twin: &mut Machine, base: &Image, opened: bool) -> Vec<Dump> {
    let mut say = |machine: &Machine| {
        twin.boots(&machine.fs.image());
        twin.opens().expect("a disk without faults opens");
        let dump = says(twin).expect("a disk without faults is whole");
        twin.closes();
        dump
    };
    starts(machine, base, opened);
    let mut dumps = vec![say(machine)];
    for step in &scenario.steps {
        (step.act)(machine).unwrap_or_else(|error| panic!("{}: {}: {error}", scenario.name, step.what));
        dumps.push(say(machine));
    }
    dumps
}

fn starts(machine: &mut Machine, base: &Image, opened: bool) {
    machine.boots(base);
    if opened {
        machine.opens().expect("a disk without faults opens");
    }
}

struct Run<'r> {
    scenario: &'r Scenario,
    base: &'r Image,
    opened: bool,
    dumps: &'r [Dump],
    fault: Fault,
    then: Then,
}

impl Run<'_> {
    /// None when the scenario has no such call; otherwise whether a step said that it failed.
    fn fails(&self, machine: &mut Machine, twin: &mut Machine) -> Result<Option<bool>, String> {
        starts(machine, self.base, self.opened);
        machine.fs.records();
        machine.fs.fails(self.fault);
        let (mut told, mut hits, mut acknowledged) = (false, 0, 0);
        for step in &self.scenario.steps {
            if let Err(error) = (step.act)(machine) {
                named(&error, self.fault.failure).map_err(|what| format!("{}: {what}", step.what))?;
                told = true;
                hits += machine.fs.heals();
                if self.then == Then::LosesPower {
                    let allowed = &self.dumps[acknowledged..=acknowledged + 1];
                    self.cut(machine, twin, allowed)?;
                    return Ok(Some(told));
                }
                (step.act)(machine).map_err(|error| format!("{}: the disk is well again, and it still fails: {error}", step.what))?;
            }
            acknowledged += 1;
        }
        hits += machine.fs.heals();
        if hits == 0 {
            machine.closes();
            return Ok(None);
        }
        let done = &self.dumps[acknowledged..];
        if machine.is_open() {
            let found = says(machine)?;
            if !done.contains(&found) {
                return Err(format!("the store forgot what it acknowledged, in {:?}", done[0].differs_in(&found)));
            }
        }
        self.cut(machine, twin, done)?;
        Ok(Some(told))
    }

    /// The power fails: what was acknowledged is on the disk itself.
    fn cut(&self, machine: &mut Machine, twin: &mut Machine, allowed: &[Dump]) -> Result<(), String> {
        let recording = machine.fs.recording();
        machine.closes();
        let mut replay = Replay::new(&recording);
        while replay.step().is_some() {}
        // Losing all that was not synced is the hardest; other luck is tried now and then.
        let other = self.fault.nth.is_multiple_of(4).then_some((Survival::Torn, self.fault.nth));
        for (survival, seed) in [(Survival::Lost, 0)].into_iter().chain(other) {
            twin.boots(&replay.cut(survival, seed).0);
            twin.opens().map_err(|error| format!("after a power cut ({survival:?}) the store does not open: {error}"))?;
            let found = says(twin).map_err(|what| format!("after a power cut ({survival:?}): {what}"))?;
            if !allowed.contains(&found) {
                let differs = allowed[0].differs_in(&found);
                return Err(format!("after a power cut ({survival:?}) something acknowledged is gone, in {differs:?}"));
            }
            writes_again(twin).map_err(|error| format!("after a power cut ({survival:?}) it cannot be written to: {error}"))?;
            twin.closes();
        }
        Ok(())
    }
}

/// A full disk and a broken one have a name each. Anything else would make the app say the wrong thing, "your file is damaged" for one.
fn named(error: &Error, failure: Failure) -> Result<(), String> {
    match (failure, error) {
        (Failure::Full | Failure::Short, Error::DiskFull) | (Failure::Broken, Error::Failing(_)) => Ok(()),
        (_, other) => Err(format!("the trouble has the wrong name: {other:?}")),
    }
}
