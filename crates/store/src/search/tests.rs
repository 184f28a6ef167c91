//! Questions to an index of a few lines; the fixtures are the ones that other programs get wrong.

use banthao_document::{ArticleContent, ArticleId, Body};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::{Db, Error, Key, Settings, articles, fold, listing, listing::Order};

struct Shelf {
    _folder: tempfile::TempDir,
    db: Db,
    count: u128,
}

impl Shelf {
    fn of(titles: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Settings::in_folder(folder.path()), &Key::random()).unwrap();
        let mut shelf = Self { _folder: folder, db, count: 0 };
        titles.iter().for_each(|title| shelf.adds(title, "", ""));
        shelf
    }

    fn adds(&mut self, title: &str, sapo: &str, body: &str) {
        self.count += 1;
        self.says(self.count, title, sapo, body);
    }

    fn says(&self, id: u128, title: &str, sapo: &str, body: &str) {
        let content = content(title, sapo, body);
        let article = ArticleId(Uuid::from_u128(id));
        self.db.write(|writer| articles::save(writer, article, &content, &serde_json::Value::Null, id as i64)).unwrap();
        self.drains();
    }

    fn drains(&self) {
        self.db
            .write(|writer| {
                let mut entries = Vec::new();
                for due in listing::due(writer, 1000)? {
                    let Some(article) = articles::get(writer, due.article)? else {
                        entries.push(listing::Entry { change: listing::Change::Remove(due.article), text: None });
                        continue;
                    };
                    let row = listing::Row {
                        article: due.article,
                        shelf: "drafts",
                        state: "on_device",
                        kind: article.content.kind.clone(),
                        section: None,
                        section_name: String::new(),
                        author: String::new(),
                        title: article.content.title.clone(),
                        holds: Holdings::of(&article.content),
                        waits: true,
                        changed_ms: article.saved_ms,
                    };
                    let text = due.text.then(|| Text::of(&article.content));
                    entries.push(listing::Entry { change: listing::Change::Put(Box::new(row)), text });
                }
                listing::put(writer, entries)
            })
            .unwrap();
    }

    fn finds(&self, query: &Query) -> Vec<String> {
        self.db
            .read(|reader| {
                let answer = query.answer(reader)?;
                let page = listing::best(reader, &answer.tiers, 0, 1000)?;
                assert_eq!(page.len(), answer.docs.len() as usize, "tiers hold each document once");
                let mut titles = Vec::new();
                for doc in page {
                    let (article, _) = listing::article(reader, doc)?.expect("a listed article");
                    titles.push(articles::get(reader, article)?.expect("an article").content.title);
                }
                Ok::<_, Error>(titles)
            })
            .unwrap()
    }

    fn finds_words(&self, text: &str) -> Vec<String> {
        self.finds(&words_of(text))
    }
}

fn words_of(text: &str) -> Query {
    let mut query = Query::default();
    query.want(text);
    query
}

fn phrase_of(text: &str) -> Query {
    let mut query = Query::default();
    query.want_phrase(text);
    query
}

fn content(title: &str, sapo: &str, body: &str) -> ArticleContent {
    let blocks: Vec<_> = body.split('\n').map(|text| json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})).collect();
    ArticleContent {
        title: title.to_owned(),
        sapo: sapo.to_owned(),
        body: Body(json!({"type": "doc", "content": blocks})),
        ..ArticleContent::empty("tin")
    }
}

const FIXTURES: [&str; 12] = [
    "Đường Nguyễn Huệ",
    "đương đầu",
    "Dương Phố",
    "hoà bình",
    "hòa bình",
    "Thuỷ lợi",
    "Thủy lợi",
    "quản lý",
    "quản lí",
    "Nghị định 42/2022/NĐ-CP",
    "năm",
    "Nam",
];

#[test]
fn bare_letters_find_every_word_that_has_them() {
    let shelf = Shelf::of(&FIXTURES);
    assert_eq!(shelf.finds_words("duong"), ["Dương Phố", "đương đầu", "Đường Nguyễn Huệ"]);
}

#[test]
fn what_was_typed_with_accents_comes_first() {
    let shelf = Shelf::of(&FIXTURES);
    assert_eq!(shelf.finds_words("đường")[0], "Đường Nguyễn Huệ");
    assert_eq!(shelf.finds_words("năm"), ["năm", "Nam"]);
}

#[test]
fn one_word_spelled_in_two_ways_is_one_word() {
    let shelf = Shelf::of(&FIXTURES);
    for typed in ["hòa", "hoà", "hoa"] {
        assert_eq!(shelf.finds_words(typed).len(), 2, "{typed}");
    }
    assert_eq!(shelf.finds_words("thủy lợi").len(), 2);
    assert_eq!(shelf.finds_words("quản lý").len(), 2);
}

