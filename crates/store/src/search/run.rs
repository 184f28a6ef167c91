//! Runs: the terms of texts that were indexed together, sorted, and how many runs become few.
//!
//! The thousands of terms of a text belong between all those that are there, and putting each in its place would go through most pages of the index.
//! So they are written one after the other as a run of their own, and runs of about one size are merged into a larger one, which reads and writes
//! pages one after the other too: a term is written three times until it stands where it stays (P. O'Neil et al., The Log-Structured Merge-Tree,
//! Acta Informatica 33, 1996).

use rusqlite::named_params;

use super::{
    block::{self, Block, Entries, Packer, Torn},
    docset::DocSet,
    postings::FRESH,
};
use crate::{Error, Reader, Result, Writer, sql::optional};

/// Runs of about one size that become one. The last chunk has fewer than this of each of its two smaller sizes, every other one run.
const FAN: u32 = 8;

/// The terms of some texts of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    id: i64,
    pub chunk: u32,
    texts: u32,
}

impl From<Torn> for Error {
    fn from(_: Torn) -> Self {
        Self::Damaged("text index")
    }
}

/// Every run, those of a chunk beside each other, the last chunk last.
pub(crate) fn all(reader: &Reader<'_>) -> Result<Vec<Run>> {
    let mut statement = reader.0.prepare_cached("SELECT run, chunk, texts FROM search_runs ORDER BY chunk, run")?;
    let rows = statement.query_map([], |row| Ok(Run { id: row.get(0)?, chunk: row.get(1)?, texts: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Run {
    /// Adds the documents that hold a term.
    pub fn unite_docs(&self, reader: &Reader<'_>, term: &[u8], docs: &mut DocSet) -> Result<()> {
        let mut statement =
            reader.0.prepare_cached("SELECT terms FROM search_blocks WHERE run = :run AND first <= :term ORDER BY first DESC LIMIT 1")?;
        let mut rows = statement.query(named_params! {":run": self.id, ":term": term})?;
        let Some(row) = rows.next()? else { return Ok(()) };
        let mut entries = Entries::of(row.get_ref(0)?.as_blob().map_err(|_| Torn)?);
        if block::seek(&mut entries, term)? && !docs.unite_chunk(self.chunk, entries.docs()) {
            return Err(Torn.into());
        }
        Ok(())
    }

    /// At most so many terms that begin like this.
    pub fn beginning(&self, reader: &Reader<'_>, beginning: &[u8], limit: usize) -> Result<Vec<Vec<u8>>> {
        let mut found = Vec::new();
        let mut cursor = Cursor::before(reader, self, beginning)?;
        while cursor.advance()? && found.len() < limit {
            if cursor.term().starts_with(beginning) {
                found.push(cursor.term().to_vec());
            } else if cursor.term() > beginning {
                break;
            }
        }
        Ok(found)
    }
}

/// Writes the terms of `texts` texts, sorted, each with its documents as a chunk keeps them.
pub(crate) fn write<'t>(writer: &Writer<'_>, chunk: u32, texts: u32, terms: impl Iterator<Item = (&'t [u8], Vec<u8>)>) -> Result<()> {
    let mut writing = Writing::begin(writer, chunk, texts)?;
    for (term, docs) in terms {
        writing.push(term, &docs)?;
    }
    writing.end()
}

/// Merges until few runs are left.
pub(crate) fn tidy(writer: &Writer<'_>) -> Result<()> {
    while let Some(runs) = mergeable(all(writer)?) {
        merge(writer, &runs)?;
    }
    Ok(())
}

/// Forgets all.
pub(crate) fn clear(writer: &Writer<'_>) -> Result<()> {
    Ok(writer.0.execute_batch("DELETE FROM search_blocks; DELETE FROM search_runs;")?)
}

/// Runs to become one: all of a chunk that gets no more texts, or those of about one size in the last when there are enough.
fn mergeable(runs: Vec<Run>) -> Option<Vec<Run>> {
    let last = runs.last()?.chunk;
    let size = |run: &Run| (run.texts / FRESH as u32).max(1).ilog(FAN);
    let groups = |run: &Run| (run.chunk, if run.chunk == last { size(run) } else { 0 });
    let enough = |group: &[&Run]| group.len() >= if group[0].chunk == last { FAN as usize } else { 2 };
    let mut sorted: Vec<&Run> = runs.iter().collect();
    sorted.sort_by_key(|run| groups(run));
    sorted
        .chunk_by(|one, next| groups(one) == groups(next))
        .find(|group| enough(group))
        .map(|group| group.iter().copied().cloned().collect())
}

fn merge(writer: &Writer<'_>, runs: &[Run]) -> Result<()> {
    let Some(Run { chunk, .. }) = runs.first() else { return Ok(()) };
    let mut writing = Writing::begin(writer, *chunk, runs.iter().map(|run| run.texts).sum())?;
    let mut cursors = Vec::with_capacity(runs.len());
    for run in runs {
        let mut cursor = Cursor::before(writer, run, &[])?;
        if cursor.advance()? {
            cursors.push(cursor);
        }
    }
    let mut least = Vec::new();
    while let Some(term) = cursors.iter().map(Cursor::term).min() {
        least.clear();
        least.extend_from_slice(term);
        let holders = || cursors.iter().filter(|cursor| cursor.term() == least).map(Cursor::docs);
        match (holders().next(), holders().nth(1)) {
            (Some(only), None) => writing.push(&least, only)?,
            _ => writing.push(&least, &united(holders())?)?,
        }
        let mut at = 0;
        while let Some(cursor) = cursors.get_mut(at) {
            if cursor.term() != least || cursor.advance()? {
                at += 1;
            } else {
                cursors.swap_remove(at);
            }
        }
    }
    drop(cursors);
    writing.end()?;
    let mut blocks = writer.0.prepare_cached("DELETE FROM search_blocks WHERE run = :run")?;
    let mut itself = writer.0.prepare_cached("DELETE FROM search_runs WHERE run = :run")?;
    for run in runs {
        blocks.execute(named_params! {":run": run.id})?;
        itself.execute(named_params! {":run": run.id})?;
    }
    Ok(())
}

fn united<'k>(holders: impl Iterator<Item = &'k [u8]>) -> Result<Vec<u8>> {
    let mut docs = DocSet::default();
    for kept in holders {
        if !docs.unite_chunk(0, kept) {
            return Err(Torn.into());
        }
    }
    Ok(docs.chunk(0))
}

/// A run that is being written.
struct Writing<'w, 'c> {
    writer: &'w Writer<'c>,
    run: i64,
    packer: Packer,
}

impl<'w, 'c> Writing<'w, 'c> {
    fn begin(writer: &'w Writer<'c>, chunk: u32, texts: u32) -> Result<Self> {
        let mut statement = writer.0.prepare_cached("INSERT INTO search_runs (chunk, texts) VALUES (:chunk, :texts)")?;
        let run = statement.insert(named_params! {":chunk": chunk, ":texts": texts})?;
        Ok(Self { writer, run, packer: Packer::default() })
    }

    fn push(&mut self, term: &[u8], docs: &[u8]) -> Result<()> {
        let full = self.packer.push(term, docs);
        full.map_or(Ok(()), |block| self.put(&block))
    }

    fn end(mut self) -> Result<()> {
        let last = self.packer.take();
        last.map_or(Ok(()), |block| self.put(&block))
    }

    fn put(&self, block: &Block) -> Result<()> {
        let mut statement = self.writer.0.prepare_cached("INSERT INTO search_blocks (run, first, terms) VALUES (:run, :first, :terms)")?;
        statement.execute(named_params! {":run": self.run, ":first": block.first, ":terms": block.terms})?;
        Ok(())
    }
}

/// Goes through the terms of a run.
struct Cursor<'r, 'c> {
    reader: &'r Reader<'c>,
    run: i64,
    /// The first term of the block that it is in.
    first: Vec<u8>,
    entries: Entries<Vec<u8>>,
}

impl<'r, 'c> Cursor<'r, 'c> {
    /// One that is at the beginning of the block in which a term stands if the run has it.
    fn before(reader: &'r Reader<'c>, run: &Run, term: &[u8]) -> Result<Self> {
        let mut cursor = Self { reader, run: run.id, first: Vec::new(), entries: Entries::of(Vec::new()) };
        cursor.enter("SELECT first, terms FROM search_blocks WHERE run = :run AND first <= :term ORDER BY first DESC LIMIT 1", term)?;
        Ok(cursor)
    }

    /// Goes on to the next term; false at the end.
    fn advance(&mut self) -> Result<bool> {
        if self.entries.advance()? {
            return Ok(true);
        }
        let before = std::mem::take(&mut self.first);
        Ok(self.enter("SELECT first, terms FROM search_blocks WHERE run = :run AND first > :term ORDER BY first LIMIT 1", &before)?
            && self.entries.advance()?)
    }

    fn enter(&mut self, sql: &str, term: &[u8]) -> Result<bool> {
        let mut statement = self.reader.0.prepare_cached(sql)?;
        let block = optional(statement.query_row(named_params! {":run": self.run, ":term": term}, |row| Ok((row.get(0)?, row.get(1)?))))?;
        let Some((first, terms)) = block else { return Ok(false) };
        self.first = first;
        self.entries = Entries::of(terms);
        Ok(true)
    }

    fn term(&self) -> &[u8] {
        self.entries.term()
    }

    fn docs(&self) -> &[u8] {
        self.entries.docs()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::{Db, Key, Settings};

    type Terms = BTreeMap<Vec<u8>, BTreeSet<u32>>;

    /// As many texts as a run has at least; each holds its own term, some of a hundred shared ones and one that all hold.
    fn texts(first: u32, drawn: &[u8]) -> Terms {
        let mut terms = Terms::new();
        for (doc, drawn) in (first..).zip(drawn) {
            for term in [format!("a{doc}"), format!("b{}", drawn % 100), format!("b{}", drawn / 3), "chung".to_owned()] {
                terms.entry(term.into_bytes()).or_default().insert(doc);
            }
        }
        terms
    }

    fn put(writer: &Writer<'_>, texts: u32, terms: &Terms) -> Result<()> {
        let chunk = terms[&b"chung"[..]].first().expect("a text") / super::super::docset::CHUNK;
        let kept = |docs: &BTreeSet<u32>| docs.iter().copied().collect::<DocSet>().chunk(chunk);
        write(writer, chunk, texts, terms.iter().map(|(term, docs)| (&term[..], kept(docs))))?;
        tidy(writer)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn merging_changes_no_answer_and_leaves_few_runs(drawn in proptest::collection::vec(any::<u8>(), 64 * 90)) {
            let folder = tempfile::tempdir().unwrap();
            let db = Db::open(&Settings::in_folder(folder.path()), &Key::random()).unwrap();
            let mut all_terms = Terms::new();
            db.write(|writer| {
                for (number, drawn) in drawn.chunks(FRESH).enumerate() {
                    let terms = texts((number * FRESH) as u32, drawn);
                    put(writer, FRESH as u32, &terms)?;
                    terms.into_iter().for_each(|(term, docs)| all_terms.entry(term).or_default().extend(docs));
                }
                Ok::<_, Error>(())
            }).unwrap();
            db.read(|reader| {
                let runs = all(reader)?;
                let of = |chunk, texts| runs.iter().filter(|run| (run.chunk, run.texts) == (chunk, texts)).count();
                // The first chunk is full; of the second, 26 runs of 64 texts came.
                assert_eq!((runs.len(), of(0, 4096), of(1, 512), of(1, 64)), (6, 1, 3, 2));
                for (term, docs) in &all_terms {
                    let mut found = DocSet::default();
                    for run in &runs {
                        run.unite_docs(reader, term, &mut found)?;
                    }
                    assert!(found.latest_first().eq(docs.iter().rev().copied()), "{term:?}");
                }
                let beginning: BTreeSet<Vec<u8>> = runs.iter().map(|run| run.beginning(reader, b"b8", 50)).collect::<Result<Vec<_>>>()?.concat().into_iter().collect();
                assert!(beginning.iter().eq(all_terms.keys().filter(|term| term.starts_with(b"b8"))));
                assert_eq!(runs[0].beginning(reader, b"a", 7)?.len(), 7);
                assert!(runs[0].beginning(reader, b"d", 7)?.is_empty());
                Ok::<_, Error>(())
            }).unwrap();
        }
    }

    #[test]
    fn a_damaged_block_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Settings::in_folder(folder.path()), &Key::random()).unwrap();
        let damage = db.write(|writer| {
            put(writer, 64, &texts(0, &[1; 64]))?;
            writer.0.execute("UPDATE search_blocks SET terms = substr(terms, 1, length(terms) - 1)", [])?;
            all(writer)?[0].unite_docs(writer, b"chung", &mut DocSet::default())
        });
        assert!(matches!(damage, Err(Error::Damaged("text index"))), "{damage:?}");
    }
}
