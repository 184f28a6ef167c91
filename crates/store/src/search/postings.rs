//! Which documents hold a term.
//!
//! A saved text becomes one row of `search_fresh`; when there are [`FRESH`] of them they are merged into the postings of their chunk, so that the
//! thousands of terms of a text cost a save nothing. A question reads the postings of each chunk and looks through the few fresh rows.

use std::{cell::RefCell, collections::HashMap};

use rusqlite::named_params;

use super::{
    docset::{CHUNK, DocSet},
    stream::Stream,
    term::{Form, Place, Term},
};
use crate::{Error, Reader, Result, Writer, settings::Setting, sql::optional};

/// Fresh rows that are looked through at most before they are merged.
pub(crate) const FRESH: usize = 64;
/// Words that the beginning of one may stand for.
const COMPLETIONS: usize = 64;

const NEXT_DOC: Setting<u32> = Setting::named("search_next_doc");

/// The index as it stands during one question.
pub(crate) struct Index<'r, 'c> {
    reader: &'r Reader<'c>,
    fresh: Vec<(u32, Stream)>,
    chunks: Vec<u32>,
    live: DocSet,
    known: RefCell<HashMap<Term, DocSet>>,
}

impl<'r, 'c> Index<'r, 'c> {
    pub fn open(reader: &'r Reader<'c>) -> Result<Self> {
        let fresh = fresh(reader)?;
        let mut live: DocSet = fresh.iter().map(|(doc, _)| *doc).collect();
        let mut chunks = Vec::new();
        let mut statement = reader.0.prepare_cached("SELECT chunk, live FROM search_chunks")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let chunk: u32 = row.get(0)?;
            if !live.unite_chunk(chunk, row.get_ref(1)?.as_blob().map_err(|_| Error::Damaged("text index"))?) {
                return Err(Error::Damaged("text index"));
            }
            chunks.push(chunk);
        }
        Ok(Self { reader, fresh, chunks, live, known: RefCell::default() })
    }

    /// Every document that is the present text of an article.
    pub fn live(&self) -> &DocSet {
        &self.live
    }

    /// The documents that hold a term.
    pub fn docs(&self, term: &Term) -> Result<DocSet> {
        if let Some(known) = self.known.borrow().get(term) {
            return Ok(known.clone());
        }
        let mut docs = DocSet::default();
        let mut statement = self.reader.0.prepare_cached("SELECT docs FROM search_postings WHERE chunk = :chunk AND term = :term")?;
        let kept = term.kept();
        for &chunk in &self.chunks {
            let read = optional(statement.query_row(named_params! {":chunk": chunk, ":term": kept}, |row| {
                let posting = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
                Ok(docs.unite_chunk(chunk, posting))
            }))?;
            if read == Some(false) {
                return Err(Error::Damaged("text index"));
            }
        }
        docs.intersect(&self.live);
        self.fresh.iter().filter(|(_, stream)| stream.holds(term)).for_each(|(doc, _)| docs.insert(*doc));
        self.known.borrow_mut().insert(term.clone(), docs.clone());
        Ok(docs)
    }

    /// Words of the index that begin like this.
    pub fn completions(&self, beginning: &str) -> Result<Vec<String>> {
        let mut words: Vec<String> = Vec::new();
        let mut statement = self.reader.0.prepare_cached(
            "SELECT substr(term, 2) FROM search_postings WHERE chunk = :chunk AND term >= :first AND term < :last LIMIT :limit",
        )?;
        let first = format!("a{beginning}");
        let last = format!("{first}{}", char::MAX);
        for &chunk in &self.chunks {
            let parameters = named_params! {":chunk": chunk, ":first": first, ":last": last, ":limit": COMPLETIONS as u32};
            for word in statement.query_map(parameters, |row| row.get(0))? {
                words.push(word?);
            }
        }
        let inside = format!(" {beginning}");
        for (_, stream) in &self.fresh {
            words.extend(
                stream.folded.match_indices(&inside).filter_map(|(at, _)| stream.folded[at + 1..].split(' ').next()).map(str::to_owned),
            );
        }
        words.sort_unstable();
        words.dedup();
        words.truncate(COMPLETIONS);
        Ok(words)
    }

    /// The documents that hold any of these words.
    pub fn docs_of_any(&self, words: &[String], place: Place) -> Result<DocSet> {
        let mut docs = DocSet::default();
        for word in words {
            docs.unite(&self.docs(&Term::of(Form::Folded, place, word))?);
        }
        Ok(docs)
    }
}

fn fresh(reader: &Reader<'_>) -> Result<Vec<(u32, Stream)>> {
    let mut statement = reader.0.prepare_cached("SELECT doc, folded, exact FROM search_fresh ORDER BY doc")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, Stream { folded: row.get(1)?, exact: row.get(2)? })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The number for a new text.
pub(crate) fn take_doc(writer: &Writer<'_>) -> Result<u32> {
    let doc = NEXT_DOC.get(writer)?.unwrap_or(0);
    NEXT_DOC.set(writer, &(doc + 1))?;
    Ok(doc)
}

