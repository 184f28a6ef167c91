//! The portal protocol as an OpenAPI document: generated from the Rust types, committed, and compared.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::log::Log;
use crate::process;
use crate::project::Project;

fn committed(project: &Project) -> PathBuf {
    project.root.join("docs/openapi.json")
}

fn generated(project: &Project, mut build: Command, log: &mut Log) -> Result<String> {
    log.run(&mut build)?;
    let text = process::output_of(&mut Command::new(project.program("portal-openapi")));
    text.filter(|text| !text.is_empty()).context("portal-openapi printed nothing")
}

/// Writes the document where vendors read it.
pub fn write(project: &Project, log: &mut Log) -> Result<()> {
    let path = committed(project);
    let build = project.cargo(["build", "--package", "banthao-portal-api", "--features", "openapi", "--bin", "portal-openapi"]);
    let text = generated(project, build, log)?;
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return log.note("The OpenAPI document was up to date.");
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    log.note("The OpenAPI document was written anew.")
}

/// Fails when the committed document differs from the Rust types.
pub fn check(project: &Project, log: &mut Log) -> Result<()> {
    let old = fs::read_to_string(committed(project)).context("docs/openapi.json is missing; run cargo xtask gen")?;
    if old != generated(project, project.build(), log)? {
        bail!("docs/openapi.json differs from the Rust types; run cargo xtask gen");
    }
    Ok(())
}
