//! Lists: what is on them, in which order, and where a query was found.

use std::{ops::Range, panic::resume_unwind, sync::mpsc, thread};

use banthao_portal_api::wire::Catalogue;
use banthao_protocol::{ArticleListRequest, ArticleListView, ArticleRow, Filters, FoundView, Has, Shelf, ShelfCount, Sort, Span};
use banthao_store::{
    Error as StoreError, Reader, Result as Stored,
    articles::{self, Heading, PackedText},
    fold,
    listing::{self, Order, Sorted, Wanted},
    search::{Answer, DocSet, Found, Holdings, Query},
};

use super::articles::around;
use crate::{
    App,
    error::{Result, from_store},
    listing::{settle, shelf_name, shelves, state_name},
    query::{self, Asked},
    status::{Surroundings, Whereabouts},
};

/// The longest page.
const LONGEST: u32 = 500;
/// Articles that are read at most to tell phrases from words that only stand near each other.
const MOST_READ: usize = 2000;
/// The lists that are counted.
const COUNTED: [Shelf; 5] = [Shelf::Drafts, Shelf::Sent, Shelf::Mine, Shelf::Published, Shelf::Trash];

pub(crate) async fn article_list(app: &App, request: ArticleListRequest) -> Result<ArticleListView> {
    let open = app.open()?;
    settle(app, &open).await?;
    let around = around(&open).await?;
    let list = open.db.read(move |reader| {
        let around = around(reader)?;
        let asked = query::parse(&request.query, request.filters, around.catalogue.as_ref());
        let list = List::of(reader, request.shelf, request.sort, asked)?;
        let (page, total) = list.page(reader, request.offset as usize, request.limit.min(LONGEST) as usize)?;
        let rows = page.into_iter().map(|listed| row(reader, listed, &around)).collect::<Stored<_>>()?;
        Ok::<_, StoreError>(ArticleListView { rows, total, offset: request.offset, counts: counts(reader)? })
    });
    list.await.map_err(from_store)
}

fn counts(reader: &Reader<'_>) -> Stored<Vec<ShelfCount>> {
    let known = listing::counts(reader)?;
    let count = |shelf| known.iter().find(|(name, _)| name == shelf_name(shelf)).map_or(0, |(_, count)| *count);
    Ok(COUNTED.map(|shelf| ShelfCount { shelf, count: count(shelf) }).to_vec())
}

/// An article of a page.
struct Listed {
    heading: Heading,
    holds: Holdings,
    /// Where the words stand; none when none were looked for, or when its phrases do not stand in it after all.
    found: Option<Found>,
}

/// A list as it was asked for.
struct List {
    shelves: Vec<&'static str>,
    words: Query,
    /// Of the words.
    answer: Option<Answer>,
    /// What passes lists and filters as well; none for all of the lists.
    docs: Option<DocSet>,
    sort: Sort,
}

impl List {
    fn of(reader: &Reader<'_>, shelf: Shelf, sort: Sort, asked: Asked) -> Stored<Self> {
        let wanted = wanted(reader, shelves(shelf), asked.filters)?;
        let mut answer = if asked.words.is_empty() { None } else { Some(asked.words.answer(reader)?) };
        let docs = listing::restrict(reader, &wanted, answer.as_ref().map(|answer| answer.docs.clone()))?;
        if let (Some(answer), Some(docs)) = (&mut answer, &docs) {
            answer.tiers.iter_mut().for_each(|tier| tier.intersect(docs));
        }
        Ok(Self { shelves: wanted.shelves, words: asked.words, answer, docs, sort })
    }

    /// The articles of a page, and how many there are in all.
    fn page(&self, reader: &Reader<'_>, offset: usize, limit: usize) -> Stored<(Vec<Listed>, u32)> {
        let total = match &self.docs {
            Some(docs) => docs.len(),
            None => {
                listing::counts(reader)?.iter().filter(|(shelf, _)| self.shelves.contains(&shelf.as_str())).map(|(_, count)| count).sum()
            }
        };
        if !self.words.needs_reading() {
            return Ok((self.listed(reader, self.ordered(reader, offset, limit)?)?, total));
        }
        let (mut page, mut refused, mut at) = (Vec::new(), 0, 0);
        while page.len() < offset + limit && at < MOST_READ {
            let next = self.ordered(reader, at, limit.max(50))?;
            if next.is_empty() {
                break;
            }
            at += next.len();
            let asked = next.len();
            let listed = self.listed(reader, next)?;
            let before = page.len();
            page.extend(listed.into_iter().filter(|listed| listed.found.is_some()));
            refused += asked - (page.len() - before);
        }
        Ok((page.into_iter().skip(offset).take(limit).collect(), total.saturating_sub(refused as u32)))
    }

    fn ordered(&self, reader: &Reader<'_>, offset: usize, limit: usize) -> Stored<Vec<u32>> {
        let order = match (self.sort, &self.answer) {
            (Sort::Relevance, Some(answer)) => return listing::best(reader, &answer.tiers, offset, limit),
            (Sort::Relevance, None) | (Sort::Changed, _) => Order::Changed,
            (Sort::Title, _) => Order::Title,
            (Sort::Author, _) => Order::Author,
            (Sort::Section, _) => Order::Section,
        };
        listing::sorted(reader, &Sorted { shelves: &self.shelves, docs: self.docs.as_ref(), order }, offset, limit)
    }

