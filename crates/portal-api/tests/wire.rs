//! The protocol's JSON, written out. Portals that others build read and write exactly this, so a change here is a change of the
//! protocol: it needs a new version, or it must be one that `docs/portal-protocol.md` allows within a version.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::{collections::BTreeMap, fmt::Debug};

use banthao_document::{AccountId, ArticleContent, ArticleId, BlobId, ContentHash, DeviceId, OpId, Revision, RevisionId};
use banthao_portal_api::wire::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

const ARTICLE: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const DEVICE: &str = "01890a5d-ac96-774b-bcce-000000000001";
const OPERATION: &str = "01890a5d-ac96-774b-bcce-000000000002";
const ACCOUNT: &str = "01890a5d-ac96-774b-bcce-000000000003";
const REVISION: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const CONTENT: &str = "2222222222222222222222222222222222222222222222222222222222222222";
const BLOB: &str = "3333333333333333333333333333333333333333333333333333333333333333";

fn article() -> ArticleId {
    ARTICLE.parse().unwrap()
}

fn device() -> DeviceId {
    DEVICE.parse().unwrap()
}

fn account_id() -> AccountId {
    ACCOUNT.parse().unwrap()
}

fn revision_id() -> RevisionId {
    REVISION.parse().unwrap()
}

fn content_hash() -> ContentHash {
    CONTENT.parse().unwrap()
}

fn blob() -> BlobId {
    BLOB.parse().unwrap()
}

fn person() -> Person {
    Person { id: account_id(), name: "Cán bộ mẫu".to_owned() }
}

fn unit() -> Unit {
    Unit { code: "van-phong".to_owned(), name: "Văn phòng".to_owned() }
}

fn revision() -> Revision {
    let content =
        ArticleContent { title: "Công bố chỉ số".to_owned(), section: Some("tin-tuc".to_owned()), ..ArticleContent::empty("tin") };
    Revision {
        article: article(),
        parents: vec![revision_id()],
        author: Some(account_id()),
        device: device(),
        made_at_ms: 1_790_000_000_000,
        content,
        unknown: BTreeMap::new(),
    }
}

fn revision_json() -> Value {
    json!({
        "article": ARTICLE, "parents": [REVISION], "author": ACCOUNT, "device": DEVICE, "made_at_ms": 1_790_000_000_000_i64,
        "content": {
            "schema": 1, "kind": "tin", "language": "vi", "title": "Công bố chỉ số", "kicker": "", "sapo": "", "section": "tin-tuc",
            "byline": "", "source": "", "body": {"type": "doc", "content": [{"type": "paragraph"}]}, "attachments": [],
        },
    })
}

/// The value is written as this JSON, and the JSON is read as this value.
#[track_caller]
fn is<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T, expected: Value) {
    assert_eq!(serde_json::to_value(&value).unwrap(), expected, "what we write has drifted");
    assert_eq!(serde_json::from_value::<T>(expected).unwrap(), value, "what we read has drifted");
}

#[test]
fn the_constants_stand() {
    assert_eq!((PROTOCOL, PROTOCOL_HEADER), (1, "banthao-protocol"));
    assert_eq!((JSON, PROBLEM_JSON), ("application/json", "application/problem+json"));
}

#[test]
fn hello_stands() {
    let hello = Hello {
        server: "portal/1".to_owned(),
        name: "Cổng thông tin điện tử".to_owned(),
        instance_id: Uuid::nil(),
        epoch: Uuid::max(),
        protocol: ProtocolRange { min: 1, max: 2 },
        limits: Limits {
            max_push_operations: 500,
            max_push_bytes: 8_388_608,
            max_push_wire_bytes: 1_048_576,
            max_pull_changes: 500,
            max_blob_bytes: 52_428_800,
            min_append_bytes: 0,
            max_append_bytes: 8_388_608,
            quota_bytes: 1_073_741_824,
        },
        server_time_ms: 1_790_000_000_000,
        nonce: "c0ffee".to_owned(),
        features: vec!["events".to_owned()],
    };
    is(
        hello,
        json!({
            "server": "portal/1", "name": "Cổng thông tin điện tử",
            "instance_id": "00000000-0000-0000-0000-000000000000", "epoch": "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "protocol": {"min": 1, "max": 2},
            "limits": {
                "max_push_operations": 500, "max_push_bytes": 8_388_608, "max_push_wire_bytes": 1_048_576, "max_pull_changes": 500,
                "max_blob_bytes": 52_428_800, "min_append_bytes": 0, "max_append_bytes": 8_388_608, "quota_bytes": 1_073_741_824,
            },
            "server_time_ms": 1_790_000_000_000_i64, "nonce": "c0ffee", "features": ["events"],
        }),
    );
}

