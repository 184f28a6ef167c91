//! The fields around the text.

use super::{Invalid, MOST_ATTACHMENTS, MOST_PICTURES, MOST_TEXT, require};
use crate::{ArticleContent, Attachment, Focus, PictureFacts, Recipe, file_name};

/// Bytes of the longest media type (RFC 6838, section 4.2: 127 for each half).
const LONGEST_MEDIA_TYPE: usize = 255;
/// The largest whole number that JSON carries safely (RFC 8785, section 3.2.2.3).
const LARGEST_NUMBER: u64 = (1 << 53) - 1;

pub(super) fn check(content: &ArticleContent) -> Result<(), Invalid> {
    require(is_code(&content.kind), "the kind is not a code")?;
    require(is_language(&content.language), "the language is not a BCP 47 tag")?;
    require(content.section.as_deref().is_none_or(is_code), "the section is not a code")?;
    for (name, field) in lines(content) {
        require(!field.contains(char::is_control), &format!("the {name} is not one line of text"))?;
    }
    require(text_bytes(content) <= MOST_TEXT, "the metadata is too long")?;
    require(content.attachments.len() <= MOST_ATTACHMENTS, "there are too many attachments")?;
    content.attachments.iter().try_for_each(attachment)?;
    require(content.pictures.len() <= MOST_PICTURES, "too many pictures are described")?;
    content.pictures.values().try_for_each(picture)
}

/// Bytes of the fields that an officer writes.
pub(super) fn text_bytes(content: &ArticleContent) -> usize {
    let attached: usize = content.attachments.iter().map(|attachment| attachment.title.len() + attachment.file_name.len()).sum();
    let described: usize = content.pictures.values().map(|facts| facts.licence.len()).sum();
    attached + described + lines(content).iter().map(|(_, field)| field.len()).sum::<usize>()
}

fn lines(content: &ArticleContent) -> [(&'static str, &str); 5] {
    [
        ("title", &content.title),
        ("kicker", &content.kicker),
        ("sapo", &content.sapo),
        ("byline", &content.byline),
        ("source", &content.source),
    ]
}

fn attachment(attachment: &Attachment) -> Result<(), Invalid> {
    require(!attachment.title.contains(char::is_control), "the title of an attachment is not one line of text")?;
    require(file_name::is_safe(&attachment.file_name), "an attachment's file name is not safe on every system")?;
    require(is_media_type(&attachment.media_type), "an attachment's media type is not one")?;
    require(attachment.bytes <= LARGEST_NUMBER, "an attachment's size is not a size")
}

fn picture(facts: &PictureFacts) -> Result<(), Invalid> {
    require(!facts.licence.contains(char::is_control), "the licence of a picture is not one line of text")?;
    require(facts.focus.is_none_or(Focus::is_sound), "what must stay in sight of a picture lies outside it")?;
    require(facts.recipe.is_none_or(Recipe::is_sound), "a picture was cut out of what lies outside another")
}

/// A code of a portal's catalogue.
fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The outer form of a BCP 47 tag (RFC 5646, section 2.1); whether its subtags are registered is the portal's business.
fn is_language(text: &str) -> bool {
    let mut subtags = text.split('-');
    let language = subtags.next().unwrap_or_default();
    text.len() <= 35
        && (2..=8).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// `type/subtype` without parameters, in lower case (RFC 6838, section 4.2).
fn is_media_type(text: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"!#$&-^_.+".contains(&b))
    };
    text.len() <= LONGEST_MEDIA_TYPE && text.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}
