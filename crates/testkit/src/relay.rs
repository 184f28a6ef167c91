//! A line between a client and its portal: real sockets whose bytes are counted, and that can be slow and be cut.
//!
//! Counted is what TCP carries, without its headers. While a line is down nobody listens at its address, and what was under way is broken off.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
    sync::Notify,
    task::{AbortHandle, JoinSet},
    time::{Instant, sleep, sleep_until},
};

/// Bytes on a slow line at once: what a cut can swallow.
const FRAME: usize = 512;
/// What a slow line makes up for when it is woken late; without it every frame would take the timer's millisecond longer.
const LATE: Duration = Duration::from_millis(20);
/// Bytes passed on at once where nothing slows them down.
const GULP: usize = 64 << 10;
/// What the kernel takes off a client's hands before a slow line has carried it.
const WAITING: u32 = 32 << 10;

/// How good a line is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quality {
    /// Bytes per second, each way; as fast as the machine when there is none.
    pub bytes_per_second: Option<u64>,
    /// Up for so long, then down for so long, over and over; always up when there is none.
    pub cuts: Option<(Duration, Duration)>,
}

impl Quality {
    /// Two megabits per second, five seconds up and one down.
    pub const BAD: Self = Self { bytes_per_second: Some(2_000_000 / 8), cuts: Some((Duration::from_secs(5), Duration::from_secs(1))) };

    /// How long a line of this quality takes for so many bytes when nothing is ever lost, from the beginning of its first time up.
    pub fn ideal(&self, bytes: u64) -> Duration {
        let Some(rate) = self.bytes_per_second else { return Duration::ZERO };
        let carrying = Duration::from_secs_f64(bytes as f64 / rate as f64);
        match self.cuts {
            Some((up, down)) => carrying + down * (carrying.as_secs_f64() / up.as_secs_f64()) as u32,
            None => carrying,
        }
    }
}

/// What a line carried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// Bytes to the portal.
    pub up: u64,
    /// Bytes from it.
    pub down: u64,
    /// How often bytes came back after some had gone.
    pub round_trips: u64,
    /// How often the line went down.
    pub cuts: u64,
}

impl Carried {
    /// Bytes both ways.
    pub fn bytes(&self) -> u64 {
        self.up + self.down
    }
}

/// A line. It ends when this is dropped.
pub struct Relay {
    address: SocketAddr,
    line: Arc<Line>,
    task: AbortHandle,
}

struct Line {
    to: SocketAddr,
    quality: Quality,
    up: Way,
    down: Way,
    round_trips: AtomicU64,
    cuts: AtomicU64,
    moved: Notify,
}

/// One direction of a line, which all connections share.
struct Way {
    carried: AtomicU64,
    /// When it has carried what is on it.
    free: Mutex<Instant>,
}

impl Relay {
    /// A line to the portal at `to`, up from now on.
    ///
    /// # Errors
    /// When no port is to be had.
    pub async fn to(to: SocketAddr, quality: Quality) -> io::Result<Self> {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0)), quality)?;
        let address = listener.local_addr()?;
        let way = || Way { carried: AtomicU64::new(0), free: Mutex::new(Instant::now()) };
        let line = Arc::new(Line {
            to,
            quality,
            up: way(),
            down: way(),
            round_trips: AtomicU64::new(0),
            cuts: AtomicU64::new(0),
            moved: Notify::new(),
        });
        let task = tokio::spawn(Arc::clone(&line).stands(listener, address)).abort_handle();
        Ok(Self { address, line, task })
    }

    /// Where it begins, as a portal's address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it has carried so far.
    pub fn carried(&self) -> Carried {
        let read = |count: &AtomicU64| count.load(Ordering::SeqCst);
        Carried {
            up: read(&self.line.up.carried),
            down: read(&self.line.down.carried),
            round_trips: read(&self.line.round_trips),
            cuts: read(&self.line.cuts),
        }
    }
}

impl Relay {
    /// Waits until so many bytes have gone to the portal.
    pub async fn has_carried(&self, up: u64) {
        loop {
            let moved = self.line.moved.notified();
            if self.carried().up >= up {
                return;
            }
            moved.await;
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl std::ops::Sub for Carried {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            up: self.up - before.up,
            down: self.down - before.down,
            round_trips: self.round_trips - before.round_trips,
            cuts: self.cuts - before.cuts,
        }
    }
}

fn listen(address: SocketAddr, quality: Quality) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    if quality.bytes_per_second.is_some() {
        socket.set_recv_buffer_size(WAITING)?;
    }
    socket.bind(address)?;
    socket.listen(64)
}

