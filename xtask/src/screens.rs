//! Pictures of every screen for the README, taken of the UI over the bridge in headless Chromium.

use anyhow::Result;

use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::project::Project;
use crate::{e2e, ui};

pub fn screens(project: &Project) -> Result<()> {
    packages::ensure(Purpose::Test)?;
    packages::check_node()?;
    let mut log = Log::Terminal;
    ui::install(project, &project.ui(), &mut log)?;
    ui::build(project, &mut log)?;
    ui::install(project, &project.e2e(), &mut log)?;
    log.run(&mut project.build())?;
    e2e::screens(project, &mut log)
}