/// How many numbers were given out.
pub(crate) fn docs_given(reader: &Reader<'_>) -> Result<u32> {
    Ok(NEXT_DOC.get(reader)?.unwrap_or(0))
}

/// Takes a document out of the index, because its article has another text or none.
pub(crate) fn forget(writer: &Writer<'_>, doc: u32) -> Result<()> {
    let fresh = writer.0.prepare_cached("DELETE FROM search_fresh WHERE doc = :doc")?.execute(named_params! {":doc": doc})?;
    if fresh == 0 {
        let mut live = live(writer, doc / CHUNK)?;
        live.remove(doc);
        set_live(writer, doc / CHUNK, &live)?;
    }
    Ok(())
}

/// Puts texts into the index under new numbers.
pub(crate) fn add(writer: &Writer<'_>, texts: Vec<(u32, Stream)>) -> Result<()> {
    let waiting: usize = writer.0.prepare_cached("SELECT count(*) FROM search_fresh")?.query_row([], |row| row.get(0))?;
    if waiting + texts.len() < FRESH {
        let mut statement = writer.0.prepare_cached("INSERT INTO search_fresh (doc, folded, exact) VALUES (:doc, :folded, :exact)")?;
        for (doc, stream) in texts {
            statement.execute(named_params! {":doc": doc, ":folded": stream.folded, ":exact": stream.exact})?;
        }
        return Ok(());
    }
    let mut all = fresh(writer)?;
    all.extend(texts);
    writer.0.execute("DELETE FROM search_fresh", [])?;
    for of_chunk in all.chunk_by(|(one, _), (next, _)| one / CHUNK == next / CHUNK) {
        merge(writer, of_chunk)?;
    }
    Ok(())
}

/// Forgets every document.
pub(crate) fn clear(writer: &Writer<'_>) -> Result<()> {
    writer.0.execute_batch("DELETE FROM search_fresh; DELETE FROM search_chunks; DELETE FROM search_postings;")?;
    NEXT_DOC.clear(writer)
}

fn merge(writer: &Writer<'_>, texts: &[(u32, Stream)]) -> Result<()> {
    let Some(chunk) = texts.first().map(|(doc, _)| doc / CHUNK) else { return Ok(()) };
    let mut postings: HashMap<String, Vec<u16>> = HashMap::new();
    for (doc, stream) in texts {
        let offset = (doc % CHUNK) as u16;
        stream.each_term(|term| match postings.get_mut(term) {
            Some(offsets) if offsets.last() == Some(&offset) => {}
            Some(offsets) => offsets.push(offset),
            None => {
                postings.insert(term.to_owned(), vec![offset]);
            }
        });
    }
    let mut postings: Vec<_> = postings.into_iter().collect();
    // In the order of the table, so that every page of it is touched once.
    postings.sort_unstable_by(|(one, _), (next, _)| one.cmp(next));
    let mut before = writer.0.prepare_cached("SELECT docs FROM search_postings WHERE chunk = :chunk AND term = :term")?;
    let mut put = writer.0.prepare_cached(
        "INSERT INTO search_postings (chunk, term, docs) VALUES (:chunk, :term, :docs) ON CONFLICT DO UPDATE SET docs = excluded.docs",
    )?;
    for (term, offsets) in postings {
        let mut docs: DocSet = offsets.into_iter().map(u32::from).collect();
        let merged = optional(before.query_row(named_params! {":chunk": chunk, ":term": term}, |row| {
            Ok(docs.unite_chunk(0, row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?))
        }))?;
        if merged == Some(false) {
            return Err(Error::Damaged("text index"));
        }
        put.execute(named_params! {":chunk": chunk, ":term": term, ":docs": docs.chunk(0)})?;
    }
    let mut live = live(writer, chunk)?;
    texts.iter().for_each(|(doc, _)| live.insert(*doc));
    set_live(writer, chunk, &live)
}

fn live(reader: &Reader<'_>, chunk: u32) -> Result<DocSet> {
    let mut live = DocSet::default();
    let mut statement = reader.0.prepare_cached("SELECT live FROM search_chunks WHERE chunk = :chunk")?;
    let kept: Option<Vec<u8>> = optional(statement.query_row(named_params! {":chunk": chunk}, |row| row.get(0)))?;
    match kept {
        Some(kept) if !live.unite_chunk(chunk, &kept) => Err(Error::Damaged("text index")),
        Some(_) | None => Ok(live),
    }
}

fn set_live(writer: &Writer<'_>, chunk: u32, live: &DocSet) -> Result<()> {
    let mut statement = writer
        .0
        .prepare_cached("INSERT INTO search_chunks (chunk, live) VALUES (:chunk, :live) ON CONFLICT DO UPDATE SET live = excluded.live")?;
    statement.execute(named_params! {":chunk": chunk, ":live": live.chunk(chunk)})?;
    Ok(())
}
