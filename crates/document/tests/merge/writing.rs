//! Documents as officers write them, and what they do to them: an article with headings, nested lists, quotes and pictures, in composed and
//! decomposed Vietnamese, with emoji and marks; and edits of every kind the editor has.
//!
//! Every word that is written gets a letter that stands nowhere else, so that whoever looks at a merge can say of each word where it went.

use banthao_document::{ArticleContent, Attachment, BlobId, Body};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::chance::Chance;

const WORDS: [&str; 24] = [
    "Bộ", "công", "bố", "chỉ", "số", "cải", "cách", "hành", "chính", "năm", "2026", "ở", "địa", "phương", "người", "dân", "được", "hướng",
    "dẫn", "nộp", "hồ", "sơ", "trực", "tuyến",
];
const EMOJI: [&str; 5] = ["👩\u{200d}🌾", "❤\u{fe0f}", "🇻🇳", "✅", "👍🏽"];

/// One hand on a document.
pub struct Writer<'c> {
    pub chance: &'c mut Chance,
    /// The letter that the next word gets.
    pub letter: u32,
    /// Whether words get one at all; text without is full of repetitions.
    pub marked: bool,
    /// The id that the next block gets.
    pub block: u32,
    /// Whether an edit took text from one block into another.
    pub regrouped: bool,
    /// Whether an edit moved blocks.
    pub moved: bool,
}

