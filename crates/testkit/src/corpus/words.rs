//! Vietnamese words by the rules of the syllable.
//!
//! A syllable is an onset, a rime and a tone; which go together is a matter of spelling (`k` before e ê i, `c` elsewhere) and of sound (only two
//! tones before a final stop). Most words of the language are two syllables. How often each is used falls with its rank.

use std::collections::BTreeSet;

use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};

const ONSETS: &str = "b ch d đ h l m n nh ph r s t th tr v x";
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e em en eo ep et ê ên ênh êt êu i ich im in \
    inh ip it iu iêm iên iêng iêp iêt iêu o oa oai oan oang oanh oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un \
    ung up ut uân uât uê uy uyên uyêt uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ưt ươc ươi ươm ươn ương ươp ươt ươu";
/// Ngang, huyền, sắc, hỏi, ngã, nặng.
const TONES: [Option<char>; 6] = [None, Some('\u{300}'), Some('\u{301}'), Some('\u{309}'), Some('\u{303}'), Some('\u{323}')];
const COMPOUNDS: usize = 24_000;

/// The words of a corpus, the most common first.
pub(super) struct Words {
    syllables: Vec<String>,
    compounds: Vec<(u16, u16)>,
}

impl Words {
    pub fn new(seed: u64) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let mut syllables: Vec<String> = all_syllables().into_iter().collect();
        syllables.shuffle(&mut random);
        let mut syllable = || rank(&mut random, syllables.len()) as u16;
        let compounds = (0..COMPOUNDS).map(|_| (syllable(), syllable())).collect();
        Self { syllables, compounds }
    }

    /// The syllable of a rank.
    pub fn syllable(&self, rank: usize) -> &str {
        &self.syllables[rank]
    }

    pub fn count(&self) -> usize {
        self.syllables.len()
    }

    /// Adds a word, of one syllable or of two.
    pub fn push(&self, random: &mut StdRng, onto: &mut Vec<String>) {
        if random.random_bool(0.4) {
            onto.push(self.syllables[rank(random, self.syllables.len())].clone());
        } else {
            let (first, second) = self.compounds[rank(random, self.compounds.len())];
            onto.extend([first, second].map(|index| self.syllables[index as usize].clone()));
        }
    }
}

/// A rank below `count`, each rarer than the one before in about the proportion of their numbers (Zipf).
fn rank(random: &mut StdRng, count: usize) -> usize {
    let most = (count as f64 + 1.0).ln();
    ((random.random::<f64>() * most).exp() as usize - 1).min(count - 1)
}

fn all_syllables() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for rime in RIMES.split_whitespace() {
        let is_front = rime.starts_with(['e', 'ê', 'i']);
        let spelled: &[&str] = if is_front { &["k", "gh", "ngh"] } else { &["c", "g", "ng"] };
        let stops = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
        for onset in ONSETS.split_whitespace().chain(spelled.iter().copied()) {
            for tone in TONES {
                if !stops || matches!(tone, Some('\u{301}' | '\u{323}')) {
                    all.insert(with_tone(onset, rime, tone));
                }
            }
        }
    }
    all
}

/// A syllable with its tone where the old style puts it: on the marked vowel, else on the middle one of three or before a final consonant on
/// the last, else on the first.
fn with_tone(onset: &str, rime: &str, tone: Option<char>) -> String {
    let Some(tone) = tone else { return format!("{onset}{rime}") };
    let vowels: Vec<(usize, char)> = rime.char_indices().filter(|(_, c)| "aăâeêioôơuưy".contains(*c)).collect();
    let closed = rime.ends_with(|c: char| !"aăâeêioôơuưy".contains(c));
    let marked = vowels.iter().rposition(|(_, c)| "ăâêôơư".contains(*c));
    let at = marked.unwrap_or(if closed || vowels.len() > 2 { vowels.len().saturating_sub(if closed { 1 } else { 2 }) } else { 0 });
    let Some(&(start, vowel)) = vowels.get(at) else { return format!("{onset}{rime}") };
    let end = start + vowel.len_utf8();
    let toned = banthao_document::normalise::text(&format!("{vowel}{tone}"));
    format!("{onset}{}{toned}{}", &rime[..start], &rime[end..])
}
