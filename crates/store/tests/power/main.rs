//! After a power cut at any write, with any luck: what was acknowledged is there, the rest is absent or whole.
//!
//! The method is SQLite's own (sqlite.org/testing.html, 3.3 I/O error testing and 3.4 crash testing), over this store's real `Db` with its
//! real encryption. `BANTHAO_POWER_STATES=1000000` tries at least so many disks in all instead of the few that every change is tested with.

#[macro_use]
mod scenarios;

mod cuts;
mod day;
mod failures;
mod harness;
mod planted;
mod promises;
