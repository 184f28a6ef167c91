//! Each scenario with the power cut at every point of it.

use std::time::Instant;

use crate::{
    harness::{cuts::cuts, machine::Machine, scenario::Scenario},
    scenarios,
};

/// How many ways to lose what was not synced are tried at each point, when nobody asks for more.
pub const SEEDS: u64 = 4;

fn survives(scenario: &Scenario) {
    let begin = Instant::now();
    let mut machine = Machine::new();
    let mut tally = cuts(scenario, &mut machine, SEEDS).unwrap_or_else(|violation| panic!("{violation}"));
    let wanted = wanted_states();
    let mut seeds = SEEDS;
    while tally.states < wanted {
        seeds = (seeds * wanted).div_ceil(tally.states) + 1;
        tally = cuts(scenario, &mut machine, seeds).unwrap_or_else(|violation| panic!("{violation}"));
    }
    let (points, states, seconds) = (tally.points, tally.states, begin.elapsed().as_secs_f64());
    println!("power {:60} {points:6} points {states:9} states {seeds:7} seeds {seconds:7.1} s", scenario.name);
}

/// Of each scenario, so that all together are at least as many as was asked for.
fn wanted_states() -> u64 {
    let all: u64 = std::env::var("BANTHAO_POWER_STATES").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    all.div_ceil(COUNT)
}

macro_rules! tests {
    ($($name:ident)*) => {
        const COUNT: u64 = [$(stringify!($name)),*].len() as u64;
        $(
            #[test]
            fn $name() {
                survives(&scenarios::$name());
            }
        )*
    };
}

each_scenario!(tests);

#[test]
fn upgrading_every_schema_that_ever_was() {
    for scenario in scenarios::upgrades() {
        survives(&scenario);
    }
}