impl Writer<'_> {
    pub fn article(&mut self) -> ArticleContent {
        let blocks = 1 + self.chance.below(6);
        let body = (0..blocks).map(|_| self.any_block()).collect::<Vec<_>>();
        ArticleContent {
            title: self.words(4),
            sapo: self.sentences(2),
            section: self.chance.one_in(2).then(|| "chuyen-doi-so".to_owned()),
            attachments: (0..self.chance.below(3)).map(|_| self.attachment()).collect(),
            body: Body(json!({"type": "doc", "content": body})),
            ..ArticleContent::empty("tin")
        }
    }

    fn any_block(&mut self) -> Value {
        match self.chance.below(12) {
            0 => json!({"type": "heading", "attrs": {"id": self.id(), "level": 2 + self.chance.below(2)}, "content": self.text(3)}),
            1 | 2 => self.list(2),
            3 => json!({"type": "blockquote", "attrs": {"id": self.id()}, "content": [self.paragraph(1), self.paragraph(1)]}),
            4 => self.figure(),
            5 if self.chance.one_in(2) => json!({"type": "divider", "attrs": {"id": self.id()}}),
            _ => {
                let sentences = 1 + self.chance.below(3);
                self.paragraph(sentences)
            }
        }
    }

    fn figure(&mut self) -> Value {
        let blob = BlobId::of(&self.chance.next().to_le_bytes()).to_string();
        let attributes = json!({"id": self.id(), "blob": blob, "alt": self.words(2), "credit": self.words(1), "width": 640, "height": 480});
        json!({"type": "figure", "attrs": attributes, "content": [{"type": "figcaption", "content": self.text(3)}]})
    }

    fn list(&mut self, deeper: usize) -> Value {
        let kind = *self.chance.pick(&["bullet_list", "ordered_list"]);
        let count = 1 + self.chance.below(3);
        let items: Vec<Value> = (0..count)
            .map(|_| {
                let mut inside = vec![self.paragraph(1)];
                if deeper > 0 && self.chance.one_in(4) {
                    inside.push(self.list(deeper - 1));
                }
                json!({"type": "list_item", "attrs": {"id": self.id()}, "content": inside})
            })
            .collect();
        json!({"type": kind, "attrs": {"id": self.id()}, "content": items})
    }

    fn paragraph(&mut self, sentences: usize) -> Value {
        let text = self.sentences(sentences);
        let mut inside = vec![json!({"type": "text", "text": text})];
        if self.chance.one_in(8) {
            inside.push(json!({"type": "hard_break"}));
            inside.push(json!({"type": "text", "text": self.words(2)}));
        }
        json!({"type": "paragraph", "attrs": {"id": self.id()}, "content": inside})
    }

    fn text(&mut self, words: usize) -> Value {
        json!([{"type": "text", "text": self.words(words)}])
    }

    fn id(&mut self) -> String {
        self.block += 1;
        // As random as real ones: the order of ids must say nothing.
        format!("{:08x}-{}", self.chance.next() >> 32, self.block)
    }

    fn attachment(&mut self) -> Attachment {
        let blob = BlobId::of(&self.chance.next().to_le_bytes());
        Attachment {
            blob,
            title: self.words(2),
            file_name: "van-ban.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 1024,
            unknown: Default::default(),
        }
    }

    fn word(&mut self) -> String {
        let mut word = (*self.chance.pick(&WORDS)).to_owned();
        if self.marked {
            word.extend(char::from_u32(self.letter));
            self.letter += 1;
        }
        match self.chance.below(12) {
            0 => word.nfd().collect(),
            1 => format!("{word} {}", self.chance.pick(&EMOJI)),
            _ => word,
        }
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn sentences(&mut self, count: usize) -> String {
        let each = (0..count).map(|_| {
            let words = 2 + self.chance.below(5);
            let stop = *self.chance.pick(&[".", ".", "!", "?"]);
            self.words(words) + stop
        });
        each.collect::<Vec<_>>().join(" ")
    }

    /// Does one thing to the document.
    pub fn edits(&mut self, content: &mut ArticleContent) {
        match self.chance.below(24) {
            0 => content.title = self.retyped(&content.title.clone()),
            1 => content.sapo = self.retyped(&content.sapo.clone()),
            2 => content.section = Some((*self.chance.pick(&["thoi-su", "doi-song"])).to_owned()),
            3 => self.rearranges_files(content),
            4 => _ = content.unknown.insert("embargo".to_owned(), json!(self.chance.below(3))),
            5 => self.adds_block(&mut content.body.0),
            6 => self.deletes_block(&mut content.body.0),
            7 => self.moves_block(&mut content.body.0),
            8 => self.changes_form(&mut content.body.0),
            9 => self.splits(&mut content.body.0),
            10 => self.wraps(&mut content.body.0),
            11 => self.adds_item(&mut content.body.0),
            12 => self.touches_picture(&mut content.body.0),
            13..16 => self.in_words(&mut content.body.0, |writer, words| writer.marks_words(words)),
            _ => self.in_words(&mut content.body.0, Self::types),
        }
    }

    fn rearranges_files(&mut self, content: &mut ArticleContent) {
        match self.chance.below(3) {
            0 => {
                let file = self.attachment();
                let place = self.chance.below(content.attachments.len() + 1);
                content.attachments.insert(place, file);
            }
            1 if !content.attachments.is_empty() => {
                let place = self.chance.below(content.attachments.len());
                content.attachments.remove(place);
            }
            _ => {
                let title = self.words(1);
                if let Some(file) = content.attachments.first_mut() {
                    file.title = title;
                }
            }
        }
    }

    /// A list of blocks somewhere: the text's own, or the items of a list.
    fn blocks<'a>(&mut self, doc: &'a mut Value) -> &'a mut Vec<Value> {
        let lists: Vec<usize> = (0..doc["content"].as_array().map_or(0, Vec::len))
            .filter(|index| matches!(doc["content"][*index]["type"].as_str(), Some("bullet_list" | "ordered_list")))
            .collect();
        if !lists.is_empty() && self.chance.one_in(3) {
            let list = *self.chance.pick(&lists);
            return doc["content"][list]["content"].as_array_mut().expect("items");
        }
        doc["content"].as_array_mut().expect("blocks")
    }

    fn adds_block(&mut self, doc: &mut Value) {
        let block = self.any_block();
        let blocks = doc["content"].as_array_mut().expect("blocks");
        let place = self.chance.below(blocks.len() + 1);
        blocks.insert(place, block);
    }

    fn adds_item(&mut self, doc: &mut Value) {
        let item = json!({"type": "list_item", "attrs": {"id": self.id()}, "content": [self.paragraph(1)]});
        let lists = doc["content"].as_array_mut().expect("blocks").iter_mut();
        if let Some(list) = lists.into_iter().find(|block| block["type"] == "bullet_list" || block["type"] == "ordered_list") {
            let items = list["content"].as_array_mut().expect("items");
            let place = self.chance.below(items.len() + 1);
            items.insert(place, item);
        }
    }

    fn deletes_block(&mut self, doc: &mut Value) {
        let blocks = self.blocks(doc);
        if blocks.len() > 1 {
            let place = self.chance.below(blocks.len());
            blocks.remove(place);
        }
    }

    fn moves_block(&mut self, doc: &mut Value) {
        self.moved = true;
        let blocks = self.blocks(doc);
        let from = self.chance.below(blocks.len());
        let block = blocks.remove(from);
        let to = self.chance.below(blocks.len() + 1);
        blocks.insert(to, block);
    }

    fn changes_form(&mut self, doc: &mut Value) {
        let blocks = doc["content"].as_array_mut().expect("blocks");
        let place = self.chance.below(blocks.len());
        let block = &mut blocks[place];
        match block["type"].as_str() {
            Some("paragraph") => {
                block["type"] = json!("heading");
                block["attrs"]["level"] = json!(2 + self.chance.below(3));
            }
            Some("heading") => {
                block["type"] = json!("paragraph");
                block["attrs"].as_object_mut().expect("attributes").remove("level");
            }
            Some("bullet_list") => block["type"] = json!("ordered_list"),
            _ => {}
        }
    }

    fn splits(&mut self, doc: &mut Value) {
        self.regrouped = true;
        let id = self.id();
        let blocks = doc["content"].as_array_mut().expect("blocks");
        let place = self.chance.below(blocks.len());
        if blocks[place]["type"] != "paragraph" {
            return;
        }
        let Some((head, tail)) = blocks[place]["content"][0]["text"].as_str().and_then(|text| text.split_once(". ")) else { return };
        let (head, tail) = (format!("{head}."), tail.to_owned());
        let marks = blocks[place]["content"][0].get("marks").cloned();
        let mut rest = blocks[place]["content"].as_array().expect("words")[1..].to_vec();
        let text = |words: String| match &marks {
            Some(marks) => json!({"type": "text", "text": words, "marks": marks}),
            None => json!({"type": "text", "text": words}),
        };
        blocks[place]["content"] = json!([text(head)]);
        if !tail.is_empty() {
            rest.insert(0, text(tail));
        }
        blocks.insert(place + 1, json!({"type": "paragraph", "attrs": {"id": id}, "content": rest}));
    }

    fn wraps(&mut self, doc: &mut Value) {
        self.regrouped = true;
        let id = self.id();
        let blocks = doc["content"].as_array_mut().expect("blocks");
        let place = self.chance.below(blocks.len());
        if blocks[place]["type"] == "paragraph" {
            let inside = blocks[place].take();
            blocks[place] = json!({"type": "blockquote", "attrs": {"id": id}, "content": [inside]});
        }
    }

    fn touches_picture(&mut self, doc: &mut Value) {
        let alt = self.words(2);
        let blob = BlobId::of(&self.chance.next().to_le_bytes()).to_string();
        let blocks = doc["content"].as_array_mut().expect("blocks").iter_mut();
        if let Some(figure) = blocks.into_iter().find(|block| block["type"] == "figure") {
            match self.chance.below(3) {
                0 => figure["attrs"]["blob"] = json!(blob),
                1 => figure["attrs"]["credit"] = json!(alt),
                _ => figure["attrs"]["alt"] = json!(alt),
            }
        }
    }

    /// Does something to the words of one line of the text.
    pub fn in_words(&mut self, doc: &mut Value, act: impl FnOnce(&mut Self, &mut Vec<Value>)) {
        let mut places = Vec::new();
        lines(doc, &mut Vec::new(), &mut places);
        if places.is_empty() {
            return;
        }
        let place = self.chance.pick(&places).clone();
        let mut node = doc;
        for step in place {
            node = &mut node["content"][step];
        }
        let mut words = pieces(node["content"].as_array().map(Vec::as_slice).unwrap_or_default());
        act(self, &mut words);
        let inline = joined(words);
        let members = node.as_object_mut().expect("a node");
        if inline.is_empty() {
            members.remove("content");
        } else {
            members.insert("content".to_owned(), Value::Array(inline));
        }
    }

    /// Types, deletes, retypes.
    pub fn types(&mut self, words: &mut Vec<Value>) {
        let place = self.chance.below(words.len() + 1);
        match self.chance.below(6) {
            0 | 1 if place < words.len() => {
                let end = (place + 1 + self.chance.below(4)).min(words.len());
                words.drain(place..end);
            }
            2 | 3 if place < words.len() && words[place]["text"].is_string() => words[place]["text"] = json!(format!("{} ", self.word())),
            4 => {
                let sentence = self.sentences(1);
                words.push(json!({"type": "text", "text": format!(" {sentence}")}));
            }
            5 if place < words.len() && words[place]["text"].is_string() => {
                // The same letters in another spelling.
                let spelled: String = words[place]["text"].as_str().unwrap_or_default().nfd().collect();
                words[place]["text"] = json!(spelled);
            }
            _ => {
                let word = self.word();
                words.insert(place, json!({"type": "text", "text": format!(" {word} ")}));
            }
        }
    }

    fn marks_words(&mut self, words: &mut [Value]) {
        let mark = match self.chance.below(4) {
            0 => json!({"type": "link", "attrs": {"href": format!("https://example.org/{}", self.chance.below(3))}}),
            1 => json!({"type": "em"}),
            _ => json!({"type": "strong"}),
        };
        let start = self.chance.below(words.len());
        let end = (start + 1 + self.chance.below(5)).min(words.len());
        for word in words.iter_mut().take(end).skip(start).filter(|word| word["text"].is_string()) {
            let marks = word.as_object_mut().expect("a node").entry("marks").or_insert_with(|| json!([]));
            let marks = marks.as_array_mut().expect("marks");
            match marks.iter().position(|known| known["type"] == mark["type"]) {
                Some(known) => drop(marks.remove(known)),
                None => marks.push(mark.clone()),
            }
            marks.sort_by_key(|mark| ["link", "strong", "em"].iter().position(|name| mark["type"] == *name));
            if marks.is_empty() {
                word.as_object_mut().expect("a node").remove("marks");
            }
        }
    }

    fn retyped(&mut self, text: &str) -> String {
        let mut words = pieces(&[json!({"type": "text", "text": text})]);
        self.types(&mut words);
        words.iter().filter_map(|word| word["text"].as_str()).collect()
    }
}

