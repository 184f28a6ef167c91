//! The shell: one window, one keyring, one application behind them. No rule of the product is here; a rule that needs a test lives in a crate
//! that compiles without a window.

mod arguments;
mod choose;
mod clipboard;
mod closing;
mod errands;
mod events;
mod files;
mod keychain;
mod manners;
mod media_scheme;
mod network;
mod notifications;
mod preview_scheme;
mod rpc;
mod tray;
mod webview;
mod window;

use std::sync::Arc;

use banthao_core::{App, Config, NativeConnect, Pace, world::World};
use banthao_desktop::placement::Memory;
use tauri::Manager;

/// Runs the app until its window is closed.
///
/// # Panics
/// When the operating system gives no window at all; there is nobody to tell but the terminal.
pub fn run() {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("BANTHAO_LOG").unwrap_or_else(|_| "warn,hyper_util=warn".into()))
        .with_writer(std::io::stderr)
        .init();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_dialog::init())
        .manage(files::Chosen::default())
        .manage(errands::Errands::default())
        .manage(notifications::Notifications::default())
        .manage(tray::TrayIcon::default())
        .on_window_event(files::dropped)
        .register_asynchronous_uri_scheme_protocol(media_scheme::NAME, media_scheme::answer)
        .register_asynchronous_uri_scheme_protocol(preview_scheme::NAME, preview_scheme::answer)
        .invoke_handler(tauri::generate_handler![
            rpc::rpc,
            rpc::media_add,
            files::media_choose,
            files::media_add_chosen,
            files::media_save,
            rpc::open_external,
            rpc::window_ready,
            choose::choose_path,
            errands::errands_take,
            notifications::notify,
            manners::manners_offered,
            manners::autostart_set,
            tray::tray_show,
            closing::window_closing_heard,
            closing::window_close
        ])
        .setup(|tauri| {
            be_the_only_one(tauri.handle());
            let (started, core) = rpc::Core::starting();
            tauri.manage(core);
            tauri.manage(closing::Closing::default());
            let handle = tauri.handle().clone();
            let arguments = arguments::Arguments::of_this_process();
            errands::put(&handle, arguments.errands.clone());
            let place = Memory::new(arguments.profiles(&handle).join("window.json"));
            // Beside the window and not before it: the keyring and the database take their time while the page is being painted.
            tauri::async_runtime::spawn(async move {
                let app = start(&handle, &arguments).await;
                if let Ok(app) = &app {
                    events::forward(&handle, app);
                    network::watch(app);
                }
                started.send_replace(Some(app));
            });
            window::open(tauri, place)?;
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the operating system gives a window");
    app.run(|handle, event| {
        #[cfg(target_os = "macos")]
        if let tauri::RunEvent::Opened { urls } = &event {
            errands::opened(handle, urls);
        }
        // Quitting from a menu or a dock is closing the window; once it is gone, nothing holds the process.
        if let tauri::RunEvent::ExitRequested { api, code: None, .. } = event
            && window::is_open(handle)
        {
            api.prevent_exit();
            closing::ask(handle);
        }
    });
}

/// Before anything is touched: a second start ends here, brings the first one's window to the front and gives it its words. Where that cannot be found out, as when
/// the session bus still holds the name of a process that was just killed, the app starts: an officer without a window cannot write.
fn be_the_only_one(handle: &tauri::AppHandle) {
    let plugin = tauri_plugin_single_instance::init(|handle, words, folder| errands::of_another_start(handle, words, &folder));
    if let Err(error) = handle.plugin(plugin) {
        tracing::warn!(%error, "whether the app runs already could not be found out");
    }
}

async fn start(handle: &tauri::AppHandle, arguments: &arguments::Arguments) -> Result<App, banthao_core::protocol::ApiError> {
    let config = Config {
        folder: arguments.profiles(handle),
        secrets: Arc::new(keychain::Keychain),
        connect: Arc::new(NativeConnect { extra_root_pem: arguments.organisation_ca() }),
        world: World::of_this_machine(),
        provision: arguments.provision(),
        device_name: arguments.device_name(),
        pace: Pace::Live,
        max_pages: None,
        clipboard: clipboard::of(handle),
        documents: arguments.documents(handle),
    };
    let app = App::start(config).await?;
    if arguments.opens_on == arguments::OpensOn::NewArticle
        && let Err(error) = app.dispatch("article_create", serde_json::json!({})).await
    {
        // A locked profile says so itself, in the window.
        tracing::debug!(code = ?error.code, "no new article was opened");
    }
    Ok(app)
}
