//! A server that follows a script: one step for each connection, in their order.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use banthao_portal_api::native::{NativePortal, Settings, Timeouts};
use rustls::ServerConfig;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
};

/// What to do with the next connection.
pub enum Step {
    /// Read the request, write these bytes, close.
    Says(Vec<u8>),
    /// Read the request, close without a word.
    HangsUp,
    /// Read the request, then nothing for as long as the client waits.
    IsSilent,
    /// Read the request, write these bytes, then nothing.
    SaysAndStalls(Vec<u8>),
}

/// A request as it came over the wire.
pub struct Heard {
    /// Request line and headers.
    pub head: String,
    /// The body, still compressed if it was.
    pub body: Vec<u8>,
}

impl Heard {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1);
        lines.filter_map(|line| line.split_once(": ")).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Method and target.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap().trim_end_matches(" HTTP/1.1")
    }
}

/// The server, for as long as it is held.
pub struct Scripted {
    address: SocketAddr,
    encrypted: bool,
    heard: mpsc::UnboundedReceiver<Heard>,
}

impl Scripted {
    /// Listens on loopback in the clear.
    pub async fn new(script: impl IntoIterator<Item = Step>) -> Self {
        Self::listening(script, None).await
    }

    /// Listens on loopback with TLS.
    pub async fn encrypted(script: impl IntoIterator<Item = Step>, tls: ServerConfig) -> Self {
        Self::listening(script, Some(tls)).await
    }

    async fn listening(script: impl IntoIterator<Item = Step>, tls: Option<ServerConfig>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, heard) = mpsc::unbounded_channel();
        let encrypted = tls.is_some();
        let script: Vec<_> = script.into_iter().collect();
        let tls = tls.map(|tls| tokio_rustls::TlsAcceptor::from(Arc::new(tls)));
        tokio::spawn(async move {
            for step in script {
                let (stream, _) = listener.accept().await.unwrap();
                match &tls {
                    None => play(step, stream, &tell).await,
                    Some(tls) => {
                        // A client that does not trust us ends the handshake; that is the test's business.
                        if let Ok(stream) = tls.accept(stream).await {
                            play(step, stream, &tell).await;
                        }
                    }
                }
            }
        });
        Self { address, encrypted, heard }
    }

    pub fn url(&self) -> String {
        format!("{}://127.0.0.1:{}", if self.encrypted { "https" } else { "http" }, self.address.port())
    }

    /// A client of this server, signed in.
    pub fn client(&self) -> NativePortal {
        client(&self.url(), PATIENT)
    }

    /// The next request that came in.
    pub async fn hears(&mut self) -> Heard {
        self.heard.recv().await.expect("the server must have been asked")
    }
}

/// Longer than any test takes, so that a loaded machine makes no test fail.
pub const PATIENT: Timeouts = Timeouts { connect: Duration::from_secs(60), request: Duration::from_secs(60), slowest_upload: 1024 };

/// For servers that never answer.
pub const IMPATIENT: Timeouts =
    Timeouts { connect: Duration::from_secs(60), request: Duration::from_millis(200), slowest_upload: u64::MAX };

pub const TOKEN: &str = "canary-token-7f3a";

pub fn client(url: &str, timeouts: Timeouts) -> NativePortal {
    NativePortal::new(Settings { base_url: url, token: Some(TOKEN.to_owned()), extra_root_pem: None, timeouts }).unwrap()
}

/// An answer with this status line, these headers and this body, of the length it says.
pub fn answer(status: &str, headers: &[&str], body: &str) -> Step {
    Step::Says(bytes(status, headers, body.as_bytes()))
}

pub fn json(status: &str, body: &str) -> Step {
    answer(status, &["content-type: application/json"], body)
}

pub fn problem(status: &str, body: &str) -> Step {
    answer(status, &["content-type: application/problem+json"], body)
}

pub fn page(status: &str) -> Step {
    answer(status, &["content-type: text/html; charset=utf-8"], "<!doctype html><title>Xin chào</title>")
}

pub fn bytes(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
    for header in headers {
        head.push_str(&format!("{header}\r\n"));
    }
    if !status.starts_with("204") {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

async fn play(step: Step, mut stream: impl AsyncRead + AsyncWrite + Unpin, tell: &mpsc::UnboundedSender<Heard>) {
    let Some(heard) = read(&mut stream).await else { return };
    // The test may have ended already; nobody is left to tell then.
    let _ = tell.send(heard);
    match step {
        Step::HangsUp => {}
        Step::Says(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Step::IsSilent => until_the_client_leaves(stream).await,
        Step::SaysAndStalls(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.flush().await;
            until_the_client_leaves(stream).await;
        }
    }
}

async fn until_the_client_leaves(mut stream: impl AsyncRead + Unpin) {
    let _ = stream.read(&mut [0]).await;
}

async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Heard> {
    let mut taken = Vec::new();
    let end = loop {
        if stream.read_buf(&mut taken).await.ok()? == 0 {
            return None;
        }
        if let Some(end) = taken.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let mut body = taken.split_off(end);
    let mut heard = Heard { head: String::from_utf8(taken).unwrap(), body: Vec::new() };
    let length: usize = heard.header("content-length").map_or(0, |length| length.parse().unwrap());
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    heard.body = body;
    Some(heard)
}
