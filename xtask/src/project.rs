//! Where things lie in the project, and how its tools are called.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// All packages, with the benchmarks' programs and the one that writes the portal's protocol. Whatever a test run compiles is asked for in these words,
/// so that it is compiled once.
pub const EVERYTHING: [&str; 3] = ["--workspace", "--features", "banthao-testkit/bench,banthao-portal-api/openapi"];

/// The project's folders.
#[derive(Debug, Clone)]
pub struct Project {
    pub root: PathBuf,
    pub target: PathBuf,
    /// Whether whatever is compiled is also linted; see [`Project::linting`].
    lints: bool,
}

impl Project {
    /// The tree that this binary was run from.
    pub fn find() -> Self {
        // Cargo sets the variable when it runs us, which stays right when the tree was moved after the build.
        let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.parent().map_or(here.clone(), Path::to_path_buf);
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Self { root, target, lints: false }
    }

    /// The same, where Clippy looks at every crate of the workspace as it is compiled and a warning is an error. It is what `cargo clippy` does for a
    /// check, here for builds and tests: a check beside them would compile every dependency a second time.
    pub fn linting(self) -> Self {
        Self { lints: true, ..self }
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    pub fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// Tools that are built or fetched once for this tree.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A program of the workspace as `cargo build` leaves it.
    pub fn program(&self, name: &str) -> PathBuf {
        self.program_of("debug", name)
    }

    /// The same for a named profile's folder.
    pub fn program_of(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    pub fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.root);
        // `cargo run` tells us about the package xtask; a build script that listens to these would run again for nothing.
        for (name, _) in env::vars_os() {
            let about_us = name.to_str().is_some_and(|name| {
                name.starts_with("CARGO_PKG_")
                    || name.starts_with("CARGO_MANIFEST_")
                    || name == "CARGO_BIN_NAME"
                    || name == "CARGO_CRATE_NAME"
            });
            if about_us {
                command.env_remove(name);
            }
        }
        if self.lints {
            // As cargo-clippy hands its arguments on; the word parts them.
            command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
        }
        command
    }

    /// The build of everything, tests and all. A program alone would be built with what it asks of shared libraries alone, and these once more for it.
    pub fn build(&self) -> Command {
        let mut command = self.cargo(["build", "--all-targets"]);
        command.args(EVERYTHING);
        command
    }

    /// npm in a folder of the project.
    pub fn npm<const N: usize>(&self, folder: &Path, arguments: [&str; N]) -> Command {
        let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.args(arguments).current_dir(folder).env("npm_config_update_notifier", "false");
        command
    }
}
