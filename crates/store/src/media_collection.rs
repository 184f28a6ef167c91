//! Removing media that nobody needs, and nothing else.
//!
//! A medium goes when a portal has confirmed it, so that it can always be fetched again, *and* it came in long ago, *and* nothing names it,
//! *and* nothing named it at an earlier look either. [`judge`] is that sentence as a table; [`collect`] obeys it. What a medium drags along, the
//! original that it was made from and its thumbnail, goes with it. Files that no row speaks of are what a crash left between file and row;
//! they go after a while. Rows whose file is gone are only reported: a portal may still have it.

use std::collections::{HashMap, HashSet};

use banthao_document::BlobId;
use rusqlite::named_params;
use serde::{Deserialize, Serialize};

use crate::{Db, Reader, Result, Writer, media_references, settings::Setting, sql::Sql};

/// How long what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Milliseconds for which a medium that came in is left alone.
    pub young_ms: i64,
    /// Milliseconds between the two looks at a medium that nothing names.
    pub marked_ms: i64,
    /// Milliseconds for which a file without a row is left alone.
    pub orphan_ms: i64,
}

/// Where a profile's own times are kept, if it has any.
pub const RETENTION: Setting<Retention> = Setting::named("media_retention");

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Default for Retention {
    /// Thirty days young, seven between the looks, seven for orphans.
    fn default() -> Self {
        Self { young_ms: 30 * DAY_MS, marked_ms: 7 * DAY_MS, orphan_ms: 7 * DAY_MS }
    }
}

/// Whether anything names a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Something does.
    Somewhere,
    /// Nothing does.
    Nowhere,
}

/// Whether a portal has confirmed a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// One has.
    ByAPortal,
    /// None has: this machine may be the only place where it is.
    ByNobody,
}

/// What is known of a medium when it is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Milliseconds since it came in last; negative when the clock was set back.
    pub age_ms: i64,
    /// Whether anything names it.
    pub named: Named,
    /// Whether it can be fetched again.
    pub confirmed: Confirmed,
    /// Milliseconds since nothing named it for the first time.
    pub marked_for_ms: Option<i64>,
}

/// What becomes of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It stays, and whatever was suspected of it is forgotten.
    Keep,
    /// Nothing names it: look again later.
    Mark,
    /// It is marked, and later is not yet.
    Wait,
    /// It goes.
    Remove,
}

/// What becomes of a medium of this standing.
pub fn judge(standing: Standing, retention: Retention) -> Verdict {
    let old = standing.age_ms >= retention.young_ms;
    match (standing.named, standing.confirmed, old, standing.marked_for_ms) {
        (Named::Somewhere, _, _, _) | (_, Confirmed::ByNobody, _, _) | (_, _, false, _) => Verdict::Keep,
        (Named::Nowhere, Confirmed::ByAPortal, true, None) => Verdict::Mark,
        (Named::Nowhere, Confirmed::ByAPortal, true, Some(marked_for_ms)) if marked_for_ms >= retention.marked_ms => Verdict::Remove,
        (Named::Nowhere, Confirmed::ByAPortal, true, Some(_)) => Verdict::Wait,
    }
}

/// What a look at the media found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// Media that nothing named for the first time.
    pub marked: usize,
    /// Media that were removed, from the database and from the disk.
    pub removed: Vec<BlobId>,
    /// Files without a row that were removed.
    pub orphans: usize,
    /// Media whose file is gone from this machine, by whatever hand.
    pub missing: Vec<BlobId>,
    /// Somebody was writing meanwhile, so that what was found may be wrong by now: nothing was removed.
    pub disturbed: bool,
}

/// Looks at all media once, and removes what may be removed. Blocking, and long on a large profile; others read and write meanwhile.
///
/// # Errors
/// [`Error::Opaque`](crate::Error::Opaque) when not everything could be searched, and those of database and disk. Nothing was removed then that
/// should not have been; a file may be left without a row, for a later look.
pub fn collect(db: &Db, now_ms: i64, retention: Retention) -> Result<Collected> {
    Look::take(db, now_ms, retention)?.act(db)
}

/// What was seen of the media, before anything is done about it.
pub struct Look {
    now_ms: i64,
    retention: Retention,
    watermark: Watermark,
    suspects: Vec<Suspect>,
    named: HashSet<BlobId>,
}

impl Look {
    /// Looks.
    ///
    /// # Errors
    /// As [`collect`].
    pub fn take(db: &Db, now_ms: i64, retention: Retention) -> Result<Self> {
        let watermark = db.write(Watermark::read)?;
        let suspects = db.read(|reader| suspects(reader, now_ms, retention))?;
        let named = match suspects.is_empty() {
            true => HashSet::new(),
            false => media_references::named(db, &suspects.iter().map(|suspect| suspect.blob).collect())?,
        };
        Ok(Self { now_ms, retention, watermark, suspects, named })
    }

    /// Does what is to be done, if nobody wrote since; only the marks are set in any case, since a mark alone removes nothing.
    ///
    /// # Errors
    /// As [`collect`].
    pub fn act(self, db: &Db) -> Result<Collected> {
        let mut collected = Collected::default();
        let Some(removing) = db.vault().removing() else {
            return Ok(Collected { disturbed: true, ..collected });
        };
        let doomed = db.write(|writer| self.remove_rows(writer, &mut collected))?;
        let known = db.read(known)?;
        for blob in doomed.into_iter().filter(|blob| !known.contains_key(blob)) {
            removing.remove(blob)?;
        }
        let mut there = HashSet::new();
        for file in db.vault().files()? {
            there.insert(file.blob);
            if !known.contains_key(&file.blob) && self.now_ms - file.written_ms >= self.retention.orphan_ms {
                collected.orphans += usize::from(removing.remove(file.blob)?);
            }
        }
        collected.missing =
            known.into_iter().filter(|(blob, is)| *is == Known::Medium && !there.contains(blob)).map(|(blob, _)| blob).collect();
        collected.missing.sort();
        Ok(collected)
    }

