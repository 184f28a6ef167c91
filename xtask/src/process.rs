//! Child processes that never outlive us.
//!
//! Every child leads a process group of its own, so that ending it ends what it started: a browser's helpers, a bus's services. Ctrl-C
//! reaches only us; whoever waits for a child then sees [`Interrupted`] and unwinds, and each [`Child`] on the way down ends its group: the
//! app before the portal it talks to. What left its group in spite of that (a daemon that detached itself) is adopted and ended by
//! [`end_orphans`].

use std::io;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Marks the processes of an app, a portal or a session that we started, so that [`end_orphans`] leaves a developer's compiler cache alone.
const MARK: &str = "BANTHAO_XTASK";

/// How long a child may take to end by itself before it is killed.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often a waiting thread looks whether Ctrl-C was pressed.
const GLANCE: Duration = Duration::from_millis(100);

static INTERRUPTS: AtomicUsize = AtomicUsize::new(0);

/// Ctrl-C was pressed, or we were asked to end.
#[derive(Debug)]
pub struct Interrupted;

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Turns Ctrl-C into [`Interrupted`] and makes us the parent of whatever our descendants leave behind.
pub fn take_charge() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTS.fetch_add(1, Ordering::SeqCst);
    })
    .context("cannot listen for Ctrl-C")?;
    system::adopt_orphans();
    Ok(())
}

/// Fails when Ctrl-C was pressed.
pub fn check_interrupt() -> Result<()> {
    if INTERRUPTS.load(Ordering::SeqCst) > 0 {
        bail!(Interrupted);
    }
    Ok(())
}

/// A running child; ended when dropped.
pub struct Child {
    pid: u32,
    exited: Receiver<io::Result<ExitStatus>>,
    status: Option<ExitStatus>,
    /// The pipes that the command asked for.
    pub stdin: Option<std::process::ChildStdin>,
    pub stdout: Option<std::process::ChildStdout>,
}

impl Child {
    /// Starts `command` in a group of its own.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = system::lead_a_group(command).spawn().with_context(|| format!("cannot start {program}"))?;
        let pid = child.id();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (tell, exited) = channel();
        thread::spawn(move || {
            let status = system::reap(child);
            // Nobody listens any more when the Child was dropped.
            let _ = tell.send(status);
        });
        Ok(Self { pid, exited, status: None, stdin, stdout })
    }

    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Waits at most `limit`; `None` when the child still runs. Fails on Ctrl-C.
    pub fn wait_for(&mut self, limit: Duration) -> Result<Option<ExitStatus>> {
        let until = Instant::now() + limit;
        loop {
            if let Some(status) = self.poll(GLANCE.min(until.saturating_duration_since(Instant::now())))? {
                return Ok(Some(status));
            }
            check_interrupt()?;
            if Instant::now() >= until {
                return Ok(None);
            }
        }
    }

    /// Waits until the child has ended. Fails on Ctrl-C.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.wait_for(Duration::from_secs(60))? {
                return Ok(status);
            }
        }
    }

    /// Asks the group to end, and kills it when it does not.
    pub fn stop(&mut self) {
        if matches!(self.poll(Duration::ZERO), Ok(Some(_)) | Err(_)) {
            return;
        }
        system::ask_group_to_end(self.pid);
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until && INTERRUPTS.load(Ordering::SeqCst) < 2 {
            if matches!(self.poll(GLANCE), Ok(Some(_)) | Err(_)) {
                return;
            }
        }
        system::kill_group(self.pid);
        // A killed process ends; the pause only covers one that the kernel still holds in a disk write.
        let _ = self.poll(PATIENCE);
    }

    fn poll(&mut self, limit: Duration) -> Result<Option<ExitStatus>> {
        if self.status.is_none() {
            match self.exited.recv_timeout(limit) {
                Ok(status) => self.status = Some(status.context("cannot wait for a child process")?),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => bail!("lost sight of a child process"),
            }
        }
        Ok(self.status)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Runs `command` to its end with our own output; fails unless it succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = Child::spawn(command)?.wait()?;
    if !status.success() {
        bail!("{shown}: {status}");
    }
    Ok(())
}

/// What `command` prints, whatever its exit code; `None` when it cannot be started.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    let mut words = vec![std::path::Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

/// Marks `command` and whatever it will start as ours to end.
pub fn mark(command: &mut Command) -> &mut Command {
    command.env(MARK, std::process::id().to_string())
}

