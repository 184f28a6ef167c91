//! What the window and the desktop around it agree on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the desktop of this machine offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MannersView {
    /// The desktop shows notifications.
    pub notifies: bool,
    /// The app can be started with the machine.
    pub autostart: Option<AutostartView>,
    /// The desktop has a place for the icons of programs that run without a window.
    pub tray: bool,
    /// The input method that the system was told to use, by its name; none when it does not say.
    pub input_method: Option<String>,
}

/// Starting with the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AutostartView {
    /// It does.
    pub on: bool,
    /// The file that says so.
    pub file: String,
}

/// A notification, in the words of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteRequest {
    /// What happened.
    pub summary: String,
    /// To which article.
    pub body: String,
    /// What a click does, in a word.
    pub open: String,
    /// The article that a click shows.
    pub article: Option<String>,
}

/// The words of the icon in the tray.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrayWords {
    /// Shows the window.
    pub open: String,
    /// Begins an article.
    pub new_article: String,
    /// Ends the app.
    pub quit: String,
    /// How it stands with saving and sending.
    pub state: String,
}
