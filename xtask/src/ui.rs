//! The UI's chores, and those of every other folder with a package.json: its dependencies and its build.

use std::path::Path;

use anyhow::Result;

use crate::log::Log;
use crate::project::Project;
use crate::stamp::Stamp;

/// `npm ci` in `folder`, when its lock changed since the last time or its dependencies are gone.
pub fn install(project: &Project, folder: &Path, log: &mut Log) -> Result<()> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let inputs = ["package.json", "package-lock.json", ".npmrc"].map(|file| folder.join(file));
    let stamp = Stamp::of(project.target.join("xtask/stamps").join(format!("{name}-dependencies")), &inputs, &[])?;
    if stamp.holds() && folder.join("node_modules").is_dir() {
        return log.note("nothing to do");
    }
    log.run(&mut project.npm(folder, ["ci", "--no-audit", "--no-fund"]))?;
    stamp.keep()
}

/// Builds `ui/dist`, when anything that it is made from changed.
pub fn build(project: &Project, log: &mut Log) -> Result<()> {
    let ui = project.ui();
    let stamp = Stamp::of(
        project.target.join("xtask/stamps/ui-build"),
        // The editor's schema is the core's.
        &[ui.clone(), project.root.join("crates/document/schema")],
        // `paraglide` is compiled by the build itself, from `messages`; its compiler leaves the others beside the project's settings.
        &["node_modules", "dist", "paraglide", ".svelte-kit", ".vite", ".lix", ".meta.json", ".gitignore", "README.md"],
    )?;
    if stamp.holds() && ui.join("dist/index.html").is_file() {
        return log.note("nothing to do");
    }
    log.run(&mut project.npm(&ui, ["run", "build"]))?;
    stamp.keep()
}