/// Ends marked processes that detached themselves from their group.
pub fn end_orphans() {
    let mark = format!("{MARK}={}", std::process::id());
    // Ending one may orphan its own children to us, hence the rounds.
    for _ in 0..10 {
        let mut found = false;
        for pid in system::orphans() {
            let marked = std::fs::read(format!("/proc/{pid}/environ"))
                .is_ok_and(|environment| environment.split(|byte| *byte == 0).any(|entry| entry == mark.as_bytes()));
            if marked {
                found = true;
                system::kill(pid);
            }
        }
        if !found {
            break;
        }
    }
    system::reap_orphans();
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{self, Command};

    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitOptions, kill_process, kill_process_group, waitid, waitpid};

    fn id(pid: u32) -> Option<Pid> {
        i32::try_from(pid).ok().and_then(Pid::from_raw)
    }

    pub fn lead_a_group(command: &mut Command) -> &mut Command {
        command.process_group(0)
    }

    /// Waits for a group's leader, and ends the rest of its group before the leader's id can be given to anyone else.
    pub fn reap(mut leader: process::Child) -> io::Result<process::ExitStatus> {
        if let Some(pid) = id(leader.id()) {
            while matches!(waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT), Err(rustix::io::Errno::INTR)) {}
        }
        kill_group(leader.id());
        leader.wait()
    }

    // That a group has no member left is the purpose, not a failure: the answers of these two are of no interest.
    pub fn ask_group_to_end(pid: u32) {
        let _ = id(pid).map(|pid| kill_process_group(pid, Signal::TERM));
    }

    pub fn kill_group(pid: u32) {
        let _ = id(pid).map(|pid| kill_process_group(pid, Signal::KILL));
    }

    pub fn kill(pid: u32) {
        if let Some(pid) = id(pid) {
            let _ = kill_process(pid, Signal::KILL);
            let _ = waitpid(Some(pid), WaitOptions::empty());
        }
    }

    /// Takes note of adopted processes that are dead; ours to do, and not every init does it after us.
    pub fn reap_orphans() {
        while let Ok(Some(_)) = waitpid(None, WaitOptions::NOHANG) {}
    }

    /// Linux gives a dead process's children to the nearest ancestor that asked for them. Elsewhere the process group has to do.
    pub fn adopt_orphans() {
        #[cfg(target_os = "linux")]
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }

    pub fn orphans() -> Vec<u32> {
        let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return Vec::new() };
        threads
            .flatten()
            .filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok())
            .flat_map(|children| children.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>())
            .collect()
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::process::{self, Command, Stdio};

    pub fn lead_a_group(command: &mut Command) -> &mut Command {
        command
    }

    pub fn reap(mut leader: process::Child) -> io::Result<process::ExitStatus> {
        leader.wait()
    }

    pub fn ask_group_to_end(pid: u32) {
        kill_group(pid);
    }

    /// Windows has no process groups in this sense; `taskkill` ends a tree.
    pub fn kill_group(pid: u32) {
        let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &pid.to_string()]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }

    pub fn kill(pid: u32) {
        kill_group(pid);
    }

    pub fn adopt_orphans() {}

    pub fn reap_orphans() {}

    pub fn orphans() -> Vec<u32> {
        Vec::new()
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::io::Read;
    use std::process::Stdio;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdout(Stdio::piped());
        command
    }

    /// A pipe ends when the last process that could write to it is gone.
    fn ends(mut child: Child) -> String {
        let mut stdout = child.stdout.take().unwrap();
        drop(child);
        let mut text = String::new();
        stdout.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_dropped_child_takes_its_own_children_with_it() {
        let child = Child::spawn(&mut shell("sleep 600 & sleep 600")).unwrap();
        let begin = Instant::now();
        ends(child);
        assert!(begin.elapsed() < PATIENCE, "asking is enough for those who listen");
    }

    #[test]
    fn what_a_child_leaves_in_its_group_ends_with_it() {
        let mut child = Child::spawn(&mut shell("sleep 600 & echo started")).unwrap();
        assert!(child.wait().unwrap().success());
        assert_eq!(ends(child), "started\n", "the read returns only because nobody holds the pipe any more");
    }

    #[test]
    fn a_child_that_does_not_listen_is_killed() {
        let mut child = Child::spawn(&mut shell("trap '' TERM; echo deaf; while :; do sleep 1; done")).unwrap();
        let mut word = [0; 5];
        child.stdout.as_mut().unwrap().read_exact(&mut word).unwrap();
        ends(child);
    }

    #[test]
    fn a_failing_command_is_named_with_its_arguments() {
        let error = run(Command::new("/bin/sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().starts_with("sh -c exit 3: "), "{error}");
    }
}
