//! What a portal and a network can do to a turn, and what the officer is told.

use banthao_document::{OpId, RevisionId};
use banthao_portal_api::Error;
use banthao_protocol::{Connection, ErrorCode, Status};
use banthao_store::outbox::{self, Entry, State};
use banthao_sync::asked::Text;
use banthao_testkit::{Office, Request};
use uuid::Uuid;

const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;

#[tokio::test]
async fn every_trouble_has_a_code_of_its_own_and_costs_no_text() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo", "Không mất chữ nào.").await;
    let cases = [
        (Error::Unreachable, ErrorCode::PortalUnreachable, Connection::Offline),
        (Error::InDoubt, ErrorCode::PortalSilent, Connection::PortalFailing),
        (Error::Failing { status: 500 }, ErrorCode::PortalFailing, Connection::PortalFailing),
        (Error::Captive, ErrorCode::PortalCaptive, Connection::Captive),
        (Error::Untrusted, ErrorCode::PortalUntrusted, Connection::Untrusted),
        (Error::Busy { retry_after: None }, ErrorCode::PortalBusy, Connection::PortalFailing),
        (Error::Incompatible { min: 7, max: 9 }, ErrorCode::PortalIncompatible, Connection::Incompatible),
        (Error::Nonsense, ErrorCode::PortalFailing, Connection::PortalFailing),
    ];
    for (error, code, connection) in cases {
        let named = format!("{error:?}");
        desk.network().fails(Request::Hello, error);
        assert_eq!(desk.tries_to_sync().await.unwrap_err().code, code, "{named}");
        assert_eq!(desk.state().await.sync.connection, connection, "{named}");
        assert_eq!(desk.reads(&id).await, "Không mất chữ nào.");
    }
    desk.syncs().await;
    assert_eq!(desk.state().await.sync.connection, Connection::Online);
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn a_push_that_fails_in_any_way_takes_effect_once() {
    let failures: [fn() -> Error; 6] = [
        || Error::Unreachable,
        || Error::InDoubt,
        || Error::Failing { status: 502 },
        || Error::Captive,
        || Error::Nonsense,
        || Error::Busy { retry_after: None },
    ];
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    for (number, failure) in failures.into_iter().enumerate() {
        let id = desk.writes(&format!("Bài {number}"), "Nội dung.").await;
        desk.network().fails(Request::Push, failure());
        desk.tries_to_sync().await.unwrap_err();
        assert_eq!(desk.status(&id).await, Status::OnDevice, "{:?}", failure());
        desk.syncs().await;
        assert!(matches!(desk.status(&id).await, Status::Received { .. }), "{:?}", failure());
    }
    assert_eq!(office.articles_of("canbo").await.len(), 6);
}

#[tokio::test]
async fn an_upload_whose_answer_was_lost_is_not_called_done_before_it_was_asked_again() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let pdf = desk.adds("quyet-dinh.pdf", banthao_testkit::PDF.to_vec()).await;
    let id = desk.writes("Có tệp kèm", "Nội dung.").await;
    let mut content = desk.opens(&id).await.content;
    content.attachments.push(banthao_protocol::AttachmentView {
        blob: pdf.blob,
        title: "Quyết định".to_owned(),
        file_name: pdf.file_name,
        media_type: pdf.media_type,
        bytes: pdf.bytes,
        rest: serde_json::json!({}),
    });
    desk.saves(&id, &content).await;
    desk.network().loses_the_answer_to(Request::Upload);
    assert_eq!(desk.tries_to_sync().await.unwrap_err().code, ErrorCode::PortalSilent);
    assert_eq!(desk.status(&id).await, Status::Sending { media_done: 0, media_total: 1 }, "unconfirmed is not done");
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn a_network_that_is_down_hinders_no_writing() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.network().goes_down();
    let id = desk.writes("Ở vùng sâu", "Không có sóng.").await;
    assert_eq!(desk.tries_to_sync().await.unwrap_err().code, ErrorCode::PortalUnreachable);
    assert_eq!(desk.state().await.sync.connection, Connection::Offline);
    desk.types(&id, "Không có sóng, vẫn viết.").await;
    desk.network().comes_up();
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await[0].revision.as_deref().expect("a whole change").content.title, "Ở vùng sâu");
}

