//! What is looked for, and which documents answer it.
//!
//! A [`Query`] is made of words and phrases that a document must hold and of some that it must not. Its documents come in tiers: those that hold
//! the words as they were typed before those that hold their bare letters only, and within each the title before the sapo before the text, words
//! that stand beside each other before words that do not.

use super::{
    docset::DocSet,
    postings::Index,
    term::{Form, Place, Term},
    words::{Word, joined, numbers, words},
};
use crate::{Reader, Result};

/// The shortest beginning of a word that is completed.
const SHORTEST_BEGINNING: usize = 2;

/// One word as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sought {
    pub folded: String,
    pub exact: String,
}

impl Sought {
    fn of(word: &Word, text: &str) -> Self {
        Self { folded: word.folded.clone(), exact: word.exact(text) }
    }

    fn has_accents(&self) -> bool {
        self.exact != self.folded
    }

    fn term(&self, form: Form, place: Place) -> Term {
        match form {
            Form::Exact if self.has_accents() => Term::of(Form::Exact, place, &self.exact),
            Form::Exact | Form::Folded | Form::Pair | Form::Triple => Term::of(Form::Folded, place, &self.folded),
        }
    }
}

/// Words that stand beside each other; often only one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub words: Vec<Sought>,
}

impl Clause {
    fn pairs(&self) -> impl Iterator<Item = Term> {
        self.words.windows(2).map(|pair| Term::pair(&pair[0].folded, &pair[1].folded))
    }

    fn triples(&self) -> impl Iterator<Item = Term> {
        self.words.windows(3).map(|three| Term::triple([&three[0].folded, &three[1].folded, &three[2].folded]))
    }

    fn docs(&self, index: &Index<'_, '_>, form: Form, place: Place) -> Result<DocSet> {
        let terms = self.words.iter().map(|word| word.term(form, place)).chain(self.pairs()).chain(self.triples());
        all_of(index, terms)
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) wanted: Vec<Clause>,
    pub(crate) barred: Vec<Clause>,
    /// Whether the last word may be the beginning of one.
    pub(crate) open_end: bool,
}

/// The documents that answer a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// All of them.
    pub docs: DocSet,
    /// The same, best first, each document in one tier.
    pub tiers: Vec<DocSet>,
    /// The last word was found only as the beginning of others.
    pub completed: bool,
}

impl Query {
    /// Every word of `text` is to be found, numbers such as 15/QĐ-BTTTT in one piece.
    pub fn want(&mut self, text: &str) {
        let clauses = loose(text);
        self.open_end = clauses.last().is_some_and(|last| last.words.len() == 1) && !text.ends_with(char::is_whitespace);
        self.wanted.extend(clauses);
    }

    /// The words of `text` are to be found beside each other.
    pub fn want_phrase(&mut self, text: &str) {
        self.open_end = false;
        self.wanted.extend(phrase(text));
    }

    /// No word of `text` may be found.
    pub fn bar(&mut self, text: &str) {
        self.barred.extend(loose(text));
    }

    /// The words of `text` may not stand beside each other.
    pub fn bar_phrase(&mut self, text: &str) {
        self.barred.extend(phrase(text));
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.barred.is_empty()
    }

    /// Whether a document of the answer has to be read to know that it holds its phrases: pairs of words may stand apart.
    pub fn needs_reading(&self) -> bool {
        self.wanted.iter().any(|clause| clause.words.len() > 2)
    }

