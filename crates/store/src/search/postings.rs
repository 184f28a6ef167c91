//! Which documents hold a term.
//!
//! A saved text becomes one row of `search_fresh`; when there are [`FRESH`] of them they become a [`run`] of their chunk, so that the thousands of
//! terms of a text cost a save nothing. A question asks each run and looks through the few fresh rows.

use std::{cell::RefCell, collections::HashMap};

use rusqlite::named_params;

use super::{
    docset::{CHUNK, DocSet},
    run::{self, Run},
    stream::Stream,
    term::{Form, Place, Term},
};
use crate::{Error, Reader, Result, Writer, settings::Setting, sql::optional};

/// Fresh rows that are looked through at most before they become a run.
pub(crate) const FRESH: usize = 64;
/// Words that the beginning of one may stand for.
const COMPLETIONS: usize = 64;

const NEXT_DOC: Setting<u32> = Setting::named("search_next_doc");

/// The index as it stands during one question.
pub(crate) struct Index<'r, 'c> {
    reader: &'r Reader<'c>,
    fresh: Vec<(u32, Stream)>,
    runs: Vec<Run>,
    live: DocSet,
    known: RefCell<HashMap<Term, DocSet>>,
}

impl<'r, 'c> Index<'r, 'c> {
    pub fn open(reader: &'r Reader<'c>) -> Result<Self> {
        let fresh = fresh(reader)?;
        let mut live: DocSet = fresh.iter().map(|(doc, _)| *doc).collect();
        let mut statement = reader.0.prepare_cached("SELECT chunk, live FROM search_chunks")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let chunk: u32 = row.get(0)?;
            if !live.unite_chunk(chunk, row.get_ref(1)?.as_blob().map_err(|_| Error::Damaged("text index"))?) {
                return Err(Error::Damaged("text index"));
            }
        }
        Ok(Self { reader, fresh, runs: run::all(reader)?, live, known: RefCell::default() })
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
        let kept = term.kept();
        for run in &self.runs {
            run.unite_docs(self.reader, kept.as_bytes(), &mut docs)?;
        }
        docs.intersect(&self.live);
        self.fresh.iter().filter(|(_, stream)| stream.holds(term)).for_each(|(doc, _)| docs.insert(*doc));
        self.known.borrow_mut().insert(term.clone(), docs.clone());
        Ok(docs)
    }

    /// Words of the index that begin like this.
    pub fn completions(&self, beginning: &str) -> Result<Vec<String>> {
        let mut words: Vec<String> = Vec::new();
        let first = Term::of(Form::Folded, Place::Anywhere, beginning).kept();
        for run in &self.runs {
            for term in run.beginning(self.reader, first.as_bytes(), COMPLETIONS)? {
                let word = term.strip_prefix(b"a").and_then(|word| String::from_utf8(word.to_vec()).ok());
                words.push(word.ok_or(Error::Damaged("text index"))?);
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
        write_run(writer, of_chunk)?;
    }
    run::tidy(writer)
}

/// Forgets every document.
pub(crate) fn clear(writer: &Writer<'_>) -> Result<()> {
    writer.0.execute_batch("DELETE FROM search_fresh; DELETE FROM search_chunks;")?;
    run::clear(writer)?;
    NEXT_DOC.clear(writer)
}

fn write_run(writer: &Writer<'_>, texts: &[(u32, Stream)]) -> Result<()> {
    let Some(chunk) = texts.first().map(|(doc, _)| doc / CHUNK) else { return Ok(()) };
    let mut postings: HashMap<String, Vec<u32>> = HashMap::new();
    for (doc, stream) in texts {
        stream.each_term(|term| match postings.get_mut(term) {
            Some(docs) if docs.last() == Some(doc) => {}
            Some(docs) => docs.push(*doc),
            None => {
                postings.insert(term.to_owned(), vec![*doc]);
            }
        });
    }
    let mut postings: Vec<_> = postings.into_iter().collect();
    postings.sort_unstable();
    let terms = postings.iter().map(|(term, docs)| {
        let offsets: DocSet = docs.iter().map(|doc| doc % CHUNK).collect();
        (term.as_bytes(), offsets.chunk(0))
    });
    run::write(writer, chunk, texts.len() as u32, terms)?;
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
