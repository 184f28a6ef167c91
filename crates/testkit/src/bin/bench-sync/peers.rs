//! What others make of the same work, over the same kind of line and in turns with ours: rsync, PouchDB and tus. None of them waits for the disk.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Lines, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Instant,
};

use banthao_testkit::{
    courier::Result,
    relay::{Carried, Quality, Relay},
};

use crate::place::copies;

/// The others, as they are installed.
pub struct Peers {
    /// The folder of the programs for Node.
    tools: PathBuf,
}

/// What one piece of work took.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// How long.
    pub seconds: f64,
    /// What the line carried.
    pub carried: Carried,
}

/// What PouchDB took for a first upload, a turn without news, and one word.
pub struct Replication {
    /// All articles.
    pub first: Work,
    /// Nothing.
    pub idle: Work,
    /// One word.
    pub edit: Work,
}

impl Peers {
    pub fn new(tools: PathBuf) -> Self {
        Self { tools }
    }

    /// A first upload of a folder of files to an rsync daemon.
    pub async fn rsync(&self, folder: &Path, files: &Path) -> Result<Work> {
        fs::create_dir_all(folder.join("there"))?;
        let (uid, gid) = owner(folder)?;
        let there = folder.join("there");
        let configuration = folder.join("rsyncd.conf");
        let text = format!("use chroot = no\nuid = {uid}\ngid = {gid}\n[articles]\npath = {}\nread only = no\n", there.display());
        fs::write(&configuration, text)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new("rsync");
        command.args(["--daemon", "--no-detach", "--address=127.0.0.1"]).arg(format!("--port={}", address.port()));
        command.arg(format!("--config={}", configuration.display())).stdin(Stdio::null());
        let mut daemon = Running(command.spawn()?);
        while TcpStream::connect(address).is_err() {
            if daemon.0.try_wait()?.is_some() {
                return Err("the rsync daemon ended".into());
            }
        }
        let relay = Relay::to(address, Quality::default()).await?;
        let mut command = Command::new("rsync");
        command.arg("-az").arg(format!("{}/", files.display())).arg(relay.url().replace("http://", "rsync://") + "/articles/");
        let seconds = tokio::task::spawn_blocking(move || {
            let begin = Instant::now();
            if command.status()?.success() { Ok(begin.elapsed().as_secs_f64()) } else { Err(std::io::Error::other("rsync failed")) }
        });
        Ok(Work { seconds: seconds.await??, carried: relay.carried() })
    }

    /// A PouchDB of these articles, one a line, to be copied.
    pub fn fill(&self, folder: &Path, lines: &Path) -> Result<()> {
        let mut command = self.node("pouchdb.mjs", &["fill", &folder.to_string_lossy()]);
        if command.stdin(File::open(lines)?).stdout(Stdio::null()).status()?.success() {
            Ok(())
        } else {
            Err("PouchDB was not filled".into())
        }
    }

    /// A first replication of a filled PouchDB to an empty one behind express-pouchdb, and what comes after.
    pub async fn pouchdb(&self, folder: &Path, filled: &Path) -> Result<Replication> {
        copies(filled, &folder.join("here"))?;
        let (_server, address) = self.serves("pouchdb.mjs", &folder.join("there"))?;
        let relay = Relay::to(address, Quality::default()).await?;
        let mut session = Session::of(self.node("pouchdb.mjs", &["turns", &folder.join("here").to_string_lossy(), &relay.url()]))?;
        session.says()?;
        let mut works = Vec::new();
        for asked in ["replicate", "replicate", "edit"] {
            let before = relay.carried();
            session = tokio::task::spawn_blocking(move || session.asked(asked)).await??;
            works.push(Work { seconds: session.took, carried: relay.carried() - before });
        }
        Ok(Replication { first: works[0], idle: works[1], edit: works[2] })
    }

    /// A file over a bad line by tus.
    pub async fn tus(&self, folder: &Path, file: &Path) -> Result<Work> {
        fs::create_dir_all(folder)?;
        let (_server, address) = self.serves("tus.mjs", folder)?;
        let relay = Relay::to(address, Quality::BAD).await?;
        let mut session = Session::of(self.node("tus.mjs", &["upload", &file.to_string_lossy(), &relay.url()]))?;
        let line = tokio::task::spawn_blocking(move || session.says()).await??;
        Ok(Work { seconds: line.parse::<f64>()? / 1e6, carried: relay.carried() })
    }

    fn serves(&self, program: &str, folder: &Path) -> Result<(Session, SocketAddr)> {
        let mut server = Session::of(self.node(program, &["serve", &folder.to_string_lossy()]))?;
        let line = server.says()?;
        let address = line.strip_prefix("listening on ").ok_or("a server says where it listens")?.parse()?;
        Ok((server, address))
    }

    fn node(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("node");
        command.arg(self.tools.join(program)).args(arguments);
        command
    }
}

#[cfg(unix)]
fn owner(folder: &Path) -> Result<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;

    let facts = fs::metadata(folder)?;
    Ok((facts.uid(), facts.gid()))
}

#[cfg(not(unix))]
fn owner(_folder: &Path) -> Result<(u32, u32)> {
    Err("rsync is compared with on Unix only".into())
}

/// A process that ends with this.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill().and_then(|()| self.0.wait());
    }
}

/// A program for Node that is talked to in lines.
struct Session {
    lines: Lines<BufReader<ChildStdout>>,
    words: ChildStdin,
    /// Seconds that the last thing asked took, by its own clock.
    took: f64,
    _running: Running,
}

impl Session {
    fn of(mut command: Command) -> Result<Self> {
        let mut running = Running(command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?);
        let lines = BufReader::new(running.0.stdout.take().ok_or("its output")?).lines();
        let words = running.0.stdin.take().ok_or("its input")?;
        Ok(Self { lines, words, took: 0.0, _running: running })
    }

    fn says(&mut self) -> Result<String> {
        Ok(self.lines.next().ok_or("a program for Node ended before it answered")??)
    }

    fn asked(mut self, what: &str) -> Result<Self> {
        writeln!(self.words, "{what}")?;
        self.took = self.says()?.parse::<f64>()? / 1e6;
        Ok(self)
    }
}
