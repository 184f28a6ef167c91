//! The icon in the tray, looked at as a desktop looks at it, on a bus of the test's own.
#![cfg(target_os = "linux")]

mod bus;

use std::collections::HashMap;

use banthao_desktop::tray::{Chosen, Tray, has_place};
use banthao_protocol::TrayWords;
use bus::Bus;
use tokio::sync::{mpsc, oneshot};
use zbus::{
    Connection, interface,
    zvariant::{OwnedValue, Structure, Value},
};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const MENU: &str = "com.canonical.dbusmenu";

/// The desktop's place for icons; says who registers.
struct Place(mpsc::UnboundedSender<String>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Place {
    fn register_status_notifier_item(&self, service: String) {
        self.0.send(service).expect("the test listens");
    }
}

async fn place(bus: &Bus) -> (Connection, mpsc::UnboundedReceiver<String>) {
    let desktop = bus.connects().await;
    let (sender, registered) = mpsc::unbounded_channel();
    desktop.object_server().at("/StatusNotifierWatcher", Place(sender)).await.expect("a place");
    desktop.request_name(WATCHER).await.expect("the name");
    (desktop, registered)
}

fn words(state: &str) -> TrayWords {
    TrayWords { open: "Mở".to_owned(), new_article: "Bài mới".to_owned(), quit: "Thoát".to_owned(), state: state.to_owned() }
}

/// The lines of the menu and whether each can be chosen.
async fn menu(desktop: &Connection, item: &str) -> Vec<(i32, String, bool)> {
    type Layout = (u32, (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>));
    let asked = (0_i32, -1_i32, Vec::<String>::new());
    let answer = desktop.call_method(Some(item), "/MenuBar", Some(MENU), "GetLayout", &asked).await.expect("a menu");
    let (_, (_, _, lines)): Layout = answer.body().deserialize().expect("as specified");
    let line = |line: OwnedValue| {
        let line = Structure::try_from(line).expect("a line");
        let field = |at: usize| line.fields()[at].try_clone().expect("no file in it");
        let id = i32::try_from(field(0)).expect("its id");
        let properties = HashMap::<String, OwnedValue>::try_from(field(1)).expect("its properties");
        let label = properties.get("label").and_then(|label| label.downcast_ref::<&str>().ok()).unwrap_or_default().to_owned();
        let can = properties.get("enabled").and_then(|enabled| enabled.downcast_ref::<bool>().ok()).unwrap_or(true);
        (id, label, can)
    };
    lines.into_iter().map(line).filter(|(_, label, _)| !label.is_empty()).collect()
}

#[tokio::test]
async fn the_menu_says_how_it_stands_and_tells_what_was_chosen() {
    let bus = Bus::starts();
    let app = bus.connects().await;
    assert!(!has_place(&app).await);
    let (desktop, mut registered) = place(&bus).await;
    assert!(has_place(&app).await);
    let (sender, mut chosen) = mpsc::unbounded_channel();
    let tray =
        Tray::shows(app, words("Đã lưu trên máy"), move |what| sender.send(what).expect("the test listens")).await.expect("it is shown");
    let item = registered.recv().await.expect("an icon");

    let lines = menu(&desktop, &item).await;
    let labels: Vec<(&str, bool)> = lines.iter().map(|(_, label, can)| (label.as_str(), *can)).collect();
    assert_eq!(labels, [("Đã lưu trên máy", false), ("Mở", true), ("Bài mới", true), ("Thoát", true)]);
    tray.says(words("Chờ gửi 3 mục")).await.expect("said");
    assert_eq!(menu(&desktop, &item).await[0].1, "Chờ gửi 3 mục");

    for (id, ..) in &lines {
        for event in ["opened", "clicked"] {
            let asked = (*id, event, Value::from(0), 0_u32);
            desktop.call_method(Some(item.as_str()), "/MenuBar", Some(MENU), "Event", &asked).await.expect("heard");
        }
    }
    desktop
        .call_method(Some(item.as_str()), "/StatusNotifierItem", Some("org.kde.StatusNotifierItem"), "Activate", &(5, 5))
        .await
        .expect("heard");
    let mut told = Vec::new();
    while let Ok(what) = chosen.try_recv() {
        told.push(what);
    }
    assert_eq!(told, [Chosen::Open, Chosen::NewArticle, Chosen::Quit, Chosen::Open]);
    tray.goes().await.expect("gone");
}

#[tokio::test]
async fn an_icon_whose_place_goes_is_lost_and_comes_back_with_it() {
    let bus = Bus::starts();
    let (desktop, mut registered) = place(&bus).await;
    let tray = Tray::shows(bus.connects().await, words(""), |_| {}).await.expect("it is shown");
    let first = registered.recv().await.expect("an icon");
    let (sender, mut seen) = mpsc::unbounded_channel();
    let (ready, is_ready) = oneshot::channel();
    let watching = tokio::spawn(async move {
        tray.watches(|| ready.send(()).expect("the test waits"), |is_there| sender.send(is_there).expect("the test listens")).await
    });
    is_ready.await.expect("it watches");
    desktop.release_name(WATCHER).await.expect("the name is free");
    assert_eq!(seen.recv().await, Some(false), "a window that hides behind it has to come back");
    desktop.request_name(WATCHER).await.expect("the name");
    assert_eq!(registered.recv().await.as_ref(), Some(&first), "the icon is there again");
    assert_eq!(seen.recv().await, Some(true));
    watching.abort();
}

#[tokio::test]
async fn a_desktop_without_a_place_shows_no_icon() {
    let bus = Bus::starts();
    assert!(Tray::shows(bus.connects().await, words(""), |_| {}).await.is_err());
}
