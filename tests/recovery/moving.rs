//! Drafts and profiles on their way: plain files, another disk, another machine.

use banthao_protocol::{AppView, BundleReport, ErrorCode, ExportReport, ImportReport, KeyPlace, Lock, RecoveryCodeView, SafetyView};
use banthao_testkit::{Desk, MemorySecrets, Office, PDF, article, files_below, photograph};
use serde_json::json;

async fn with_picture(desk: &Desk) -> (String, String) {
    let picture = desk.adds("ảnh lớp học.jpg", photograph(320, 200, 7)).await;
    let id = desk.writes("Khai mạc <tuần lễ>", "Một đoạn & một nữa.").await;
    let mut content = article("Khai mạc <tuần lễ>", "Một đoạn & một nữa.");
    let figure = json!({"type": "figure", "attrs": {"blob": picture.blob, "alt": "Lớp", "credit": "Trung tâm", "width": 320, "height": 200}, "content": [{"type": "figcaption"}]});
    content.body["content"].as_array_mut().expect("a text").push(figure);
    desk.saves(&id, &content).await;
    (id, picture.blob)
}

#[tokio::test]
async fn drafts_leave_as_plain_files_and_come_back_with_their_pictures() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let (id, blob) = with_picture(&desk).await;
    for form in ["folder", "zip"] {
        let request = json!({"folder": desk.outside(), "scope": "unsent", "form": form});
        let export: ExportReport = desk.asks("drafts_export", request).await.expect("the folder can be written to");
        assert_eq!((export.articles, export.media, export.media_missing), (1, 1, 0));
        if form == "folder" {
            let files = files_below(export.path.as_ref());
            let page = files.iter().find(|file| file.ends_with("article.html")).expect("a page");
            let page = std::fs::read_to_string(page).unwrap();
            assert!(page.contains("<h1>Khai mạc &lt;tuần lễ&gt;</h1>") && page.contains("Một đoạn &amp; một nữa."), "{page}");
            assert!(page.contains("media/01-anh-lop-hoc.jpg"), "the page shows the picture beside it: {page}");
            assert!(files.iter().any(|file| file.ends_with("DOC-TRUOC.txt")));
        }
        let other = office.desk().await;
        let report: ImportReport = other.asks("drafts_import", json!({"path": export.path})).await.expect("an export");
        assert_eq!((report.added, report.unreadable), (1, 0));
        assert_eq!(other.reads(&id).await, "Một đoạn & một nữa.");
        assert!(other.app().media_read(&blob).await.is_ok(), "its picture came along");
        let again: ImportReport = other.asks("drafts_import", json!({"path": export.path})).await.unwrap();
        assert_eq!((again.added, again.known), (0, 1), "twice is once");
        other.types(&id, "Đã sửa ở máy kia.").await;
        let beside: ImportReport = other.asks("drafts_import", json!({"path": export.path})).await.unwrap();
        assert_eq!(beside.copied, 1);
        assert_eq!(other.reads(&id).await, "Đã sửa ở máy kia.", "nothing that is here is replaced");
    }
}

#[tokio::test]
async fn what_the_portal_has_is_not_unsent() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.writes("Đã gửi", "Nội dung.").await;
    desk.syncs().await;
    desk.writes("Chưa gửi", "Nội dung.").await;
    let request = |scope: &str| json!({"folder": desk.outside(), "scope": scope, "form": "folder"});
    let unsent: ExportReport = desk.asks("drafts_export", request("unsent")).await.unwrap();
    let all: ExportReport = desk.asks("drafts_export", request("all")).await.unwrap();
    assert_eq!((unsent.articles, all.articles), (1, 2));
}

#[tokio::test]
async fn an_export_does_not_go_into_the_profile_nor_where_nothing_is() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    desk.writes("Bản thảo", "Nội dung.").await;
    let profile = desk.databases().remove(0).parent().unwrap().to_owned();
    for folder in [profile.as_path(), &profile.join("media"), "/no/such/folder".as_ref(), "relative".as_ref()] {
        let refusal: Result<ExportReport, _> = desk.asks("drafts_export", json!({"folder": folder, "scope": "all", "form": "zip"})).await;
        assert_eq!(refusal.unwrap_err().code, ErrorCode::FolderUnusable, "{folder:?}: plain text beside the encrypted");
    }
    std::fs::write(desk.outside().join("thu.zip"), b"PK").unwrap();
    let refusal: Result<ImportReport, _> = desk.asks("drafts_import", json!({"path": desk.outside().join("thu.zip")})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::FileForeign);
}

