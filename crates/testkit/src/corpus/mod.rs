//! Varied Vietnamese articles, as many as a benchmark wants, the same in every run.
//!
//! The words are made up by the rules of the language, so that they are as many and as unevenly used as real ones and nobody is quoted. Article
//! `n` of a [`Corpus`] depends on its seed and on `n` alone.

mod words;

use banthao_document::{ArticleContent, BlobId, Body};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use words::Words;

/// Grows with every change of what is generated; kept corpora of another version are made again.
pub const VERSION: u32 = 1;

/// Sections of the corpus, code and name.
pub const SECTIONS: [(&str, &str); 8] = [
    ("tin-tuc-su-kien", "Tin tức - Sự kiện"),
    ("chi-dao-dieu-hanh", "Chỉ đạo, điều hành"),
    ("chuyen-doi-so", "Chuyển đổi số"),
    ("van-ban", "Văn bản mới"),
    ("cai-cach", "Cải cách hành chính"),
    ("dia-phuong", "Tin địa phương"),
    ("hop-tac", "Hợp tác quốc tế"),
    ("y-kien", "Ý kiến người dân"),
];
/// Kinds of the corpus, code and name.
pub const KINDS: [(&str, &str); 4] = [("tin", "Tin"), ("bai", "Bài viết"), ("thong-bao", "Thông báo"), ("phong-van", "Phỏng vấn")];

const PLACES: [&str; 16] = [
    "Hà Nội",
    "Hải Phòng",
    "Đà Nẵng",
    "Huế",
    "Cần Thơ",
    "Thanh Hóa",
    "Nghệ An",
    "Quảng Ninh",
    "Lào Cai",
    "Điện Biên",
    "Đắk Lắk",
    "Khánh Hòa",
    "Lâm Đồng",
    "Đồng Nai",
    "An Giang",
    "Cà Mau",
];
const FAMILIES: [&str; 10] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô"];
const MIDDLES: [&str; 6] = ["Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc"];
const GIVEN: [&str; 16] =
    ["An", "Bình", "Châu", "Dung", "Đức", "Giang", "Hà", "Hải", "Huệ", "Lan", "Long", "Nam", "Phúc", "Quý", "Sơn", "Yến"];
const BODIES: [&str; 6] = ["BTTTT", "UBND", "BNV", "TTg", "BKHCN", "HĐND"];

/// The first moment of the corpus: 1 January 2018.
const BEGIN_MS: i64 = 1_514_764_800_000;
/// One article follows the other after about three quarters of an hour: 100,000 of them are eight and a half years.
const STEP_MS: i64 = 45 * 60 * 1000;
/// UTF-8 bytes of an article's words, about.
const BYTES: usize = 6000;

/// Articles of one seed.
pub struct Corpus {
    seed: u64,
    words: Words,
}

/// An article of a corpus.
pub struct Item {
    /// What it says.
    pub content: ArticleContent,
    /// Who wrote it.
    pub author: String,
    /// When it changed, later with every number.
    pub changed_ms: i64,
}

