//! What the protocol promises, kept by the reference portal behind the client of the native protocol.

use std::sync::Arc;

use banthao_portal::DEMO_PASSWORD;
use banthao_portal_api::native::{NativePortal, Settings, Timeouts, sockets};
use banthao_testkit::{
    Office,
    conformance::{Access, Candidate, Raw},
    portal_conformance_tests,
};

async fn reference_portal() -> Candidate {
    let office = Office::opens().await;
    let url = office.url();
    let raw = Raw { transport: sockets(&url, None, Timeouts::default()).expect("the portal's address"), base_url: url.clone() };
    let person = |username: &str| Access::Password { username: username.to_owned(), password: DEMO_PASSWORD.to_owned() };
    Candidate {
        connect: Box::new(move |token| {
            let settings = Settings { base_url: &url, token, extra_root_pem: None, timeouts: Timeouts::default() };
            Arc::new(NativePortal::new(settings).expect("the portal's address"))
        }),
        raw: Some(raw),
        officer: person("canbo"),
        approver: Some(person("lanhdao")),
        section: "tin-tuc-su-kien".to_owned(),
        keeps: Box::new(office),
    }
}

portal_conformance_tests!(reference_portal);
