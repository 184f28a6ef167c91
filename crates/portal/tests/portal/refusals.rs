//! Every no is problem details.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use banthao_portal_api::wire::{PROTOCOL_HEADER, Problem, ProblemType};

use crate::office::Office;

#[tokio::test]
async fn an_unknown_address_and_a_wrong_method_are_problems_too() {
    let office = Office::opens();
    office.gets("/v1/khong-co").await.refuses_with(ProblemType::NotFound);
    office.gets("/v1").await.refuses_with(ProblemType::NotFound);
    let wrong = office.asks(Request::delete("/v1/push").body(Body::empty()).unwrap()).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(wrong.json::<Problem>().status, 405);
}

#[tokio::test]
async fn garbage_is_a_bad_request_whatever_kind_of_garbage() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    for garbage in [&b""[..], b"{", b"<html>", b"[]", b"\xff\xfe", br#"{"device":1}"#] {
        let answer = office.asks(officer.request(Method::POST, "/v1/push", garbage.to_vec())).await;
        answer.refuses_with(ProblemType::BadRequest);
        office.asks(Request::post("/v1/session").body(garbage.to_vec().into()).unwrap()).await.refuses_with(ProblemType::BadRequest);
    }
}

#[tokio::test]
async fn nobody_is_let_in_without_a_token() {
    let office = Office::opens();
    let blob = "0".repeat(64);
    let blob = format!("/v1/blobs/{blob}");
    for (method, path) in [
        ("GET", "/v1/session"),
        ("GET", "/v1/catalogue"),
        ("POST", "/v1/push"),
        ("GET", "/v1/pull"),
        ("POST", "/v1/revs-diff"),
        ("GET", "/v1/articles/x/revisions/y"),
        ("GET", &blob),
        ("POST", "/v1/uploads"),
        ("PATCH", "/v1/uploads/00"),
        ("GET", "/v1/events"),
    ] {
        for authorization in ["", "Bearer", "Bearer gia-mao", "Basic Y2FuYm86YmFu"] {
            let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, authorization);
            office.asks(request.body(Body::empty()).unwrap()).await.refuses_with(ProblemType::TokenExpired);
        }
    }
}

#[tokio::test]
async fn another_protocol_is_told_to_upgrade() {
    let office = Office::opens();
    let ask = async |version: &str| {
        office.asks(Request::get("/v1/hello?nonce=1").header(PROTOCOL_HEADER, version).body(Body::empty()).unwrap()).await
    };
    for version in ["2", "0", "moi"] {
        ask(version).await.refuses_with(ProblemType::ProtocolTooOld);
    }
    assert_eq!(ask("2").await.json::<serde_json::Value>()["protocol"], serde_json::json!({"min": 1, "max": 1}));
    assert_eq!(ask("1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_body_larger_than_the_limits_is_refused() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let large = vec![b' '; (8 << 20) + 1];
    office.asks(officer.request(Method::POST, "/v1/push", large)).await.refuses_with(ProblemType::TooLarge);
}

#[tokio::test]
async fn a_few_kilobytes_that_stand_for_gigabytes_are_refused() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let gibibyte = zstd::encode_all(std::io::Read::take(std::io::repeat(b' '), 1 << 30), 1).unwrap();
    let bomb = gibibyte.repeat(64);
    assert!(bomb.len() < 8 << 20, "it must pass the limit on the body itself");
    let mut request = officer.request(Method::POST, "/v1/push", bomb);
    request.headers_mut().insert(header::CONTENT_ENCODING, "zstd".parse().unwrap());
    office.asks(request).await.refuses_with(ProblemType::TooLarge);
}
