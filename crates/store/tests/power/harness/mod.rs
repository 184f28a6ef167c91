//! What the power-loss tests are made of: a machine that can be cut off, scenarios, and the two ways of going through one.

pub mod cuts;
pub mod dump;
pub mod failures;
pub mod machine;
pub mod scenario;
