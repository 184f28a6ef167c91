//! Where in the original text the words stand that were looked for.

use std::ops::Range;

use super::{
    query::{Clause, Query},
    text::Text,
    words::{Word, joined, numbers, words},
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
        let blocks: Vec<(&str, Vec<Hit>)> = [&text.title, &text.sapo]
            .into_iter()
            .chain(&text.rest)
            .map(|block| (block.as_str(), self.hits(block, completed)))
            .collect();
        let is_there = |clause: usize| blocks.iter().any(|(_, hits)| hits.iter().any(|hit| hit.clause == clause));
        if (0..self.wanted.len()).any(|clause| self.wanted[clause].words.len() > 2 && !is_there(clause)) {
            return None;
        }
        let (title, rest) = blocks.split_first()?;
        let says = |hits: &[Hit]| {
            let mut clauses: Vec<usize> = hits.iter().map(|hit| hit.clause).collect();
            clauses.sort_unstable();
            clauses.dedup();
            clauses.len()
        };
        let mut best = rest.first()?;
        for block in rest {
            if says(&block.1) > says(&best.1) || best.0.trim().is_empty() {
                best = block;
            }
        }
        Some(Found { title: Marked { text: title.0.to_owned(), marks: apart(&title.1) }, snippet: cut(best.0, &apart(&best.1)) })
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
