//! What the desktop tells a person who looks elsewhere (Desktop Notifications Specification 1.2, over the session bus).
//!
//! A notification may be read by whoever stands before a locked screen. It says what happened and the article's title, and nothing of its text.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio_stream::StreamExt;
use zbus::{
    Connection, MatchRule, MessageStream,
    message::Type,
    zvariant::{DynamicType, Value},
};

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// The action of a click on the notification itself.
const CLICK: &str = "default";
/// The app's desktop file, for its name and picture.
const DESKTOP_ENTRY: &str = "Bản Thảo";
/// Clicks that may wait to be seen to.
const WAITING: usize = 16;

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What happened.
    pub summary: String,
    /// To what.
    pub body: String,
    /// What a click does, in a word.
    pub open: String,
    /// The article that a click shows; without one, a click shows the window.
    pub article: Option<String>,
}

/// The person clicked a notification: on which article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clicked(pub Option<String>);

/// The notification service of a session.
pub struct Notifier {
    bus: Connection,
    /// What is on the screen, by the service's number.
    shown: Mutex<HashMap<u32, Option<String>>>,
}

impl Notifier {
    /// The service that answers on this bus, if any does.
    pub fn new(bus: Connection) -> Self {
        Self { bus, shown: Mutex::default() }
    }

    /// Whether a service answers.
    pub async fn is_there(&self) -> bool {
        self.call("GetCapabilities", &()).await.is_ok()
    }

    fn shown(&self) -> MutexGuard<'_, HashMap<u32, Option<String>>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows a notification. An older one on the same article makes room for it.
    ///
    /// # Errors
    /// When no service answers.
    pub async fn show(&self, note: Note) -> zbus::Result<()> {
        let capabilities: Vec<String> = self.call("GetCapabilities", &()).await?.body().deserialize()?;
        let body = if capabilities.iter().any(|can| can == "body-markup") { escaped(&note.body) } else { note.body };
        let replaces = self.shown().iter().find(|(_, article)| article.is_some() && **article == note.article).map_or(0, |(id, _)| *id);
        let hints = HashMap::from([("desktop-entry", Value::from(DESKTOP_ENTRY)), ("category", Value::from("im.received"))]);
        let actions = vec![CLICK, note.open.as_str()];
        let asked = ("Bản Thảo", replaces, "banthao", note.summary.as_str(), body.as_str(), actions, hints, -1_i32);
        let id: u32 = self.call("Notify", &asked).await?.body().deserialize()?;
        self.shown().insert(id, note.article);
        Ok(())
    }

    async fn call<B: serde::Serialize + DynamicType>(&self, method: &str, body: &B) -> zbus::Result<zbus::Message> {
        self.bus.call_method(Some(SERVICE), PATH, Some(SERVICE), method, body).await
    }

    /// Says who clicks what, until the bus goes. `ready` is called when no click is missed any more.
    ///
    /// # Errors
    /// When the bus cannot be listened to.
    pub async fn listen(&self, ready: impl FnOnce(), mut clicked: impl FnMut(Clicked)) -> zbus::Result<()> {
        // Only what the service itself says: anybody on the bus can send a signal of this name.
        let rule = MatchRule::builder().msg_type(Type::Signal).sender(SERVICE)?.interface(SERVICE)?.path(PATH)?.build();
        let mut signals = MessageStream::for_match_rule(rule, &self.bus, Some(WAITING)).await?;
        ready();
        while let Some(signal) = signals.next().await {
            let signal = signal?;
            let header = signal.header();
            match header.member().map(|member| member.as_str()) {
                Some("ActionInvoked") => {
                    let Ok((id, action)) = signal.body().deserialize::<(u32, String)>() else { continue };
                    let article = self.shown().get(&id).cloned();
                    // Notifications of other programs are told of as well.
                    if let Some(article) = article.filter(|_| action == CLICK) {
                        clicked(Clicked(article));
                    }
                }
                Some("NotificationClosed") => {
                    if let Ok((id, _reason)) = signal.body().deserialize::<(u32, u32)>() {
                        self.shown().remove(&id);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Text as the specification's small markup says it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
