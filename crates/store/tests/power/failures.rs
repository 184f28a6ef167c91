//! Each scenario with every call failing in turn.

use std::time::Instant;

use crate::{
    harness::{failures::failures, machine::Machine, scenario::Scenario},
    scenarios,
};

fn survives(scenario: &Scenario) {
    let begin = Instant::now();
    let tally = failures(scenario, &mut Machine::new()).unwrap_or_else(|violation| panic!("{violation}"));
    assert!(tally.runs > 0, "{}: nothing could fail", scenario.name);
    println!("fault {:60} {:6} failures {:7} told {:6.1} s", scenario.name, tally.runs, tally.told, begin.elapsed().as_secs_f64());
}

macro_rules! tests {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            survives(&scenarios::$name());
        }
    )*};
}

each_scenario!(tests);

#[test]
fn upgrading_every_schema_that_ever_was() {
    for scenario in scenarios::upgrades() {
        survives(&scenario);
    }
}
