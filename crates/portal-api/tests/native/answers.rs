//! What each answer means.

use std::time::Duration;

use banthao_document::{BlobId, DeviceId};
use banthao_portal_api::{Error, Portal, wire::SessionRequest};
use uuid::Uuid;

use crate::scripted::{Scripted, Step, answer, bytes, json, page, problem};

fn credentials() -> SessionRequest {
    SessionRequest {
        username: "canbo".to_owned(),
        password: "canary-password-91c2".to_owned(),
        device: DeviceId(Uuid::nil()),
        device_name: "Máy thử".to_owned(),
    }
}

async fn catalogue_answered_with(step: Step) -> Error {
    Scripted::new([step]).await.client().catalogue().await.unwrap_err()
}

#[tokio::test]
async fn a_failing_portal_is_failing_whoever_words_it() {
    for step in [
        page("500 Internal Server Error"),
        problem("500 Internal Server Error", r#"{"type":"urn:banthao:problem:internal"}"#),
        json("500 Internal Server Error", "{"),
        answer("500 Internal Server Error", &[], ""),
    ] {
        let error = catalogue_answered_with(step).await;
        assert!(matches!(error, Error::Failing { status: 500 }), "{error:?}");
    }
    let error = catalogue_answered_with(page("503 Service Unavailable")).await;
    assert!(matches!(error, Error::Failing { status: 503 }), "{error:?}");
}

#[tokio::test]
async fn a_busy_portal_says_how_long_in_seconds_or_by_its_own_clock() {
    let date = "date: Mon, 01 Jan 2001 00:00:00 GMT";
    for (status, headers, wait) in [
        ("429 Too Many Requests", vec!["retry-after: 7"], Some(7)),
        ("503 Service Unavailable", vec!["retry-after: 120"], Some(120)),
        ("429 Too Many Requests", vec![date, "retry-after: Mon, 01 Jan 2001 00:00:45 GMT"], Some(45)),
        ("503 Service Unavailable", vec![date, "retry-after: Mon, 01 Jan 2001 00:02:00 GMT"], Some(120)),
        ("429 Too Many Requests", vec![date, "retry-after: Sun, 31 Dec 2000 23:00:00 GMT"], Some(0)),
        ("429 Too Many Requests", vec!["retry-after: 999999999"], Some(24 * 60 * 60)),
        ("429 Too Many Requests", vec!["retry-after: soon"], None),
        ("429 Too Many Requests", vec![], None),
    ] {
        let error = catalogue_answered_with(answer(status, &headers, "")).await;
        let Error::Busy { retry_after } = error else { panic!("{headers:?}: {error:?}") };
        assert_eq!(retry_after, wait.map(Duration::from_secs), "{headers:?}");
    }
}

#[tokio::test]
async fn a_refused_password_is_not_an_ended_session() {
    let refused = || problem("401 Unauthorized", r#"{"type":"urn:banthao:problem:wrong-credentials","title":"Sai","status":401}"#);
    let error = Scripted::new([refused()]).await.client().sign_in(&credentials()).await.unwrap_err();
    assert!(matches!(error, Error::WrongCredentials), "{error:?}");

    let error = catalogue_answered_with(problem("401 Unauthorized", r#"{"type":"urn:banthao:problem:token-expired"}"#)).await;
    assert!(matches!(error, Error::AuthRequired), "{error:?}");
}

#[tokio::test]
async fn without_a_token_the_portal_is_not_even_asked() {
    let server = Scripted::new([]).await;
    let portal = server.client();
    portal.set_token(None);
    let error = portal.pull(None, 10).await.unwrap_err();
    assert!(matches!(error, Error::AuthRequired), "{error:?}");
}

#[tokio::test]
async fn what_other_parties_on_the_way_say_is_not_the_portals_word() {
    for step in [
        page("511 Network Authentication Required"),
        page("403 Forbidden"),
        page("404 Not Found"),
        page("401 Unauthorized"),
        page("407 Proxy Authentication Required"),
        answer("407 Proxy Authentication Required", &[], ""),
        answer("421 Misdirected Request", &[], ""),
        answer("302 Found", &["location: http://10.0.0.1/login"], ""),
        answer("304 Not Modified", &[], ""),
        answer("200 OK", &[], ""),
        answer("200 OK", &["content-type: text/plain"], "{}"),
    ] {
        let Step::Says(said) = &step else { unreachable!() };
        let said = String::from_utf8_lossy(said).into_owned();
        let error = catalogue_answered_with(step).await;
        assert!(matches!(error, Error::Captive), "{said}\n{error:?}");
    }
}

#[tokio::test]
async fn a_problem_is_passed_on_with_the_status_that_really_came() {
    for (status, urn) in [
        ("400 Bad Request", "bad-request"),
        ("403 Forbidden", "forbidden"),
        ("403 Forbidden", "own-article"),
        ("404 Not Found", "not-found"),
        ("409 Conflict", "wrong-stage"),
        ("409 Conflict", "id-reused"),
        ("413 Content Too Large", "too-large"),
        ("422 Unprocessable Content", "digest-mismatch"),
        ("422 Unprocessable Content", "invalid-content"),
        ("422 Unprocessable Content", "incomplete"),
    ] {
        let urn = format!("urn:banthao:problem:{urn}");
        let body = format!(r#"{{"type":"{urn}","title":"Không được","status":999,"detail":"vì thế"}}"#);
        let error = catalogue_answered_with(problem(status, &body)).await;
        let Error::Rejected(found) = error else { panic!("{urn}: {error:?}") };
        assert_eq!(serde_json::to_value(found.kind).unwrap(), urn);
        assert_eq!(found.status.to_string(), status[..3]);
        assert_eq!((found.title.as_str(), found.detail.as_deref()), ("Không được", Some("vì thế")));
    }
}

#[tokio::test]
async fn a_refusal_without_a_known_problem_is_still_a_refusal() {
    for step in [
        problem("400 Bad Request", r#"{"type":"urn:banthao:problem:of-next-year","title":"Request refused"}"#),
        problem("400 Bad Request", r#"{}"#),
        problem("400 Bad Request", "not json"),
        answer("400 Bad Request", &["content-type: text/plain"], "no"),
        answer("400 Bad Request", &[], ""),
    ] {
        let error = catalogue_answered_with(step).await;
        let Error::Rejected(found) = error else { panic!("{error:?}") };
        assert_eq!(
            serde_json::to_value(&*found).unwrap(),
            serde_json::json!({"type": "about:blank", "title": "Request refused", "status": 400})
        );
    }
}

#[tokio::test]
async fn a_web_server_that_finds_a_body_too_large_condemns_the_body_and_not_the_line() {
    let error = catalogue_answered_with(page("413 Request Entity Too Large")).await;
    let Error::Rejected(found) = error else { panic!("{error:?}") };
    assert_eq!(serde_json::to_value(found.kind).unwrap(), "urn:banthao:problem:too-large");
}

#[tokio::test]
async fn a_server_that_did_not_listen_to_the_end_leaves_the_request_in_doubt() {
    for status in ["408 Request Timeout", "425 Too Early"] {
        let error = catalogue_answered_with(answer(status, &[], "")).await;
        assert!(matches!(error, Error::InDoubt), "{status}: {error:?}");
    }
}

#[tokio::test]
async fn a_void_cursor_starts_history_anew_and_is_no_refusal() {
    let server = Scripted::new([problem("410 Gone", r#"{"type":"urn:banthao:problem:cursor-expired"}"#)]).await;
    let error = server.client().pull(Some("c"), 10).await.unwrap_err();
    assert!(matches!(error, Error::CursorExpired), "{error:?}");
}

#[tokio::test]
async fn a_portal_that_outgrew_us_says_so() {
    let told = r#"{"type":"urn:banthao:problem:protocol-too-old","protocol":{"min":3,"max":5}}"#;
    let error = catalogue_answered_with(problem("426 Upgrade Required", told)).await;
    assert!(matches!(error, Error::Incompatible { min: 3, max: 5 }), "{error:?}");
    let error = catalogue_answered_with(problem("426 Upgrade Required", "{}")).await;
    assert!(matches!(error, Error::Incompatible { min: 2, max: 2 }), "{error:?}");
}

#[tokio::test]
async fn json_that_is_none_or_another_is_nonsense() {
    for body in ["", "{", "[]", r#"{"version":"one"}"#] {
        let error = catalogue_answered_with(json("200 OK", body)).await;
        assert!(matches!(error, Error::Nonsense), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let announced = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n ".to_vec();
    let error = catalogue_answered_with(Step::SaysAndStalls(announced)).await;
    assert!(matches!(error, Error::Nonsense), "{error:?}");

    let mut unannounced = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\n\r\n".to_vec();
    unannounced.resize(17 << 20, b' ');
    let error = catalogue_answered_with(Step::SaysAndStalls(unannounced)).await;
    assert!(matches!(error, Error::Nonsense), "{error:?}");
}

#[tokio::test]
async fn a_media_file_is_taken_only_with_the_bytes_that_its_name_promises() {
    let photo = BlobId::of(b"photo");
    let says = |body: &[u8]| Step::Says(bytes("200 OK", &["content-type: image/jpeg"], body));

    let mut fetched = Vec::new();
    Scripted::new([says(b"photo")]).await.client().download(photo, 0, &mut fetched).await.unwrap();
    assert_eq!(fetched, b"photo");
    let error = Scripted::new([says(b"phot0")]).await.client().download(photo, 0, &mut Vec::new()).await.unwrap_err();
    assert!(matches!(error, Error::Nonsense), "{error:?}");
    let error = Scripted::new([page("200 OK")]).await.client().download(photo, 0, &mut Vec::new()).await.unwrap_err();
    assert!(matches!(error, Error::Captive), "a gateway's page is not a damaged photo: {error:?}");
}
