//! What was found in blocks that have not changed since.

use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::BuildHasher,
    sync::Arc,
};

use crate::{Checker, Finding};

/// A checker that remembers. Blocks are known by their text alone, so a block that moved, or stands in two articles, is checked once.
///
/// One generation of blocks is kept beside the present one: whatever was not asked for during two turns is forgotten.
pub struct Cache {
    checker: Checker,
    hasher: RandomState,
    young: HashMap<u64, (Box<str>, Arc<[Finding]>)>,
    old: HashMap<u64, (Box<str>, Arc<[Finding]>)>,
    most: usize,
}

impl Cache {
    /// A cache over `checker` that holds up to twice `most` blocks.
    pub fn new(checker: Checker, most: usize) -> Self {
        Self { checker, hasher: RandomState::new(), young: HashMap::new(), old: HashMap::new(), most }
    }

    /// Goes on with another checker: what was found before is forgotten.
    pub fn replace(&mut self, checker: Checker) {
        *self = Self::new(checker, self.most);
    }

    /// What is to be said of a block.
    pub fn check(&mut self, block: &str) -> Arc<[Finding]> {
        let key = self.hasher.hash_one(block);
        if let Some((_, found)) = self.young.get(&key).filter(|(text, _)| **text == *block) {
            return Arc::clone(found);
        }
        let found = match self.old.remove(&key).filter(|(text, _)| **text == *block) {
            Some((_, found)) => found,
            None => self.checker.check(block).into(),
        };
        if self.young.len() >= self.most {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, (block.into(), Arc::clone(&found)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dictionary;

    #[test]
    fn a_block_is_checked_once_and_again_when_the_dictionary_changed() {
        let mut cache = Cache::new(Checker::default(), 2);
        let first = cache.check("Tin nghành mới");
        assert!(Arc::ptr_eq(&first, &cache.check("Tin nghành mới")), "the same findings, not equal ones");
        cache.check("Một");
        cache.check("Hai");
        assert!(Arc::ptr_eq(&first, &cache.check("Tin nghành mới")), "a generation back is not forgotten");
        cache.replace(Checker { words: Dictionary::new(["nghành"]), ..Checker::default() });
        assert!(cache.check("Tin nghành mới").is_empty());
    }
}
