//! What it costs to be sure of a keystroke: a batch in the journal, and a text of 6 kB written whole together with a batch, beside what the disk takes
//! for a bare append of 8 kB that is synchronised.
//!
//! The three take turns, so that a disk that slows down slows all of them down.

use std::{fs::File, io::Write, path::Path, time::Instant};

use banthao_document::{ArticleContent, ArticleId, Body, ContentHash};
use banthao_store::{
    Db, Error, Key, Settings, articles,
    journal::{self, Appended, BATCH_VERSION, Batch},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Figure, median, percentile};

const ROUNDS: u32 = 1_200;
/// Rounds before the first that counts: the log has to grow to its size once.
const WARM_UP: u32 = 100;
/// Batches between two times that the text is written whole.
const BATCHES: u32 = 8;
const BARE_BYTES: usize = 8 * 1024;
const TEXT_BYTES: usize = 6 * 1024;

/// Measures in `folder`, which must lie on a disk and not in memory.
///
/// # Errors
/// From the store, and from the disk.
pub fn measure(folder: &Path) -> Result<Vec<Figure>, Error> {
    let db = Db::open(&Settings::in_folder(folder.join("profile")), &Key::random())?;
    let id = ArticleId(Uuid::from_u128(1));
    let mut content = ArticleContent { title: "Bản tin".to_owned(), ..ArticleContent::empty("tin") };
    content.body = text(0);
    let mut base = db.write(|writer| articles::save(writer, id, &content, &Value::Null, 0))?;

    let mut bare_file = File::create(folder.join("bare"))?;
    let (mut bare, mut batch, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    let mut seq = 0;
    for round in 0..WARM_UP + ROUNDS {
        let bare_ms = timed(|| {
            bare_file.write_all(&[0x5a; BARE_BYTES])?;
            Ok(bare_file.sync_data()?)
        })?;
        seq += 1;
        let row = typed(seq, base, round);
        let batch_ms = timed(|| db.write(|writer| added(journal::append(writer, id, &row)?)))?;
        content.body = text(round + 1);
        let next = typed(seq + 1, base, round);
        let whole_ms = timed(|| {
            db.write(|writer| {
                added(journal::append(writer, id, &next)?)?;
                if seq >= BATCHES {
                    journal::clear(writer, id, u32::MAX)?;
                }
                articles::save(writer, id, &content, &Value::Null, i64::from(round)).map(drop)
            })
        })?;
        seq += 1;
        if seq > BATCHES {
            (seq, base) = (0, content.hash());
        }
        if round >= WARM_UP {
            bare.push(bare_ms);
            batch.push(batch_ms);
            whole.push(whole_ms);
        }
    }
    let (bare_p50, bare_p99) = (median(bare.clone()), percentile(bare, 0.99));
    let (batch_p50, batch_p99) = (median(batch.clone()), percentile(batch, 0.99));
    let (whole_p50, whole_p99) = (median(whole.clone()), percentile(whole, 0.99));
    let figure = |name, value| Figure { name, value };
    Ok(vec![
        figure("bare_append_p50", bare_p50),
        figure("bare_append_p99", bare_p99),
        figure("journal_batch_p50", batch_p50),
        figure("journal_batch_ratio", batch_p50 / bare_p50),
        figure("journal_batch_p99", batch_p99),
        figure("autosave_p50", whole_p50),
        figure("autosave_ratio", whole_p50 / bare_p50),
        figure("autosave_p99", whole_p99),
    ])
}

/// A batch that was not taken would be a figure for nothing.
fn added(appended: Appended) -> Result<(), Error> {
    if appended == Appended::Added { Ok(()) } else { Err(Error::Defect("a batch was not added".to_owned())) }
}

fn timed(work: impl FnOnce() -> Result<(), Error>) -> Result<f64, Error> {
    let begin = Instant::now();
    work()?;
    Ok(begin.elapsed().as_secs_f64() * 1_000.0)
}

/// A text of about 6 kB that differs from round to round.
fn text(round: u32) -> Body {
    let paragraph = |index: usize| {
        let words = format!("Đoạn {index}, lần {round}: người dân nộp hồ sơ trực tuyến tại bộ phận một cửa. ").repeat(5);
        json!({"type": "paragraph", "attrs": {"id": format!("p{index}")}, "content": [{"type": "text", "text": words}]})
    };
    let mut paragraphs = Vec::new();
    let mut bytes = 0;
    while bytes < TEXT_BYTES {
        let next = paragraph(paragraphs.len());
        bytes += next.to_string().len();
        paragraphs.push(next);
    }
    Body(json!({"type": "doc", "content": paragraphs}))
}

/// What a quarter of a second of typing comes to.
fn typed(seq: u32, base_hash: ContentHash, round: u32) -> Batch {
    let step = json!({"stepType": "replace", "from": 1, "to": 1, "slice": {"content": [{"type": "text", "text": "tiếng"}]}});
    let entries = json!({"entries": [{"entry": "steps", "steps": [step]}], "caret": {"field": "body", "anchor": round, "head": round}});
    Batch { seq, base_hash, entries, version: BATCH_VERSION, typed_ms: i64::from(round) }
}
