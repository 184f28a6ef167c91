//! Which articles the sync engine has yet to look at.
//!
//! Triggers note every article of which something changed that a plan depends on: its text, its head, what a portal says of it, its return from
//! the trash. The engine takes what is noted and strikes it out in the transaction that carries out the plan. With nothing noted, a turn reads
//! one empty table, however many articles there are.

use banthao_document::ArticleId;
use rusqlite::named_params;

use crate::{Reader, Result, Writer, sql::Sql};

/// Some of what is due after `after`, in the order of the ids, which is the order in which articles were made.
///
/// # Errors
/// From the database.
pub fn page(reader: &Reader<'_>, after: Option<ArticleId>, limit: usize) -> Result<Vec<ArticleId>> {
    let mut statement =
        reader.0.prepare_cached("SELECT article_id FROM sync_due WHERE article_id > :after ORDER BY article_id LIMIT :limit")?;
    let after = after.map_or_else(Vec::new, |after| after.0.as_bytes().to_vec());
    let rows =
        statement.query_map(named_params! {":after": after, ":limit": limit}, |row| Ok(row.get::<_, Sql<ArticleId>>("article_id")?.0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes an article.
///
/// # Errors
/// From the database.
pub fn note(writer: &Writer<'_>, article: ArticleId) -> Result<()> {
    let mut statement = writer.0.prepare_cached("INSERT INTO sync_due (article_id) VALUES (:article_id) ON CONFLICT DO NOTHING")?;
    statement.execute(named_params! {":article_id": Sql(article)})?;
    Ok(())
}

/// Notes every article of which something may have to be sent.
///
/// # Errors
/// From the database.
pub fn note_waiting(writer: &Writer<'_>) -> Result<()> {
    writer.0.execute(
        "INSERT INTO sync_due (article_id) SELECT article_id FROM listing WHERE waits = 1
         UNION SELECT article_id FROM listing_due WHERE true ON CONFLICT DO NOTHING",
        [],
    )?;
    Ok(())
}

/// Strikes an article out: it was looked at, in this transaction.
///
/// # Errors
/// From the database.
pub fn settle(writer: &Writer<'_>, article: ArticleId) -> Result<()> {
    writer.0.prepare_cached("DELETE FROM sync_due WHERE article_id = :article_id")?.execute(named_params! {":article_id": Sql(article)})?;
    Ok(())
}

/// How many articles are due.
///
/// # Errors
/// From the database.
pub fn count(reader: &Reader<'_>) -> Result<u64> {
    Ok(reader.0.prepare_cached("SELECT count(*) FROM sync_due")?.query_row([], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use banthao_document::{ArticleContent, OpId};
    use serde_json::Value;
    use uuid::Uuid;

    use super::*;
    use crate::{
        Db, Key, Settings, articles,
        mirrors::{self, Mirror},
        outbox::{self, Entry, State},
        portals, trash,
    };

    const PORTAL: Uuid = Uuid::from_u128(1);
    const ARTICLE: ArticleId = ArticleId(Uuid::from_u128(9));

    fn is_due_after(db: &Db, work: impl FnOnce(&Writer<'_>) -> Result<()>) -> bool {
        db.write(|writer| {
            settle(writer, ARTICLE)?;
            work(writer)?;
            Ok::<_, crate::Error>(page(writer, None, 10)?.contains(&ARTICLE))
        })
        .unwrap()
    }

    #[test]
    fn an_article_is_due_after_every_change_that_a_plan_depends_on_and_after_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Settings::in_folder(folder.path()), &Key::random()).unwrap();
        let content = |title: &str| ArticleContent { title: title.to_owned(), ..ArticleContent::empty("tin") };
        let mirror = |seq| Mirror { agreed: None, head: None, seq, state: None };
        let op = OpId(Uuid::from_u128(3));
        let entry = |state| Entry {
            op_id: op,
            portal: Some(PORTAL),
            article: ARTICLE,
            op_seq: None,
            act: Value::Null,
            bytes: 0,
            state,
            problem: None,
            created_ms: 0,
        };

        assert!(is_due_after(&db, |writer| articles::save(writer, ARTICLE, &content("Một"), &Value::Null, 1).map(drop)), "made");
        assert!(is_due_after(&db, |writer| articles::save(writer, ARTICLE, &content("Hai"), &Value::Null, 2).map(drop)), "typed");
        let caret = serde_json::json!(7);
        assert!(!is_due_after(&db, |writer| articles::save(writer, ARTICLE, &content("Hai"), &caret, 3).map(drop)), "only the caret");
        assert!(is_due_after(&db, |writer| portals::meet(writer, PORTAL, PORTAL, "", "")), "a portal that has nothing yet");
        assert!(!is_due_after(&db, |writer| portals::meet(writer, PORTAL, PORTAL, "", "Cổng")), "the same portal again");
        assert!(is_due_after(&db, |writer| mirrors::put(writer, PORTAL, ARTICLE, &mirror(1))), "the portal's first word");
        assert!(is_due_after(&db, |writer| mirrors::put(writer, PORTAL, ARTICLE, &mirror(2))), "its next");
        assert!(!is_due_after(&db, |writer| outbox::add(writer, &entry(State::Queued))), "the outbox knows of it");
        assert!(is_due_after(&db, |writer| outbox::remove(writer, op)), "given up");
        assert!(
            !is_due_after(&db, |writer| {
                outbox::add(writer, &entry(State::Acknowledged))?;
                outbox::remove(writer, op)
            }),
            "read back"
        );
        assert!(!is_due_after(&db, |writer| trash::put(writer, ARTICLE, 4)), "thrown away");
        assert!(is_due_after(&db, |writer| trash::take_back(writer, ARTICLE).map(drop)), "taken back");
    }

    #[test]
    fn a_page_goes_on_behind_the_last_article() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Settings::in_folder(folder.path()), &Key::random()).unwrap();
        let ids: Vec<ArticleId> = (1..=5).map(|number| ArticleId(Uuid::from_u128(number))).collect();
        db.write(|writer| ids.iter().try_for_each(|id| note(writer, *id))).unwrap();
        let (first, rest) = db.read(|reader| Ok::<_, crate::Error>((page(reader, None, 2)?, page(reader, Some(ids[1]), 9)?))).unwrap();
        assert_eq!((first.as_slice(), rest.as_slice()), (&ids[..2], &ids[2..]));
    }
}
