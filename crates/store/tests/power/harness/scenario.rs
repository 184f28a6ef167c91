//! A piece of an officer's day, step by step.

use banthao_faultfs::Image;
use banthao_store::Error;

use super::machine::Machine;

type Act = Box<dyn Fn(&mut Machine) -> Result<(), Error>>;
type Check = Box<dyn Fn(&Machine, usize) -> Result<(), String>>;

/// What is done, and what it means when it has returned: from then on it is there, whatever happens.
pub struct Step {
    pub what: &'static str,
    /// Whether the store says something else after it.
    pub changes: bool,
    pub act: Act,
}

/// Something prepared, and steps.
pub struct Scenario {
    pub name: &'static str,
    pub prepare: Act,
    pub steps: Vec<Step>,
    /// What else must hold after a cut, given how many steps were acknowledged.
    pub also: Option<Check>,
    /// Whether the power is cut a second time, while the first start after the first cut is under way.
    pub twice: bool,
    /// For long scenarios: only one in so many seeds is tried at a point, and only one in so many calls fails.
    pub thinned: u64,
}

impl Scenario {
    pub fn named(name: &'static str) -> Self {
        Self { name, prepare: Box::new(|_| Ok(())), steps: Vec::new(), also: None, twice: false, thinned: 1 }
    }

    pub fn after(self, prepare: impl Fn(&mut Machine) -> Result<(), Error> + 'static) -> Self {
        Self { prepare: Box::new(prepare), ..self }
    }

    /// A step that changes what the store says.
    pub fn does(mut self, what: &'static str, act: impl Fn(&mut Machine) -> Result<(), Error> + 'static) -> Self {
        self.steps.push(Step { what, changes: true, act: Box::new(act) });
        self
    }

    /// A step that must change nothing, such as a checkpoint.
    pub fn keeps(mut self, what: &'static str, act: impl Fn(&mut Machine) -> Result<(), Error> + 'static) -> Self {
        self.steps.push(Step { what, changes: false, act: Box::new(act) });
        self
    }

    pub fn also(self, check: impl Fn(&Machine, usize) -> Result<(), String> + 'static) -> Self {
        Self { also: Some(Box::new(check)), ..self }
    }

    pub fn cut_twice(self) -> Self {
        Self { twice: true, ..self }
    }

    pub fn thinned(self, thinned: u64) -> Self {
        Self { thinned, ..self }
    }

    /// A machine on which everything is prepared.
    pub fn prepared(&self, machine: &mut Machine) {
        machine.boots(&Image::default());
        (self.prepare)(machine).unwrap_or_else(|error| panic!("{}: could not be prepared: {error}", self.name));
    }
}
