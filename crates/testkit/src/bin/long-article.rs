//! Prints one long article of the corpus as JSON: the content of as many articles, one after the other, as the wanted number of words takes.
//! Pictures are left out, for their files do not exist.

use banthao_document::Body;
use banthao_testkit::corpus::Corpus;
use serde_json::{Value, json};

const SEED: u64 = 5;

fn main() {
    let wanted: usize = std::env::args().nth(1).and_then(|words| words.parse().ok()).expect("usage: long-article WORDS");
    let corpus = Corpus::new(SEED);
    let (mut blocks, mut words) = (Vec::new(), 0);
    let mut articles = (0..).map(|number| corpus.article(number).content);
    let mut content = articles.next().expect("the corpus has no end");
    let mut next = content.body.clone();
    while words < wanted {
        for block in next.0["content"].as_array().into_iter().flatten().filter(|block| block["type"] != "figure") {
            if words < wanted {
                words += count(block);
                blocks.push(block.clone());
            }
        }
        next = articles.next().expect("the corpus has no end").body;
    }
    content.body = Body(json!({"type": "doc", "content": blocks}));
    println!("{}", serde_json::to_string(&content).expect("an article is JSON"));
}

fn count(node: &Value) -> usize {
    let own = node["text"].as_str().map_or(0, |text| text.split_whitespace().count());
    own + node["content"].as_array().into_iter().flatten().map(count).sum::<usize>()
}