#[tokio::test]
async fn a_profile_goes_to_another_disk_and_the_old_copy_stays_until_it_is_let_go() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let (id, blob) = with_picture(&desk).await;
    let old = desk.databases().remove(0);
    let view: SafetyView = desk.asks("profile_move", json!({"path": desk.outside()})).await.expect("the folder is good");
    assert!(view.folder.starts_with(desk.outside().to_str().unwrap()), "{}", view.folder);
    assert!(view.moved_from.is_some() && old.exists(), "the old copy is there until the person says otherwise");
    desk.types(&id, "Viết ở ổ mới.").await;
    desk.restarts().await;
    assert_eq!(desk.reads(&id).await, "Viết ở ổ mới.");
    assert!(desk.app().media_read(&blob).await.is_ok());
    let view: SafetyView = desk.asks("move_finish", json!({})).await.unwrap();
    assert!(view.moved_from.is_none() && !old.exists());
    desk.restarts().await;
    assert_eq!(desk.reads(&id).await, "Viết ở ổ mới.");

    std::fs::rename(desk.outside(), desk.outside().with_extension("rút")).unwrap();
    desk.restarts().await;
    assert!(matches!(desk.state().await.lock, Lock::FolderMissing { .. }), "a disk that is not plugged in is no new profile");
    std::fs::rename(desk.outside().with_extension("rút"), desk.outside()).unwrap();
    let view: AppView = desk.asks("app_retry_open", json!({})).await.unwrap();
    assert_eq!(view.lock, Lock::Open { key: KeyPlace::Keyring });
}

#[tokio::test]
async fn a_move_that_cannot_be_done_leaves_the_profile_where_it_is() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let profile = desk.databases().remove(0).parent().unwrap().to_owned();
    let taken = desk.outside().join(format!("banthao-{}", profile.file_name().unwrap().to_str().unwrap()));
    std::fs::write(&taken, "in the way").unwrap();
    for target in [desk.outside().to_owned(), profile.join("media"), "/no/such/folder".into()] {
        let refusal: Result<SafetyView, _> = desk.asks("profile_move", json!({"path": target})).await;
        assert_eq!(refusal.unwrap_err().code, ErrorCode::FolderUnusable, "{target:?}");
        desk.types(&id, "Vẫn viết được.").await;
    }
    std::fs::remove_file(&taken).unwrap();
    std::fs::write(taken.with_extension("part"), "a file where the copy should be").unwrap();
    let refusal: Result<SafetyView, _> = desk.asks("profile_move", json!({"path": desk.outside()})).await;
    assert!(refusal.is_err());
    desk.restarts().await;
    assert_eq!(desk.reads(&id).await, "Vẫn viết được.");
}

#[tokio::test]
async fn a_bundle_opens_on_another_machine_with_the_code_on_paper() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let (id, blob) = with_picture(&desk).await;
    let refusal: Result<BundleReport, _> = desk.asks("bundle_make", json!({"folder": desk.outside()})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::RecoveryCodeNone, "a bundle that nobody can open helps nobody");
    let code: RecoveryCodeView = desk.asks("recovery_code_new", json!({})).await.unwrap();
    let bundle: BundleReport = desk.asks("bundle_make", json!({"folder": desk.outside()})).await.expect("there is a code");

    let mut other = office.desk().await;
    let opens = |secret: &str| json!({"path": bundle.path, "secret": secret});
    let refusal: Result<AppView, _> = other.asks("bundle_open", opens("không phải mã")).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::RecoveryCodeMistyped);
    let view: AppView = other.asks("bundle_open", opens(&code.groups.join("-"))).await.expect("the code is right");
    assert_eq!(view.lock, Lock::Open { key: KeyPlace::Keyring });
    assert_eq!(view.profile.as_ref().unwrap().account.as_ref().unwrap().username, "canbo");
    assert!(!view.profile.unwrap().signed_in, "no token travels");
    assert_eq!(other.reads(&id).await, "Một đoạn & một nữa.");
    assert!(other.app().media_read(&blob).await.is_ok());
    other.signs_in("canbo").await;
    assert_eq!(other.reads(&id).await, "Một đoạn & một nữa.", "signing in stays in this profile");
    other.syncs().await;
    other.restarts().await;
    other.syncs().await;
    assert_eq!(office.articles_of("canbo").await.len(), 1);
}

#[tokio::test]
async fn a_bundle_with_a_passphrase_opens_on_a_machine_without_a_keyring_and_only_whole() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    desk.adds("tep.pdf", PDF.to_vec()).await;
    let request = json!({"folder": desk.outside(), "passphrase": "mưa ngập bờ ao"});
    let bundle: BundleReport = desk.asks("bundle_make", request).await.unwrap();

    let mut other = office.desk_with(MemorySecrets::absent()).await;
    let opens = |secret: &str| json!({"path": bundle.path, "secret": secret});
    let refusal: Result<AppView, _> = other.asks("bundle_open", opens("mưa ngập bờ hồ")).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::WrongPassphrase);
    let whole = std::fs::read(&bundle.path).unwrap();
    let mut changed = whole.clone();
    let last = changed.len() - 10;
    changed[last] ^= 1;
    std::fs::write(&bundle.path, changed).unwrap();
    let refusal: Result<AppView, _> = other.asks("bundle_open", opens("mưa ngập bờ ao")).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::CopyDamaged);
    assert_eq!(other.databases().len(), 0, "a bundle that did not open leaves nothing behind");
    std::fs::write(&bundle.path, whole).unwrap();
    let view: AppView = other.asks("bundle_open", opens("mưa ngập bờ ao")).await.expect("the passphrase is right");
    assert_eq!(view.lock, Lock::Open { key: KeyPlace::Passphrase });
    other.restarts().await;
    let _: AppView = other.asks("app_unlock", json!({"passphrase": "mưa ngập bờ ao"})).await.expect("the same passphrase opens it here");
    assert_eq!(other.reads(&id).await, "Nội dung.");
}
