//! What officers and portals put into a store, always the same.

use std::sync::LazyLock;

use banthao_document::{ArticleContent, ArticleId, Body, DeviceId, OpId, Revision, RevisionId};
use banthao_store::{
    Error, Writer, articles,
    mirrors::{self, Mirror},
    outbox::{self, Entry, State},
    portals, revisions,
    settings::Setting,
};
use serde_json::json;
use uuid::Uuid;

pub const CITY: Uuid = Uuid::from_u128(0xc0);
pub const EPOCH: Uuid = Uuid::from_u128(0xe0);
pub const LAST_ARTICLE: Setting<ArticleId> = Setting::named("last_article");

/// Noon of a working day; the `n`th thing of it.
pub fn at(n: u64) -> i64 {
    1_795_402_800_000 + n as i64 * 1000
}

pub fn article(n: u128) -> ArticleId {
    ArticleId(Uuid::from_u128(0xa000 + n))
}

pub fn operation(n: u128) -> OpId {
    OpId(Uuid::from_u128(0xf000 + n))
}

/// Letters without any order in them, so that a text of them takes as much room on the disk as the scenario says: texts are packed.
static NOISE: LazyLock<String> = LazyLock::new(|| {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .";
    // Xorshift (G. Marsaglia, 2003).
    let mut drawn = 2_463_534_242_u32;
    let letters = std::iter::repeat_with(|| {
        drawn ^= drawn << 13;
        drawn ^= drawn >> 17;
        drawn ^= drawn << 5;
        char::from(LETTERS[(drawn >> 26) as usize])
    });
    letters.take(4 << 20).collect()
});

/// An article that takes about `bytes` bytes, different for each `version`.
pub fn content(version: u64, bytes: usize) -> ArticleContent {
    let sentence = format!("Ủy ban nhân dân thành phố công bố chỉ số lần thứ {version}. ");
    // A letter of the noise holds six bits.
    let noise = bytes.saturating_sub(sentence.len()) * 4 / 3;
    let from = version as usize * 997 % (NOISE.len() - noise);
    let text = sentence + &NOISE[from..from + noise];
    ArticleContent {
        title: format!("Công bố chỉ số, bản {version}"),
        sapo: "Sapo của bài.".to_owned(),
        section: Some("tin-tuc-su-kien".to_owned()),
        body: Body(json!({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]})),
        ..ArticleContent::empty("tin")
    }
}

pub fn saves(writer: &Writer<'_>, n: u128, version: u64, bytes: usize) -> Result<(), Error> {
    articles::save(writer, article(n), &content(version, bytes), &json!({"anchor": version}), at(version))?;
    Ok(())
}

/// A revision of article `n`; each version has the one before it as its parent.
pub fn revision(n: u128, version: u64) -> Revision {
    let parents = if version == 0 { Vec::new() } else { vec![revision(n, version - 1).id()] };
    Revision {
        article: article(n),
        parents,
        author: None,
        device: DeviceId(Uuid::from_u128(0xd0)),
        made_at_ms: at(version),
        content: content(version, 600),
        unknown: Default::default(),
    }
}

/// A revision and the article that stands on it.
pub fn commits(writer: &Writer<'_>, n: u128, version: u64, origin: revisions::Origin) -> Result<RevisionId, Error> {
    let id = revisions::add(writer, &revision(n, version), origin)?;
    articles::set_head(writer, article(n), id)?;
    Ok(id)
}

/// An act that waits for the portal.
pub fn asks(writer: &Writer<'_>, n: u128, op: u128, act: &str) -> Result<(), Error> {
    let entry = Entry {
        op_id: operation(op),
        portal: Some(CITY),
        article: article(n),
        op_seq: None,
        act: json!({"act": act}),
        bytes: 0,
        state: State::Queued,
        problem: None,
        created_ms: at(op as u64),
    };
    outbox::add(writer, &entry)
}

pub fn meets_the_city(writer: &Writer<'_>) -> Result<(), Error> {
    portals::meet(writer, CITY, EPOCH, "https://cong.example.vn", "Cổng thử")
}

/// One article as a portal's page brings it.
pub fn receives(writer: &Writer<'_>, n: u128, version: u64) -> Result<(), Error> {
    let theirs = revision(n, version);
    let id = revisions::add(writer, &theirs, revisions::Origin::Remote)?;
    articles::save(writer, article(n), &theirs.content, &json!(null), at(version))?;
    articles::set_head(writer, article(n), id)?;
    let mirror = Mirror { agreed: Some(id), head: Some(id), seq: version, state: Some(json!({"stage": "draft"})) };
    mirrors::put(writer, CITY, article(n), &mirror)
}
