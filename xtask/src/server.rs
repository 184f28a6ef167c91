//! A program of ours that stays up and says on its standard output when it is ready.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, Child};

/// A running program and the lines it prints. Its standard error is kept in a file.
pub struct Server {
    pub child: Child,
    lines: Receiver<String>,
    name: String,
    log: PathBuf,
}

impl Server {
    /// Starts `command`; `log` takes what it prints to its standard error.
    pub fn start(name: &str, command: &mut Command, log: &Path) -> Result<Self> {
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        process::mark(command).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
        let mut child = Child::spawn(command)?;
        let (tell, lines) = channel();
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    // With nobody listening the lines are still read, or the program would block on a full pipe.
                    let _ = tell.send(line);
                }
            });
        }
        Ok(Self { child, lines, name: name.to_owned(), log: log.to_owned() })
    }

    /// The rest of the first line that starts with `start`; fails when the program ends or `limit` passes before.
    pub fn says(&mut self, start: &str, limit: Duration) -> Result<String> {
        let until = Instant::now() + limit;
        loop {
            process::check_interrupt()?;
            match self.lines.recv_timeout(Duration::from_millis(100)) {
                Ok(line) => {
                    if let Some(rest) = line.strip_prefix(start) {
                        return Ok(rest.trim().to_owned());
                    }
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() < until => {}
                Err(RecvTimeoutError::Timeout) => {
                    bail!("{} did not say “{start}” within {} s{}", self.name, limit.as_secs(), self.last_words())
                }
                Err(RecvTimeoutError::Disconnected) => bail!("{} ended before it said “{start}”{}", self.name, self.last_words()),
            }
        }
    }

    fn last_words(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        let tail = &lines[lines.len().saturating_sub(20)..];
        if tail.is_empty() { String::new() } else { format!("; its last words:\n{}", tail.join("\n")) }
    }
}
