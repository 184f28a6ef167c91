//! Where the output of a chore goes: to the terminal, or into a file that is shown when the chore fails.

use std::fs::{self, File};
use std::io::{IsTerminal, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, Child};

/// How often a quiet step says that it is still alive.
const HEARTBEAT: Duration = Duration::from_secs(30);

pub enum Log {
    /// The chore's own output is what the person wants to see.
    Terminal,
    /// Kept, with a sign of life now and then.
    Kept { name: String, path: PathBuf, file: File, since: Instant },
}

impl Log {
    pub fn kept(folder: &Path, name: &str) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let path = folder.join(format!("{name}.log"));
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self::Kept { name: name.to_owned(), path, file, since: Instant::now() })
    }

    /// Runs a command to its end; fails unless it succeeds.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        let shown = process::shown(command);
        match self {
            Self::Terminal => process::run(command),
            Self::Kept { name, path, file, since } => {
                writeln!(file, "$ {shown}")?;
                command.stdout(file.try_clone()?).stderr(file.try_clone()?).stdin(std::process::Stdio::null());
                // Colours would stand in the way of whoever reads the file, us included.
                command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never").env("TERM", "dumb").env_remove("FORCE_COLOR");
                let mut child = Child::spawn(command)?;
                loop {
                    match child.wait_for(HEARTBEAT)? {
                        Some(status) if status.success() => break,
                        Some(status) => bail!("{shown}: {status}"),
                        None => heartbeat(name, path, *since),
                    }
                }
                file.seek(SeekFrom::End(0))?;
                Ok(())
            }
        }
    }

    /// Writes a sentence where the output goes.
    pub fn note(&mut self, sentence: &str) -> Result<()> {
        match self {
            Self::Terminal => println!("{sentence}"),
            Self::Kept { file, .. } => writeln!(file, "{sentence}")?,
        }
        Ok(())
    }

    /// What was kept so far.
    pub fn text(&self) -> String {
        match self {
            Self::Terminal => String::new(),
            Self::Kept { path, .. } => String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned(),
        }
    }
}

fn heartbeat(name: &str, path: &Path, since: Instant) {
    let text = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let last: String = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().chars().take(80).collect();
    // Beside the results, which a program may be reading.
    eprintln!("…  {:>6.1} s  {name}: {last}", since.elapsed().as_secs_f64());
}

/// Says that a step begins, on a terminal, in a line that its result will overwrite.
pub fn announce(name: &str) {
    if std::io::stdout().is_terminal() {
        print!("…            {name}\r");
        // A terminal that cannot be flushed shows the line later; nothing else depends on it.
        let _ = std::io::stdout().flush();
    }
}
