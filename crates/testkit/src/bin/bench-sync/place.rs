//! A desk and its portal on the disk, and the processes that work on them.

use std::{
    env, fs,
    io::{BufRead, BufReader, Lines},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use banthao_testkit::courier::{Courier, Delivered, Result};

/// A folder with a desk and a portal in it; what they are made of can be copied while neither runs.
pub struct Place(PathBuf);

/// A place whose portal serves.
pub struct Open {
    place: Place,
    portal: Process,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Place {
    /// A new portal at which somebody has signed in at the desk.
    pub async fn new(folder: PathBuf) -> Result<Self> {
        let open = Self(folder).opens()?;
        Courier::signs_in(&open.place.desk(), &open.url(), "canbo").await?;
        Ok(open.closes())
    }

    /// A copy of it in another folder.
    pub fn copied(&self, folder: PathBuf) -> Result<Self> {
        copies(&self.0, &folder)?;
        Ok(Self(folder))
    }

    /// The officer's side.
    pub fn desk(&self) -> PathBuf {
        self.0.join("desk")
    }

    /// The portal serves from now on.
    pub fn opens(self) -> Result<Open> {
        let mut portal = courier(&["serve", &self.0.join("portal").to_string_lossy(), "127.0.0.1:0"])?;
        let line = portal.says()?;
        let address = line.strip_prefix("listening on ").ok_or("a portal says where it listens")?.parse()?;
        Ok(Open { place: self, portal, address })
    }

    /// Takes it off the disk.
    pub fn goes(self) -> Result<()> {
        Ok(fs::remove_dir_all(self.0)?)
    }
}

impl Open {
    /// The portal's address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The officer's side.
    pub fn desk(&self) -> PathBuf {
        self.place.desk()
    }

    /// The most memory that the portal held at once, bytes.
    pub fn portal_resident(&self) -> Result<u64> {
        self.portal.resident()
    }

    /// A process that delivers all that the desk has.
    pub fn delivers(&self, url: &str) -> Result<Process> {
        courier(&["deliver", &self.desk().to_string_lossy(), url])
    }

    /// The portal ends.
    pub fn closes(mut self) -> Place {
        self.portal.is_killed();
        self.place
    }
}

/// A process whose lines are heard. It ends with this.
pub struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Its next line.
    pub fn says(&mut self) -> Result<String> {
        Ok(self.lines.next().ok_or("a process ended before it said anything")??)
    }

    /// What its delivery came to. Waits for it.
    pub async fn delivered(mut self) -> Result<Delivered> {
        let line = tokio::task::spawn_blocking(move || self.says()).await??;
        Ok(Delivered::from_line(&line).ok_or("a courier says what came of it")?)
    }

    /// Ends it as a power cut would.
    pub fn is_killed(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }

    fn resident(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
        Ok(peak.ok_or("the kernel does not tell the memory")? * 1024)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.is_killed();
    }
}

/// The program beside this one.
fn courier(arguments: &[&str]) -> Result<Process> {
    let program = env::current_exe()?.with_file_name("courier");
    let mut child = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let lines = BufReader::new(child.stdout.take().ok_or("its output")?).lines();
    Ok(Process { child, lines })
}

/// A folder and all below it, once more.
pub fn copies(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copies(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
