//! What must never be read in a log.

use std::{
    io,
    sync::{Arc, Mutex},
};

use banthao_document::DeviceId;
use banthao_portal_api::{
    Portal,
    native::{Settings, Timeouts},
    wire::SessionRequest,
};
use tracing::instrument::WithSubscriber;
use tracing_subscriber::fmt::MakeWriter;
use uuid::Uuid;

use crate::scripted::{Scripted, Step, TOKEN, answer, json, page};

const PASSWORD: &str = "canary-password-91c2";

/// A log that a test can read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn neither_token_nor_password_nor_address_is_logged_or_shown() {
    let server = Scripted::new([page("500 Failed"), Step::HangsUp, answer("401 No", &[], ""), json("200 OK", "{}"), page("200 OK")]).await;
    let portal = server.client();
    let request = SessionRequest {
        username: "canbo".to_owned(),
        password: PASSWORD.to_owned(),
        device: DeviceId(Uuid::nil()),
        device_name: "Máy thử".to_owned(),
    };
    let log = Log::default();
    // While there is one subscriber, tracing asks the thread that is first at a line whether anybody listens, and remembers its answer for all: with
    // two it asks both, and a test beside this one cannot silence a line.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(log.clone()).finish();
    let shown = async {
        let mut shown = format!("{portal:?}{request:?}");
        for _ in 0..3 {
            let error = portal.account().await.unwrap_err();
            shown.push_str(&format!("{error:?}{error}"));
        }
        for _ in 0..2 {
            let error = portal.sign_in(&request).await.unwrap_err();
            shown.push_str(&format!("{error:?}{error}"));
        }
        shown
    }
    .with_subscriber(subscriber)
    .await;

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("the portal answered"), "an empty log would prove nothing: {logged}");
    for secret in [TOKEN, PASSWORD] {
        assert!(!logged.contains(secret), "{secret} was logged: {logged}");
    }
    // The HTTP library notes whom it connects to, for whoever turns its own log on; our lines do not.
    let ours: String = logged.lines().filter(|line| line.contains("banthao_portal_api")).collect();
    for secret in [TOKEN, PASSWORD, "127.0.0.1"] {
        assert!(!ours.contains(secret), "{secret} was logged: {ours}");
        assert!(!shown.contains(secret), "{secret} was shown: {shown}");
    }
}

#[test]
fn settings_do_not_show_their_token() {
    let settings = Settings {
        base_url: "https://cong.example.vn",
        token: Some(TOKEN.to_owned()),
        extra_root_pem: None,
        timeouts: Timeouts::default(),
    };
    assert!(!format!("{settings:?}").contains(TOKEN));
}
