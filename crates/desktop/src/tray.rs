//! The icon of the app among those of programs that run without a window, with a menu of three lines and one that says how it stands with saving and
//! sending (StatusNotifierItem of freedesktop.org and KDE; the menu is a `com.canonical.dbusmenu`). A desktop without such a place has none.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use banthao_protocol::TrayWords;
use tokio_stream::StreamExt;
use zbus::{
    Connection, fdo, interface,
    zvariant::{ObjectPath, OwnedValue, Structure, Value},
};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const WATCHER_PATH: &str = "/StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const ITEM_PATH: &str = "/StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";
const MENU_PATH: &str = "/MenuBar";
/// Ids of the lines of the menu.
const ROOT: i32 = 0;
const STATE: i32 = 1;
const OPEN: i32 = 3;
const NEW: i32 = 4;
const QUIT: i32 = 6;
const LINES: [i32; 6] = [STATE, 2, OPEN, NEW, 5, QUIT];

/// What the person chose at the icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// To see the window.
    Open,
    /// To begin an article.
    NewArticle,
    /// To end the app.
    Quit,
}

/// Whether this desktop has a place for icons.
pub async fn has_place(bus: &Connection) -> bool {
    let Ok(names) = fdo::DBusProxy::new(bus).await else { return false };
    let Ok(name) = WATCHER.try_into() else { return false };
    names.name_has_owner(name).await.unwrap_or(false)
}

type Choose = Arc<dyn Fn(Chosen) + Send + Sync>;

struct Shared {
    words: Mutex<(TrayWords, u32)>,
    chosen: Choose,
}

impl Shared {
    /// The words, and the number of their edition.
    fn words(&self) -> MutexGuard<'_, (TrayWords, u32)> {
        self.words.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The icon, for as long as this lives.
pub struct Tray {
    bus: Connection,
    shared: Arc<Shared>,
}

impl Tray {
    /// Puts the icon into its place. `chosen` is told what the person does with it.
    ///
    /// # Errors
    /// When the desktop has no place, or the bus does not answer.
    pub async fn shows(bus: Connection, words: TrayWords, chosen: impl Fn(Chosen) + Send + Sync + 'static) -> zbus::Result<Self> {
        let shared = Arc::new(Shared { words: Mutex::new((words, 1)), chosen: Arc::new(chosen) });
        bus.object_server().at(ITEM_PATH, Item(Arc::clone(&shared))).await?;
        bus.object_server().at(MENU_PATH, Menu(Arc::clone(&shared))).await?;
        let tray = Self { bus, shared };
        tray.registers().await?;
        Ok(tray)
    }

    async fn registers(&self) -> zbus::Result<()> {
        let name = self.bus.unique_name().map(|name| name.to_string()).unwrap_or_default();
        self.bus.call_method(Some(WATCHER), WATCHER_PATH, Some(WATCHER), "RegisterStatusNotifierItem", &(name,)).await.map(drop)
    }

    /// Says how it stands now.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn says(&self, words: TrayWords) -> zbus::Result<()> {
        let edition = {
            let mut now = self.shared.words();
            if now.0 == words {
                return Ok(());
            }
            *now = (words, now.1.wrapping_add(1));
            now.1
        };
        self.bus.emit_signal(None::<&str>, ITEM_PATH, ITEM, "NewToolTip", &()).await?;
        self.bus.emit_signal(None::<&str>, MENU_PATH, MENU, "LayoutUpdated", &(edition, ROOT)).await
    }

    /// Watches the place until the bus goes: when it comes back the icon goes there again. `changed` is told whether the icon is to be seen now; `ready`
    /// is called when no change is missed.
    ///
    /// # Errors
    /// When the bus cannot be listened to.
    pub async fn watches(&self, ready: impl FnOnce(), changed: impl Fn(bool)) -> zbus::Result<()> {
        let mut owners = fdo::DBusProxy::new(&self.bus).await?.receive_name_owner_changed_with_args(&[(0, WATCHER)]).await?;
        ready();
        while let Some(change) = owners.next().await {
            let is_there = change.args()?.new_owner().is_some();
            if is_there {
                self.registers().await?;
            }
            changed(is_there);
        }
        Ok(())
    }

    /// Takes the icon away.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn goes(&self) -> zbus::Result<()> {
        // A place lets go of an item when its connection does.
        self.bus.clone().close().await
    }
}

/// Wide, high, and the points.
type Pixmap = (i32, i32, Vec<u8>);
/// The name of a picture, pictures, a title and a text.
type ToolTip = (String, Vec<Pixmap>, String, String);

