//! What is known of an article's pictures beside what stands in its text: under which licence they are, whether a machine made them, what must stay
//! in sight where only a part is shown, and how a picture was cut out of the one that came in.
//!
//! It is kept by the digest of the picture, so that a picture that stands twice in a text is asked about once, and it is part of what an approval
//! covers. An article of which nothing of this is known has no such member, and is the bytes that it always was.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::BlobId;

/// What is known of one picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PictureFacts {
    /// Under which licence or with whose leave it is shown, one line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub licence: String,
    /// Whether a machine made it or changed what it shows; none while nobody answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ai_made: Option<bool>,
    /// What must stay in sight where only a part of it is shown; none for its middle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// How it was made of the picture that came in; none when it is that picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<Recipe>,
    /// Fields of newer builds, kept as they came.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// A point of a picture, in thousandths of its width from the left and of its height from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Focus {
    /// From the left, at most 1000.
    pub x: u16,
    /// From the top, at most 1000.
    pub y: u16,
}

/// How a picture was made of another. The picture in the article is the result and nothing else of the other ever leaves the machine that has it;
/// there the recipe can be changed and followed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Recipe {
    /// The picture that came in.
    pub of: BlobId,
    /// Quarter turns, clockwise, before anything is cut.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub turns: u8,
    /// What of the turned picture is kept; none for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crop: Option<Crop>,
}

/// A part of a picture, in ten-thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Crop {
    /// From the left.
    pub x: u16,
    /// From the top.
    pub y: u16,
    /// How wide.
    pub width: u16,
    /// How high.
    pub height: u16,
}

impl Focus {
    /// Whether the point lies in the picture.
    pub fn is_sound(self) -> bool {
        self.x <= 1_000 && self.y <= 1_000
    }
}

impl Recipe {
    /// Whether it can be followed.
    pub fn is_sound(self) -> bool {
        let fits = |crop: Crop| {
            let within = |from: u16, length: u16| length > 0 && u32::from(from) + u32::from(length) <= 10_000;
            within(crop.x, crop.width) && within(crop.y, crop.height)
        };
        self.turns <= 3 && self.crop.is_none_or(fits)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde asks for")]
fn is_zero(turns: &u8) -> bool {
    *turns == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ArticleContent;

    #[test]
    fn an_article_of_which_nothing_is_known_is_the_bytes_that_it_always_was() {
        let written = serde_json::to_value(ArticleContent::empty("tin")).unwrap();
        assert!(written.get("pictures").is_none(), "its digest, and every approval of it, would be another");
    }

    #[test]
    fn what_is_known_is_read_back_as_it_was_written_and_so_is_what_a_newer_build_knows() {
        let written = serde_json::json!({"licence": "CC BY 4.0", "ai_made": false, "focus": {"x": 250, "y": 400},
            "recipe": {"of": BlobId::of(b"a"), "turns": 1, "crop": {"x": 0, "y": 10, "width": 5000, "height": 9990}}, "place": "Hà Nội"});
        let facts: PictureFacts = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&facts).unwrap(), written);
        let mut article = ArticleContent::empty("tin");
        article.pictures.insert(BlobId::of(b"b"), facts);
        let read: ArticleContent = serde_json::from_value(serde_json::to_value(&article).unwrap()).unwrap();
        assert_eq!(read, article);
    }

    #[test]
    fn a_recipe_stays_within_its_picture() {
        let recipe = |turns, crop: Option<[u16; 4]>| Recipe {
            of: BlobId::of(b"a"),
            turns,
            crop: crop.map(|[x, y, width, height]| Crop { x, y, width, height }),
        };
        for (sound, recipe) in [
            (true, recipe(0, None)),
            (true, recipe(3, Some([0, 0, 10_000, 10_000]))),
            (true, recipe(0, Some([9_999, 9_999, 1, 1]))),
            (false, recipe(4, None)),
            (false, recipe(0, Some([0, 0, 0, 1]))),
            (false, recipe(0, Some([1, 0, 10_000, 1]))),
            (false, recipe(0, Some([65_535, 0, 65_535, 1]))),
        ] {
            assert_eq!(recipe.is_sound(), sound, "{recipe:?}");
        }
    }
}
