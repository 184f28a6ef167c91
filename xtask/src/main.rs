//! The project's chores under one name: `cargo xtask run | test | check | bench | campaign | conformance | gen | screens | bundle`. CI calls the same names.

mod bench;
mod bundle;
mod campaign;
mod conformance;
mod e2e;
mod failures;
mod log;
mod openapi;
mod packages;
mod process;
mod project;
mod run;
mod screens;
mod server;
mod session;
mod stamp;
mod steps;
mod tally;
mod test;
mod types;
mod ui;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::log::Log;
use crate::process::Interrupted;
use crate::project::Project;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's chores")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Starts a demo portal and the app beside it; without a display, the same UI at an address to open
    Run,
    /// Runs every check and test, from an empty machine on
    Test {
        /// Only this step; may be given more than once
        #[arg(long, value_name = "STEP")]
        only: Vec<String>,
        /// All but this step; may be given more than once
        #[arg(long, value_name = "STEP")]
        skip: Vec<String>,
    },
    /// Runs the quick checks: formatting, lints, types
    Check,
    /// Measures one thing against its limits; exits with 1 when a figure falls short
    Bench {
        /// Which measurement
        #[arg(value_enum)]
        name: bench::Name,
        /// One JSON document instead of lines
        #[arg(long)]
        json: bool,
        /// Sync only: rsync, PouchDB and tus are installed and measured in turns with ours
        #[arg(long)]
        peers: bool,
    },
    /// Tries claims on as many cases as asked for
    Campaign {
        /// Which claims
        #[arg(value_enum)]
        name: campaign::Name,
        /// How many cases; without it 25 million, and of whole worlds one million
        #[arg(long)]
        cases: Option<u64>,
        /// The first of them
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Asks a portal at an address for every rule of docs/portal-protocol.md
    Conformance {
        /// What the examination needs; --help lists it
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Writes the generated sources anew
    Gen,
    /// Takes the pictures of docs/screens anew
    Screens,
    /// Builds the installable package
    Bundle,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = process::take_charge().and_then(|()| perform(arguments.chore));
    process::end_orphans();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // As a shell reports a program that Ctrl-C ended.
        Err(error) if error.is::<Interrupted>() => ExitCode::from(130),
        // Everything about these has been printed, and the last line is theirs.
        Err(error) if error.is::<steps::Red>() || error.is::<bench::Short>() => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(chore: Chore) -> Result<()> {
    let project = Project::find();
    match chore {
        Chore::Run => run::run(&project),
        Chore::Test { only, skip } => test::test(&project.linting(), &only, &skip),
        Chore::Check => test::check(&project.linting()),
        Chore::Bench { name, json, peers } => bench::bench(&project, name, json, peers),
        Chore::Campaign { name, cases, seed } => {
            campaign::run(&project.linting(), name, cases.unwrap_or(name.usual()), seed, &mut Log::Terminal)
        }
        Chore::Conformance { arguments } => conformance::conformance(&project, &arguments),
        Chore::Gen => types::write(&project, &mut Log::Terminal).and_then(|()| openapi::write(&project, &mut Log::Terminal)),
        Chore::Screens => screens::screens(&project),
        Chore::Bundle => bundle::bundle(&project),
    }
}