#[test]
fn sessions_stand() {
    let request =
        SessionRequest {
            username: "canbo".to_owned(), password: "mật khẩu".to_owned(), device: device(), device_name: "Máy 1".to_owned()
        };
    is(request, json!({"username": "canbo", "password": "mật khẩu", "device": DEVICE, "device_name": "Máy 1"}));

    let account = Account {
        id: account_id(),
        username: "canbo".to_owned(),
        name: "Cán bộ mẫu".to_owned(),
        unit: unit(),
        roles: vec![Role::Officer, Role::UnitLeader, Role::Editor],
    };
    let account_json = json!({
        "id": ACCOUNT, "username": "canbo", "name": "Cán bộ mẫu", "unit": {"code": "van-phong", "name": "Văn phòng"},
        "roles": ["officer", "unit_leader", "editor"],
    });
    is(account.clone(), account_json.clone());
    let session = Session { token: "t".to_owned(), expires_at_ms: 5, account };
    is(session, json!({"token": "t", "expires_at_ms": 5, "account": account_json}));
}

#[test]
fn the_catalogue_stands() {
    let catalogue = Catalogue {
        version: 3,
        sections: vec![Section { code: "tin-tuc".to_owned(), name: "Tin tức".to_owned() }],
        kinds: vec![Kind { code: "tin".to_owned(), name: "Tin".to_owned() }],
        workflow: Workflow {
            levels: vec![Level { role: Role::UnitLeader, waiting: "Chờ đơn vị duyệt".to_owned(), own_unit: true }]
        },
        proofing: None,
    };
    is(
        catalogue.clone(),
        json!({
            "version": 3, "sections": [{"code": "tin-tuc", "name": "Tin tức"}], "kinds": [{"code": "tin", "name": "Tin"}],
            "workflow": {"levels": [{"role": "unit_leader", "waiting": "Chờ đơn vị duyệt", "own_unit": true}]},
        }),
    );
    let house = HouseStyle { words: vec!["Trường Sa Lớn".to_owned()], tones: Some("old".to_owned()) };
    let mut with_house = serde_json::to_value(Catalogue { proofing: Some(house), ..catalogue }).unwrap();
    assert_eq!(with_house["proofing"].take(), json!({"words": ["Trường Sa Lớn"], "tones": "old"}));
}

#[test]
fn every_act_stands() {
    for (act, mut expected) in [
        (
            Act::PutRevision { base: None, revision: Box::new(revision()) },
            json!({"act": "put_revision", "base": null, "revision": revision_json()}),
        ),
        (
            Act::PutRevision { base: Some(revision_id()), revision: Box::new(revision()) },
            json!({"act": "put_revision", "base": REVISION, "revision": revision_json()}),
        ),
        (
            Act::PutDelta {
                base: revision_id(),
                revision: revision_id(),
                envelope: Envelope::of(&revision()),
                delta: json!([{"keep": 4}]),
            },
            json!({"act": "put_delta", "base": REVISION, "revision": REVISION, "delta": [{"keep": 4}], "envelope": {
                "parents": [REVISION], "author": ACCOUNT, "device": DEVICE, "made_at_ms": 1_790_000_000_000_i64,
            }}),
        ),
        (Act::Delete { base: revision_id() }, json!({"act": "delete", "base": REVISION})),
        (
            Act::Submit { revision: revision_id(), content_hash: content_hash() },
            json!({"act": "submit", "revision": REVISION, "content_hash": CONTENT}),
        ),
        (Act::Recall { revision: revision_id() }, json!({"act": "recall", "revision": REVISION})),
        (
            Act::Approve { revision: revision_id(), content_hash: content_hash() },
            json!({"act": "approve", "revision": REVISION, "content_hash": CONTENT}),
        ),
        (
            Act::SendBack { revision: revision_id(), content_hash: content_hash(), reason: "Thiếu nguồn".to_owned() },
            json!({"act": "send_back", "revision": REVISION, "content_hash": CONTENT, "reason": "Thiếu nguồn"}),
        ),
    ] {
        // An operation carries its act's members beside its own.
        for (name, value) in [("op_seq", json!(4)), ("op_id", json!(OPERATION)), ("article", json!(ARTICLE))] {
            expected[name] = value;
        }
        let operation = Operation { op_seq: 4, op_id: OPERATION.parse().unwrap(), article: article(), act };
        is(
            PushRequest { device: device(), ack_through: 3, operations: vec![operation], since: None },
            json!({"device": DEVICE, "ack_through": 3, "operations": [expected]}),
        );
    }
}

