//! What each command does, one file for each noun.

mod articles;
mod backup;
mod decisions;
mod keys;
pub(crate) mod media;
mod moving;
mod outbox;
mod session;

pub(crate) use articles::{article_check, article_create, article_list, article_open, article_save};
pub(crate) use backup::{backup_keep, backup_now, backup_preview, backup_restore, repair_begin, repair_do, repair_export, repair_look};
pub(crate) use decisions::{article_approve, article_choose, article_recall, article_send_back, article_submit};
pub(crate) use keys::{
    app_recover, key_rotate, recovery_code_confirm, recovery_code_new, recovery_code_skip, recovery_code_test, safety_state, work_state,
    work_stop,
};
pub(crate) use moving::{bundle_make, bundle_open, drafts_export, drafts_import, move_finish, profile_move};
pub(crate) use outbox::{outbox_discard, outbox_list, outbox_retry, sync_now, sync_pause};
pub(crate) use session::{app_retry_open, app_state, app_unlock, catalogue, profile_switch, sign_in, sign_out};
