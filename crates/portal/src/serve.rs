//! The portal on a socket.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};

use axum_server::{Handle, tls_rustls::RustlsConfig};
use tokio::task::JoinHandle;

use crate::Portal;

/// How long requests that are under way may take once the portal shall end.
const PATIENCE: Duration = Duration::from_secs(10);

/// How soon a server that does not end is told again.
const AGAIN: Duration = Duration::from_millis(100);

/// A certificate and its key, both PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The certificate, its issuers after it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Why the portal does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Something listens there already.
    #[error("the address {0} is in use")]
    InUse(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// Certificate or key cannot be used.
    #[error("the certificate or its key cannot be used: {0}")]
    Tls(#[source] io::Error),
}

/// A portal that serves. Dropping this does not end it.
pub struct Serving {
    handle: Handle<SocketAddr>,
    task: JoinHandle<io::Result<()>>,
}

impl Serving {
    /// Takes no new requests and waits until those under way are answered, ten seconds at most.
    ///
    /// # Errors
    /// What the listening socket failed with.
    pub async fn end(mut self) -> io::Result<()> {
        loop {
            self.handle.graceful_shutdown(Some(PATIENCE));
            // The wish reaches only a server that has begun to wait for it, so one that was started just now is told again.
            if let Ok(ended) = tokio::time::timeout(AGAIN, &mut self.task).await {
                return ended.map_err(io::Error::other)?;
            }
        }
    }
}

/// Serves on `addr`, where port 0 is any that is free; returns the address once it listens there.
///
/// # Errors
/// [`ServeError`] says which of address and certificate cannot be used.
pub async fn serve(portal: &Portal, addr: SocketAddr, tls: Option<TlsFiles>) -> Result<(SocketAddr, Serving), ServeError> {
    let listener = TcpListener::bind(addr).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ServeError::InUse(addr),
        _ => ServeError::Listen(addr, error),
    })?;
    let listening = |error| ServeError::Listen(addr, error);
    listener.set_nonblocking(true).map_err(listening)?;
    let bound = listener.local_addr().map_err(listening)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    portal.0.public_url.get_or_init(|| format!("{scheme}://{bound}"));

    let (handle, service) = (Handle::new(), portal.router().into_make_service());
    let task = match tls {
        None => {
            let server = axum_server::from_tcp(listener).map_err(listening)?.handle(handle.clone());
            tokio::spawn(server.serve(service))
        }
        Some(files) => {
            // Another part of the process may have installed a provider already; either serves.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let config = RustlsConfig::from_pem_file(files.certificate, files.key).await.map_err(ServeError::Tls)?;
            let server = axum_server::from_tcp_rustls(listener, config).map_err(listening)?.handle(handle.clone());
            tokio::spawn(server.serve(service))
        }
    };
    Ok((bound, Serving { handle, task }))
}
