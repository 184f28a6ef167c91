//! What is known of pictures beside the text, and how they are cut.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::MediaView;

/// What an article knows of one of its pictures.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureView {
    /// Under which licence or with whose leave it is shown; empty while nobody said.
    #[serde(default)]
    pub licence: String,
    /// Whether a machine made it or changed what it shows; none while nobody answered.
    #[serde(default)]
    pub ai_made: Option<bool>,
    /// What must stay in sight where only a part of it is shown; none for its middle.
    #[serde(default)]
    pub focus: Option<FocusView>,
    /// How it was made of the picture that came in; none when it is that picture.
    #[serde(default)]
    pub recipe: Option<RecipeView>,
    /// Fields of newer builds; hand them back untouched.
    #[ts(type = "unknown")]
    #[serde(default)]
    pub rest: Value,
}

/// A point of a picture, in thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FocusView {
    /// From the left, at most 1000.
    pub x: u16,
    /// From the top, at most 1000.
    pub y: u16,
}

/// How a picture is made of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipeView {
    /// The picture that came in, by its digest.
    pub of: String,
    /// Quarter turns, clockwise, before anything is cut: 0 to 3.
    #[serde(default)]
    pub turns: u8,
    /// What of the turned picture is kept; none for all of it.
    #[serde(default)]
    pub crop: Option<CropView>,
}

/// A part of a picture, in ten-thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CropView {
    /// From the left.
    pub x: u16,
    /// From the top.
    pub y: u16,
    /// How wide.
    pub width: u16,
    /// How high.
    pub height: u16,
}

/// One picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureRequest {
    /// Its digest.
    pub blob: String,
}

/// A picture as it came in, cleaned for the web and otherwise whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureSourceView {
    /// The picture that recipes are about.
    pub picture: MediaView,
    /// Whether the file that came in is on this machine. Otherwise the picture that is asked for stands for it.
    pub is_original: bool,
}

/// A picture to be made of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureCutRequest {
    /// A picture that is in an article now.
    pub blob: String,
    /// How it is to be made of its source.
    pub recipe: RecipeView,
}
