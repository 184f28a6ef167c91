//! The list.

/// Calls the macro named first with every command: `name(Request) -> Answer`. Commands take and give JSON; the only bytes that cross
/// outside this list are media (`media_add` in, the `kho:` scheme out).
#[macro_export]
macro_rules! commands {
    ($callback:ident) => {
        $callback! {
            /// All that the first screen needs, in one answer: a window that starts asks it while its own program is still being read.
            first_screen(Nothing) -> FirstScreenView;
            /// Where the app stands: locked or open, who is signed in, how sync is going.
            app_state(Nothing) -> AppView;
            /// Opens a profile with a passphrase, or sets the passphrase of a new one, on a machine without a keyring.
            app_unlock(UnlockRequest) -> AppView;
            /// Tries again to open the profile, after the keyring was unlocked or the file put right.
            app_retry_open(Nothing) -> AppView;
            /// Signs in at a portal. Someone else's sign-in opens that person's own profile; the drafts of this one stay closed to them.
            sign_in(SignInRequest) -> AppView;
            /// Ends the session on the portal. The profile stays open and writing goes on.
            sign_out(Nothing) -> AppView;
            /// Opens another profile of this machine.
            profile_switch(ProfileSwitchRequest) -> AppView;
            /// How safe the open profile is: key, recovery code, snapshots, where it lies.
            safety_state(Nothing) -> SafetyView;
            /// What long work is going on, and how far it is.
            work_state(Nothing) -> WorkView;
            /// Stops the long work that is going on, where that does no harm.
            work_stop(Nothing) -> WorkView;
            /// Makes a recovery code and shows it this once. The one before it is good until this one is confirmed.
            recovery_code_new(Nothing) -> RecoveryCodeView;
            /// Two groups typed back: the code was written down. From now on it is the only one.
            recovery_code_confirm(RecoveryConfirmRequest) -> SafetyView;
            /// The person goes on without a recovery code and knows it.
            recovery_code_skip(Nothing) -> SafetyView;
            /// Whether a recovery code is right, without opening anything.
            recovery_code_test(RecoveryCodeRequest) -> RecoveryTestView;
            /// Opens a locked profile with its recovery code.
            app_recover(RecoverRequest) -> AppView;
            /// Gives the profile a new key and destroys the old one.
            key_rotate(KeyRotateRequest) -> SafetyView;
            /// Takes a snapshot now and reads it through.
            backup_now(Nothing) -> SafetyView;
            /// Sets how many snapshots are kept.
            backup_keep(BackupsKeptRequest) -> SafetyView;
            /// What restoring a snapshot would replace.
            backup_preview(SnapshotRequest) -> RestorePreview;
            /// Puts a snapshot in the place of the present database, which is kept aside.
            backup_restore(SnapshotRequest) -> RepairReport;
            /// Closes an open profile for repair, as when snapshots do not succeed any more.
            repair_begin(Nothing) -> AppView;
            /// What is wrong with a database that does not open, and what can be done.
            repair_look(Nothing) -> RepairView;
            /// Does it.
            repair_do(RepairRequest) -> RepairReport;
            /// Writes what can be read of a database that does not open as plain files.
            repair_export(ExportRequest) -> ExportReport;
            /// Writes drafts as plain files that any browser shows.
            drafts_export(ExportRequest) -> ExportReport;
            /// Takes plain files of an export in again. Nothing here is replaced.
            drafts_import(PathRequest) -> ImportReport;
            /// Makes a new article of a Word document.
            document_import(PathRequest) -> DocumentImported;
            /// Copies the profile to another folder, checks the copy, and goes on there. The old one stays until `move_finish`.
            profile_move(PathRequest) -> SafetyView;
            /// Removes the copy of the profile that a move left behind.
            move_finish(Nothing) -> SafetyView;
            /// Writes the whole profile into one encrypted file for another machine.
            bundle_make(BundleRequest) -> BundleReport;
            /// Opens such a file as a profile of its own on this machine.
            bundle_open(BundleOpenRequest) -> AppView;
            /// Sections, kinds and levels as the portal last gave them.
            catalogue(Nothing) -> CatalogueView;

            /// A page of a list, found and ordered as asked, and the counts of every list.
            article_list(ArticleListRequest) -> ArticleListView;
            /// A new article, saved at once.
            article_create(ArticleCreateRequest) -> ArticleView;
            /// One article, whole.
            article_open(ArticleRequest) -> ArticleView;
            /// Keeps what the officer typed. Durable when it returns.
            article_save(ArticleSaveRequest) -> ArticleSaved;
            /// Keeps what was typed since the last batch. Durable when it returns.
            article_journal(ArticleJournalRequest) -> ArticleJournaled;
            /// What stands between the article and its submission, if anything.
            article_check(ArticleRequest) -> CheckView;
            /// Gửi duyệt.
            article_submit(ArticleRequest) -> ArticleView;
            /// Rút lại.
            article_recall(ArticleRequest) -> ArticleView;
            /// Duyệt, of exactly the content that was on the screen.
            article_approve(DecisionRequest) -> ArticleView;
            /// Trả lại, with a reason.
            article_send_back(SendBackRequest) -> ArticleView;
            /// Chooses between this machine's text and the portal's after both changed. The other one stays in the history.
            article_choose(ChooseRequest) -> ArticleView;
            /// Where this machine's text and the portal's contradict each other, after both changed.
            conflict_look(ArticleRequest) -> ConflictView;
            /// Joins the two texts as decided, place by place. Both stay in the history.
            conflict_settle(SettleRequest) -> ArticleView;
            /// Throws an article away. It can be taken back until its time in the trash is over.
            article_trash(ArticleRequest) -> ArticleView;
            /// Takes an article out of the trash.
            article_take_back(ArticleRequest) -> ArticleView;
            /// Deletes an article that is in the trash, for good. The portal is asked to delete its copy, unless others need it there.
            article_delete(ArticleRequest) -> Nothing;

            /// The revisions of an article, the latest first.
            history_list(HistoryRequest) -> HistoryView;
            /// Gives a revision a name, another one, or none.
            history_name(NameRequest) -> HistoryView;
            /// What changed between two revisions, or between one and the text on the screen.
            history_compare(CompareRequest) -> CompareView;
            /// Makes an earlier revision the text on the screen again. What stood there becomes a revision first.
            history_restore(RevisionRequest) -> RestoredView;

            /// Spelling and style of blocks of text.
            check_text(CheckTextRequest) -> CheckTextView;
            /// How text is checked, and the words that are right.
            proofing_state(Nothing) -> ProofingView;
            /// Turns checking on and off, and chooses where tone marks stand.
            proofing_set(ProofingSetRequest) -> ProofingView;
            /// Thêm vào từ điển.
            word_add(WordRequest) -> ProofingView;
            /// Takes a word out of the dictionary.
            word_remove(WordRequest) -> ProofingView;
            /// Bỏ qua trong bài.
            finding_pass(PassFindingRequest) -> Nothing;
            /// Shows a finding again that was passed over.
            finding_take_up(PassFindingRequest) -> Nothing;

            /// Makes the public page of an article as it stands on the screen. The page is read through the `xem:` scheme.
            preview_render(PreviewRequest) -> PreviewView;

            /// A picture as it came in, for making another of it.
            picture_source(PictureRequest) -> PictureSourceView;
            /// Turns and cuts a picture. What it is made of stays as it is, on this machine.
            picture_cut(PictureCutRequest) -> MediaView;
            /// Where the media are that an article names.
            media_list(ArticleRequest) -> MediaListView;

            /// Reads what was pasted or dropped as text of an article. Pictures that came along are taken in.
            paste_read(PasteRequest) -> PasteView;
            /// Reads the last paste once more, in another way.
            paste_again(PasteAgainRequest) -> PasteView;
            /// Giữ bản gốc: keeps the last paste as it came, beside an article and never published.
            original_keep(OriginalKeepRequest) -> OriginalsView;
            /// The originals kept beside an article.
            original_list(ArticleRequest) -> OriginalsView;
            /// Writes an original into a folder.
            original_export(OriginalExportRequest) -> OriginalExported;
            /// Forgets an original.
            original_delete(OriginalRequest) -> OriginalsView;

            /// Searches kept under a name.
            saved_search_list(Nothing) -> SavedSearchesView;
            /// Keeps, renames or changes one.
            saved_search_put(SavedSearchPutRequest) -> SavedSearchesView;
            /// Forgets one; `saved_search_put` with its id puts it back in its place.
            saved_search_delete(SavedSearchRequest) -> SavedSearchesView;
            /// What others did since the person last looked.
            away_digest(Nothing) -> AwayView;
            /// The person has seen everything up to a digest's mark.
            away_seen(AwaySeenRequest) -> AwayView;

            /// What came back after an unclean end, and whether the database is sound.
            recovery_list(Nothing) -> RecoveryView;
            /// Says which text of a recovered article goes on.
            recovery_resolve(RecoveryRequest) -> RecoveryView;

            /// What waits to be sent, why, and what to do.
            outbox_list(Nothing) -> OutboxView;
            /// Tries an entry again now.
            outbox_retry(OutboxRequest) -> OutboxView;
            /// Gives up what the portal refused. What was written stays: in the history, or in the trash.
            outbox_discard(OutboxRequest) -> OutboxView;
            /// Sends the media of an entry although the network costs money.
            outbox_send_anyway(OutboxRequest) -> OutboxView;
            /// What the help desk is told of the outbox and the connection.
            outbox_report(Nothing) -> OutboxReportView;
            /// What the portal deleted, when it is so much that a person has to say whether it was meant.
            deletions_list(Nothing) -> DeletionsView;
            /// Says whether it was meant.
            deletions_answer(DeletionsRequest) -> SyncView;
            /// Says what the network at hand costs.
            network_costs(NetworkCostsRequest) -> SyncView;
            /// Talks to the portal now instead of at the next turn.
            sync_now(Nothing) -> SyncView;
            /// Stops sending until it is allowed again. Writing goes on.
            sync_pause(PauseRequest) -> SyncView;
        }
    };
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($request:ident) -> $answer:ident;)*) => {
        /// Every command by name, in the list's order.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
commands!(names);
