//! The examination of a portal: built here, run by `banthao-testkit`'s own program, which explains itself.

use anyhow::Result;

use crate::process::Child;
use crate::project::Project;
use crate::steps::Red;

/// Asks a portal for every rule. The lines are the program's; so is what they end with.
pub fn conformance(project: &Project, arguments: &[String]) -> Result<()> {
    let mut command = project.cargo(["run", "--quiet", "--package", "banthao-testkit", "--bin", "conformance", "--"]);
    let mut examination = Child::spawn(command.args(arguments))?;
    if examination.wait()?.success() { Ok(()) } else { Err(Red::of("the examination").into()) }
}
