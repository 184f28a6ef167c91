//! The sync plan against millions of small worlds.

use anyhow::Result;

use crate::log::Log;
use crate::project::Project;

/// Two million worlds, or as many as `BANTHAO_PLAN_CASES` says.
pub fn campaign(project: &Project, log: &mut Log) -> Result<()> {
    let cases = std::env::var("BANTHAO_PLAN_CASES").unwrap_or_else(|_| "2000000".to_owned());
    log.run(&mut project.cargo(["run", "--package", "banthao-testkit", "--bin", "plan-campaign", "--", &cases]))
}