    fn remove_rows(&self, writer: &Writer<'_>, collected: &mut Collected) -> Result<Vec<BlobId>> {
        collected.disturbed = Watermark::read(writer)? != self.watermark;
        let mut doomed = Vec::new();
        for Suspect { blob, standing } in &self.suspects {
            let named = if self.named.contains(blob) { Named::Somewhere } else { Named::Nowhere };
            match judge(Standing { named, ..*standing }, self.retention) {
                Verdict::Keep => unmark(writer, *blob)?,
                Verdict::Mark => {
                    mark(writer, *blob, self.now_ms)?;
                    collected.marked += 1;
                }
                Verdict::Remove if !collected.disturbed => {
                    doomed.extend(forget(writer, *blob)?);
                    collected.removed.push(*blob);
                }
                Verdict::Wait | Verdict::Remove => {}
            }
        }
        Ok(doomed)
    }
}

struct Suspect {
    blob: BlobId,
    standing: Standing,
}

/// Media that may be judged otherwise than to be kept, if nothing names them, and those that were marked.
fn suspects(reader: &Reader<'_>, now_ms: i64, retention: Retention) -> Result<Vec<Suspect>> {
    let mut statement = reader.0.prepare(
        "SELECT blob, added_ms, marked_ms, EXISTS (SELECT 1 FROM uploads WHERE uploads.blob = media.blob) AS confirmed
         FROM media LEFT JOIN media_marks USING (blob)
         WHERE added_ms <= :old_ms OR marked_ms IS NOT NULL",
    )?;
    let rows = statement.query_map(named_params! {":old_ms": now_ms.saturating_sub(retention.young_ms)}, |row| {
        let confirmed = if row.get("confirmed")? { Confirmed::ByAPortal } else { Confirmed::ByNobody };
        let marked_ms: Option<i64> = row.get("marked_ms")?;
        Ok(Suspect {
            blob: row.get::<_, Sql<BlobId>>("blob")?.0,
            standing: Standing {
                age_ms: now_ms.saturating_sub(row.get("added_ms")?),
                named: Named::Somewhere,
                confirmed,
                marked_for_ms: marked_ms.map(|marked_ms| now_ms.saturating_sub(marked_ms)),
            },
        })
    })?;
    let suspects = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    // Without a confirmation a medium stays whatever is said of it elsewhere: it need not be looked for.
    Ok(suspects
        .into_iter()
        .filter(|suspect| suspect.standing.confirmed == Confirmed::ByAPortal || suspect.standing.marked_for_ms.is_some())
        .collect())
}

/// Changes with every change to the database, by this connection or by another.
#[derive(PartialEq, Eq)]
struct Watermark {
    own: i64,
    others: i64,
}

impl Watermark {
    fn read(writer: &Writer<'_>) -> Result<Self> {
        let own = writer.0.query_row("SELECT total_changes()", [], |row| row.get(0))?;
        let others = writer.0.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        Ok(Self { own, others })
    }
}

fn mark(writer: &Writer<'_>, blob: BlobId, now_ms: i64) -> Result<()> {
    let mut statement =
        writer.0.prepare_cached("INSERT INTO media_marks (blob, marked_ms) VALUES (:blob, :now_ms) ON CONFLICT DO NOTHING")?;
    statement.execute(named_params! {":blob": Sql(blob), ":now_ms": now_ms})?;
    Ok(())
}

fn unmark(writer: &Writer<'_>, blob: BlobId) -> Result<()> {
    writer.0.prepare_cached("DELETE FROM media_marks WHERE blob = :blob")?.execute(named_params! {":blob": Sql(blob)})?;
    Ok(())
}

/// Removes a medium's rows; the files that it leaves behind. That a portal has it stays known.
fn forget(writer: &Writer<'_>, blob: BlobId) -> Result<Vec<BlobId>> {
    let mut files = vec![blob];
    let mut statement = writer.0.prepare_cached(
        "SELECT original FROM media WHERE blob = :blob AND original IS NOT NULL UNION SELECT thumbnail FROM thumbnails WHERE blob = :blob",
    )?;
    for file in statement.query_map(named_params! {":blob": Sql(blob)}, |row| Ok(row.get::<_, Sql<BlobId>>(0)?.0))? {
        files.push(file?);
    }
    for table in ["media", "media_marks", "thumbnails"] {
        writer.0.prepare_cached(&format!("DELETE FROM {table} WHERE blob = :blob"))?.execute(named_params! {":blob": Sql(blob)})?;
    }
    Ok(files)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Medium,
    /// An original or a thumbnail.
    Beside,
}

/// Every file that a row speaks of.
fn known(reader: &Reader<'_>) -> Result<HashMap<BlobId, Known>> {
    let mut statement = reader.0.prepare(
        "SELECT original, FALSE FROM media WHERE original IS NOT NULL UNION ALL SELECT thumbnail, FALSE FROM thumbnails
         UNION ALL SELECT blob, TRUE FROM media",
    )?;
    let rows =
        statement.query_map([], |row| Ok((row.get::<_, Sql<BlobId>>(0)?.0, if row.get(1)? { Known::Medium } else { Known::Beside })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