    /// The documents that answer it.
    ///
    /// # Errors
    /// From the database, and [`crate::Error::Damaged`] for an index that is to be made again.
    pub fn answer(&self, reader: &Reader<'_>) -> Result<Answer> {
        let index = Index::open(reader)?;
        let found = |form, place| self.docs(&index, form, place);
        let mut docs = found(Form::Folded, Place::Anywhere)?;
        let mut completed = false;
        if docs.is_empty() && self.open_end {
            docs = self.completions(&index)?;
            completed = true;
        }
        for clause in &self.barred {
            // A word with accents bars only itself.
            docs.subtract(&clause.docs(&index, Form::Exact, Place::Anywhere)?);
        }
        let mut tiers = Vec::new();
        let mut left = docs.clone();
        if !completed && !self.wanted.is_empty() {
            let near = self.near(&index)?;
            let accents = self.wanted.iter().flat_map(|clause| &clause.words).any(Sought::has_accents);
            let forms: &[Form] = if accents { &[Form::Exact, Form::Folded] } else { &[Form::Folded] };
            for &form in forms {
                for place in [Place::Title, Place::Lead, Place::Anywhere] {
                    let of_place = found(form, place)?;
                    if let Some(near) = &near {
                        let mut beside = of_place.clone();
                        beside.intersect(near);
                        take(&mut left, beside, &mut tiers);
                    }
                    take(&mut left, of_place, &mut tiers);
                }
            }
        }
        tiers.push(left);
        tiers.retain(|tier| !tier.is_empty());
        Ok(Answer { docs, tiers, completed })
    }

    fn docs(&self, index: &Index<'_, '_>, form: Form, place: Place) -> Result<DocSet> {
        let mut docs = index.live().clone();
        for clause in &self.wanted {
            docs.intersect(&clause.docs(index, form, place)?);
        }
        Ok(docs)
    }

    /// Documents in which the single words stand beside each other; none when there is but one.
    fn near(&self, index: &Index<'_, '_>) -> Result<Option<DocSet>> {
        let pairs: Vec<Term> = self
            .wanted
            .windows(2)
            .filter_map(|two| match (&two[0].words[..], &two[1].words[..]) {
                ([first], [second]) => Some(Term::pair(&first.folded, &second.folded)),
                _ => None,
            })
            .collect();
        if pairs.is_empty() { Ok(None) } else { all_of(index, pairs.into_iter()).map(Some) }
    }

    fn completions(&self, index: &Index<'_, '_>) -> Result<DocSet> {
        let Some((last, before)) = self.wanted.split_last() else { return Ok(DocSet::default()) };
        let Some(beginning) = last.words.first().filter(|word| word.folded.chars().count() >= SHORTEST_BEGINNING) else {
            return Ok(DocSet::default());
        };
        let mut docs = index.docs_of_any(&index.completions(&beginning.folded)?, Place::Anywhere)?;
        for clause in before {
            docs.intersect(&clause.docs(index, Form::Folded, Place::Anywhere)?);
        }
        Ok(docs)
    }
}

fn take(left: &mut DocSet, mut tier: DocSet, tiers: &mut Vec<DocSet>) {
    tier.intersect(left);
    left.subtract(&tier);
    tiers.push(tier);
}

fn all_of(index: &Index<'_, '_>, terms: impl Iterator<Item = Term>) -> Result<DocSet> {
    let mut docs: Option<DocSet> = None;
    for term in terms {
        let of_term = index.docs(&term)?;
        match &mut docs {
            Some(docs) => docs.intersect(&of_term),
            None => docs = Some(of_term),
        }
        if docs.as_ref().is_some_and(DocSet::is_empty) {
            break;
        }
    }
    Ok(docs.unwrap_or_default())
}

/// Words on their own, and numbers in one piece.
fn loose(text: &str) -> Vec<Clause> {
    let found: Vec<Word> = words(text).collect();
    let mut longest: Vec<std::ops::Range<usize>> = Vec::new();
    for number in numbers(&found) {
        match longest.last_mut() {
            Some(before) if before.start == number.start => *before = number,
            Some(_) | None => longest.push(number),
        }
    }
    let mut clauses = Vec::new();
    let mut at = 0;
    while at < found.len() {
        let number = longest.iter().find(|number| number.start == at).cloned();
        let sought = match &number {
            Some(number) => {
                let parts = &found[number.clone()];
                Sought { folded: joined(parts, |word| word.folded.clone()), exact: joined(parts, |word| word.exact(text)) }
            }
            None => Sought::of(&found[at], text),
        };
        clauses.push(Clause { words: vec![sought] });
        at = number.map_or(at + 1, |number| number.end);
    }
    clauses
}

fn phrase(text: &str) -> Option<Clause> {
    let words: Vec<Sought> = words(text).map(|word| Sought::of(&word, text)).collect();
    (!words.is_empty()).then_some(Clause { words })
}
