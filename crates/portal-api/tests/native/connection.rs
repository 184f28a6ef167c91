//! Connections that do not come about, break, or lead elsewhere.

use banthao_document::BlobId;
use banthao_portal_api::{Error, Medium, Portal, Unwatched};
use bytes::Bytes;
use tokio::net::TcpListener;

use crate::scripted::{IMPATIENT, PATIENT, Scripted, Step, answer, bytes, client, json, page};

#[tokio::test]
async fn a_port_where_nobody_listens_is_out_of_reach_and_nothing_is_in_doubt() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let outcome = client(&url, PATIENT).catalogue().await;
    assert!(matches!(outcome, Err(Error::Unreachable)), "{outcome:?}");
}

#[tokio::test]
async fn a_name_that_resolves_to_nothing_is_out_of_reach() {
    // A label of more than 63 letters (RFC 1035) is refused by the resolver itself, so that the test asks no server.
    let url = format!("https://{}.invalid", "a".repeat(64));
    let outcome = client(&url, PATIENT).catalogue().await;
    assert!(matches!(outcome, Err(Error::Unreachable)), "{outcome:?}");
}

#[tokio::test]
async fn a_connection_closed_after_the_request_leaves_it_in_doubt() {
    let outcome = Scripted::new([Step::HangsUp]).await.client().catalogue().await;
    assert!(matches!(outcome, Err(Error::InDoubt)), "{outcome:?}");
}

#[tokio::test]
async fn half_an_answer_leaves_the_request_in_doubt() {
    let mut cut = bytes("200 OK", &["content-type: application/json"], br#"{"version":1,"sections":[]}"#);
    cut.truncate(cut.len() - 9);
    let outcome = Scripted::new([Step::Says(cut)]).await.client().catalogue().await;
    assert!(matches!(outcome, Err(Error::InDoubt)), "{outcome:?}");
}

#[tokio::test]
async fn half_a_refusal_leaves_the_request_in_doubt() {
    let mut cut = bytes("403 Forbidden", &["content-type: application/problem+json"], br#"{"type":"urn:banthao:problem:forbidden"}"#);
    cut.truncate(cut.len() - 9);
    let outcome = Scripted::new([Step::Says(cut)]).await.client().catalogue().await;
    assert!(matches!(outcome, Err(Error::InDoubt)), "a cut refusal could have said anything: {outcome:?}");
}

#[tokio::test]
async fn a_portal_that_never_answers_leaves_the_request_in_doubt() {
    let server = Scripted::new([Step::IsSilent]).await;
    let outcome = client(&server.url(), IMPATIENT).catalogue().await;
    assert!(matches!(outcome, Err(Error::InDoubt)), "{outcome:?}");
}

#[tokio::test]
async fn a_portal_that_stops_in_mid_answer_leaves_the_request_in_doubt() {
    let mut half = bytes("200 OK", &["content-type: application/json"], br#"{"version":1}"#);
    half.truncate(half.len() - 5);
    let server = Scripted::new([Step::SaysAndStalls(half)]).await;
    let outcome = client(&server.url(), IMPATIENT).catalogue().await;
    assert!(matches!(outcome, Err(Error::InDoubt)), "{outcome:?}");
}

#[tokio::test]
async fn a_media_file_that_stops_in_the_middle_is_given_up() {
    let mut half = bytes("200 OK", &["content-type: image/png"], b"0123456789");
    half.truncate(half.len() - 5);
    let server = Scripted::new([Step::SaysAndStalls(half)]).await;
    let outcome = client(&server.url(), IMPATIENT).download(BlobId::of(b"0123456789"), 0, &mut Vec::new()).await;
    assert!(matches!(outcome, Err(Error::InDoubt)), "{outcome:?}");
}

#[tokio::test]
async fn a_sign_in_page_in_place_of_json_is_a_gateways() {
    let outcome = Scripted::new([page("200 OK")]).await.client().catalogue().await;
    assert!(matches!(outcome, Err(Error::Captive)), "{outcome:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let mut elsewhere = Scripted::new([json("200 OK", "{}")]).await;
    let location = format!("location: {}/v1/catalogue", elsewhere.url());
    let portal = Scripted::new([answer("307 Temporary Redirect", &[&location], "")]).await;
    let outcome = portal.client().catalogue().await;
    assert!(matches!(outcome, Err(Error::Captive)), "{outcome:?}");

    client(&elsewhere.url(), PATIENT).account().await.unwrap_err();
    assert_eq!(elsewhere.hears().await.line(), "GET /v1/session", "the only request must be ours: the redirect would have shown the token");
}

fn jpeg(photo: &Bytes) -> Medium<'static> {
    Medium { blob: BlobId::of(photo), media_type: "image/jpeg", bytes: photo.len() as u64, resume: None }
}

#[tokio::test]
async fn a_gateway_that_says_200_to_everything_swallows_no_photo() {
    let photo = Bytes::from_static(b"photo");
    for script in [vec![page("200 OK")], vec![answer("404 Not Found", &[], ""), page("200 OK")]] {
        let outcome = Scripted::new(script).await.client().upload(&jpeg(&photo), &photo, &Unwatched).await;
        assert!(matches!(outcome, Err(Error::Captive)), "a photo that never arrived must not count as stored: {outcome:?}");
    }
}

#[tokio::test]
async fn a_bare_200_to_a_stored_photo_is_not_believed() {
    let photo = Bytes::from_static(b"photo");
    let script = [answer("404 Not Found", &[], ""), answer("200 OK", &[], "")];
    let outcome = Scripted::new(script).await.client().upload(&jpeg(&photo), &photo, &Unwatched).await;
    assert!(matches!(outcome, Err(Error::Nonsense)), "{outcome:?}");
}