#[tokio::test]
async fn a_page_that_is_not_the_portals_is_recognised_over_a_real_socket() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let office = Office::opens().await;
    let desk = office.desk().await;
    let hotel = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", hotel.local_addr().unwrap());
    tokio::spawn(async move {
        let page = "<!doctype html><title>Wi-Fi</title><p>Chào mừng quý khách.";
        let answer =
            format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}", page.len());
        while let Ok((mut stream, _)) = hotel.accept().await {
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    let request = serde_json::json!({"portal_url": url, "username": "canbo", "password": "ban-thao-demo"});
    let refusal: Result<serde_json::Value, _> = desk.asks("sign_in", request).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::PortalCaptive);
    for (address, code) in [("http://example.vn", ErrorCode::BadPortalAddress), ("http://127.0.0.1:1", ErrorCode::PortalUnreachable)] {
        let request = serde_json::json!({"portal_url": address, "username": "canbo", "password": "ban-thao-demo"});
        let refusal: Result<serde_json::Value, _> = desk.asks("sign_in", request).await;
        assert_eq!(refusal.unwrap_err().code, code, "{address}");
    }
}

#[tokio::test]
async fn a_clock_that_is_a_year_off_decides_nothing_and_is_told() {
    for ahead_ms in [YEAR_MS, -YEAR_MS] {
        let office = Office::opens().await;
        let desk = office.desk().await;
        desk.clock().runs_ahead_ms(ahead_ms);
        desk.signs_in("canbo").await;
        let id = desk.writes("Đồng hồ sai", "Nội dung.").await;
        desk.submits(&id).await;
        let sync = desk.syncs().await;
        let skew = sync.clock_skew_ms.expect("the difference is shown");
        assert!((skew - ahead_ms).abs() < 60_000, "device minus portal: {skew}");
        assert!(matches!(desk.status(&id).await, Status::InReview { .. }), "{:?}", desk.status(&id).await);
        let there = office.articles_of("canbo").await;
        assert!((there[0].received_at_ms - office.clock().now_ms()).abs() < 60_000, "the portal's own clock orders");
        desk.clock().runs_ahead_ms(0);
        assert_eq!(desk.syncs().await.clock_skew_ms, None, "put right, nothing is said of it");
    }
}

#[tokio::test]
async fn a_clock_that_was_put_back_holds_up_no_text() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.clock().runs_ahead_ms(YEAR_MS);
    let id = desk.writes("Lưu trong tương lai", "Nội dung.").await;
    desk.clock().runs_ahead_ms(0);
    desk.syncs().await;
    assert!(matches!(desk.status(&id).await, Status::Received { .. }));
}

#[tokio::test]
async fn an_entry_whose_text_a_damaged_store_has_lost_holds_up_nothing() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo", "Câu trên màn hình.").await;
    let text = Text::named(None, RevisionId::of(b"a page that is gone"));
    let entry = Entry {
        op_id: OpId(Uuid::from_u128(77)),
        portal: None,
        article: id.parse().expect("an article's id"),
        op_seq: None,
        act: text.kept().expect("a name can be kept"),
        bytes: 100,
        state: State::Queued,
        problem: None,
        created_ms: 0,
    };
    desk.store().write(|writer| outbox::add(writer, &entry)).expect("the store takes it");

    desk.syncs().await;

    assert!(matches!(desk.status(&id).await, Status::Received { .. }), "what is on the screen went in its place");
    assert!(desk.outbox().await.entries.is_empty());
    assert_eq!(office.articles_of("canbo").await.len(), 1);
}