#[test]
fn a_document_number_is_found_however_its_letters_are_typed() {
    let shelf = Shelf::of(&FIXTURES);
    for typed in ["nghi dinh 42", "42/2022/ND-CP", "42/2022/NĐ-CP", "42/2022", "nđ-cp"] {
        assert_eq!(shelf.finds_words(typed), ["Nghị định 42/2022/NĐ-CP"], "{typed}");
    }
    assert!(shelf.finds_words("42/2023").is_empty());
}

#[test]
fn a_word_that_is_still_being_typed_finds_what_it_begins() {
    let shelf = Shelf::of(&FIXTURES);
    assert_eq!(shelf.finds_words("Nguyễn H"), Vec::<String>::new(), "one letter says too little");
    assert_eq!(shelf.finds_words("nguyen hu"), ["Đường Nguyễn Huệ"]);
    assert!(shelf.finds_words("nguyen hu ").is_empty(), "a word that has ended is a word");
}

#[test]
fn the_title_weighs_more_than_the_sapo_and_the_sapo_more_than_the_text() {
    let mut shelf = Shelf::of(&["Đê điều"]);
    shelf.adds("Tin hai", "Về đê điều.", "Không gì.");
    shelf.adds("Tin ba", "Không gì.", "Ở đây có đê điều.");
    shelf.adds("Tin bốn", "", "Điều này nói về đê, không phải chuyện khác.");
    assert_eq!(shelf.finds_words("đê điều"), ["Đê điều", "Tin hai", "Tin ba", "Tin bốn"]);
    assert_eq!(shelf.finds(&phrase_of("đê điều")), ["Đê điều", "Tin hai", "Tin ba"]);
}

#[test]
fn the_newer_of_equals_comes_first() {
    let shelf = Shelf::of(&["Bão số 1", "Bão số 2", "Bão số 3"]);
    assert_eq!(shelf.finds_words("bão"), ["Bão số 3", "Bão số 2", "Bão số 1"]);
    shelf.says(1, "Bão số 1 đổi hướng", "", "");
    shelf
        .db
        .write(|writer| {
            let bare = content("Bão số 1 đổi hướng", "", "mới");
            articles::save(writer, ArticleId(Uuid::from_u128(1)), &bare, &serde_json::Value::Null, 99)
        })
        .unwrap();
    shelf.drains();
    assert_eq!(shelf.finds_words("bão")[0], "Bão số 1 đổi hướng");
}

#[test]
fn what_is_barred_is_not_found() {
    let shelf = Shelf::of(&["Đất đai", "Đất đỏ", "Đạt giải"]);
    let mut query = words_of("dat");
    query.bar("đai");
    assert_eq!(shelf.finds(&query), ["Đạt giải", "Đất đỏ"]);
    query.bar("đạt");
    assert_eq!(shelf.finds(&query), ["Đất đỏ"], "a word with accents bars only itself");
}

#[test]
fn a_text_that_was_replaced_is_not_found_by_its_old_words() {
    let shelf = Shelf::of(&["Cũ kỹ"]);
    shelf.says(1, "Mới mẻ", "", "");
    assert!(shelf.finds_words("cũ").is_empty());
    assert_eq!(shelf.finds_words("mới"), ["Mới mẻ"]);
}

#[test]
fn merging_changes_no_answer() {
    let mut shelf = Shelf::of(&[]);
    let count = 3 * postings::FRESH;
    for number in 0..count {
        shelf.adds(&format!("Bài số{number} về {}", if number % 3 == 0 { "đường" } else { "dương" }), "chung", "");
    }
    assert_eq!(shelf.finds_words("chung").len(), count);
    let answer = shelf.db.read(|reader| words_of("đường").answer(reader)).unwrap();
    assert_eq!((answer.docs.len() as usize, answer.tiers[0].len() as usize), (count, count / 3));
    assert_eq!(shelf.finds_words(&format!("số{}", count - 1)).len(), 1);
    assert_eq!(shelf.finds_words("số0").len(), 1);
    let fresh: usize =
        shelf.db.read(|reader| Ok::<_, Error>(reader.0.query_row("SELECT count(*) FROM search_fresh", [], |row| row.get(0))?)).unwrap();
    assert!(fresh < postings::FRESH, "the rows that each question looks through stay few");
}

#[test]
fn a_page_in_the_order_of_titles_is_the_same_walked_or_looked_up() {
    let shelf = Shelf::of(&FIXTURES);
    shelf
        .db
        .read(|reader| {
            let docs: DocSet = (0..12).collect();
            let of = |docs| listing::Sorted { shelves: &["drafts", "sent"], docs, order: Order::Title };
            let walked = listing::sorted(reader, &of(None), 2, 7)?;
            assert_eq!(walked, listing::sorted(reader, &of(Some(&docs)), 2, 7)?);
            let titles: Vec<String> = walked
                .iter()
                .map(|&doc| {
                    let (article, _) = listing::article(reader, doc)?.expect("listed");
                    Ok(articles::get(reader, article)?.expect("there").content.title)
                })
                .collect::<Result<_, Error>>()?;
            assert_eq!(titles, ["Đường Nguyễn Huệ", "hoà bình", "hòa bình", "Nam", "năm", "Nghị định 42/2022/NĐ-CP", "quản lí"]);
            Ok::<_, Error>(())
        })
        .unwrap();
}

