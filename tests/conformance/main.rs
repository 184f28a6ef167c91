//! What the trait `Portal` promises, kept by the reference portal behind the client of the native protocol.

use banthao_portal::DEMO_PASSWORD;
use banthao_testkit::{Network, Office, conformance::Candidate, portal_conformance_tests};

async fn reference_portal() -> Candidate {
    let office = Office::opens().await;
    let url = office.url();
    Candidate {
        connect: Box::new(move || banthao_testkit::connect(&Network::default(), &url)),
        officer: ("canbo".to_owned(), DEMO_PASSWORD.to_owned()),
        approver: ("lanhdao".to_owned(), DEMO_PASSWORD.to_owned()),
        section: "tin-tuc-su-kien".to_owned(),
        keeps: Box::new(office),
    }
}

portal_conformance_tests!(reference_portal);
