//! Who is there, who is let in, and what is laid down.

use banthao_document::DeviceId;
use banthao_portal_api::{
    Error,
    wire::{PROTOCOL, ProblemType, ProtocolRange, SessionRequest},
};
use serde_json::Value;

use super::{Access, Candidate, Verdict, access::fresh, raw::Raw};

const BEHIND_AN_ADAPTOR: Verdict = Verdict::NotAsked("the portal is behind an adaptor");

/// The id under which mirrors are kept must not change, and a protocol must be spoken that this build speaks.
pub(super) async fn the_handshake_names_the_same_installation_every_time(candidate: &Candidate) -> Verdict {
    let (first, second) = ((candidate.connect)(None).hello().await, (candidate.connect)(None).hello().await);
    let (first, second) = (first.expect("the handshake"), second.expect("the handshake"));
    assert_eq!((first.instance_id, first.epoch), (second.instance_id, second.epoch));
    assert!(first.protocol.includes(PROTOCOL), "protocol {PROTOCOL} must be spoken, not {:?}", first.protocol);
    let limits = first.limits;
    assert!(limits.max_push_operations > 0 && limits.max_push_bytes > 0 && limits.max_push_wire_bytes > 0, "{limits:?}");
    assert!(limits.max_pull_changes > 0 && limits.max_blob_bytes > 0 && limits.max_append_bytes > 0, "{limits:?}");
    assert!(limits.min_append_bytes <= limits.max_append_bytes, "{limits:?}");
    Verdict::Kept
}

/// The proof that an answer was made now, and by a portal.
pub(super) async fn the_handshake_gives_back_the_nonce(candidate: &Candidate) -> Verdict {
    let Some(raw) = &candidate.raw else { return BEHIND_AN_ADAPTOR };
    for nonce in ["c0ffee", "a-b_c.~d"] {
        let answer = raw.asks(None, "GET", &format!("/v1/hello?nonce={nonce}"), &[], None).await;
        let hello: Value = serde_json::from_slice(&answer.body).expect("the handshake is JSON");
        assert_eq!(hello["nonce"], nonce, "the nonce comes back as it was sent");
    }
    let answer = raw.asks(None, "GET", "/v1/hello", &[], None).await;
    answer.refuses_with(400, ProblemType::BadRequest);
    Verdict::Kept
}

/// A client of next year learns what is spoken here.
pub(super) async fn a_protocol_that_is_not_spoken_is_told_which_ones_are(candidate: &Candidate) -> Verdict {
    let Some(raw) = &candidate.raw else { return BEHIND_AN_ADAPTOR };
    for version in ["99", "0", "one"] {
        let answer = raw.asks(None, "GET", "/v1/hello?nonce=a", &[("banthao-protocol", version)], None).await;
        answer.refuses_with(426, ProblemType::ProtocolTooOld);
        let told: Value = serde_json::from_slice(&answer.body).expect("a problem");
        let range: ProtocolRange = serde_json::from_value(told["protocol"].clone()).expect("the member protocol with min and max");
        assert!(range.includes(PROTOCOL), "{range:?}");
    }
    Verdict::Kept
}

/// A success without application/json is somebody else's page to a client, and a refusal explains itself.
pub(super) async fn every_answer_has_its_media_type(candidate: &Candidate) -> Verdict {
    let Some(raw) = &candidate.raw else { return BEHIND_AN_ADAPTOR };
    let hello = raw.asks(None, "GET", "/v1/hello?nonce=a", &[], None).await;
    assert_eq!((hello.status, hello.header("content-type")), (200, "application/json"));
    raw.asks(None, "GET", "/v1/catalogue", &[], None).await.refuses_with(401, ProblemType::TokenExpired);
    raw.asks(None, "GET", "/v1/there-is-no-such-resource", &[], None).await.refuses_with(404, ProblemType::NotFound);
    Verdict::Kept
}

/// A client follows no redirect, because its token must not travel.
pub(super) async fn a_redirect_is_never_sent(candidate: &Candidate) -> Verdict {
    let Some(raw) = &candidate.raw else { return BEHIND_AN_ADAPTOR };
    for path in ["/v1/hello?nonce=a", "/v1/pull", "/v1/catalogue", "/v1/session"] {
        let status = raw.asks(None, "GET", path, &[], None).await.status;
        assert!(!(300..400).contains(&status), "{path} is answered with {status}");
    }
    Verdict::Kept
}

/// A password is refused as such, whether or not the name exists.
pub(super) async fn a_wrong_password_opens_nothing(candidate: &Candidate) -> Verdict {
    let Access::Password { username, .. } = &candidate.officer else {
        return Verdict::NotAsked("it needs a name and a password");
    };
    for username in [username.as_str(), "không-có-người-này"] {
        let request = SessionRequest {
            username: username.to_owned(),
            password: "sai mật khẩu".to_owned(),
            device: DeviceId(fresh()),
            device_name: String::new(),
        };
        let refusal = (candidate.connect)(None).sign_in(&request).await.expect_err("a wrong password must open nothing");
        assert!(matches!(refusal, Error::WrongCredentials), "{username}: {refusal:?}");
    }
    Verdict::Kept
}

/// Without a token there is no news and no effect.
pub(super) async fn nothing_is_said_to_strangers(candidate: &Candidate) -> Verdict {
    let portal = (candidate.connect)(Some("a-token-that-nobody-was-given".to_owned()));
    for (what, answer) in [
        ("a pull", portal.pull(None, 10).await.map(|_| ())),
        ("the account", portal.account().await.map(|_| ())),
        ("the catalogue", portal.catalogue().await.map(|_| ())),
    ] {
        assert!(matches!(answer, Err(Error::AuthRequired)), "{what} must be refused with 401, not {answer:?}");
    }
    Verdict::Kept
}

/// The token is of the one who signed in, until they sign out.
pub(super) async fn a_token_ends_with_the_session(candidate: &Candidate) -> Verdict {
    if !matches!(candidate.officer, Access::Password { .. }) {
        return Verdict::NotAsked("it would end the token that was given");
    }
    let officer = candidate.officer().await;
    assert_eq!(officer.portal.account().await.expect("the token is good"), officer.account);
    officer.portal.sign_out().await.expect("signing out");
    let ended = (candidate.connect)(Some(officer.token));
    assert!(matches!(ended.pull(None, 10).await, Err(Error::AuthRequired)), "a token that was ended must be good for nothing");
    Verdict::Kept
}

/// Without sections nothing can be submitted, and without levels nothing gets to the public.
pub(super) async fn the_catalogue_has_sections_and_a_way_to_the_public(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let catalogue = officer.portal.catalogue().await.expect("the catalogue");
    assert!(!catalogue.workflow.levels.is_empty(), "there must be at least one level of approval");
    let known = catalogue.sections.iter().any(|section| section.code == candidate.section);
    assert!(known, "the section {} that was named for this examination must be in the catalogue", candidate.section);
    Verdict::Kept
}

/// The raw way, or why a rule is not asked.
pub(super) fn raw_of(candidate: &Candidate) -> Result<&Raw, Verdict> {
    candidate.raw.as_ref().ok_or(BEHIND_AN_ADAPTOR)
}