#[test]
fn a_snippet_shows_the_place_with_its_words_marked() {
    let mut shelf = Shelf::of(&[]);
    shelf.adds("Tin", "Mở đầu.", "");
    let body = format!("Đầu.\n{} Đường Nguyễn Huệ được mở rộng {}", "trước ".repeat(40), "sau ".repeat(80));
    let text = Text::of(&content("Tin", "Mở đầu.", &body));
    let found = words_of("nguyen hue").found_in(&text, false).expect("it is there");
    let marked: Vec<&str> = found.snippet.marks.iter().map(|mark| &found.snippet.text[mark.clone()]).collect();
    assert_eq!(marked, ["Nguyễn", "Huệ"]);
    assert!(found.snippet.text.chars().count() <= 200 && found.snippet.text.contains("Đường"));
    assert!(phrase_of("đường nguyễn huệ mở").found_in(&text, false).is_none(), "pairs that stand apart are no phrase");
}

#[test]
fn numbers_phrases_and_beginnings_are_marked_whole() {
    let text = Text::of(&content("Theo Nghị định 42/2022/NĐ-CP của Chính phủ", "", ""));
    let marked = |query: &Query, completed| {
        let title = query.found_in(&text, completed).expect("found").title;
        title.marks.iter().map(|mark| title.text[mark.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(marked(&words_of("42/2022/nd-cp"), false), ["42/2022/NĐ-CP"]);
    assert_eq!(marked(&phrase_of("nghi dinh 42"), false), ["Nghị định 42"]);
    assert_eq!(marked(&words_of("chinh ph"), true), ["Chính", "phủ"]);
}

#[test]
fn few_texts_are_read_for_a_phrase_of_which_only_the_pairs_stand_in_them() {
    let mut shelf = Shelf::of(&[]);
    for number in 0..150 {
        // Said apart, in many other words.
        shelf.adds(&format!("Phòng chống dịch {number}, chống thiên tai, tai nạn {}", number * 7), "", "");
    }
    shelf.adds("Phòng chống thiên tai", "", "");
    let answer = shelf.db.read(|reader| phrase_of("phòng chống thiên").answer(reader)).unwrap();
    assert!((1..20).contains(&answer.docs.len()), "{} of 151 texts would be read", answer.docs.len());
    assert!(shelf.finds(&phrase_of("phòng chống thiên")).contains(&"Phòng chống thiên tai".to_owned()));
}

/// Texts in which words, numbers, marks and signs meet in every order.
fn tangled() -> impl Strategy<Value = String> {
    let pieces = vec![
        "đường",
        "DUONG",
        "hoà",
        "hòa",
        " ",
        " ",
        " ",
        "/",
        "-",
        "15",
        "QĐ",
        ".",
        "\"",
        "*",
        "(",
        "a\u{323}\u{302}",
        "½",
        "\u{fdfa}",
        "𝐓",
        "İ",
        "|",
        "#",
        "\n",
        "\u{0}",
        "y",
        "lý",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..14).prop_map(|chosen| chosen.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_answered_and_finds_the_article_that_says_it(said in prop_oneof![tangled(), any::<String>()], asked in prop_oneof![tangled(), any::<String>()]) {
        let mut shelf = Shelf::of(&["khác"]);
        shelf.adds("Bài", &said, &said);
        for query in [words_of(&asked), phrase_of(&asked)] {
            shelf.finds(&query);
        }
        if words_of(&said) != Query::default() && !words_of(&said).is_empty() {
            prop_assert!(shelf.finds(&words_of(&said)).contains(&"Bài".to_owned()), "{:?}", words_of(&said));
        }
    }

    #[test]
    fn marks_point_at_text_that_folds_to_what_was_sought(said in tangled(), asked in tangled()) {
        let text = Text::of(&content(&said, &said, &said));
        let query = words_of(&asked);
        if let Some(found) = query.found_in(&text, false) {
            for marked in [&found.title, &found.snippet] {
                for mark in &marked.marks {
                    let folded: String = fold(&marked.text[mark.clone()]).chars().filter(|c| c.is_alphanumeric() || "/-.,".contains(*c)).collect();
                    prop_assert!(query.wanted.iter().any(|clause| folded == clause.words[0].folded), "{folded:?} of {asked:?}");
                }
            }
        }
    }
}
