//! What the index is asked for: a word in one of its forms, at one of its places.

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// Bare letters.
    Folded,
    /// With its accents; only of words that have some.
    Exact,
    /// Two words beside each other, both folded. Most Vietnamese words are two syllables, so this is what tells them apart.
    Pair,
}

/// Where at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// In the title.
    Title,
    /// In title or sapo.
    Lead,
    /// In the title, the sapo or the rest.
    Anywhere,
}

impl Place {
    /// The places that a word in a line of a stream counts for.
    pub fn of_line(index: usize) -> &'static [Self] {
        match index {
            0 => &[Self::Title, Self::Lead, Self::Anywhere],
            1 => &[Self::Lead, Self::Anywhere],
            _ => &[Self::Anywhere],
        }
    }
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Term {
    form: Form,
    place: Place,
    /// The word between spaces, as a stream holds it.
    spaced: String,
}

impl Term {
    pub fn of(form: Form, place: Place, word: &str) -> Self {
        Self { form, place, spaced: format!(" {word} ") }
    }

    pub fn pair(first: &str, second: &str) -> Self {
        Self { form: Form::Pair, place: Place::Anywhere, spaced: format!(" {first} {second} ") }
    }

    pub fn form(&self) -> Form {
        self.form
    }

    pub fn place(&self) -> Place {
        self.place
    }

    pub fn spaced(&self) -> &str {
        &self.spaced
    }

    /// As a posting names it.
    pub fn kept(&self) -> String {
        let mut kept = String::new();
        Self::name(self.form, self.place, &[self.spaced.trim_matches(' ')], &mut kept);
        kept
    }

    /// The name of a term's posting, written into `kept`.
    pub fn name<'k>(form: Form, place: Place, words: &[&str], kept: &'k mut String) -> &'k str {
        kept.clear();
        kept.push(match (form, place) {
            (Form::Folded, Place::Title) => 't',
            (Form::Folded, Place::Lead) => 'l',
            (Form::Folded, Place::Anywhere) => 'a',
            (Form::Exact, Place::Title) => 'T',
            (Form::Exact, Place::Lead) => 'L',
            (Form::Exact, Place::Anywhere) => 'A',
            (Form::Pair, _) => 'b',
        });
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                kept.push(' ');
            }
            kept.push_str(word);
        }
        kept
    }
}
