//! The contract in TypeScript: generated from the Rust types, committed, and compared.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::log::Log;
use crate::process;
use crate::project::Project;

fn committed(project: &Project) -> PathBuf {
    project.ui().join("src/backend/generated/protocol.ts")
}

fn generated(project: &Project, mut build: Command, log: &mut Log) -> Result<String> {
    log.run(&mut build)?;
    let text = process::output_of(&mut Command::new(project.program("protocol-typescript")));
    text.filter(|text| !text.is_empty()).context("protocol-typescript printed nothing")
}

/// Writes the types where the UI reads them.
pub fn write(project: &Project, log: &mut Log) -> Result<()> {
    let path = committed(project);
    // This package alone: it needs a handful of crates, where the whole workspace would need hundreds.
    let build = project.cargo(["build", "--package", "banthao-protocol", "--bin", "protocol-typescript"]);
    let text = generated(project, build, log)?;
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return log.note("The types were up to date.");
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    log.note("The types were written anew.")
}

/// Fails when the committed types differ from the Rust ones.
pub fn check(project: &Project, log: &mut Log) -> Result<()> {
    let new = generated(project, project.build(), log)?;
    let old = fs::read_to_string(committed(project)).context("the generated types are missing; run cargo xtask gen")?;
    if let Some(line) = first_difference(&old, &new) {
        bail!("ui/src/backend/generated/protocol.ts differs from the Rust types at line {line}; run cargo xtask gen");
    }
    Ok(())
}

fn first_difference(old: &str, new: &str) -> Option<usize> {
    if old == new {
        return None;
    }
    let same = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
    Some(same + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_named_by_its_line_even_when_one_text_is_a_prefix_of_the_other() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\nb\n", "a\n"), Some(2));
        assert_eq!(first_difference("a\nb", "a\nb\n"), Some(3), "a missing line end at the end of the file");
    }
}
