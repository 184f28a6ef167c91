//! How far the person has seen a portal's history, and what lies beyond.

use banthao_document::{ArticleId, RevisionId};
use rusqlite::named_params;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Reader, Result, Writer,
    sql::{Sql, optional},
};

/// A place in a portal's history.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    /// The portal's commit order.
    pub seq: u64,
    /// The latest event, by the portal's clock.
    pub at_ms: i64,
}

/// What was seen, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Everything up to here.
    pub mark: Mark,
    /// When the person looked, UTC milliseconds of this machine.
    pub looked_ms: i64,
}

/// An article of which the portal said something after a place in its history.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Which.
    pub article: ArticleId,
    /// Tiêu đề as this machine has it.
    pub title: String,
    /// The portal's head.
    pub head: Option<RevisionId>,
    /// What the portal said.
    pub state: Value,
}

/// How far the person has seen; none when they never looked.
///
/// # Errors
/// From the database.
pub fn seen(reader: &Reader<'_>, portal: Uuid) -> Result<Option<Seen>> {
    let mut statement = reader.0.prepare_cached("SELECT seen_seq, seen_at_ms, looked_ms FROM away WHERE portal_id = :portal_id")?;
    optional(statement.query_row(named_params! {":portal_id": Sql(portal)}, |row| {
        Ok(Seen { mark: Mark { seq: row.get("seen_seq")?, at_ms: row.get("seen_at_ms")? }, looked_ms: row.get("looked_ms")? })
    }))
}

/// Remembers how far the person has seen.
///
/// # Errors
/// From the database.
pub fn set_seen(writer: &Writer<'_>, portal: Uuid, seen: Seen) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO away (portal_id, seen_seq, seen_at_ms, looked_ms) VALUES (:portal_id, :seq, :at_ms, :looked_ms)
         ON CONFLICT DO UPDATE SET seen_seq = excluded.seen_seq, seen_at_ms = excluded.seen_at_ms, looked_ms = excluded.looked_ms",
    )?;
    statement.execute(named_params! {
        ":portal_id": Sql(portal),
        ":seq": seen.mark.seq,
        ":at_ms": seen.mark.at_ms,
        ":looked_ms": seen.looked_ms,
    })?;
    Ok(())
}

/// The place up to which the portal's history has been read here.
///
/// A receipt tells the place of this machine's own act before what others did there was pulled, so history counts as read only up to the
/// first act that waits to be read back.
///
/// # Errors
/// From the database.
pub fn read_up_to(reader: &Reader<'_>, portal: Uuid) -> Result<u64> {
    let mut statement = reader.0.prepare_cached(
        "SELECT min(coalesce((SELECT max(seq) FROM mirrors WHERE portal_id = :portal_id), 0),
                    coalesce((SELECT min(mirrors.seq) - 1 FROM outbox JOIN mirrors USING (article_id)
                              WHERE mirrors.portal_id = :portal_id AND outbox.portal_id = :portal_id AND outbox.state = 'acknowledged'
                                AND mirrors.seq > 0),
                             9223372036854775807))",
    )?;
    Ok(statement.query_row(named_params! {":portal_id": Sql(portal)}, |row| row.get(0))?)
}

/// Every article of which the portal said something after `seq`, the latest first.
///
/// # Errors
/// From the database.
pub fn changed_after(reader: &Reader<'_>, portal: Uuid, seq: u64) -> Result<Vec<Changed>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT articles.id, articles.title, mirrors.head, mirrors.state FROM mirrors JOIN articles ON articles.id = mirrors.article_id
         WHERE mirrors.portal_id = :portal_id AND mirrors.seq > :seq AND mirrors.state IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM trash WHERE trash.article_id = articles.id) ORDER BY mirrors.seq DESC",
    )?;
    let rows = statement.query_map(named_params! {":portal_id": Sql(portal), ":seq": seq}, |row| {
        let head = row.get::<_, Option<Sql<RevisionId>>>("head")?.map(|head| head.0);
        Ok((row.get::<_, Sql<ArticleId>>("id")?.0, row.get("title")?, head, row.get::<_, String>("state")?))
    })?;
    rows.map(|row| {
        let (article, title, head, state) = row?;
        Ok(Changed { article, title, head, state: serde_json::from_str(&state)? })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use banthao_document::OpId;

    use super::*;
    use crate::{
        Db, Key, Settings,
        mirrors::{self, Mirror},
        outbox::{self, Entry, State},
        portals,
    };

    #[test]
    fn history_counts_as_read_up_to_the_first_act_that_waits_to_be_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Settings::in_folder(folder.path()), &Key::random()).unwrap();
        let portal = Uuid::from_u128(1);
        let reached = |work: &dyn Fn(&Writer<'_>) -> Result<()>| {
            db.write(|writer| {
                work(writer)?;
                read_up_to(writer, portal)
            })
            .unwrap()
        };
        let entry = |article| Entry {
            op_id: OpId(Uuid::from_u128(7)),
            portal: Some(portal),
            article,
            op_seq: Some(1),
            act: Value::Null,
            bytes: 0,
            state: State::Acknowledged,
            problem: None,
            created_ms: 0,
        };
        let article = |number| ArticleId(Uuid::from_u128(number));
        assert_eq!(reached(&|writer| portals::meet(writer, portal, portal, "https://cong.example", "Cổng")), 0);
        let pulled = |seq| Mirror { agreed: None, head: None, seq, state: None };
        assert_eq!(reached(&|writer| mirrors::put(writer, portal, article(1), &pulled(9))), 9);
        // A receipt for place 12, while what others did at 10 and 11 is not here yet.
        let told = |writer: &Writer<'_>| {
            mirrors::put(writer, portal, article(2), &pulled(12))?;
            outbox::add(writer, &entry(article(2)))
        };
        assert_eq!(reached(&told), 11, "10 and 11 are asked for again rather than passed over");
        assert_eq!(reached(&|writer| outbox::confirm(writer, portal, 1).map(|_| ())), 12);
    }
}
