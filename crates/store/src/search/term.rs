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
    /// Three words beside each other, folded. There are too many of them to be named, so they share [`BUCKETS`] names, and a document that is
    /// said to hold three words may hold others: enough to tell where a phrase is worth looking for.
    Triple,
}

/// Names that triples share. A text of a thousand words holds a sixteenth of them, so that of the documents in which the pairs of a phrase stand
/// apart one in sixteen is read in vain; four times as many names would double the index.
const BUCKETS: u32 = 1 << 14;

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

    pub fn triple(words: [&str; 3]) -> Self {
        Self { form: Form::Triple, place: Place::Anywhere, spaced: format!(" {} ", words.join(" ")) }
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
        let words: Vec<&str> = self.spaced.trim_matches(' ').split(' ').collect();
        Self::name(self.form, self.place, &words, &mut kept);
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
            (Form::Triple, _) => return Self::bucket(words, kept),
        });
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                kept.push(' ');
            }
            kept.push_str(word);
        }
        kept
    }

    fn bucket<'k>(words: &[&str], kept: &'k mut String) -> &'k str {
        let bucket = fnv_1a(words.iter().flat_map(|word| word.bytes().chain([b' ']))) % BUCKETS;
        kept.push('c');
        // Five bits to a sign.
        kept.extend([bucket >> 10, bucket >> 5 & 31, bucket & 31].map(|part| char::from(b'0' + part as u8)));
        kept
    }
}

/// A hash that is the same in every build (G. Fowler, L. C. Noll, K.-P. Vo, FNV-1a of 32 bits).
fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
