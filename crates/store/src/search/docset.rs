//! Sets of documents, in memory and as they are kept.

/// Documents of one chunk.
pub(crate) const CHUNK: u32 = 4096;
/// A chunk's bits.
const BYTES: usize = CHUNK as usize / 8;
const WORDS: usize = CHUNK as usize / 64;

/// Numbers of documents, a bit for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocSet {
    bits: Vec<u64>,
}

impl DocSet {
    /// Adds a document.
    pub fn insert(&mut self, doc: u32) {
        let word = doc as usize / 64;
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << (doc % 64);
    }

    /// Takes a document out.
    pub fn remove(&mut self, doc: u32) {
        if let Some(word) = self.bits.get_mut(doc as usize / 64) {
            *word &= !(1 << (doc % 64));
        }
    }

    /// Whether a document is in it.
    pub fn contains(&self, doc: u32) -> bool {
        self.bits.get(doc as usize / 64).is_some_and(|word| word & (1 << (doc % 64)) != 0)
    }

    /// How many documents.
    pub fn len(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|&word| word == 0)
    }

    /// Keeps what is also in `other`.
    pub fn intersect(&mut self, other: &Self) {
        self.bits.truncate(other.bits.len());
        self.bits.iter_mut().zip(&other.bits).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is in `other`.
    pub fn unite(&mut self, other: &Self) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        self.bits.iter_mut().zip(&other.bits).for_each(|(word, other)| *word |= other);
    }

    /// Takes out what is in `other`.
    pub fn subtract(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(word, other)| *word &= !other);
    }

    /// The documents, the highest number, which is the latest text, first.
    pub fn latest_first(&self) -> impl Iterator<Item = u32> {
        self.bits.iter().enumerate().rev().flat_map(|(index, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = 63u32.checked_sub(left.leading_zeros())?;
                left &= !(1 << bit);
                Some(index as u32 * 64 + bit)
            })
        })
    }

    /// Adds the documents of a chunk as they are kept. False when the bytes are not of this form.
    pub(crate) fn unite_chunk(&mut self, chunk: u32, kept: &[u8]) -> bool {
        let first = chunk as usize * WORDS;
        if self.bits.len() < first + WORDS {
            self.bits.resize(first + WORDS, 0);
        }
        let words = &mut self.bits[first..first + WORDS];
        if kept.len() == BYTES {
            let (kept, _) = kept.as_chunks::<8>();
            words.iter_mut().zip(kept).for_each(|(word, kept)| *word |= u64::from_le_bytes(*kept));
            return true;
        }
        offsets(kept, |offset| {
            let Some(word) = words.get_mut(offset as usize / 64) else { return false };
            *word |= 1 << (offset % 64);
            true
        })
    }

    /// The documents of a chunk, to be kept.
    pub(crate) fn chunk(&self, chunk: u32) -> Vec<u8> {
        let first = chunk as usize * WORDS;
        let words = (first..first + WORDS).map(|word| self.bits.get(word).copied().unwrap_or(0));
        let mut differences = Vec::with_capacity(64);
        let mut next = 0;
        for (index, mut word) in (0u32..).zip(words.clone()) {
            while word != 0 {
                let offset = index * 64 + word.trailing_zeros();
                word &= word - 1;
                push(offset - next, &mut differences);
                next = offset + 1;
            }
            if differences.len() >= BYTES {
                return words.flat_map(u64::to_le_bytes).collect();
            }
        }
        differences
    }
}

impl FromIterator<u32> for DocSet {
    fn from_iter<T: IntoIterator<Item = u32>>(docs: T) -> Self {
        let mut set = Self::default();
        docs.into_iter().for_each(|doc| set.insert(doc));
        set
    }
}

/// A number below 4096 in one byte, or in two.
fn push(difference: u32, onto: &mut Vec<u8>) {
    if difference >= 0x80 {
        onto.push(0x80 | (difference & 0x7f) as u8);
        onto.push((difference >> 7) as u8);
    } else {
        onto.push(difference as u8);
    }
}

fn offsets(kept: &[u8], mut each: impl FnMut(u32) -> bool) -> bool {
    let mut next = 0;
    let mut bytes = kept.iter().copied();
    while let Some(low) = bytes.next() {
        let mut difference = u32::from(low & 0x7f);
        if low & 0x80 != 0 {
            let Some(high) = bytes.next() else { return false };
            difference |= u32::from(high) << 7;
        }
        if !each(next + difference) {
            return false;
        }
        next += difference + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_chunk_is_read_back_as_it_was_kept(offsets in prop_oneof![
            proptest::collection::btree_set(0..CHUNK, 0..12),
            proptest::collection::btree_set(0..CHUNK, 300..700),
        ], chunk in 0u32..4) {
            let set: DocSet = offsets.iter().map(|offset| chunk * CHUNK + offset).collect();
            let kept = set.chunk(chunk);
            prop_assert!(kept.len() <= BYTES);
            let mut read = DocSet::default();
            prop_assert!(read.unite_chunk(chunk, &kept));
            prop_assert!(read.latest_first().eq(set.latest_first()));
            prop_assert_eq!(read.len() as usize, offsets.len());
        }

        #[test]
        fn bytes_of_no_form_are_refused_or_read_and_never_more(kept in proptest::collection::vec(any::<u8>(), 0..600)) {
            let mut read = DocSet::default();
            read.unite_chunk(1, &kept);
            prop_assert!(read.latest_first().all(|doc| doc / CHUNK == 1));
        }
    }

    #[test]
    fn the_latest_comes_first() {
        let set: DocSet = [3, 64, 5000, 63].into_iter().collect();
        assert_eq!(set.latest_first().collect::<Vec<_>>(), [5000, 64, 63, 3]);
    }
}
