//! Somebody who types without a pause into a real profile, and says after each batch what the application called saved.
//!
//! What is typed is the numbers from 1, so that whoever reads the text afterwards sees at once whether a batch is missing, doubled or out of order.
//! The program `typist` is this in a process of its own, to be killed in mid-typing.

use std::{path::Path, sync::Arc};

use banthao_core::{App, Config, NativeConnect, NoClipboard, Pace, SecretError, SecretStore, world::World};
use banthao_protocol::{ApiError, AppView, ArticleJournaled, ArticleSaved, ArticleView};
use banthao_store::{Error, Key, Settings, check};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{content::body, content::paragraph, desk::files_below};

/// The key of a typist's profile. It guards nothing.
const KEY: [u8; 32] = [7; 32];
/// Batches between two whole texts: both ways of saving must be met by a kill.
const BATCHES: u32 = 8;
/// Numbers after which a new article is begun, so that a long run does not become a test of long texts.
const MOST_NUMBERS: u64 = 120;

/// What a typist says, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// An article with this text is on the screen.
    Found {
        /// Which article.
        article: String,
        /// The numbers in it.
        text: String,
    },
    /// The application called this number saved.
    Kept {
        /// In which article.
        article: String,
        /// The number.
        number: u64,
    },
}

impl Said {
    /// As a line.
    pub fn to_line(&self) -> String {
        match self {
            Self::Found { article, text } => format!("found {article} {text}"),
            Self::Kept { article, number } => format!("kept {article} {number}"),
        }
    }

    /// From a line; none when it was cut off by the end of its writer.
    pub fn from_line(line: &str) -> Option<Self> {
        let (what, rest) = line.split_once(' ')?;
        let (article, said) = rest.split_once(' ')?;
        match what {
            "found" => Some(Self::Found { article: article.to_owned(), text: said.to_owned() }),
            "kept" => Some(Self::Kept { article: article.to_owned(), number: said.parse().ok()? }),
            _ => None,
        }
    }
}

/// A typist at a profile.
pub struct Typist {
    app: App,
}

impl Typist {
    /// Starts the application on the profile in `folder`, as it was left.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn sits_down(folder: &Path) -> Self {
        let config = Config {
            folder: folder.to_owned(),
            secrets: Arc::new(OneKey),
            connect: Arc::new(NativeConnect::default()),
            world: World::of_this_machine(),
            provision: None,
            device_name: "Máy gõ thử".to_owned(),
            clipboard: Arc::new(NoClipboard),
            documents: folder.to_owned(),
            pace: Pace::OnRequest,
            max_pages: None,
        };
        Self { app: App::start(config).await.expect("the application starts") }
    }

    /// The numbers that an article holds.
    pub async fn reads(&self, article: &str) -> String {
        let view: ArticleView = self.asks("article_open", json!({"article": article})).await.expect("the article opens");
        text_of(&view)
    }

    /// Types for ever, and tells `says` after each batch.
    pub async fn types(&self, says: impl Fn(Said)) {
        let state: AppView = self.asks("app_state", json!({})).await.expect("the application answers");
        let mut page = match state.last_article {
            Some(article) => self.asks("article_open", json!({"article": article})).await.expect("the article opens"),
            None => self.new_page().await,
        };
        loop {
            says(Said::Found { article: page.article.clone(), text: text_of(&page) });
            self.fills(&page, &says).await;
            page = self.new_page().await;
        }
    }

    async fn new_page(&self) -> ArticleView {
        self.asks("article_create", json!({})).await.expect("a page is made")
    }

    /// Goes on with the numbers on a page until it is full.
    async fn fills(&self, page: &ArticleView, says: &impl Fn(Said)) {
        let mut text = text_of(page);
        let (mut base, mut seq) = (page.content_hash.clone(), 0);
        let first = text.split_whitespace().last().map_or(1, |last| last.parse::<u64>().expect("a page holds numbers") + 1);
        for number in first..=first.max(MOST_NUMBERS) {
            let typed = format!("{number} ");
            let at = 1 + text.encode_utf16().count();
            text.push_str(&typed);
            let slice = json!({"content": [{"type": "text", "text": typed}]});
            let entries = json!([{"entry": "steps", "steps": [{"stepType": "replace", "from": at, "to": at, "slice": slice}]}]);
            seq += 1;
            let batch = json!({"article": page.article, "base_hash": base, "seq": seq, "entries": entries, "caret": null});
            let _: ArticleJournaled = self.asks("article_journal", batch).await.expect("the batch is taken");
            says(Said::Kept { article: page.article.clone(), number });
            if seq == BATCHES {
                let mut content = page.content.clone();
                content.body = body([paragraph(&text)]);
                let whole = json!({"article": page.article, "content": content, "base_hash": base, "journal_seq": seq, "caret": null});
                let saved: ArticleSaved = self.asks("article_save", whole).await.expect("the text is taken");
                (base, seq) = (saved.content_hash, 0);
            }
        }
    }

    async fn asks<T: DeserializeOwned>(&self, command: &str, request: Value) -> Result<T, ApiError> {
        let answer = self.app.dispatch(command, request).await?;
        Ok(serde_json::from_value(answer).expect("the answer has the form that the list names"))
    }
}

/// Whether every database below `folder` is whole, asked thoroughly.
///
/// # Errors
/// When one cannot be read.
pub fn are_sound(folder: &Path) -> Result<bool, Error> {
    let key = Key::from_bytes(&KEY).expect("a key of 32 bytes");
    let databases = files_below(folder).into_iter().filter(|file| file.file_name().is_some_and(|name| name == "banthao.db"));
    for database in databases {
        let profile = database.parent().expect("a profile's folder");
        if check::thorough(&Settings::in_folder(profile), &key)? != check::Soundness::Sound {
            return Ok(false);
        }
    }
    Ok(true)
}

fn text_of(view: &ArticleView) -> String {
    view.content.body["content"][0]["content"][0]["text"].as_str().unwrap_or_default().to_owned()
}

/// A keyring that knows one key, in every process the same.
struct OneKey;

impl SecretStore for OneKey {
    fn exists(&self) -> bool {
        true
    }

    fn get(&self, name: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, SecretError> {
        Ok(name.starts_with("key:").then(|| zeroize::Zeroizing::new(KEY.to_vec())))
    }

    fn set(&self, _name: &str, _secret: &[u8]) -> Result<(), SecretError> {
        Ok(())
    }

    fn remove(&self, _name: &str) -> Result<(), SecretError> {
        Ok(())
    }
}
