//! Whom the client believes.

use std::sync::Arc;

use banthao_portal_api::{
    Error, Portal, Result,
    native::{NativePortal, Settings},
    wire::Catalogue,
};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
};

use crate::scripted::{PATIENT, Scripted, Step, TOKEN, json};

/// An organisation that issues its own certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: Vec<u8>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem().into_bytes();
        Self { issuer: Issuer::new(params, key), pem }
    }

    fn issues(&self, params: CertificateParams) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        server(params.signed_by(&key, &self.issuer).unwrap().der().clone(), &key)
    }
}

fn loopback() -> CertificateParams {
    CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap()
}

fn server(certificate: CertificateDer<'static>, key: &KeyPair) -> ServerConfig {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap()
}

fn catalogue() -> Step {
    json("200 OK", r#"{"version":7,"sections":[],"kinds":[],"workflow":{"levels":[]}}"#)
}

fn client(url: &str, extra_root_pem: Option<Vec<u8>>) -> Result<NativePortal> {
    NativePortal::new(Settings { base_url: url, token: Some(TOKEN.to_owned()), extra_root_pem, timeouts: PATIENT })
}

async fn asked(tls: ServerConfig, trusting: Option<&Authority>) -> Result<Catalogue> {
    let server = Scripted::encrypted([catalogue()], tls).await;
    client(&server.url(), trusting.map(|authority| authority.pem.clone())).unwrap().catalogue().await
}

#[tokio::test]
async fn an_organisations_own_authority_is_believed_once_it_is_given() {
    let office = Authority::new();
    let outcome = asked(office.issues(loopback()), None).await;
    assert!(matches!(outcome, Err(Error::Untrusted)), "nobody vouched for this issuer yet: {outcome:?}");
    assert_eq!(asked(office.issues(loopback()), Some(&office)).await.unwrap().version, 7);
}

#[tokio::test]
async fn a_certificate_that_vouches_for_itself_is_refused() {
    let key = KeyPair::generate().unwrap();
    let tls = server(loopback().self_signed(&key).unwrap().der().clone(), &key);
    let outcome = asked(tls, Some(&Authority::new())).await;
    assert!(matches!(outcome, Err(Error::Untrusted)), "{outcome:?}");
}

#[tokio::test]
async fn a_certificate_outside_its_dates_is_refused() {
    let office = Authority::new();
    for (from, to) in [(2001, 2002), (2900, 2901)] {
        let mut params = loopback();
        (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
        let outcome = asked(office.issues(params), Some(&office)).await;
        assert!(matches!(outcome, Err(Error::Untrusted)), "{from}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let office = Authority::new();
    let params = CertificateParams::new(vec!["cong.example.vn".to_owned()]).unwrap();
    let outcome = asked(office.issues(params), Some(&office)).await;
    assert!(matches!(outcome, Err(Error::Untrusted)), "{outcome:?}");
}

#[tokio::test]
async fn a_gateway_that_speaks_plain_http_on_the_tls_port_is_a_gateway() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(&crate::scripted::bytes("400 Bad Request", &[], b"")).await.unwrap();
        // Held open until the client leaves: a reset could overtake the page.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let outcome = client(&url, None).unwrap().catalogue().await;
    assert!(matches!(outcome, Err(Error::Captive)), "{outcome:?}");
}

#[tokio::test]
async fn a_file_that_holds_no_certificate_is_refused_at_once() {
    for pem in ["", "không phải chứng thư", "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"] {
        let outcome = client("https://127.0.0.1", Some(pem.as_bytes().to_vec()));
        assert!(matches!(outcome, Err(Error::Untrusted)), "{pem:?}: {outcome:?}");
    }
}
