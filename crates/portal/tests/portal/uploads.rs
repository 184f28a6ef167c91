//! Bytes that have come once need not come again.

use axum::{
    body::{Body, Bytes},
    http::{Method, Request, StatusCode},
};
use banthao_document::BlobId;
use banthao_portal_api::wire::ProblemType;
use tokio_stream::wrappers::ReceiverStream;

use crate::office::{Answer, Desk, Office, jpeg};

/// A desk that sends a picture in pieces.
struct Sending<'a> {
    desk: &'a Desk<'a>,
    bytes: Vec<u8>,
    address: String,
}

impl<'a> Sending<'a> {
    async fn begins(desk: &'a Desk<'a>, bytes: Vec<u8>) -> Self {
        let begun = desk.office.asks(desk.creation("image/jpeg", &bytes, false, Body::empty())).await;
        assert_eq!((begun.status, begun.header("upload-offset"), begun.header("upload-complete")), (StatusCode::CREATED, "0", "?0"));
        assert!(begun.header("upload-limit").contains("max-size="), "{}", begun.header("upload-limit"));
        let address = format!("/v1/{}", begun.header("location"));
        Self { desk, bytes, address }
    }

    fn append(&self, offset: usize, is_complete: bool, body: impl Into<Body>) -> Request<Body> {
        let mut request = self.desk.request(Method::PATCH, &self.address, body);
        let complete = if is_complete { "?1" } else { "?0" };
        for (name, value) in
            [("content-type", "application/partial-upload"), ("upload-offset", &offset.to_string()), ("upload-complete", complete)]
        {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        request
    }

    async fn appends(&self, from: usize, to: usize) -> Answer {
        self.desk.office.asks(self.append(from, to == self.bytes.len(), self.bytes[from..to].to_vec())).await
    }

    async fn offset(&self) -> String {
        let answer = self.desk.office.asks(self.desk.request(Method::HEAD, &self.address, Body::empty())).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        answer.header("upload-offset").to_owned()
    }

    async fn is_there(&self) -> bool {
        self.desk.gets(&format!("/v1/blobs/{}", BlobId::of(&self.bytes))).await.body == self.bytes
    }
}

#[tokio::test]
async fn an_upload_goes_on_where_it_ended_also_in_another_process() {
    let office = Office::opens();
    let desk = office.signs_in("canbo").await;
    let upload = Sending::begins(&desk, jpeg(60)).await;
    let first = upload.appends(0, 10_000).await;
    assert_eq!((first.status, first.header("upload-offset"), first.header("upload-complete")), (StatusCode::NO_CONTENT, "10000", "?0"));
    assert_eq!(upload.offset().await, "10000");
    let (bytes, address) = (upload.bytes.clone(), upload.address.clone());
    let (token, device, account) = (desk.token.clone(), desk.device, desk.account.clone());

    let office = office.reopens();
    let desk = Desk { office: &office, token, device, account };
    let upload = Sending { desk: &desk, bytes, address };
    assert_eq!(upload.offset().await, "10000");
    let last = upload.appends(10_000, upload.bytes.len()).await;
    assert_eq!((last.status, last.header("upload-complete")), (StatusCode::CREATED, "?1"), "{}", last.text());
    assert!(upload.is_there().await, "the digest was computed over both halves");
}

#[tokio::test]
async fn an_append_elsewhere_is_told_where_the_upload_ends_and_changes_nothing() {
    let office = Office::opens();
    let desk = office.signs_in("canbo").await;
    let upload = Sending::begins(&desk, jpeg(61)).await;
    upload.appends(0, 5000).await;
    for wrong in [0, 4999, 5001] {
        let answer = upload.appends(wrong, wrong + 10).await;
        answer.refuses_with(ProblemType::UploadOffset);
        assert_eq!(answer.header("upload-offset"), "5000");
        let told: serde_json::Value = answer.json();
        assert_eq!((&told["expected-offset"], &told["provided-offset"]), (&5000.into(), &wrong.into()));
    }
    assert_eq!(upload.offset().await, "5000");
}

#[tokio::test]
async fn what_came_before_a_connection_broke_is_kept() {
    let office = Office::opens();
    let desk = office.signs_in("canbo").await;
    let upload = Sending::begins(&desk, jpeg(62)).await;
    let (give, pieces) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(4);
    let broken = upload.append(0, true, Body::from_stream(ReceiverStream::new(pieces)));
    give.send(Ok(Bytes::copy_from_slice(&upload.bytes[..7000]))).await.unwrap();
    give.send(Err(std::io::Error::other("the line is cut"))).await.unwrap();
    office.asks(broken).await.refuses_with(ProblemType::BadRequest);
    assert_eq!(upload.offset().await, "7000");
    assert_eq!(upload.appends(7000, upload.bytes.len()).await.status, StatusCode::CREATED);
    assert!(upload.is_there().await);
}

#[tokio::test]
async fn a_later_request_ends_an_earlier_one_that_hangs() {
    let office = Office::opens();
    let desk = office.signs_in("canbo").await;
    let upload = Sending::begins(&desk, jpeg(63)).await;
    let (give, pieces) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(4);
    let hanging = upload.append(0, true, Body::from_stream(ReceiverStream::new(pieces)));
    give.send(Ok(Bytes::copy_from_slice(&upload.bytes[..3000]))).await.unwrap();
    let coming_back = async {
        // Once the piece was taken, the hanging request is at its upload.
        while give.capacity() < give.max_capacity() {
            tokio::task::yield_now().await;
        }
        upload.offset().await
    };
    let (hung, offset) = tokio::join!(office.asks(hanging), coming_back);
    hung.refuses_with(ProblemType::UploadSuperseded);
    assert_eq!(offset, "3000", "the one that hung had brought so much, and it is kept");
    assert_eq!(upload.appends(3000, upload.bytes.len()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn bytes_that_are_not_what_was_announced_end_the_upload() {
    let office = Office::opens();
    let desk = office.signs_in("canbo").await;
    let mut upload = Sending::begins(&desk, jpeg(64)).await;
    upload.bytes[500] ^= 1;
    let end = upload.bytes.len();
    upload.appends(0, end).await.refuses_with(ProblemType::DigestMismatch);
    upload.appends(0, end).await.refuses_with(ProblemType::NotFound);
    assert!(!upload.is_there().await);
}

#[tokio::test]
async fn a_length_cannot_be_overrun_nor_undercut() {
    let office = Office::opens();
    let desk = office.signs_in("canbo").await;
    let upload = Sending::begins(&desk, jpeg(65)).await;
    office.asks(upload.append(0, true, upload.bytes[..100].to_vec())).await.refuses_with(ProblemType::UploadLength);
    assert_eq!(upload.offset().await, "100");
    let long = [&upload.bytes[100..], &[0; 50]].concat();
    office.asks(upload.append(100, true, long)).await.refuses_with(ProblemType::UploadLength);
    assert_eq!(upload.offset().await, upload.bytes.len().to_string());
    let answer = office.asks(upload.append(upload.bytes.len(), true, Body::empty())).await;
    assert_eq!(answer.status, StatusCode::CREATED, "an empty append ends an upload that has all its bytes: {}", answer.text());
    assert!(upload.is_there().await);
}

#[tokio::test]
async fn an_upload_is_its_accounts_alone_and_ends_when_it_is_told_to_or_too_old() {
    let office = Office::opens();
    let (desk, other) = (office.signs_in("canbo").await, office.signs_in("lanhdao").await);
    let upload = Sending::begins(&desk, jpeg(66)).await;
    for method in [Method::HEAD, Method::DELETE] {
        assert_eq!(office.asks(other.request(method, &upload.address, Body::empty())).await.status, StatusCode::NOT_FOUND);
    }
    let stolen = Sending { desk: &other, bytes: upload.bytes.clone(), address: upload.address.clone() };
    stolen.appends(0, 10).await.refuses_with(ProblemType::NotFound);

    let cancelled = office.asks(desk.request(Method::DELETE, &upload.address, Body::empty())).await;
    assert_eq!(cancelled.status, StatusCode::NO_CONTENT);
    upload.appends(0, 10).await.refuses_with(ProblemType::NotFound);

    let forgotten = Sending::begins(&desk, jpeg(67)).await;
    forgotten.appends(0, 10).await;
    office.days_pass(8);
    forgotten.appends(10, 20).await.refuses_with(ProblemType::NotFound);
    Sending::begins(&desk, jpeg(68)).await;
    let left = std::fs::read_dir(office.folder.path().join("uploads")).unwrap().count();
    assert_eq!(left, 1, "what was forgotten takes no space");
}

#[tokio::test]
async fn an_account_has_so_much_space_and_no_more() {
    let (first, second) = (jpeg(70), jpeg(71));
    let room = (first.len() + second.len() - 1) as u64;
    let office = Office::opens_with(|settings| settings.limits.quota_bytes = room);
    let desk = office.signs_in("canbo").await;
    assert_eq!(desk.uploads("image/jpeg", &first).await.status, StatusCode::CREATED);
    desk.uploads("image/jpeg", &second).await.refuses_with(ProblemType::QuotaExceeded);
    let other = office.signs_in("lanhdao").await;
    assert_eq!(other.uploads("image/jpeg", &second).await.status, StatusCode::CREATED, "one account's space is nobody else's");
}

#[tokio::test]
async fn a_part_of_a_medium_can_be_asked_for() {
    let office = Office::opens();
    let desk = office.signs_in("canbo").await;
    let picture = jpeg(72);
    desk.uploads("image/jpeg", &picture).await;
    let path = format!("/v1/blobs/{}", BlobId::of(&picture));
    let mut request = desk.request(Method::GET, &path, Body::empty());
    request.headers_mut().insert("range", "bytes=1000-".parse().unwrap());
    let part = office.asks(request).await;
    assert_eq!((part.status, &part.body[..]), (StatusCode::PARTIAL_CONTENT, &picture[1000..]));
    assert_eq!(part.header("content-range"), format!("bytes 1000-{}/{}", picture.len() - 1, picture.len()));
    let mut beyond = desk.request(Method::GET, &path, Body::empty());
    beyond.headers_mut().insert("range", "bytes=99999999-".parse().unwrap());
    assert_eq!(office.asks(beyond).await.status, StatusCode::RANGE_NOT_SATISFIABLE);
}
