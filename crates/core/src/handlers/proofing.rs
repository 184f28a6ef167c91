//! Spelling and style: blocks in, findings out; the dictionaries; what is passed over.

use std::collections::HashSet;

use banthao_document::normalise;
use banthao_proofing::{Finding, Severity};
use banthao_protocol::{
    ApiError, BlockFindings, CheckTextRequest, CheckTextView, ErrorCode, Nothing, PassFindingRequest, ProofFinding, ProofSeverity,
    ProofingSetRequest, ProofingView, WordRequest,
};
use banthao_store::proofing as kept;

use super::articles::article_id;
use crate::{
    App,
    error::{Result, from_store},
    proofing::{self, CHOICE, reason},
};

/// An entry of the dictionary is a name or a term, not a sentence.
const LONGEST_WORD: usize = 60;

/// What one call may bring: far more than an article has.
const MOST_UNITS: usize = 4_000_000;

pub(crate) async fn check_text(app: &App, request: CheckTextRequest) -> Result<CheckTextView> {
    let open = app.open()?;
    let article = article_id(&request.article)?;
    if request.blocks.iter().map(|block| block.text.len()).sum::<usize>() > MOST_UNITS {
        return Err(ApiError::new(ErrorCode::BadRequest, "more text than an article can hold"));
    }
    let known = proofing::known(&open).await?;
    let passed: HashSet<(String, String)> =
        open.db.read(move |reader| kept::passed(reader, article)).await.map_err(from_store)?.into_iter().collect();
    let desk = std::sync::Arc::clone(&open.proofing);
    // A long article takes a moment: not on a thread that answers others.
    let checking = tokio::task::spawn_blocking(move || {
        let blocks = request.blocks.into_iter().map(|block| {
            let findings = desk.check(&known, &block.text);
            let told =
                findings.iter().filter(|finding| !passed.contains(&(finding.rule.name().to_owned(), normalise::line(&finding.text))));
            BlockFindings { key: block.key, findings: told.map(view).collect() }
        });
        CheckTextView { blocks: blocks.collect() }
    });
    checking.await.map_err(|_| ApiError::new(ErrorCode::Internal, "the check stopped"))
}

fn view(finding: &Finding) -> ProofFinding {
    ProofFinding {
        start: finding.range.start,
        end: finding.range.end,
        rule: finding.rule.name().to_owned(),
        severity: match finding.severity {
            Severity::Error => ProofSeverity::Error,
            Severity::Warning => ProofSeverity::Warning,
            Severity::Hint => ProofSeverity::Hint,
        },
        text: finding.text.clone(),
        reason: reason::view(finding.reason.clone()),
        replacements: finding.replacements.clone(),
        help: finding.rule.help().to_owned(),
        learnable: finding.rule.asks_dictionary(),
    }
}

pub(crate) async fn proofing_state(app: &App, _: Nothing) -> Result<ProofingView> {
    proofing::view(&*app.open()?).await
}

pub(crate) async fn proofing_set(app: &App, request: ProofingSetRequest) -> Result<ProofingView> {
    let open = app.open()?;
    open.db.write(move |writer| CHOICE.set(writer, &request)).await.map_err(from_store)?;
    proofing::view(&open).await
}

pub(crate) async fn word_add(app: &App, request: WordRequest) -> Result<ProofingView> {
    let open = app.open()?;
    let (word, shown) = entry(&request.word)?;
    let now_ms = app.inner.config.world.clock.now_ms();
    open.db.write(move |writer| kept::add_word(writer, &word, &shown, now_ms)).await.map_err(from_store)?;
    proofing::view(&open).await
}

pub(crate) async fn word_remove(app: &App, request: WordRequest) -> Result<ProofingView> {
    let open = app.open()?;
    let (word, _) = entry(&request.word)?;
    open.db.write(move |writer| kept::remove_word(writer, &word)).await.map_err(from_store)?;
    proofing::view(&open).await
}

pub(crate) async fn finding_pass(app: &App, request: PassFindingRequest) -> Result<Nothing> {
    let open = app.open()?;
    let (article, text) = (article_id(&request.article)?, normalise::line(&request.text));
    open.db.write(move |writer| kept::pass(writer, article, &request.rule, &text)).await.map_err(from_store)?;
    Ok(Nothing {})
}

pub(crate) async fn finding_take_up(app: &App, request: PassFindingRequest) -> Result<Nothing> {
    let open = app.open()?;
    let (article, text) = (article_id(&request.article)?, normalise::line(&request.text));
    open.db.write(move |writer| kept::take_up(writer, article, &request.rule, &text)).await.map_err(from_store)?;
    Ok(Nothing {})
}

/// A dictionary entry's form for comparing, and as it is shown.
fn entry(word: &str) -> Result<(String, String)> {
    let shown = normalise::line(word).split_whitespace().collect::<Vec<_>>().join(" ");
    if shown.is_empty() || shown.chars().count() > LONGEST_WORD {
        return Err(ApiError::new(ErrorCode::BadRequest, "a word of the dictionary has 1 to 60 characters"));
    }
    Ok((shown.to_lowercase(), shown))
}
