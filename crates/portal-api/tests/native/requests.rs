//! What goes over the wire.

use banthao_document::{ArticleId, BlobId, ContentHash, DeviceId, OpId, RevisionId};
use banthao_portal_api::{
    Capabilities, Error, Hint, Medium, Portal, Support, Unwatched, UploadUrl, Watcher,
    native::NativePortal,
    wire::{Act, Operation, PushRequest, SessionRequest},
};
use bytes::Bytes;
use uuid::Uuid;

use crate::scripted::{Heard, PATIENT, Scripted, Step, TOKEN, answer, client, json, problem};

/// A portal that echoes a nonce cannot be scripted beforehand, so this one answers after it has heard.
async fn hello_answered_with(greeting: impl FnOnce(&str) -> String + Send + 'static) -> (NativePortal, Result<(), Error>, Heard) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut head).await.unwrap(), 0);
        }
        let heard = Heard { head: String::from_utf8(head).unwrap(), body: Vec::new() };
        let nonce = heard.line().split_once("nonce=").unwrap().1.to_owned();
        let said = crate::scripted::bytes("200 OK", &["content-type: application/json"], greeting(&nonce).as_bytes());
        stream.write_all(&said).await.unwrap();
        heard
    });
    let portal = client(&url, PATIENT);
    let outcome = portal.hello().await.map(|hello| assert_eq!(hello.name, "Cổng thử"));
    (portal, outcome, server.await.unwrap())
}

fn greeting(nonce: &str, min: u32, max: u32) -> String {
    serde_json::json!({
        "server": "portal 1", "name": "Cổng thử", "instance_id": Uuid::nil(), "epoch": Uuid::nil(),
        "protocol": {"min": min, "max": max},
        "limits": {
            "max_push_operations": 500, "max_push_bytes": 8_388_608, "max_push_wire_bytes": 1_048_576, "max_pull_changes": 500,
            "max_blob_bytes": 4, "min_append_bytes": 0, "max_append_bytes": 8_388_608, "quota_bytes": 1_073_741_824,
        },
        "server_time_ms": 0, "nonce": nonce,
    })
    .to_string()
}

fn push(reason: &str) -> PushRequest {
    let act = Act::SendBack { revision: RevisionId([1; 32]), content_hash: ContentHash([2; 32]), reason: reason.to_owned() };
    let operation = Operation { op_seq: 1, op_id: OpId(Uuid::nil()), article: ArticleId(Uuid::nil()), act };
    PushRequest { device: DeviceId(Uuid::nil()), ack_through: 0, operations: vec![operation], since: None }
}

fn jpeg(photo: &Bytes) -> Medium<'static> {
    Medium { blob: BlobId::of(photo), media_type: "image/jpeg", bytes: photo.len() as u64, resume: None }
}