/// Where the lines of text are.
fn lines(node: &Value, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if matches!(node["type"].as_str(), Some("paragraph" | "heading" | "figcaption")) {
        return found.push(path.clone());
    }
    for (index, child) in node["content"].as_array().into_iter().flatten().enumerate() {
        path.push(index);
        lines(child, path, found);
        path.pop();
    }
}

/// Words and spaces as nodes of their own.
fn pieces(inline: &[Value]) -> Vec<Value> {
    let each = inline.iter().flat_map(|node| match node["text"].as_str() {
        None => vec![node.clone()],
        Some(text) => {
            let words = text.split_inclusive(' ').filter(|word| !word.is_empty());
            let piece = |word: &str| {
                let mut piece = node.clone();
                piece["text"] = json!(word);
                piece
            };
            words.map(piece).collect()
        }
    });
    each.collect()
}

fn joined(words: Vec<Value>) -> Vec<Value> {
    let mut joined: Vec<Value> = Vec::new();
    for word in words {
        if word["text"] == "" {
            continue;
        }
        match joined
            .last_mut()
            .filter(|last| last["text"].is_string() && word["text"].is_string() && last.get("marks") == word.get("marks"))
        {
            Some(last) => last["text"] = json!([&last["text"], &word["text"]].into_iter().filter_map(Value::as_str).collect::<String>()),
            None => joined.push(word),
        }
    }
    joined
}
