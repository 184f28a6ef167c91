//! `cargo xtask bundle`: the package that people install.

use anyhow::Result;

use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::process;
use crate::project::Project;
use crate::ui;

/// As the lock of the recipes was proven with; it need not equal the version of the tauri crate.
const TAURI_CLI: &str = "2.12.5";

pub fn bundle(project: &Project) -> Result<()> {
    packages::ensure(Purpose::Run)?;
    packages::check_node()?;
    ui::install(project, &project.ui(), &mut Log::Terminal)?;
    let package = format!("@tauri-apps/cli@{TAURI_CLI}");
    let tools = project.tools();
    std::fs::create_dir_all(&tools)?;
    let program = tools.join("node_modules/@tauri-apps/cli/tauri.js");
    if !program.is_file() {
        process::run(project.npm(&tools, ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", "."]).arg(&package))?;
    }
    let mut command = std::process::Command::new("node");
    // At the root, where tauri.conf.json stands. The tool reads CI as a flag and takes nothing but true or false.
    process::run(command.arg(program).arg("build").current_dir(&project.root).env("CI", "true"))
}
