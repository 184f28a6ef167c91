//! A text as the words that it is found by.
//!
//! Lines of title, sapo and the rest, in two forms. In the folded one every word stands in its order between single spaces, `|` between blocks,
//! numbers after `#`; in the exact one stand only words that have accents, since others are the same in both. Words hold no such sign, so that a
//! term is found in a stream as it is found in the postings that are made from it.

use super::{
    term::{Form, Place, Term},
    text::Text,
    words::{Word, joined, numbers, words},
};

/// A text's two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stream {
    pub folded: String,
    pub exact: String,
}

impl Stream {
    pub fn of(text: &Text) -> Self {
        let mut stream = Self { folded: String::new(), exact: String::new() };
        stream.line(std::slice::from_ref(&text.title));
        stream.line(std::slice::from_ref(&text.sapo));
        stream.line(&text.rest);
        stream
    }

    fn line(&mut self, blocks: &[String]) {
        let mut later = String::new();
        self.folded.push(' ');
        self.exact.push(' ');
        for block in blocks {
            let words: Vec<Word> = words(block).collect();
            let exact: Vec<String> = words.iter().map(|word| word.exact(block)).collect();
            for (word, exact) in words.iter().zip(&exact) {
                push(&word.folded, &mut self.folded);
                if *exact != word.folded {
                    push(exact, &mut self.exact);
                }
            }
            for number in numbers(&words) {
                let folded = joined(&words[number.clone()], |word| word.folded.clone());
                let whole = joined(&words[number], |word| word.exact(block));
                if whole != folded {
                    push(&whole, &mut self.exact);
                }
                push(&folded, &mut later);
            }
            push("|", &mut self.folded);
        }
        push("#", &mut self.folded);
        self.folded.push_str(&later);
        self.folded.push('\n');
        self.exact.push('\n');
    }

    /// Whether the text holds a term.
    pub fn holds(&self, term: &Term) -> bool {
        let of = match term.form() {
            Form::Folded | Form::Pair | Form::Triple => &self.folded,
            Form::Exact => &self.exact,
        };
        let lines = match term.place() {
            Place::Title => 1,
            Place::Lead => 2,
            Place::Anywhere => 3,
        };
        of.split('\n').take(lines).any(|line| line.contains(term.spaced()))
    }

    /// Every term of the text as postings name it, some more than once.
    pub fn each_term(&self, mut each: impl FnMut(&str)) {
        let mut kept = String::new();
        for (index, line) in self.folded.split('\n').enumerate() {
            let mut before: [Option<&str>; 2] = [None, None];
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                if matches!(word, "|" | "#") {
                    before = [None, None];
                    continue;
                }
                for place in Place::of_line(index) {
                    each(Term::name(Form::Folded, *place, &[word], &mut kept));
                }
                if let [earlier, Some(before)] = before {
                    each(Term::name(Form::Pair, Place::Anywhere, &[before, word], &mut kept));
                    if let Some(earlier) = earlier {
                        each(Term::name(Form::Triple, Place::Anywhere, &[earlier, before, word], &mut kept));
                    }
                }
                // After the sign come numbers, which stand beside nothing; a joint in the word says that it is one.
                before = [before[1], Some(word).filter(|word| word.chars().all(char::is_alphanumeric))];
            }
        }
        for (index, line) in self.exact.split('\n').enumerate() {
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                for place in Place::of_line(index) {
                    each(Term::name(Form::Exact, *place, &[word], &mut kept));
                }
            }
        }
    }
}

fn push(word: &str, onto: &mut String) {
    onto.push_str(word);
    onto.push(' ');
}
