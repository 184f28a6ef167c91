//! A page of a list, in its order.

use std::cmp::Reverse;

use rusqlite::{CachedStatement, Row, named_params};

use crate::{Reader, Result, search::DocSet, sql::optional};

/// Up to so many documents are ordered by looking each of them up; of more, the list's index is walked until the page is full.
const FEW: u32 = 2000;
/// Of a tier of equally good documents, at least so many of the latest are brought into order.
const TOP: usize = 200;

/// By what a list is ordered; equals by their last change, the latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The last change, the latest first.
    Changed,
    /// The title.
    Title,
    /// The author's given name.
    Author,
    /// The section's name.
    Section,
}

impl Order {
    fn key(self) -> &'static str {
        match self {
            Self::Changed => "x''",
            Self::Title => "title_key",
            Self::Author => "author_key",
            Self::Section => "section_key",
        }
    }

    fn index(self) -> (&'static str, &'static str) {
        match self {
            Self::Changed => ("listing_by_changed", "changed_ms DESC, doc DESC"),
            Self::Title => ("listing_by_title", "title_key, changed_ms DESC, doc DESC"),
            Self::Author => ("listing_by_author", "author_key, changed_ms DESC, doc DESC"),
            Self::Section => ("listing_by_section", "section_key, changed_ms DESC, doc DESC"),
        }
    }
}

/// Where a document stands in an order.
type Standing = (Vec<u8>, Reverse<i64>, Reverse<u32>);

fn standing(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok((row.get(0)?, Reverse(row.get(1)?), Reverse(row.get(2)?)))
}

/// What a page is cut from.
pub struct Sorted<'a> {
    /// The lists.
    pub shelves: &'a [&'static str],
    /// The documents that are on one of the lists; none for all of them.
    pub docs: Option<&'a DocSet>,
    /// The order.
    pub order: Order,
}

/// The documents from `offset` on.
///
/// # Errors
/// From the database.
pub fn sorted(reader: &Reader<'_>, of: &Sorted<'_>, offset: usize, limit: usize) -> Result<Vec<u32>> {
    match of.docs {
        Some(docs) if docs.len() <= FEW => {
            let mut standings = look_up(reader, of.order, docs.latest_first())?;
            standings.sort_unstable();
            Ok(standings.into_iter().skip(offset).take(limit).map(|(_, _, Reverse(doc))| doc).collect())
        }
        docs => walk(reader, of, docs, offset, limit),
    }
}

/// Walks the indexes of the lists side by side.
fn walk(reader: &Reader<'_>, of: &Sorted<'_>, docs: Option<&DocSet>, offset: usize, limit: usize) -> Result<Vec<u32>> {
    let (index, order) = of.order.index();
    let sql = format!("SELECT {}, changed_ms, doc FROM listing INDEXED BY {index} WHERE shelf = :shelf ORDER BY {order}", of.order.key());
    let mut statements: Vec<CachedStatement<'_>> =
        of.shelves.iter().map(|_| reader.0.prepare_cached(&sql)).collect::<rusqlite::Result<_>>()?;
    let mut lists = Vec::new();
    for (statement, shelf) in statements.iter_mut().zip(of.shelves) {
        let mut rows = statement.query(named_params! {":shelf": shelf})?;
        let first = rows.next()?.map(standing).transpose()?;
        lists.push((first, rows));
    }
    let (mut page, mut skipped) = (Vec::new(), 0);
    while page.len() < limit {
        let next = lists.iter_mut().filter(|(first, _)| first.is_some()).min_by(|(one, _), (other, _)| one.cmp(other));
        let Some((first, rows)) = next else { break };
        let after = rows.next()?.map(standing).transpose()?;
        let Some((_, _, Reverse(doc))) = std::mem::replace(first, after) else { break };
        if docs.is_some_and(|docs| !docs.contains(doc)) {
            continue;
        }
        if skipped < offset {
            skipped += 1;
        } else {
            page.push(doc);
        }
    }
    Ok(page)
}

/// The documents of tiers from `offset` on, the best tier first, the latest change first within a tier.
///
/// # Errors
/// From the database.
pub fn best(reader: &Reader<'_>, tiers: &[DocSet], offset: usize, limit: usize) -> Result<Vec<u32>> {
    let (mut page, mut before) = (Vec::new(), 0);
    for tier in tiers {
        let size = tier.len() as usize;
        if offset < before + size && page.len() < limit {
            let skipped = offset.saturating_sub(before);
            let needed = skipped + limit - page.len();
            // Numbers follow the changes closely, and moments decide among those near the top.
            let mut top = look_up(reader, Order::Changed, tier.latest_first().take(needed.max(TOP)))?;
            top.sort_unstable();
            page.extend(top.into_iter().skip(skipped).take(limit - page.len()).map(|(_, _, Reverse(doc))| doc));
        }
        before += size;
    }
    Ok(page)
}

fn look_up(reader: &Reader<'_>, order: Order, docs: impl Iterator<Item = u32>) -> Result<Vec<Standing>> {
    let from = match order {
        Order::Changed => "listing INDEXED BY listing_by_doc",
        Order::Title | Order::Author | Order::Section => "listing",
    };
    let mut statement = reader.0.prepare_cached(&format!("SELECT {}, changed_ms, doc FROM {from} WHERE doc = :doc", order.key()))?;
    let mut standings = Vec::new();
    for doc in docs {
        standings.extend(optional(statement.query_row(named_params! {":doc": doc}, standing))?);
    }
    Ok(standings)
}