#[test]
fn every_outcome_stands() {
    let problem = Problem::new(ProblemType::Forbidden, "of another unit");
    for (outcome, mut expected) in [
        (Outcome::Applied { seq: 9, missing_blobs: vec![blob()] }, json!({"outcome": "applied", "seq": 9, "missing_blobs": [BLOB]})),
        (Outcome::Conflict { head: Some(revision_id()) }, json!({"outcome": "conflict", "head": REVISION})),
        (Outcome::Conflict { head: None }, json!({"outcome": "conflict", "head": null})),
        (Outcome::BaseMissing, json!({"outcome": "base_missing"})),
        (Outcome::Blocked { missing_blobs: vec![blob()] }, json!({"outcome": "blocked", "missing_blobs": [BLOB]})),
        (
            Outcome::Rejected { problem },
            json!({"outcome": "rejected", "problem": {
                "type": "urn:banthao:problem:forbidden", "title": "Not allowed", "status": 403, "detail": "of another unit",
            }}),
        ),
    ] {
        for (name, value) in [("op_seq", json!(4)), ("op_id", json!(OPERATION)), ("replayed", json!(true))] {
            expected[name] = value;
        }
        let op_id: OpId = OPERATION.parse().unwrap();
        is(
            PushResponse { receipts: vec![Receipt { op_id, op_seq: 4, replayed: true, outcome }], news: None },
            json!({"receipts": [expected]}),
        );
    }
}

#[test]
fn every_stage_and_event_stands() {
    let returned = Return { level: 1, by: person(), reason: "Thiếu nguồn".to_owned(), at_ms: 6 };
    let by = json!({"id": ACCOUNT, "name": "Cán bộ mẫu"});
    for (stage, expected) in [
        (Stage::Draft, json!({"stage": "draft"})),
        (
            Stage::InReview { level: 0, revision: revision_id(), content_hash: content_hash() },
            json!({"stage": "in_review", "level": 0, "revision": REVISION, "content_hash": CONTENT}),
        ),
        (Stage::Returned(returned), json!({"stage": "returned", "level": 1, "by": by, "reason": "Thiếu nguồn", "at_ms": 6})),
        (Stage::Published { content_hash: content_hash() }, json!({"stage": "published", "content_hash": CONTENT})),
    ] {
        is(stage, expected);
    }
    for (kind, mut expected) in [
        (EventKind::Created, json!({"event": "created"})),
        (EventKind::Submitted, json!({"event": "submitted"})),
        (EventKind::Recalled, json!({"event": "recalled"})),
        (EventKind::Voided, json!({"event": "voided"})),
        (EventKind::Approved { level: 1 }, json!({"event": "approved", "level": 1})),
        (
            EventKind::SentBack { level: 0, reason: "Thiếu nguồn".to_owned() },
            json!({"event": "sent_back", "level": 0, "reason": "Thiếu nguồn"}),
        ),
        (EventKind::Published, json!({"event": "published"})),
        (EventKind::Deleted, json!({"event": "deleted"})),
        (EventKind::Revived, json!({"event": "revived"})),
    ] {
        (expected["at_ms"], expected["by"]) = (json!(5), by.clone());
        is(WorkflowEvent { at_ms: 5, by: person(), kind }, expected);
    }
}

#[test]
fn a_page_of_changes_stands() {
    let change = ArticleChange {
        head: revision_id(),
        revision: Some(Box::new(revision())),
        received_at_ms: 1,
        owner: person(),
        unit: unit(),
        stage: Stage::Published { content_hash: content_hash() },
        missing_blobs: vec![blob()],
        publication: Some(Publication {
            revision: revision_id(),
            content_hash: content_hash(),
            url: "https://cong.example.vn/tin-tuc/cong-bo".to_owned(),
            published_at_ms: 2,
            modified_at_ms: 3,
        }),
        events: vec![WorkflowEvent { at_ms: 2, by: person(), kind: EventKind::Published }],
    };
    let page = PullPage {
        changes: vec![
            Change { seq: 9, article: article(), kind: ChangeKind::Article(Box::new(change)) },
            Change { seq: 10, article: article(), kind: ChangeKind::Tombstone { by: person(), at_ms: 4, head: revision_id() } },
        ],
        next_cursor: "c".to_owned(),
        has_more: true,
        last_op_seq: 8,
        server_time_ms: 7,
    };
    let by = json!({"id": ACCOUNT, "name": "Cán bộ mẫu"});
    is(
        page,
        json!({
            "changes": [
                {
                    "seq": 9, "article": ARTICLE, "change": "article", "head": REVISION, "revision": revision_json(), "received_at_ms": 1,
                    "owner": by, "unit": {"code": "van-phong", "name": "Văn phòng"},
                    "stage": {"stage": "published", "content_hash": CONTENT}, "missing_blobs": [BLOB],
                    "publication": {
                        "revision": REVISION, "content_hash": CONTENT, "url": "https://cong.example.vn/tin-tuc/cong-bo",
                        "published_at_ms": 2, "modified_at_ms": 3,
                    },
                    "events": [{"at_ms": 2, "by": by, "event": "published"}],
                },
                {"seq": 10, "article": ARTICLE, "change": "tombstone", "by": by, "at_ms": 4, "head": REVISION},
            ],
            "next_cursor": "c", "has_more": true, "last_op_seq": 8, "server_time_ms": 7,
        }),
    );
}

