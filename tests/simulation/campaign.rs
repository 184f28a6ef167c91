//! Many worlds, on all cores.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use tokio::runtime::{Builder, Runtime};

use crate::{
    checker,
    world::{Beginnings, Machines, Played, play},
};

/// Worlds in a plain test run.
const WORLDS: u64 = 200;
/// Of so many worlds one is played twice, and must come out the same.
const TWICE: u64 = 100;
/// Seeds that were red once; they are played first, always.
const ONCE_RED: &[u64] = &[99, 135, 532, 675, 1324, 4029, 11405, 12909, 18093, 20720, 22908];

/// What came of some worlds.
#[derive(Default)]
pub struct Outcome {
    pub worlds: u64,
    pub steps: u64,
    pub red: BTreeMap<u64, String>,
}

/// The machines of a thread.
pub struct Stage {
    machines: Machines,
    beginnings: Beginnings,
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime")
}

impl Stage {
    pub fn new() -> Self {
        let mut machines = Machines::new();
        let beginnings = runtime().block_on(Beginnings::new(&mut machines));
        Self { machines, beginnings }
    }

    pub fn plays(&mut self, seed: u64) -> Played {
        runtime().block_on(play(seed, &mut self.machines, &self.beginnings))
    }

    /// Plays a world and judges it; what was broken, if something was.
    pub fn judges(&mut self, seed: u64) -> (Played, Option<String>) {
        let played = self.plays(seed);
        let broken = played.unrest.clone().or_else(|| checker::judge(&played.history).err().map(|broken| broken.0));
        (played, broken)
    }
}

/// Plays these worlds, and stops where `enough` says so.
pub fn run(seeds: &[u64], enough: impl Fn(&Outcome) -> bool + Sync) -> Outcome {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, over) = (AtomicU64::new(0), AtomicBool::new(false));
    let outcome = Mutex::new(Outcome::default());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut stage = Stage::new();
                while !over.load(Ordering::Relaxed) {
                    let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed) as usize).copied() else { return };
                    let (played, mut broken) = stage.judges(seed);
                    if seed % TWICE == 0 && broken.is_none() && stage.plays(seed).trace != played.trace {
                        broken = Some("the same seed came out differently".to_owned());
                    }
                    let mut outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner);
                    outcome.worlds += 1;
                    outcome.steps += played.steps as u64;
                    if let Some(broken) = broken {
                        // Of one world alone, everything is told.
                        for fact in played.history.facts.iter().filter(|_| seeds.len() == 1) {
                            println!("{fact}");
                        }
                        println!("seed {seed}: {broken}");
                        outcome.red.insert(seed, broken);
                    }
                    if enough(&outcome) {
                        over.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    outcome.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().expect("a number"))
}

#[test]
#[cfg_attr(feature = "planted-bugs", ignore = "without a bug it is run without the feature")]
fn no_world_breaks_a_promise() {
    let (first, worlds) = (asked("BANTHAO_SIMULATION_SEED").unwrap_or(1), asked("BANTHAO_SIMULATION_SEEDS").unwrap_or(WORLDS));
    let once_red = ONCE_RED.iter().copied().filter(|_| worlds > 1);
    let seeds: Vec<u64> = once_red.chain(first..first + worlds).collect();
    let began = Instant::now();
    let outcome = run(&seeds, |outcome| outcome.red.len() >= 20);
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{} worlds from seed {first} on, {} steps, {:.0} worlds/s, {seconds:.1} s",
        outcome.worlds,
        outcome.steps,
        outcome.worlds as f64 / seconds
    );
    assert!(outcome.red.is_empty(), "{} worlds broke a promise; BANTHAO_SIMULATION_SEED repeats one", outcome.red.len());
}
