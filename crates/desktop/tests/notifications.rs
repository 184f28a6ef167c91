//! Notifications, against a service that only a test would call one, on a bus of the test's own.
#![cfg(target_os = "linux")]

mod bus;

use std::{collections::HashMap, sync::Arc};

use banthao_desktop::notifications::{Clicked, Note, Notifier};
use bus::Bus;
use tokio::sync::{mpsc, oneshot};
use tokio_stream::StreamExt;
use zbus::{Connection, MessageStream, message::Type, zvariant::OwnedValue};

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// What the service was asked to show: number, summary, text, actions.
type Shown = (u32, String, String, Vec<String>);
/// `Notify` of the specification.
type Asked = (String, u32, String, String, String, Vec<String>, HashMap<String, OwnedValue>, i32);

/// A service that shows nothing and says what it was asked for.
struct Service {
    bus: Connection,
    asked: mpsc::UnboundedReceiver<Shown>,
}

impl Service {
    async fn starts(bus: &Bus, capabilities: &'static [&'static str]) -> Self {
        let own = bus.connects().await;
        own.request_name(SERVICE).await.expect("nobody else is the service");
        let (sender, asked) = mpsc::unbounded_channel();
        let mut calls = MessageStream::from(own.clone());
        let answering = own.clone();
        tokio::spawn(async move {
            let mut next = 1;
            while let Some(Ok(call)) = calls.next().await {
                let header = call.header();
                if header.message_type() != Type::MethodCall || header.path().is_none_or(|path| path.as_str() != PATH) {
                    continue;
                }
                match header.member().map(|member| member.as_str()) {
                    Some("GetCapabilities") => answering.reply(&header, &(capabilities,)).await.expect("an answer"),
                    Some("Notify") => {
                        let (_, replaces, _, summary, body, actions, hints, _): Asked = call.body().deserialize().expect("as specified");
                        assert!(hints.contains_key("desktop-entry"));
                        let id = if replaces == 0 { next } else { replaces };
                        next += 1;
                        sender.send((id, summary, body, actions)).expect("the test listens");
                        answering.reply(&header, &(id,)).await.expect("an answer");
                    }
                    _ => {}
                }
            }
        });
        Self { bus: own, asked }
    }

    async fn shows(&mut self) -> Shown {
        self.asked.recv().await.expect("a notification")
    }

    async fn says(&self, signal: &str, id: u32, action: &str) {
        self.bus.emit_signal(None::<&str>, PATH, SERVICE, signal, &(id, action)).await.expect("a signal");
    }
}

/// The app's side, with what it hears of clicks.
async fn listening(bus: &Bus) -> (Arc<Notifier>, mpsc::UnboundedReceiver<Clicked>) {
    let notifier = Arc::new(Notifier::new(bus.connects().await));
    let ((ready, is_ready), (clicked, clicks)) = (oneshot::channel(), mpsc::unbounded_channel());
    let ear = Arc::clone(&notifier);
    tokio::spawn(async move {
        let heard = ear.listen(|| ready.send(()).expect("the test waits"), |click| drop(clicked.send(click)));
        heard.await.expect("the bus stays");
    });
    is_ready.await.expect("it listens");
    (notifier, clicks)
}

fn note(title: &str, article: Option<&str>) -> Note {
    Note {
        summary: "Bài bị trả lại".to_owned(), body: title.to_owned(), open: "Mở".to_owned(), article: article.map(str::to_owned)
    }
}

#[tokio::test]
async fn a_note_is_shown_and_a_click_on_it_names_its_article() {
    let bus = Bus::starts();
    let mut service = Service::starts(&bus, &["body", "actions"]).await;
    let (notifier, mut clicks) = listening(&bus).await;

    notifier.show(note("Khai mạc <tuần lễ> & hội thảo", Some("a1"))).await.expect("shown");
    let (first, summary, body, actions) = service.shows().await;
    assert_eq!(
        (summary.as_str(), body.as_str()),
        ("Bài bị trả lại", "Khai mạc <tuần lễ> & hội thảo"),
        "nothing is markup where none is read"
    );
    assert_eq!(actions, ["default", "Mở"]);

    notifier.show(note("Bài khác", None)).await.expect("shown");
    let (second, ..) = service.shows().await;
    service.says("ActionInvoked", 999, "default").await;
    service.says("ActionInvoked", first, "snooze").await;
    service.says("ActionInvoked", second, "default").await;
    service.says("ActionInvoked", first, "default").await;
    assert_eq!(clicks.recv().await, Some(Clicked(None)), "clicks on others' notes and other buttons are none of ours");
    assert_eq!(clicks.recv().await, Some(Clicked(Some("a1".to_owned()))));
}

#[tokio::test]
async fn a_newer_note_takes_the_place_of_the_one_on_the_same_article_until_that_is_closed() {
    let bus = Bus::starts();
    let mut service = Service::starts(&bus, &["body-markup"]).await;
    let (notifier, mut clicks) = listening(&bus).await;

    notifier.show(note("A & B", Some("a1"))).await.expect("shown");
    let (first, _, body, _) = service.shows().await;
    assert_eq!(body, "A &amp; B", "where markup is read, a title is none");
    notifier.show(note("A & B", Some("a1"))).await.expect("shown");
    assert_eq!(service.shows().await.0, first);
    notifier.show(note("C", Some("a2"))).await.expect("shown");
    let (other, ..) = service.shows().await;
    assert_ne!(other, first);

    service.bus.emit_signal(None::<&str>, PATH, SERVICE, "NotificationClosed", &(first, 2_u32)).await.expect("a signal");
    // Behind it in the same line: when this is heard, that was.
    service.says("ActionInvoked", first, "default").await;
    service.says("ActionInvoked", other, "default").await;
    assert_eq!(clicks.recv().await, Some(Clicked(Some("a2".to_owned()))), "what was closed cannot be clicked");
    notifier.show(note("A & B", Some("a1"))).await.expect("shown");
    assert_ne!(service.shows().await.0, first);
}

#[tokio::test]
async fn nobody_but_the_service_can_click() {
    let bus = Bus::starts();
    let mut service = Service::starts(&bus, &[]).await;
    let (notifier, mut clicks) = listening(&bus).await;
    notifier.show(note("A", Some("a1"))).await.expect("shown");
    let (id, ..) = service.shows().await;

    let stranger = bus.connects().await;
    stranger.emit_signal(None::<&str>, PATH, SERVICE, "ActionInvoked", &(id, "default")).await.expect("a signal");
    // The stranger's word has gone through the bus when the bus answers its next question.
    zbus::fdo::DBusProxy::new(&stranger).await.expect("the bus").list_names().await.expect("an answer");
    service.says("ActionInvoked", id, "default").await;
    assert_eq!(clicks.recv().await, Some(Clicked(Some("a1".to_owned()))));
    assert!(clicks.try_recv().is_err(), "the stranger's click was heard");
}

#[tokio::test]
async fn a_session_without_the_service_is_an_error_and_not_a_wait() {
    let bus = Bus::starts();
    let notifier = Notifier::new(bus.connects().await);
    assert!(!notifier.is_there().await);
    assert!(notifier.show(note("A", None)).await.is_err());
    let _service = Service::starts(&bus, &[]).await;
    assert!(notifier.is_there().await);
}