#[test]
fn a_push_may_ask_for_the_news_in_the_same_breath() {
    is(
        PushRequest { device: device(), ack_through: 3, operations: vec![], since: Some("c".to_owned()) },
        json!({"device": DEVICE, "ack_through": 3, "operations": [], "since": "c"}),
    );
    let page = PullPage { changes: vec![], next_cursor: "d".to_owned(), has_more: false, last_op_seq: 3, server_time_ms: 7 };
    is(
        PushResponse { receipts: vec![], news: Some(page) },
        json!({"receipts": [], "news": {"changes": [], "next_cursor": "d", "has_more": false, "last_op_seq": 3, "server_time_ms": 7}}),
    );
}

#[test]
fn what_a_portal_lacks_stands() {
    is(
        RevsDiffRequest { articles: vec![KnownArticle { article: article(), revisions: vec![revision_id()] }], blobs: vec![blob()] },
        json!({"articles": [{"article": ARTICLE, "revisions": [REVISION]}], "blobs": [BLOB]}),
    );
    let found = ArticleDiff { article: article(), head: None, deleted: false, missing: vec![revision_id()] };
    is(
        RevsDiff { articles: vec![found], missing_blobs: vec![blob()] },
        json!({
            "articles": [{"article": ARTICLE, "head": null, "deleted": false, "missing": [REVISION]}], "missing_blobs": [BLOB],
        }),
    );
}

#[test]
fn every_problem_stands() {
    for (name, status) in [
        ("wrong-credentials", 401),
        ("token-expired", 401),
        ("forbidden", 403),
        ("own-article", 403),
        ("not-found", 404),
        ("wrong-stage", 409),
        ("id-reused", 409),
        ("quota-exceeded", 403),
        ("upload-superseded", 409),
        ("cursor-expired", 410),
        ("too-large", 413),
        ("digest-mismatch", 422),
        ("invalid-content", 422),
        ("incomplete", 422),
        ("protocol-too-old", 426),
        ("too-many-requests", 429),
        ("bad-request", 400),
        ("internal", 500),
    ] {
        let urn = format!("urn:banthao:problem:{name}");
        let kind: ProblemType = serde_json::from_value(json!(urn)).unwrap();
        assert_ne!(kind, ProblemType::Other, "{urn} is no longer known");
        is(Problem::new(kind, "d"), json!({"type": urn, "title": kind.title(), "status": status, "detail": "d"}));
    }
}

#[test]
fn what_a_newer_portal_says_is_understood_as_far_as_it_goes() {
    assert_eq!(serde_json::from_value::<Role>(json!("press_officer")).unwrap(), Role::Unknown);
    assert_eq!(serde_json::from_value::<ProblemType>(json!("urn:banthao:problem:of-next-year")).unwrap(), ProblemType::Other);
    let event = json!({"at_ms": 5, "by": {"id": ACCOUNT, "name": "Cán bộ mẫu"}, "event": "ratified", "by_law": "…"});
    assert_eq!(serde_json::from_value::<WorkflowEvent>(event).unwrap().kind, EventKind::Unknown);
    let section: Section = serde_json::from_value(json!({"code": "a", "name": "b", "colour": "red"})).unwrap();
    assert_eq!(section, Section { code: "a".to_owned(), name: "b".to_owned() });
}

#[test]
fn a_change_of_a_newer_portal_is_kept_whole_and_does_not_spoil_the_page() {
    let sent = serde_json::json!({
        "changes": [
            {"seq": 7, "article": "01a20a10-9d96-751a-842e-4bd9770fec1f", "change": "merged_into", "into": "01a20a10-9d96-751a-842e-4bdaa054eabb"},
            {"seq": 8, "article": "01a20a10-9d96-751a-842e-4bd9770fec1f", "change": "article", "stage": {"stage": "on_the_moon"}}
        ],
        "next_cursor": "c", "has_more": false, "last_op_seq": 0, "server_time_ms": 0
    });
    let page: PullPage = serde_json::from_value(sent.clone()).unwrap();
    assert!(page.changes.iter().all(|change| matches!(change.kind, ChangeKind::Unknown(_))));
    assert_eq!(serde_json::to_value(&page).unwrap(), sent, "what is not understood must be kept as it came");
}
