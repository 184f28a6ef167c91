//! What each command does, one file for each noun.

mod articles;
mod away;
mod backup;
mod conflict;
mod decisions;
mod documents;
mod history;
mod journal;
mod keys;
mod library;
mod media;
mod moving;
mod outbox;
mod paste;
mod pictures;
mod preview;
mod proofing;
mod saved_searches;
mod session;
mod trash;

pub(crate) use articles::{around, article_check, article_create, article_open, article_save};
pub(crate) use away::{away_digest, away_seen};
pub(crate) use backup::{backup_keep, backup_now, backup_preview, backup_restore, repair_begin, repair_do, repair_export, repair_look};
pub(crate) use conflict::{conflict_look, conflict_settle};
pub(crate) use decisions::{article_approve, article_choose, article_recall, article_send_back, article_submit};
pub(crate) use documents::document_import;
pub(crate) use history::{history_compare, history_list, history_name, history_restore};
pub(crate) use journal::{article_journal, recovery_list, recovery_resolve};
pub(crate) use keys::{
    app_recover, key_rotate, recovery_code_confirm, recovery_code_new, recovery_code_skip, recovery_code_test, safety_state, work_state,
    work_stop,
};
pub(crate) use library::article_list;
pub(crate) use media::media_list;
pub(crate) use moving::{bundle_make, bundle_open, drafts_export, drafts_import, move_finish, profile_move};
pub(crate) use outbox::{
    deletions_answer, deletions_list, network_costs, outbox_discard, outbox_list, outbox_report, outbox_retry, outbox_send_anyway,
    sync_now, sync_pause,
};
pub(crate) use paste::{original_delete, original_export, original_keep, original_list, paste_again, paste_read};
pub(crate) use pictures::{picture_cut, picture_source};
pub(crate) use preview::preview_render;
pub(crate) use proofing::{check_text, finding_pass, finding_take_up, proofing_set, proofing_state, word_add, word_remove};
pub(crate) use saved_searches::{saved_search_delete, saved_search_list, saved_search_put};
pub(crate) use session::{app_retry_open, app_state, app_unlock, catalogue, first_screen, profile_switch, sign_in, sign_out};
pub(crate) use trash::{article_delete, article_take_back, article_trash};
