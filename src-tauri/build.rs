fn main() {
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(&[
        "rpc",
        "media_add",
        "open_external",
        "window_ready",
        "choose_path",
    ]));
    tauri_build::try_build(attributes).expect("tauri.conf.json is valid");
}
