//! All rules asked one after the other, and what came of each.

use std::{any::Any, sync::Arc};

use super::{Candidate, RULES, Rule, Verdict};

/// What came of one rule.
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What came of it; the failure says what was expected.
    pub outcome: Result<Verdict, String>,
}

/// Asks every rule whose name contains `only`, and hands each finding to `tell` as it comes. True when none failed.
pub async fn examine(candidate: Candidate, only: &str, mut tell: impl FnMut(&Finding)) -> bool {
    let (candidate, mut all_kept) = (Arc::new(candidate), true);
    for rule in RULES.iter().filter(|rule| rule.name.contains(only)) {
        // A task of its own, so that a rule that fails ends itself and not the examination.
        let outcome = tokio::spawn((rule.ask)(candidate.clone())).await.map_err(|ended| match ended.try_into_panic() {
            Ok(panic) => said(&*panic),
            Err(_) => "the examination was ended".to_owned(),
        });
        all_kept &= outcome.is_ok();
        tell(&Finding { rule, outcome });
    }
    all_kept
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("the rule failed").to_owned()
}