impl Corpus {
    /// The corpus of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, words: Words::new(seed) }
    }

    /// A word by how common it is, 0 the most; the last is so rare that few articles hold it.
    pub fn word(&self, rank: usize) -> &str {
        self.words.syllable(rank.min(self.words.count() - 1))
    }

    /// How many different words there are.
    pub fn words(&self) -> usize {
        self.words.count()
    }

    /// One of the people who write.
    pub fn person(&self, number: usize) -> String {
        let (family, middle, given) = (number % FAMILIES.len(), number / 3 % MIDDLES.len(), number % GIVEN.len());
        format!("{} {} {}", FAMILIES[family], MIDDLES[middle], GIVEN[given])
    }

    /// Article `number`.
    pub fn article(&self, number: u64) -> Item {
        let mut random = StdRng::seed_from_u64(self.seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let random = &mut random;
        let title = self.sentence(random, 9).trim_end_matches('.').to_owned();
        let sapo = self.sentence(random, 34);
        let mut blocks = Vec::new();
        let mut bytes = title.len() + sapo.len();
        let wanted = random.random_range(BYTES * 3 / 4..BYTES * 5 / 4);
        while bytes < wanted {
            let block = self.block(random, &mut bytes);
            blocks.push(block);
        }
        if random.random_bool(0.3) {
            let caption = self.sentence(random, 12);
            let blob = BlobId::of(&number.to_le_bytes()).to_string();
            let credit = self.person(random.random_range(0..40));
            let attrs = json!({"blob": blob, "alt": caption, "credit": credit, "width": 1200, "height": 800});
            blocks.insert(1, json!({"type": "figure", "attrs": attrs, "content": [{"type": "figcaption", "content": [text(&caption)]}]}));
        }
        let content = ArticleContent {
            title,
            sapo,
            section: SECTIONS.choose(random).map(|(code, _)| (*code).to_owned()),
            body: Body(json!({"type": "doc", "content": blocks})),
            ..ArticleContent::empty(KINDS[random.random_range(0..KINDS.len())].0)
        };
        let changed_ms = BEGIN_MS + number as i64 * STEP_MS + random.random_range(0..STEP_MS);
        Item { content, author: self.person(random.random_range(0..40)), changed_ms }
    }

    fn block(&self, random: &mut StdRng, bytes: &mut usize) -> Value {
        match random.random_range(0..10) {
            0 => {
                let heading = self.sentence(random, 7);
                *bytes += heading.len();
                json!({"type": "heading", "attrs": {"level": 2}, "content": [text(&heading)]})
            }
            1 => {
                let items: Vec<Value> = (0..3)
                    .map(|_| {
                        let item = self.sentence(random, 12);
                        *bytes += item.len();
                        json!({"type": "list_item", "content": [paragraph(vec![text(&item)])]})
                    })
                    .collect();
                json!({"type": "bullet_list", "content": items})
            }
            kind => {
                let sentences: Vec<String> = (0..random.random_range(2..5)).map(|_| self.sentence(random, 22)).collect();
                let whole = sentences.join(" ");
                *bytes += whole.len();
                let mut runs = vec![text(&whole)];
                if kind == 2 {
                    runs.push(json!({"type": "text", "text": " Xem thêm.", "marks": [{"type": "link", "attrs": {"href": "https://example.vn/"}}]}));
                }
                paragraph(runs)
            }
        }
    }

    /// About so many syllables, sometimes with a place, a person or the number of a document.
    fn sentence(&self, random: &mut StdRng, syllables: usize) -> String {
        let mut words = Vec::new();
        while words.len() < syllables {
            self.words.push(random, &mut words);
        }
        let at = random.random_range(1..words.len());
        match random.random_range(0..12) {
            0 | 1 => words.insert(at, PLACES[random.random_range(0..PLACES.len())].to_owned()),
            2 => words.insert(at, self.person(random.random_range(0..160))),
            3 => {
                let (number, body) = (random.random_range(1..3000), BODIES[random.random_range(0..BODIES.len())]);
                words.insert(at, format!("Quyết định số {number}/QĐ-{body}"));
            }
            4 => words.insert(at, format!("ngày {}/{}", random.random_range(1..29), random.random_range(1..13))),
            _ => {}
        }
        let mut sentence = words.join(" ");
        if let Some(first) = sentence.chars().next() {
            sentence.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        sentence.push('.');
        sentence
    }
}

fn text(words: &str) -> Value {
    json!({"type": "text", "text": words})
}

fn paragraph(runs: Vec<Value>) -> Value {
    json!({"type": "paragraph", "content": runs})
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn words_of(corpus: &Corpus, articles: u64) -> HashMap<String, u32> {
        let mut counts = HashMap::new();
        for number in 0..articles {
            let text = banthao_document::render::text(&corpus.article(number).content.body);
            for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        counts
    }

    #[test]
    fn many_different_words_are_used_and_a_few_of_them_most_of_the_time() {
        let counts = words_of(&Corpus::new(1), 400);
        assert!(counts.len() >= 5000, "{} different words", counts.len());
        let mut uses: Vec<u32> = counts.into_values().collect();
        uses.sort_unstable_by(|one, other| other.cmp(one));
        let (all, top): (u32, u32) = (uses.iter().sum(), uses[..100].iter().sum());
        assert!(top * 3 > all && top * 10 < all * 9, "the hundred most common are {top} of {all}");
    }

    #[test]
    fn articles_are_as_long_as_real_ones_and_valid() {
        let corpus = Corpus::new(1);
        let lengths: Vec<usize> = (0..50)
            .map(|number| {
                let content = corpus.article(number).content;
                banthao_document::validate::content(&content).expect("a valid article");
                banthao_document::render::text(&content.body).len()
            })
            .collect();
        let mean = lengths.iter().sum::<usize>() / lengths.len();
        assert!((5000..7500).contains(&mean), "{mean} bytes");
    }

    #[test]
    fn an_article_is_the_same_in_every_run_and_no_other_one_is_like_it() {
        let (one, other) = (Corpus::new(7), Corpus::new(7));
        assert_eq!(one.article(3).content, other.article(3).content);
        assert_ne!(one.article(3).content, one.article(4).content);
        assert_ne!(one.article(3).content, Corpus::new(8).article(3).content);
        assert!(one.article(3).changed_ms < one.article(4).changed_ms + STEP_MS);
    }
}