    /// Documents as articles; one that is gone is left out.
    fn listed(&self, reader: &Reader<'_>, docs: Vec<u32>) -> Stored<Vec<Listed>> {
        let mut ids = Vec::with_capacity(docs.len());
        for doc in docs {
            ids.extend(listing::article(reader, doc)?);
        }
        let Some(answer) = &self.answer else {
            let heading = |(id, holds)| Ok(articles::heading(reader, id)?.map(|heading| Listed { heading, holds, found: None }));
            return ids.into_iter().filter_map(|article| heading(article).transpose()).collect();
        };
        // To read a text from the encrypted file takes about as long as to look through it: the one is done while the other is.
        thread::scope(|scope| {
            let (give, taken) = mpsc::channel::<PackedText>();
            let looking = scope.spawn(move || {
                let found = |packed: PackedText| Ok(self.words.found_in(&packed.text()?, answer.completed));
                taken.into_iter().map(found).collect::<Stored<Vec<_>>>()
            });
            let mut read = Vec::with_capacity(ids.len());
            for (id, holds) in ids {
                if let Some((heading, packed)) = articles::heading_and_text(reader, id)? {
                    read.push((heading, holds));
                    // Whoever takes it stops at the first that is damaged, and says so below.
                    let _ = give.send(packed);
                }
            }
            drop(give);
            let found = looking.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            Ok(read.into_iter().zip(found).map(|((heading, holds), found)| Listed { heading, holds, found }).collect())
        })
    }
}

fn row(reader: &Reader<'_>, Listed { heading, holds, found }: Listed, around: &Surroundings) -> Stored<ArticleRow> {
    let at = Whereabouts::read_for_row(reader, heading.id, heading.content_hash, around, holds.image || holds.file)?;
    Ok(ArticleRow {
        article: heading.id.to_string(),
        title: heading.title,
        kind: around.kind_name(&heading.kind),
        section: heading.section.map(|code| around.section_name(&code)),
        owner: at.state.as_ref().filter(|_| !at.is_own()).map(|state| state.owner.name.clone()),
        changed_ms: heading.saved_ms,
        trash: at.trash,
        status: at.status(around),
        has_image: holds.image,
        has_file: holds.file,
        found: found.map(found_view),
    })
}

fn wanted(reader: &Reader<'_>, shelves: Vec<&'static str>, filters: Filters) -> Stored<Wanted> {
    let authors = if filters.authors.is_empty() {
        None
    } else {
        let sought: Vec<String> = filters.authors.iter().map(|name| fold(name)).collect();
        let says =
            |author: &String| sought.iter().any(|name| name.split_whitespace().all(|word| author.split(' ').any(|part| part == word)));
        Some(listing::authors(reader)?.into_iter().filter(says).collect())
    };
    let has = |has| filters.has.contains(&has);
    Ok(Wanted {
        shelves,
        states: filters.states.iter().copied().map(state_name).collect(),
        has: Holdings { image: has(Has::Image), file: has(Has::File), link: has(Has::Link), table: has(Has::Table) },
        sections: filters.sections,
        kinds: filters.kinds,
        authors,
        from_ms: filters.from_ms,
        to_ms: filters.to_ms,
    })
}

fn found_view(found: Found) -> FoundView {
    FoundView {
        title: spans(&found.title.text, &found.title.marks),
        marks: spans(&found.snippet.text, &found.snippet.marks),
        snippet: found.snippet.text,
    }
}

/// Bytes counted as the window counts.
fn spans(text: &str, marks: &[Range<usize>]) -> Vec<Span> {
    let (mut at, mut units) = (0, 0);
    let mut unit_of = |byte: usize| {
        units += text[at..byte].encode_utf16().count() as u32;
        at = byte;
        units
    };
    marks.iter().map(|mark| Span { start: unit_of(mark.start), end: unit_of(mark.end) }).collect()
}

/// The name of a kind; its code when the portal no longer knows it, since an old article keeps its old kind.
pub(crate) fn kind_name(catalogue: Option<&Catalogue>, code: &str) -> String {
    let named = |catalogue: &Catalogue| catalogue.kinds.iter().find(|kind| kind.code == code).map(|kind| kind.name.clone());
    catalogue.and_then(named).unwrap_or_else(|| code.to_owned())
}

/// The name of a section; its code when the portal no longer knows it.
pub(crate) fn section_name(catalogue: Option<&Catalogue>, code: &str) -> String {
    let named = |catalogue: &Catalogue| catalogue.sections.iter().find(|section| section.code == code).map(|section| section.name.clone());
    catalogue.and_then(named).unwrap_or_else(|| code.to_owned())
}

impl Surroundings {
    pub fn kind_name(&self, code: &str) -> String {
        kind_name(self.catalogue.as_ref(), code)
    }

    pub fn section_name(&self, code: &str) -> String {
        section_name(self.catalogue.as_ref(), code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_counted_in_the_units_of_the_window() {
        let text = "𝐓 Đường";
        assert_eq!(spans(text, &[0..4, 5..text.len()]), [Span { start: 0, end: 2 }, Span { start: 3, end: 8 }]);
    }
}