impl Line {
    async fn stands(self: Arc<Self>, first: TcpListener, address: SocketAddr) {
        let mut listener = Some(first);
        loop {
            // The port is ours: who was connected through it is gone.
            let Some(open) = listener.take().or_else(|| listen(address, self.quality).ok()) else { return };
            let mut connections = JoinSet::new();
            let goes_down = self.quality.cuts.map(|(up, _)| Instant::now() + up);
            for way in [&self.up, &self.down] {
                way.begins();
            }
            loop {
                tokio::select! {
                    accepted = open.accept() => {
                        if let Ok((client, _)) = accepted {
                            connections.spawn(Arc::clone(&self).connects(client));
                        }
                    }
                    () = until(goes_down) => break,
                    Some(_) = connections.join_next() => {}
                }
            }
            drop(open);
            connections.shutdown().await;
            self.cuts.fetch_add(1, Ordering::SeqCst);
            sleep(self.quality.cuts.map_or(Duration::ZERO, |(_, down)| down)).await;
        }
    }

    async fn connects(self: Arc<Self>, client: TcpStream) -> io::Result<()> {
        let portal = TcpStream::connect(self.to).await?;
        client.set_nodelay(true)?;
        portal.set_nodelay(true)?;
        let ((from_client, to_client), (from_portal, to_portal)) = (client.into_split(), portal.into_split());
        let has_asked = AtomicBool::new(false);
        let up = self.passes(from_client, to_portal, &self.up, || has_asked.store(true, Ordering::SeqCst));
        let down = self.passes(from_portal, to_client, &self.down, || {
            if has_asked.swap(false, Ordering::SeqCst) {
                self.round_trips.fetch_add(1, Ordering::SeqCst);
            }
        });
        tokio::try_join!(up, down).map(drop)
    }

    async fn passes(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, way: &Way, notes: impl Fn()) -> io::Result<()> {
        let mut room = vec![0; if self.quality.bytes_per_second.is_some() { FRAME } else { GULP }];
        loop {
            let read = from.read(&mut room).await?;
            if read == 0 {
                return to.shutdown().await;
            }
            notes();
            way.carried.fetch_add(read as u64, Ordering::SeqCst);
            self.moved.notify_waiters();
            if let Some(rate) = self.quality.bytes_per_second {
                sleep_until(way.takes(read, rate)).await;
            }
            to.write_all(&room[..read]).await?;
        }
    }
}

impl Way {
    /// It is up from now on, with nothing on it.
    fn begins(&self) {
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// When so many bytes have arrived that are put on it now.
    fn takes(&self, bytes: usize, rate: u64) -> Instant {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = (Instant::now() - LATE).max(*free) + Duration::from_secs_f64(bytes as f64 / rate as f64);
        *free
    }
}

async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that answers each byte with two.
    async fn twice() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut byte = [0];
                    while stream.read_exact(&mut byte).await.is_ok() && stream.write_all(&[byte[0], byte[0]]).await.is_ok() {}
                });
            }
        });
        address
    }

    async fn client(relay: &Relay) -> io::Result<TcpStream> {
        TcpStream::connect(relay.address).await
    }

    #[tokio::test]
    async fn what_passes_is_counted_both_ways() {
        let relay = Relay::to(twice().await, Quality::default()).await.expect("a line");
        let mut client = client(&relay).await.expect("it is up");
        for _ in 0..3 {
            client.write_all(b"a").await.expect("it carries");
            client.read_exact(&mut [0; 2]).await.expect("it carries back");
        }
        assert_eq!(relay.carried(), Carried { up: 3, down: 6, round_trips: 3, cuts: 0 });
    }

    #[tokio::test]
    async fn a_slow_line_takes_its_time_and_a_cut_breaks_off_and_passes() {
        let cuts = Some((Duration::from_millis(300), Duration::from_secs(1)));
        let relay = Relay::to(twice().await, Quality { bytes_per_second: Some(10_000), cuts }).await.expect("a line");
        let begin = Instant::now();
        let mut first = client(&relay).await.expect("it is up");
        first.write_all(&[1; 500]).await.expect("it takes them");
        first.read_exact(&mut [0; 1000]).await.expect("it carries");
        assert!(begin.elapsed() >= Duration::from_millis(100) - LATE, "a thousand bytes take a tenth of a second");
        let rest = first.read_to_end(&mut Vec::new()).await;
        assert!(begin.elapsed() >= Duration::from_millis(300), "{rest:?}");
        assert!(client(&relay).await.is_err(), "nobody listens while it is down");
        while client(&relay).await.is_err() {}
        assert!(begin.elapsed() >= Duration::from_millis(1300) && relay.carried().cuts >= 1);
    }

    #[test]
    fn the_ideal_is_the_lines_own_time_and_its_pauses() {
        let ideal = Quality::BAD.ideal(4 << 20).as_secs_f64();
        assert!((19.7..19.8).contains(&ideal), "{ideal}");
        assert_eq!(Quality::default().ideal(1 << 30), Duration::ZERO);
    }
}
