//! Where in the original text the words stand that were looked for.

use std::ops::Range;

use super::{
    query::{Clause, Query, Sought},
    text::Text,
    words::{Word, first_letter, fold_span, joined, numbers, spans, words},
};

/// Characters of a snippet before its first found word, and in all.
const BEFORE: usize = 48;
const LONGEST: usize = 200;

/// A piece of the original text and the found words in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text as it was written.
    pub text: String,
    /// The found words, in bytes of `text`, in order and apart.
    pub marks: Vec<Range<usize>>,
}

/// What a list shows of a found article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The whole title.
    pub title: Marked,
    /// The place in sapo or text that says most of what was looked for.
    pub snippet: Marked,
}

impl Query {
    /// What to show of an article that answers this query. None when its phrases do not stand in it after all. `completed` as in
    /// [`Answer::completed`](super::Answer::completed).
    pub fn found_in(&self, text: &Text, completed: bool) -> Option<Found> {
        let title = self.hits(&text.title, completed);
        let mut there: Vec<usize> = clauses_of(&title);
        let mut best: Option<(&str, Vec<Hit>, usize)> = None;
        for block in std::iter::once(&text.sapo).chain(&text.rest) {
            let hits = self.hits(block, completed);
            let clauses = clauses_of(&hits);
            let says = clauses.len();
            there.extend(clauses);
            if best.as_ref().is_none_or(|(shown, _, most)| says > *most || shown.trim().is_empty()) {
                best = Some((block, hits, says));
            }
            if says == self.wanted.len() {
                // No later block can say more.
                break;
            }
        }
        if (0..self.wanted.len()).any(|clause| self.wanted[clause].words.len() > 2 && !there.contains(&clause)) {
            return None;
        }
        let (shown, hits, _) = best?;
        Some(Found { title: Marked { text: text.title.clone(), marks: apart(&title) }, snippet: cut(shown, &apart(&hits)) })
    }

    /// Where the clauses stand in a block, clause after clause.
    fn hits(&self, block: &str, completed: bool) -> Vec<Hit> {
        let mut hits = self.words_and_phrases(block, completed);
        for (clause, number) in self.wanted.iter().enumerate().filter_map(|(clause, of)| Some((clause, of.number()?))) {
            let words: Vec<Word> = words(block).collect();
            let at = numbers(&words).filter(|at| joined(&words[at.clone()], |word| word.folded.clone()) == number);
            hits.extend(at.map(|at| Hit { clause, at: words[at.start].at.start..words[at.end - 1].at.end }));
        }
        hits.sort_by_key(|hit| hit.clause);
        hits
    }

    /// In one walk through the block, since a page of a list looks through fifty articles. Most words begin with another letter than any that is
    /// sought, and are not looked at any further.
    fn words_and_phrases(&self, block: &str, completed: bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        let starts: Vec<usize> = (0..self.wanted.len()).filter(|clause| self.wanted[*clause].number().is_none()).collect();
        let letters: Vec<char> = starts.iter().filter_map(|clause| self.wanted[*clause].words.first()?.folded.chars().next()).collect();
        // Phrases that have begun: of which clause, where, and how many words of it have stood so far.
        let mut begun: Vec<(usize, usize, usize)> = Vec::new();
        let mut folded = String::new();
        for at in spans(block) {
            if begun.is_empty() && first_letter(&block[at.clone()]).is_some_and(|letter| !letters.contains(&letter)) {
                continue;
            }
            fold_span(&block[at.clone()], &mut folded);
            if folded.is_empty() {
                continue;
            }
            let mut going_on = Vec::new();
            for (clause, start, stood) in begun.drain(..).chain(starts.iter().map(|clause| (*clause, at.start, 0))) {
                let sought = &self.wanted[clause].words;
                let is_beginning = completed && clause + 1 == self.wanted.len();
                let is_it = |one: &Sought| folded == one.folded || (is_beginning && sought.len() == 1 && folded.starts_with(&one.folded));
                match sought.get(stood) {
                    Some(one) if is_it(one) && stood + 1 == sought.len() => hits.push(Hit { clause, at: start..at.end }),
                    Some(one) if is_it(one) => going_on.push((clause, start, stood + 1)),
                    Some(_) | None => {}
                }
            }
            begun = going_on;
        }
        hits
    }
}

impl Clause {
    /// The number that it is, such as `15/qd-btttt`: a word with signs in it.
    fn number(&self) -> Option<&str> {
        match &self.words[..] {
            [one] if one.folded.contains(|c: char| !c.is_alphanumeric()) => Some(&one.folded),
            _ => None,
        }
    }
}

struct Hit {
    clause: usize,
    at: Range<usize>,
}

fn clauses_of(hits: &[Hit]) -> Vec<usize> {
    let mut clauses: Vec<usize> = hits.iter().map(|hit| hit.clause).collect();
    clauses.dedup();
    clauses
}

fn apart(hits: &[Hit]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = hits.iter().map(|hit| hit.at.clone()).collect();
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut() {
            Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
            Some(_) | None => apart.push(mark),
        }
    }
    apart
}

/// The part of a block around its first mark, cut between words.
fn cut(block: &str, marks: &[Range<usize>]) -> Marked {
    let first = marks.first().map_or(0, |mark| mark.start);
    let before: usize = block[..first].chars().rev().take(BEFORE).map(char::len_utf8).sum();
    let mut start = first - before;
    if start > 0 {
        // Between words if there is a space before the mark, and never inside a letter and its marks.
        start += block[start..first].find(' ').map_or(before, |space| space + 1);
    }
    let longest: usize = block[start..].chars().take(LONGEST).map(char::len_utf8).sum();
    let mut end = start + longest;
    if end < block.len() {
        end = start + block[start..end].rfind(' ').unwrap_or(longest);
    }
    let inside = marks.iter().filter(|mark| mark.start >= start && mark.end <= end);
    Marked { text: block[start..end].to_owned(), marks: inside.map(|mark| mark.start - start..mark.end - start).collect() }
}
