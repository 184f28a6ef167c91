//! On a socket.

use std::net::SocketAddr;

use banthao_portal::{Portal, ServeError, Settings, TlsFiles, serve};

fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

fn portal(folder: &tempfile::TempDir) -> Portal {
    Portal::open(Settings::new(folder.path().join("data"))).unwrap()
}

#[tokio::test]
async fn a_portal_answers_over_tls_and_ends_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let files = TlsFiles { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
    std::fs::write(&files.certificate, certified.cert.pem()).unwrap();
    std::fs::write(&files.key, certified.signing_key.serialize_pem()).unwrap();
    let (bound, serving) = serve(&portal(&folder), anywhere(), Some(files)).await.unwrap();

    let trusted = reqwest::Certificate::from_pem(certified.cert.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([trusted]).resolve("localhost", bound).no_proxy().build().unwrap();
    let address = format!("https://localhost:{}/v1/hello?nonce=abc", bound.port());
    let text = client.get(&address).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("\"nonce\":\"abc\""), "{text}");
    let front = client.get(format!("https://localhost:{}/robots.txt", bound.port())).send().await.unwrap().text().await.unwrap();
    assert!(front.contains(&format!("https://{bound}/sitemap.xml")), "without a public address it is the one it listens on: {front}");

    drop(client);
    serving.end().await.unwrap();
    assert!(std::net::TcpStream::connect(bound).is_err(), "nobody listens any more");
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind(anywhere()).unwrap();
    let address = taken.local_addr().unwrap();
    match serve(&portal(&folder), address, None).await {
        Err(error @ ServeError::InUse(_)) => assert_eq!(error.to_string(), format!("the address {address} is in use")),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("two listen on one port"),
    }
}

#[tokio::test]
async fn a_portal_may_be_ended_before_it_has_begun() {
    let folder = tempfile::tempdir().unwrap();
    let (bound, serving) = serve(&portal(&folder), anywhere(), None).await.unwrap();
    serving.end().await.unwrap();
    assert!(std::net::TcpStream::connect(bound).is_err());
}
