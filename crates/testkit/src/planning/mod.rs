//! Small worlds in which only the [`plan`](banthao_sync::plan) decides.
//!
//! One article, two devices and a portal; revisions are numbers with parents. Writing, deleting, throwing away, pulling, pushing, losing an answer
//! and restoring a portal from a backup come in any order. Each device does what the plan says and nothing else. A world is so small that
//! millions of them can be played where a whole engine plays hundreds, and a policy that loses a word in one of them would lose it in the office.

mod world;

use rand::{Rng, SeedableRng, rngs::StdRng};

pub use world::{Act, World};

/// Acts in one world before everything settles.
const ACTS: usize = 24;
/// Turns in which both devices must agree with the portal once nobody writes any more.
const TURNS_TO_SETTLE: usize = 8;

/// Plays one world; the error says what was wrong, and the acts that led to it.
///
/// # Errors
/// When a promise is broken.
pub fn play(seed: u64) -> Result<(), String> {
    let mut chance = StdRng::seed_from_u64(seed);
    let mut world = World::default();
    let mut acts = Vec::with_capacity(ACTS);
    for _ in 0..chance.random_range(1..=ACTS) {
        let act = Act::any(&mut chance);
        acts.push(act);
        world.does(act);
        world.check().map_err(|broken| format!("seed {seed}: {broken}\n{acts:?}"))?;
    }
    world.settles(TURNS_TO_SETTLE).map_err(|broken| format!("seed {seed}: {broken}\n{acts:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_small_world_loses_a_word_or_stays_undecided() {
        for seed in 0..20_000 {
            if let Err(broken) = play(seed) {
                panic!("{broken}");
            }
        }
    }
}
