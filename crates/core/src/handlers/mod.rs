//! What each command does, one file for each noun.

mod articles;
mod decisions;
mod journal;
pub(crate) mod media;
mod outbox;
mod session;

pub(crate) use articles::{article_check, article_create, article_list, article_open, article_save};
pub(crate) use decisions::{article_approve, article_choose, article_recall, article_send_back, article_submit};
pub(crate) use journal::{article_journal, recovery_list, recovery_resolve};
pub(crate) use outbox::{outbox_discard, outbox_list, outbox_retry, sync_now, sync_pause};
pub(crate) use session::{app_retry_open, app_state, app_unlock, catalogue, profile_switch, sign_in, sign_out};
