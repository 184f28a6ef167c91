fn main() {
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(&[
        "rpc",
        "media_add",
        "media_choose",
        "media_add_chosen",
        "media_save",
        "open_external",
        "window_ready",
        "choose_path",
        "errands_take",
        "notify",
        "manners_offered",
        "autostart_set",
        "tray_show",
        "window_closing_heard",
        "window_close",
    ]));
    tauri_build::try_build(attributes).expect("tauri.conf.json is valid");
}