fn receipt() -> Step {
    let body = format!(r#"{{"receipts":[{{"op_id":"{}","op_seq":1,"outcome":"conflict","head":null}}]}}"#, Uuid::nil());
    json("200 OK", &body)
}

#[tokio::test]
async fn the_handshake_proves_who_answers() {
    let (_, outcome, heard) = hello_answered_with(|nonce| greeting(nonce, 1, 1)).await;
    outcome.unwrap();
    assert_eq!(heard.header("authorization"), None, "whoever answers is not known yet and gets no token");
    assert_eq!(heard.header("banthao-protocol"), Some("1"));
    assert_eq!(heard.header("accept-language"), Some("vi"));
    assert_eq!(heard.header("user-agent"), Some(concat!("banthao/", env!("CARGO_PKG_VERSION"))));

    let (_, _, again) = hello_answered_with(|nonce| greeting(nonce, 1, 1)).await;
    assert_ne!(heard.line(), again.line(), "a nonce used twice could be answered from a cache");
}

#[tokio::test]
async fn another_nonce_is_another_host() {
    let (_, outcome, _) = hello_answered_with(|_| greeting("0000", 1, 1)).await;
    assert!(matches!(outcome, Err(Error::Captive)), "{outcome:?}");
}

#[tokio::test]
async fn a_portal_of_another_protocol_is_recognised_whatever_else_it_says() {
    let (_, outcome, _) = hello_answered_with(|nonce| greeting(nonce, 2, 4)).await;
    assert!(matches!(outcome, Err(Error::Incompatible { min: 2, max: 4 })), "{outcome:?}");
    let (_, outcome, _) = hello_answered_with(|nonce| format!(r#"{{"nonce":"{nonce}","protocol":{{"min":7,"max":7}},"else":1}}"#)).await;
    assert!(matches!(outcome, Err(Error::Incompatible { min: 7, max: 7 })), "{outcome:?}");
}

#[tokio::test]
async fn a_sign_in_gives_the_token_to_all_that_follows_and_a_sign_out_takes_it() {
    let account = r#"{"id":"00000000-0000-0000-0000-000000000000","username":"canbo","name":"Cán bộ","unit":{"code":"vp","name":"Văn phòng"},"roles":["officer","bard"]}"#;
    let session = format!(r#"{{"token":"fresh","expires_at_ms":1,"account":{account}}}"#);
    let mut server = Scripted::new([json("200 OK", &session), json("200 OK", account), answer("204 No Content", &[], "")]).await;
    let portal = server.client();
    portal.set_token(None);

    let request = SessionRequest {
        username: "canbo".to_owned(),
        password: "mật khẩu".to_owned(),
        device: DeviceId(Uuid::nil()),
        device_name: "Máy thử".to_owned(),
    };
    portal.sign_in(&request).await.unwrap();
    let heard = server.hears().await;
    assert_eq!((heard.line(), heard.header("content-type")), ("POST /v1/session", Some("application/json")));
    assert_eq!(heard.header("authorization"), None);
    assert_eq!(serde_json::from_slice::<SessionRequest>(&heard.body).unwrap().password, "mật khẩu");

    portal.account().await.unwrap();
    let heard = server.hears().await;
    assert_eq!((heard.line(), heard.header("authorization")), ("GET /v1/session", Some("Bearer fresh")));

    portal.sign_out().await.unwrap();
    assert_eq!(server.hears().await.line(), "DELETE /v1/session");
    assert!(matches!(portal.account().await, Err(Error::AuthRequired)), "a token that was ended must not be used again");
}

#[tokio::test]
async fn a_small_push_goes_as_it_is_and_a_large_one_compressed() {
    let mut server = Scripted::new([json("200 OK", r#"{"receipts":[]}"#), receipt()]).await;
    let portal = server.client();

    let small = PushRequest { operations: Vec::new(), ..push("") };
    portal.push(&small).await.unwrap();
    let heard = server.hears().await;
    assert_eq!((heard.line(), heard.header("content-encoding")), ("POST /v1/push", None));
    assert_eq!(heard.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    assert_eq!(serde_json::from_slice::<PushRequest>(&heard.body).unwrap(), small);

    let large = push(&"Thiếu nguồn. ".repeat(1000));
    portal.push(&large).await.unwrap();
    let heard = server.hears().await;
    assert_eq!((heard.header("content-encoding"), heard.header("content-type")), (Some("zstd"), Some("application/json")));
    assert!(heard.body.len() < 1000, "a thousand equal sentences must shrink, {} bytes sent", heard.body.len());
    assert_eq!(serde_json::from_slice::<PushRequest>(&zstd::decode_all(heard.body.as_slice()).unwrap()).unwrap(), large);
}

#[tokio::test]
async fn an_answer_that_forgets_an_operation_or_means_another_is_nonsense() {
    let other = format!(r#"{{"receipts":[{{"op_id":"{}","op_seq":1,"outcome":"conflict","head":null}}]}}"#, Uuid::max());
    for body in [r#"{"receipts":[]}"#, &other] {
        let outcome = Scripted::new([json("200 OK", body)]).await.client().push(&push("Thiếu nguồn")).await;
        assert!(matches!(outcome, Err(Error::Nonsense)), "{body}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_cursor_is_opaque_and_arrives_as_it_was_given() {
    let empty = || json("200 OK", r#"{"changes":[],"next_cursor":"x","has_more":false,"last_op_seq":0,"server_time_ms":0}"#);
    let mut server = Scripted::new([empty(), empty()]).await;
    let portal = server.client();
    portal.pull(None, 50).await.unwrap();
    assert_eq!(server.hears().await.line(), "GET /v1/pull?limit=50");
    portal.pull(Some("a+b/c=&limit=9"), 50).await.unwrap();
    assert_eq!(server.hears().await.line(), "GET /v1/pull?limit=50&cursor=a%2Bb%2Fc%3D%26limit%3D9");
}

#[tokio::test]
async fn a_photo_that_is_there_already_costs_one_request() {
    let photo = Bytes::from_static(b"photo");
    let id = BlobId::of(&photo);
    let mut server = Scripted::new([answer("200 OK", &[], "")]).await;
    server.client().upload(&jpeg(&photo), &photo, &Unwatched).await.unwrap();
    assert_eq!(server.hears().await.line(), format!("HEAD /v1/blobs/{id}"));
}

/// The answer to a request about an upload.
fn upload(status: &str, offset: u64, is_complete: bool, more: &[&str]) -> Step {
    let offset = format!("upload-offset: {offset}");
    let complete = format!("upload-complete: ?{}", u8::from(is_complete));
    answer(status, &[&[offset.as_str(), complete.as_str()], more].concat(), "")
}

/// What a watcher was told.
#[derive(Default)]
struct Notes(std::sync::Mutex<Vec<String>>);

#[async_trait::async_trait]
impl Watcher for Notes {
    async fn created(&self, upload: &UploadUrl) -> std::io::Result<()> {
        self.0.lock().unwrap().push(format!("created {}", upload.0.rsplit('/').next().unwrap()));
        Ok(())
    }

    fn sent(&self, _bytes: u64) {}

    fn durable(&self, bytes: u64) {
        self.0.lock().unwrap().push(format!("durable {bytes}"));
    }
}

#[tokio::test]
async fn a_small_photo_goes_up_with_the_request_that_begins_its_upload() {
    let photo = Bytes::from_static(b"photo");
    let mut server = Scripted::new([answer("404 Not Found", &[], ""), upload("201 Created", 5, true, &[])]).await;
    server.client().upload(&jpeg(&photo), &photo, &Unwatched).await.unwrap();
    server.hears().await;
    let heard = server.hears().await;
    assert_eq!(heard.line(), "POST /v1/uploads");
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("content-length", "5"),
        ("upload-length", "5"),
        ("upload-complete", "?1"),
        ("upload-draft-interop-version", "8"),
        ("repr-digest", "sha-256=:VcZND81vnV98goCThX4/39poR4u06b0k1IHvORx4BOg=:"),
    ] {
        assert_eq!(heard.header(name), Some(value), "{name}");
    }
    assert_eq!(heard.body, b"photo");
}

/// Larger than what goes at once.
fn film() -> Bytes {
    (0..200_000_u32).map(|at| (at % 251) as u8).collect::<Vec<_>>().into()
}

#[tokio::test]
async fn a_larger_medium_is_begun_empty_and_goes_on_from_where_the_portal_says() {
    let film = film();
    let mut server = Scripted::new([
        answer("404 Not Found", &[], ""),
        upload("201 Created", 0, false, &["location: uploads/ab12"]),
        upload("204 No Content", 120_000, false, &[]),
        upload("201 Created", 200_000, true, &[]),
    ])
    .await;
    let notes = Notes::default();
    server.client().upload(&Medium { media_type: "video/mp4", ..jpeg(&film) }, &film, &notes).await.unwrap();
    server.hears().await;
    let begun = server.hears().await;
    assert_eq!((begun.line(), begun.header("upload-complete"), begun.body.len()), ("POST /v1/uploads", Some("?0"), 0));
    let first = server.hears().await;
    assert_eq!((first.line(), first.header("upload-offset"), first.body.len()), ("PATCH /v1/uploads/ab12", Some("0"), 200_000));
    assert_eq!(first.header("content-type"), Some("application/partial-upload"));
    let second = server.hears().await;
    assert_eq!((second.header("upload-offset"), second.header("upload-complete")), (Some("120000"), Some("?1")));
    assert_eq!(second.body, film[120_000..]);
    assert_eq!(*notes.0.lock().unwrap(), ["created ab12", "durable 120000", "durable 200000"]);
}

#[tokio::test]
async fn an_upload_that_was_cut_off_asks_how_far_it_came() {
    let film = film();
    let mut server = Scripted::new([upload("204 No Content", 150_000, false, &[]), upload("201 Created", 200_000, true, &[])]).await;
    let resume = Some(UploadUrl(format!("{}/v1/uploads/ab12", server.url())));
    server.client().upload(&Medium { resume, ..jpeg(&film) }, &film, &Unwatched).await.unwrap();
    assert_eq!(server.hears().await.line(), "HEAD /v1/uploads/ab12");
    assert_eq!(server.hears().await.body, film[150_000..], "what the portal has is not sent again");
}

#[tokio::test]
async fn an_upload_that_is_gone_is_begun_anew() {
    let film = film();
    let mut server = Scripted::new([
        answer("404 Not Found", &[], ""),
        answer("404 Not Found", &[], ""),
        upload("201 Created", 0, false, &["location: uploads/cd34"]),
        upload("201 Created", 200_000, true, &[]),
    ])
    .await;
    let resume = Some(UploadUrl(format!("{}/v1/uploads/ab12", server.url())));
    server.client().upload(&Medium { resume, ..jpeg(&film) }, &film, &Unwatched).await.unwrap();
    for line in [Some("HEAD /v1/uploads/ab12"), None, Some("POST /v1/uploads"), Some("PATCH /v1/uploads/cd34")] {
        let heard = server.hears().await;
        assert!(line.is_none_or(|line| heard.line() == line), "{}", heard.line());
    }
}

#[tokio::test]
async fn an_upload_never_carries_the_token_to_another_host() {
    let film = film();
    for location in ["https://khac.example.vn/v1/uploads/ab12", "//khac.example.vn/v1/uploads/ab12", "/khac/ab12"] {
        let location = format!("location: {location}");
        let begun = upload("201 Created", 0, false, &[&location]);
        let server = Scripted::new([answer("404 Not Found", &[], ""), begun]).await;
        let outcome = server.client().upload(&jpeg(&film), &film, &Unwatched).await;
        assert!(matches!(outcome, Err(Error::Nonsense)), "{location}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_line_that_takes_small_pieces_only_gets_small_pieces() {
    let film: Bytes = vec![7; 2 << 20].into();
    let mut server = Scripted::new([
        answer("404 Not Found", &[], ""),
        upload("201 Created", 0, false, &["location: uploads/ab12"]),
        answer("413 Content Too Large", &["content-type: text/html"], "<html>"),
        upload("204 No Content", 524_288, false, &[]),
        upload("204 No Content", 1_048_576, false, &[]),
        upload("204 No Content", 1_572_864, false, &[]),
        upload("201 Created", 2_097_152, true, &[]),
    ])
    .await;
    server.client().upload(&jpeg(&film), &film, &Unwatched).await.unwrap();
    let mut sent = Vec::new();
    for _ in 0..7 {
        sent.push(server.hears().await.body.len());
    }
    assert_eq!(sent, [0, 0, 2 << 20, 1 << 19, 1 << 19, 1 << 19, 1 << 19]);
}

#[tokio::test]
async fn a_portal_that_never_gets_anywhere_is_given_up() {
    let film = film();
    let script = [answer("404 Not Found", &[], ""), upload("201 Created", 0, false, &["location: uploads/ab12"])];
    let server = Scripted::new(script.into_iter().chain((0..10).map(|_| upload("204 No Content", 0, false, &[])))).await;
    let outcome = server.client().upload(&jpeg(&film), &film, &Unwatched).await;
    assert!(matches!(outcome, Err(Error::Nonsense)), "{outcome:?}");
}

#[tokio::test]
async fn a_file_that_fails_here_is_not_the_portals_fault() {
    let film = film();
    let longer = Medium { bytes: film.len() as u64 + 1, ..jpeg(&film) };
    let script = [answer("404 Not Found", &[], ""), upload("201 Created", 0, false, &["location: uploads/ab12"]), Step::IsSilent];
    let outcome = Scripted::new(script).await.client().upload(&longer, &film, &Unwatched).await;
    assert!(matches!(outcome, Err(Error::Local(_))), "{outcome:?}");
}

#[tokio::test]
async fn the_rest_of_a_medium_is_asked_for_from_where_it_broke_off() {
    let film = film();
    let part = Step::Says(crate::scripted::bytes("206 Partial Content", &["content-type: video/mp4"], &film[150_000..]));
    let mut server = Scripted::new([part]).await;
    let mut rest = Vec::new();
    server.client().download(BlobId::of(&film), 150_000, &mut rest).await.unwrap();
    assert_eq!(server.hears().await.header("range"), Some("bytes=150000-"));
    assert_eq!(rest, film[150_000..]);

    let whole = Step::Says(crate::scripted::bytes("200 OK", &["content-type: video/mp4"], &film));
    let outcome = Scripted::new([whole]).await.client().download(BlobId::of(&film), 150_000, &mut Vec::new()).await;
    assert!(matches!(outcome, Err(Error::Nonsense)), "the whole in place of the rest would be appended to what is there: {outcome:?}");
}

#[tokio::test]
async fn a_packed_answer_is_unpacked_and_a_bomb_is_not() {
    let page = |padding: usize| {
        let body =
            format!(r#"{{"changes":[],"next_cursor":"{}","has_more":false,"last_op_seq":0,"server_time_ms":0}}"#, "x".repeat(padding));
        let packed = zstd::encode_all(body.as_bytes(), 3).unwrap();
        Step::Says(crate::scripted::bytes("200 OK", &["content-type: application/json", "content-encoding: zstd"], &packed))
    };
    let mut server = Scripted::new([page(5000)]).await;
    let pulled = server.client().pull(None, 10).await.unwrap().unwrap();
    assert_eq!((pulled.next_cursor.len(), server.hears().await.header("accept-encoding")), (5000, Some("zstd")));
    let outcome = Scripted::new([page(20 << 20)]).await.client().pull(None, 10).await;
    assert!(matches!(outcome, Err(Error::Nonsense)), "{:?}", outcome.map(|_| ()));
}

#[tokio::test]
async fn a_pull_without_a_body_means_that_nothing_happened() {
    let server = Scripted::new([answer("204 No Content", &[], "")]).await;
    assert_eq!(server.client().pull(Some("c"), 10).await.unwrap(), None);
}

#[tokio::test]
async fn hints_come_until_the_connection_ends() {
    use tokio_stream::StreamExt;
    let said = answer("200 OK", &["content-type: text/event-stream"], ":\n\nevent: news\ndata:\n\n");
    let mut server = Scripted::new([said]).await;
    let heard: Vec<Hint> = server.client().hints().await.unwrap().collect().await;
    assert_eq!(heard, [Hint::Alive, Hint::News]);
    assert_eq!(server.hears().await.line(), "GET /v1/events");
    let outcome = Scripted::new([crate::scripted::page("200 OK")]).await.client().hints().await.map(|_| ());
    assert!(matches!(outcome, Err(Error::Captive)), "{outcome:?}");
}

#[tokio::test]
async fn a_photo_beyond_the_limits_of_the_handshake_is_not_sent_in_vain() {
    let (portal, _, _) = hello_answered_with(|nonce| greeting(nonce, 1, 1)).await;
    let photo = Bytes::from_static(b"photo");
    let outcome = portal.upload(&jpeg(&photo), &photo, &Unwatched).await;
    assert!(matches!(&outcome, Err(Error::Rejected(problem)) if problem.status == 413), "five bytes where four are taken: {outcome:?}");
}

#[tokio::test]
async fn a_photo_that_the_portal_refuses_says_why() {
    let photo = Bytes::from_static(b"photo");
    let refused = problem("422 Unprocessable Content", r#"{"type":"urn:banthao:problem:digest-mismatch"}"#);
    let server = Scripted::new([answer("404 Not Found", &[], ""), refused]).await;
    let outcome = server.client().upload(&jpeg(&photo), &photo, &Unwatched).await;
    assert!(matches!(&outcome, Err(Error::Rejected(problem)) if problem.status == 422), "{outcome:?}");
}

#[tokio::test]
async fn the_native_protocol_promises_everything_itself() {
    let all = Capabilities { receipts: Support::Guaranteed, preconditions: Support::Guaranteed, workflow: Support::Guaranteed };
    assert_eq!(Scripted::new([]).await.client().capabilities(), all);
}
