//! What devices showed while it happened: what was once on a screen goes from it only because somebody wanted it to.

use std::collections::{BTreeMap, BTreeSet};

use banthao_document::ArticleId;

use super::{Broken, holds};
use crate::{history::Fact, text::Word, world::device};

pub fn judge(facts: &[Fact]) -> Result<(), Broken> {
    // What each device showed, or said to have saved.
    let mut shown: BTreeMap<usize, BTreeMap<ArticleId, BTreeSet<Word>>> = BTreeMap::new();
    let mut unwanted: BTreeSet<Word> = BTreeSet::new();
    let mut writers: BTreeMap<ArticleId, usize> = BTreeMap::new();
    // Devices that have not heard of what the portal is since it was restored.
    let mut unaware: BTreeSet<usize> = BTreeSet::new();
    for fact in facts {
        match fact {
            Fact::Wrote { desk, article, added, removed, saved } => {
                unwanted.extend(removed);
                writers.entry(*article).or_insert(*desk);
                if *saved {
                    shown.entry(*desk).or_default().entry(*article).or_default().insert(*added);
                }
            }
            Fact::ThrewAway { desk, article } => drop(shown.entry(*desk).or_default().remove(article)),
            Fact::DecidedAgainst { words, .. } | Fact::Deleted { words, .. } => unwanted.extend(words),
            Fact::Shown { desk, screens } => {
                let before = shown.entry(*desk).or_default();
                for (article, words) in before.iter() {
                    let now = screens.get(article).map(|screen| &screen.words);
                    for word in words.iter().filter(|word| !unwanted.contains(word)) {
                        holds(now.is_some_and(|now| now.contains(word)), || {
                            format!("word {word} of {article} was on device {desk} and is not any more")
                        })?;
                    }
                }
                let stays = |article: &ArticleId| !unaware.contains(desk) || is_own(&writers, *article, *desk);
                *before = screens.iter().filter(|(id, _)| stays(id)).map(|(id, screen)| (*id, screen.words.clone())).collect();
            }
            // Another person's article is what the portal says, also when that is older or nothing; one's own stays as it is.
            Fact::Restored => {
                for (desk, articles) in &mut shown {
                    articles.retain(|article, _| is_own(&writers, *article, *desk));
                }
                unaware.extend(shown.keys());
            }
            Fact::Told { sender, cursor: None, .. } => {
                unaware.retain(|desk| device(*desk) != sender.device);
            }
            Fact::Attached { .. }
            | Fact::Asked { .. }
            | Fact::GaveUp { .. }
            | Fact::Pushed { .. }
            | Fact::Told { .. }
            | Fact::Failed { .. }
            | Fact::BackedUp => {}
        }
    }
    Ok(())
}

/// Whether the person at a device began the article.
fn is_own(writers: &BTreeMap<ArticleId, usize>, article: ArticleId, desk: usize) -> bool {
    writers.get(&article).is_some_and(|writer| is_of_one_person(*writer, desk))
}

/// The first two devices are of one person.
fn is_of_one_person(one: usize, other: usize) -> bool {
    one == other || (one < 2 && other < 2)
}
