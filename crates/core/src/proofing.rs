//! The checker of an open profile: its words, and what it remembers of blocks.
//!
//! The words are the person's, in the profile, and the organisation's, in the catalogue; both may change at any time, by the person or by sync. So the
//! checker is compared with them at each call and made anew only when they differ; blocks that did not change are then checked once more.

pub(crate) mod reason;

use std::sync::{Mutex, PoisonError};

use banthao_proofing::{Cache, Checker, Dictionary, Finding, TonePlacement};
use banthao_protocol::{ProofingSetRequest, ProofingView, TonePlace};
use banthao_store::{proofing as kept, settings::Setting};

use crate::{
    error::{Result, from_store},
    open::Open,
};

/// The person's switch and habit.
pub(crate) const CHOICE: Setting<ProofingSetRequest> = Setting::named("proofing");

/// Blocks of a long article twice over.
const BLOCKS: usize = 4_096;

/// What the checker is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    words: Vec<String>,
    tones: TonePlace,
}

/// The checker at work.
pub(crate) struct Proofing(Mutex<(Known, Cache)>);

impl Default for Proofing {
    fn default() -> Self {
        Self(Mutex::new((Known::default(), Cache::new(Checker::default(), BLOCKS))))
    }
}

impl Proofing {
    /// What is to be said of a block by someone who knows these words.
    pub(crate) fn check(&self, known: &Known, block: &str) -> std::sync::Arc<[Finding]> {
        let mut at_work = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if at_work.0 != *known {
            let placement = match known.tones {
                TonePlace::Either => TonePlacement::Either,
                TonePlace::Old => TonePlacement::Old,
                TonePlace::New => TonePlacement::New,
            };
            at_work.1.replace(Checker { words: Dictionary::new(&known.words), placement });
            at_work.0 = known.clone();
        }
        at_work.1.check(block)
    }
}

/// How text is checked in this profile.
pub(crate) async fn view(open: &Open) -> Result<ProofingView> {
    let house = open.catalogue().await?.and_then(|catalogue| catalogue.proofing).unwrap_or_default();
    let (choice, words) = open.db.read(|reader| Ok((CHOICE.get(reader)?, kept::words(reader)?))).await.map_err(from_store)?;
    let choice = choice.unwrap_or(ProofingSetRequest { on: true, tones: TonePlace::Either });
    let fixed = house.tones.as_deref().and_then(|tones| match tones {
        "old" => Some(TonePlace::Old),
        "new" => Some(TonePlace::New),
        // A habit of a newer portal is no reason to doubt either.
        _ => None,
    });
    Ok(ProofingView { on: choice.on, tones: fixed.unwrap_or(choice.tones), tones_fixed: fixed.is_some(), words, house_words: house.words })
}

/// What the checker of this profile knows.
pub(crate) async fn known(open: &Open) -> Result<Known> {
    let view = view(open).await?;
    Ok(Known { words: view.words.into_iter().chain(view.house_words).collect(), tones: view.tones })
}
