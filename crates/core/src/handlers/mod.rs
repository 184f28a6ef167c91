//! What each command does, one file for each noun.

mod articles;
mod away;
mod decisions;
mod history;
mod journal;
mod library;
mod media;
mod outbox;
mod saved_searches;
mod session;
mod trash;

pub(crate) use articles::{around, article_check, article_create, article_open, article_save};
pub(crate) use away::{away_digest, away_seen};
pub(crate) use decisions::{article_approve, article_choose, article_recall, article_send_back, article_submit};
pub(crate) use history::{history_compare, history_list, history_name, history_restore};
pub(crate) use journal::{article_journal, recovery_list, recovery_resolve};
pub(crate) use library::article_list;
pub(crate) use media::media_list;
pub(crate) use outbox::{outbox_discard, outbox_list, outbox_retry, sync_now, sync_pause};
pub(crate) use saved_searches::{saved_search_delete, saved_search_list, saved_search_put};
pub(crate) use session::{app_retry_open, app_state, app_unlock, catalogue, profile_switch, sign_in, sign_out};
pub(crate) use trash::{article_delete, article_take_back, article_trash};
