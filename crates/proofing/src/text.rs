//! A block on the table: its tokens, who stands beside whom, and what was found so far.

use crate::{
    finding::{Finding, Rule, Severity},
    reason::Reason,
    token::{Case, Kind, Token, tokens},
};

/// A block being checked.
pub(crate) struct Text<'t> {
    pub(crate) tokens: Vec<Token<'t>>,
    pub(crate) findings: Vec<Finding>,
    /// Whether the block is all capitals, as some headings are: then capitals say nothing.
    pub(crate) shouts: bool,
}

impl<'t> Text<'t> {
    pub(crate) fn new(block: &'t str) -> Self {
        let tokens = tokens(block);
        let words = tokens.iter().filter(|token| token.is_word() && token.text.len() > 1);
        let (upper, all) = words.fold((0usize, 0usize), |(upper, all), word| (upper + usize::from(word.case == Case::Upper), all + 1));
        Self { tokens, findings: Vec::new(), shouts: all >= 3 && upper * 3 >= all * 2 }
    }

    /// The positions of all words.
    pub(crate) fn words(&self) -> Vec<usize> {
        (0..self.tokens.len()).filter(|at| self.tokens[*at].is_word()).collect()
    }

    /// The word after a word, with nothing but a space between.
    pub(crate) fn next(&self, at: usize) -> Option<usize> {
        let joined = self.tokens.get(at + 1)?.kind == Kind::Space && self.tokens.get(at + 2)?.is_word();
        joined.then_some(at + 2)
    }

    /// The word after a token of any kind, with nothing but a space between.
    pub(crate) fn next_of(&self, at: usize) -> Option<usize> {
        if at < self.tokens.len() { self.next(at) } else { None }
    }

    /// The word before a word, with nothing but a space between.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        let word = at.checked_sub(2)?;
        (self.tokens[at - 1].kind == Kind::Space && self.tokens[word].is_word()).then_some(word)
    }

    /// The lower-case form of a word that may not be there.
    pub(crate) fn lower(&self, at: Option<usize>) -> &str {
        at.map_or("", |at| self.tokens[at].lower.as_str())
    }

    /// Whether a word is glued to something that makes it part of a longer one: a hyphen, an apostrophe, a slash.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        let glue = |token: Option<&Token<'_>>| {
            token.is_some_and(|token| matches!(token.kind, Kind::Mark('-' | '\'' | '’' | '/' | '&' | '+' | '@' | '‑') | Kind::Number))
        };
        glue(at.checked_sub(1).map(|before| &self.tokens[before])) || glue(self.tokens.get(at + 1))
    }

    /// Whether a sentence begins with this token: it is the first of the block, of a line, or follows a mark that ends a sentence.
    pub(crate) fn begins_sentence(&self, at: usize) -> bool {
        let before = self.tokens[..at].iter().rev().find(|token| {
            !matches!(
                token.kind,
                Kind::Space | Kind::Mark('"' | '“' | '”' | '‘' | '’' | '(' | '[' | '«' | '-' | '–' | '—' | '+' | '*' | '•')
            )
        });
        before.is_none_or(|token| matches!(token.kind, Kind::Break | Kind::Mark('.' | '!' | '?' | '…' | ':')))
    }

    /// What is written from one token to another, both included.
    pub(crate) fn span(&self, from: usize, to: usize) -> String {
        self.tokens[from..=to].iter().map(|token| token.text).collect()
    }

    /// Notes a finding over tokens `from` to `to`, both included.
    pub(crate) fn find(&mut self, from: usize, to: usize, rule: Rule, severity: Severity, reason: Reason, replacements: Vec<String>) {
        let text = self.span(from, to);
        let range = self.tokens[from].start..self.tokens[to].end;
        let replacements = replacements.into_iter().filter(|replacement| *replacement != text).collect();
        self.findings.push(Finding { range, rule, severity, text, reason, replacements });
    }
}

/// Gives `word` the capitals that `model` has.
pub(crate) fn like(word: &str, model: Case) -> String {
    match model {
        Case::Lower | Case::Mixed => word.to_owned(),
        Case::Upper => word.to_uppercase(),
        Case::Title => capital(word),
    }
}

/// With a capital first letter.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
