//! Where in the original text the words stand that were looked for.

use std::ops::Range;

use super::{
    query::{Clause, Query},
    text::Text,
    words::{Word, joined, numbers, words},
};
use crate::fold;

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
            let hits = if self.may_stand_in(block) { self.hits(block, completed) } else { Vec::new() };
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

    /// Whether a look at the block's words can be of use; bare letters are had sooner than words.
    fn may_stand_in(&self, block: &str) -> bool {
        let folded = fold(block);
        // A number is looked for by its first part, since a spelled-out sign may stand in it.
        let first = |word: &str| word.find(|c: char| !c.is_alphanumeric()).map_or(word.len(), |end| end);
        self.wanted.iter().flat_map(|clause| clause.words.first()).any(|word| folded.contains(&word.folded[..first(&word.folded)]))
    }

    fn hits(&self, block: &str, completed: bool) -> Vec<Hit> {
        let words: Vec<Word> = words(block).collect();
        let mut hits = Vec::new();
        for (clause, Clause { words: sought }) in self.wanted.iter().enumerate() {
            let is_beginning = completed && clause + 1 == self.wanted.len();
            let is = |word: &Word, folded: &str| word.folded == folded || (is_beginning && word.folded.starts_with(folded));
            match &sought[..] {
                [one] if one.folded.contains(|c: char| !c.is_alphanumeric()) => {
                    let at = numbers(&words).filter(|number| joined(&words[number.clone()], |word| word.folded.clone()) == one.folded);
                    hits.extend(at.map(|number| Hit { clause, at: words[number.start].at.start..words[number.end - 1].at.end }));
                }
                [one] => hits.extend(words.iter().filter(|word| is(word, &one.folded)).map(|word| Hit { clause, at: word.at.clone() })),
                several => {
                    let stands = |window: &&[Word]| window.iter().zip(several).all(|(word, sought)| word.folded == sought.folded);
                    let windows = words.windows(several.len()).filter(stands);
                    hits.extend(windows.map(|window| Hit { clause, at: window[0].at.start..window[window.len() - 1].at.end }));
                }
            }
        }
        hits
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