struct Item(Arc<Shared>);

#[interface(name = "org.kde.StatusNotifierItem")]
impl Item {
    #[zbus(property)]
    fn category(&self) -> &str {
        "ApplicationStatus"
    }

    #[zbus(property)]
    fn id(&self) -> &str {
        "banthao"
    }

    #[zbus(property)]
    fn title(&self) -> &str {
        "Bản Thảo"
    }

    #[zbus(property)]
    fn status(&self) -> &str {
        "Active"
    }

    #[zbus(property)]
    fn icon_name(&self) -> &str {
        "banthao"
    }

    #[zbus(property)]
    fn tool_tip(&self) -> ToolTip {
        (String::new(), Vec::new(), "Bản Thảo".to_owned(), self.0.words().0.state.clone())
    }

    #[zbus(property)]
    fn menu(&self) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked(MENU_PATH)
    }

    #[zbus(property)]
    fn item_is_menu(&self) -> bool {
        false
    }

    fn activate(&self, _x: i32, _y: i32) {
        (self.0.chosen)(Chosen::Open);
    }

    fn secondary_activate(&self, _x: i32, _y: i32) {
        (self.0.chosen)(Chosen::Open);
    }
}

struct Menu(Arc<Shared>);

type Properties = HashMap<String, OwnedValue>;
/// A line of the menu with the lines below it, each in a variant.
type Layout = (i32, Properties, Vec<OwnedValue>);

impl Menu {
    fn properties(&self, line: i32) -> fdo::Result<Properties> {
        let words = self.0.words().0.clone();
        let text = |label: String| vec![("label", Value::from(label))];
        let properties = match line {
            ROOT => vec![("children-display", Value::from("submenu"))],
            // Said and not offered.
            STATE => {
                let mut said = text(words.state);
                said.push(("enabled", Value::from(false)));
                said
            }
            OPEN => text(words.open),
            NEW => text(words.new_article),
            QUIT => text(words.quit),
            _ => vec![("type", Value::from("separator"))],
        };
        let owned = |(name, value): (&str, Value<'_>)| Ok((name.to_owned(), OwnedValue::try_from(value)?));
        properties.into_iter().map(owned).collect::<zbus::zvariant::Result<_>>().map_err(|error| fdo::Error::Failed(error.to_string()))
    }
}

#[interface(name = "com.canonical.dbusmenu")]
impl Menu {
    #[zbus(property)]
    fn version(&self) -> u32 {
        3
    }

    #[zbus(property)]
    fn status(&self) -> &str {
        "normal"
    }

    #[zbus(property)]
    fn text_direction(&self) -> &str {
        "ltr"
    }

    #[zbus(property)]
    fn icon_theme_path(&self) -> Vec<String> {
        Vec::new()
    }

    fn get_layout(&self, parent_id: i32, _recursion_depth: i32, _property_names: Vec<String>) -> fdo::Result<(u32, Layout)> {
        let edition = self.0.words().1;
        let mut below = Vec::new();
        if parent_id == ROOT {
            for line in LINES {
                let layout = Structure::from((line, self.properties(line)?, Vec::<OwnedValue>::new()));
                below.push(OwnedValue::try_from(Value::from(layout)).map_err(|error| fdo::Error::Failed(error.to_string()))?);
            }
        }
        Ok((edition, (parent_id, self.properties(parent_id)?, below)))
    }

    fn get_group_properties(&self, ids: Vec<i32>, _property_names: Vec<String>) -> fdo::Result<Vec<(i32, Properties)>> {
        let all = if ids.is_empty() { [ROOT].into_iter().chain(LINES).collect() } else { ids };
        all.into_iter().map(|id| Ok((id, self.properties(id)?))).collect()
    }

    fn get_property(&self, id: i32, name: String) -> fdo::Result<OwnedValue> {
        self.properties(id)?.remove(&name).ok_or_else(|| fdo::Error::InvalidArgs("no such property".to_owned()))
    }

    fn event(&self, id: i32, event_id: String, _data: Value<'_>, _timestamp: u32) {
        let chosen = match id {
            OPEN => Chosen::Open,
            NEW => Chosen::NewArticle,
            QUIT => Chosen::Quit,
            _ => return,
        };
        if event_id == "clicked" {
            (self.0.chosen)(chosen);
        }
    }

    fn about_to_show(&self, _id: i32) -> bool {
        false
    }
}
