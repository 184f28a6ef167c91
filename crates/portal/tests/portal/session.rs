//! Signing in, staying in, going out.

use axum::http::{Method, StatusCode};
use banthao_portal_api::wire::{Account, Catalogue, Hello, ProblemType};

use crate::office::{MORNING_MS, Office};

#[tokio::test]
async fn the_handshake_returns_the_nonce_and_this_portals_clock() {
    let office = Office::opens();
    let hello: Hello = office.gets("/v1/hello?nonce=n-42").await.json();
    assert_eq!((hello.nonce.as_str(), hello.server_time_ms), ("n-42", MORNING_MS));
    assert!(hello.protocol.includes(1));
    let office = office.reopens();
    let again: Hello = office.gets("/v1/hello?nonce=1").await.json();
    assert_eq!((hello.instance_id, hello.epoch), (again.instance_id, again.epoch), "a restart is no other portal");
    office.gets("/v1/hello").await.refuses_with(ProblemType::BadRequest);
}

#[tokio::test]
async fn a_token_tells_whose_it_is_and_opens_the_catalogue() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let account: Account = officer.gets("/v1/session").await.json();
    assert_eq!((account.username.as_str(), account.unit.name.as_str()), ("canbo", "Trung tâm Thông tin"));
    let catalogue: Catalogue = officer.gets("/v1/catalogue").await.json();
    assert_eq!(catalogue.sections[0].name, "Tin tức – Sự kiện");
    assert_eq!(catalogue.workflow.levels.len(), 2);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let office = Office::opens();
    let wrong = office.tries_to_sign_in("canbo", "sai").await;
    let unknown = office.tries_to_sign_in("khongai", "sai").await;
    wrong.refuses_with(ProblemType::WrongCredentials);
    assert_eq!(wrong.body, unknown.body);
}

#[tokio::test]
async fn a_token_ends_with_its_days_and_with_signing_out() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    office.minutes_pass(30 * 24 * 60 - 1);
    assert_eq!(officer.gets("/v1/session").await.status, StatusCode::OK);
    office.minutes_pass(1);
    let ended = officer.gets("/v1/session").await;
    ended.refuses_with(ProblemType::TokenExpired);
    assert_eq!(ended.header("www-authenticate"), "Bearer");

    let officer = office.signs_in("canbo").await;
    let gone = office.asks(officer.request(Method::DELETE, "/v1/session", Vec::new())).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    officer.gets("/v1/pull").await.refuses_with(ProblemType::TokenExpired);
}

#[tokio::test]
async fn guessing_a_password_has_to_wait_and_one_name_does_not_lock_out_another() {
    let office = Office::opens();
    for _ in 0..10 {
        office.tries_to_sign_in("canbo", "sai").await.refuses_with(ProblemType::WrongCredentials);
    }
    office.minutes_pass(4);
    let stopped = office.tries_to_sign_in("canbo", banthao_portal::DEMO_PASSWORD).await;
    stopped.refuses_with(ProblemType::TooManyRequests);
    assert_eq!(stopped.header("retry-after"), "360", "the window of ten minutes has six left");
    office.signs_in("lanhdao").await;
    office.minutes_pass(6);
    office.signs_in("canbo").await;
}

#[tokio::test]
async fn no_table_holds_a_token_or_a_password() {
    let office = Office::opens();
    let token = office.signs_in("canbo").await.token;
    let mut kept = std::fs::read(office.folder.path().join("portal.sqlite")).unwrap();
    kept.extend(std::fs::read(office.folder.path().join("portal.sqlite-wal")).unwrap_or_default());
    let holds = |secret: &str| kept.windows(secret.len()).any(|window| window == secret.as_bytes());
    assert!(holds("$argon2id$v=19$m=19456,t=2,p=1$"), "the file is read whole, or the next lines prove nothing");
    assert!(!holds(&token) && !holds(banthao_portal::DEMO_PASSWORD));
}
