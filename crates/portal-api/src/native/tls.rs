//! Whom to believe that they are the portal.
//!
//! The operating system's own verdict is asked for (on Windows and macOS its verifier, elsewhere its list of roots), so that what an
//! administrator trusts or bars on a machine holds here too. An organisation's own authority may be added; nothing can be switched off.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::Verifier;

use crate::{Error, Result};

/// What a client trusts: the operating system's roots, and those in `extra_root_pem`. `protocols` are offered in their order (ALPN).
pub(super) fn configuration(extra_root_pem: Option<&[u8]>, protocols: &[&str]) -> Result<ClientConfig> {
    let roots = extra_root_pem.map_or_else(|| Ok(Vec::new()), certificates)?;
    let verifier = Verifier::new_with_extra_roots(roots, provider()).map_err(|_| Error::Untrusted)?;
    let mut configuration = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|_| Error::Untrusted)?
        // “Dangerous” because any verifier could be put here; this one verifies.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    configuration.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    Ok(configuration)
}

/// For a portal on this machine, spoken to in the clear: should it come to TLS after all, nobody is believed.
pub(super) fn nothing_trusted() -> Result<ClientConfig> {
    let builder = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().map_err(|_| Error::Untrusted)?;
    Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// At least one: a file without any was meant to be something else, and trusting less than was asked for would only fail later.
fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().map_err(|_| Error::Untrusted)?;
    if found.is_empty() { Err(Error::Untrusted) } else { Ok(found) }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}
