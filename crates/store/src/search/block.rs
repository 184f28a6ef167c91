//! Terms in their order, packed: of each only what differs from the one before, and the documents that hold it.
//!
//! Neighbours in a sorted list share most of their letters, and most pairs of words stand in one document of a chunk, so that a term takes about
//! eight bytes where a row of a table takes thirty (front coding; Witten, Moffat, Bell, Managing Gigabytes, 2nd edition, section 4.1). What is
//! kept: bytes shared with the term before, bytes that follow, those bytes, bytes of documents, those bytes; numbers in LEB128.

use std::{cmp::Ordering, ops::Range};

/// The most bytes of a block. With its first term beside it, it is one page, of which SQLCipher keeps 80 bytes for itself.
const SIZE: usize = 3840;

/// A block that is being filled.
#[derive(Default)]
pub(crate) struct Packer {
    first: Vec<u8>,
    last: Vec<u8>,
    bytes: Vec<u8>,
    entry: Vec<u8>,
}

/// A full one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub first: Vec<u8>,
    pub terms: Vec<u8>,
}

impl Packer {
    /// Adds a term behind all before it. What was there comes back when the block was full with it; a term that is longer than a block has one of
    /// its own.
    pub fn push(&mut self, term: &[u8], docs: &[u8]) -> Option<Block> {
        self.pack(term, docs);
        let full = if self.bytes.len() + self.entry.len() > SIZE { self.take() } else { None };
        if full.is_some() {
            self.pack(term, docs);
        }
        if self.bytes.is_empty() {
            self.first.extend_from_slice(term);
        }
        self.bytes.append(&mut self.entry);
        self.last.clear();
        self.last.extend_from_slice(term);
        full
    }

    /// What is left.
    pub fn take(&mut self) -> Option<Block> {
        self.last.clear();
        let block = Block { first: std::mem::take(&mut self.first), terms: std::mem::take(&mut self.bytes) };
        (!block.terms.is_empty()).then_some(block)
    }

    fn pack(&mut self, term: &[u8], docs: &[u8]) {
        let shared = self.last.iter().zip(term).take_while(|(one, other)| one == other).count();
        let differs = &term[shared..];
        self.entry.clear();
        push_number(shared, &mut self.entry);
        push_number(differs.len(), &mut self.entry);
        self.entry.extend_from_slice(differs);
        push_number(docs.len(), &mut self.entry);
        self.entry.extend_from_slice(docs);
    }
}

/// Reads a block from its beginning, a term at a time.
pub(crate) struct Entries<B> {
    block: B,
    at: usize,
    term: Vec<u8>,
    docs: Range<usize>,
}

impl<B: AsRef<[u8]>> Entries<B> {
    pub fn of(block: B) -> Self {
        Self { block, at: 0, term: Vec::new(), docs: 0..0 }
    }

    /// Goes on to the next term; false at the end.
    pub fn advance(&mut self) -> Result<bool, Torn> {
        let block = self.block.as_ref();
        if self.at == block.len() {
            return Ok(false);
        }
        let mut reading = Reading { bytes: block, at: self.at };
        let shared = reading.number()?;
        if shared > self.term.len() {
            return Err(Torn);
        }
        let differs = reading.counted()?;
        self.term.truncate(shared);
        self.term.extend_from_slice(&block[differs]);
        self.docs = reading.counted()?;
        self.at = reading.at;
        Ok(true)
    }

    /// The term that it stands at.
    pub fn term(&self) -> &[u8] {
        &self.term
    }

    /// The documents of that term.
    pub fn docs(&self) -> &[u8] {
        &self.block.as_ref()[self.docs.clone()]
    }
}

/// The bytes are of no block.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Torn;

/// Goes on to this term; false when the block does not hold it.
pub(crate) fn seek<B: AsRef<[u8]>>(entries: &mut Entries<B>, term: &[u8]) -> Result<bool, Torn> {
    while entries.advance()? {
        match entries.term().cmp(term) {
            Ordering::Less => {}
            Ordering::Equal => return Ok(true),
            Ordering::Greater => break,
        }
    }
    Ok(false)
}

struct Reading<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reading<'_> {
    fn number(&mut self) -> Result<usize, Torn> {
        let mut number = 0;
        // Five bytes say more than any term or block is long.
        for shift in (0..35).step_by(7) {
            let byte = *self.bytes.get(self.at).ok_or(Torn)?;
            self.at += 1;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Torn)
    }

    /// Where bytes lie before which their number stands.
    fn counted(&mut self) -> Result<Range<usize>, Torn> {
        let length = self.number()?;
        let range = self.at..self.at.checked_add(length).filter(|end| *end <= self.bytes.len()).ok_or(Torn)?;
        self.at = range.end;
        Ok(range)
    }
}

fn push_number(mut number: usize, onto: &mut Vec<u8>) {
    while number >= 0x80 {
        onto.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    onto.push(number as u8);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn packed(terms: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<Block> {
        let mut packer = Packer::default();
        let mut blocks: Vec<Block> = terms.iter().filter_map(|(term, docs)| packer.push(term, docs)).collect();
        blocks.extend(packer.take());
        blocks
    }

    /// Words that begin alike now and then.
    fn term() -> impl Strategy<Value = Vec<u8>> {
        "[a-c]{0,4}( [đạ-ấ]{1,40})?".prop_map(String::into_bytes)
    }

    proptest! {
        #[test]
        fn what_was_packed_is_read_and_found(
            terms in proptest::collection::btree_map(term(), proptest::collection::vec(any::<u8>(), 1..40), 0..400),
        ) {
            let blocks = packed(&terms);
            let mut read = BTreeMap::new();
            for block in &blocks {
                prop_assert!(block.terms.len() <= SIZE);
                let mut entries = Entries::of(&block.terms);
                while entries.advance().unwrap() {
                    prop_assert!(entries.term() >= &block.first[..]);
                    read.insert(entries.term().to_vec(), entries.docs().to_vec());
                }
            }
            prop_assert_eq!(&read, &terms);
            for (term, kept) in &terms {
                let block = blocks.iter().rfind(|block| block.first <= *term).unwrap();
                let mut entries = Entries::of(&block.terms);
                prop_assert_eq!(seek(&mut entries, term), Ok(true));
                prop_assert_eq!(entries.docs(), &kept[..]);
                prop_assert_eq!(seek(&mut Entries::of(&block.terms), &[term, &b"z"[..]].concat()), Ok(false));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut entries = Entries::of(&bytes);
            while entries.advance() == Ok(true) {
                prop_assert!(entries.docs().len() <= bytes.len());
            }
        }
    }

    #[test]
    fn a_term_longer_than_a_block_has_one_of_its_own() {
        let terms = BTreeMap::from([(b"a".to_vec(), vec![1]), (b"b".repeat(5000), vec![2]), (b"c".to_vec(), vec![3])]);
        let firsts: Vec<usize> = packed(&terms).iter().map(|block| block.first.len()).collect();
        assert_eq!(firsts, [1, 5000, 1]);
    }
}
