//! `kho://localhost/<sha256>`: media out of the encrypted store into the page. The address is a digest and never a path, so there is nothing to
//! climb out of; the type comes from the bytes and not from a name.

use banthao_core::protocol::ErrorCode;
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode, header},
};

use crate::rpc::Core;

/// The scheme's name: kho, a store.
pub(crate) const NAME: &str = "kho";

/// Answers one request for a medium.
pub(crate) fn answer<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let handle = context.app_handle().clone();
    let blob = request.uri().path().trim_start_matches('/').to_owned();
    tauri::async_runtime::spawn(async move {
        let file = match handle.state::<Core>().app().await {
            Ok(app) => app.media_read(&blob).await,
            Err(error) => Err(error),
        };
        let response = match file {
            Ok(file) => Response::builder()
                .header(header::CONTENT_TYPE, file.media_type)
                .header(header::CACHE_CONTROL, "private, max-age=31536000, immutable")
                .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
                .body(file.bytes),
            Err(error) => {
                let status = if error.code == ErrorCode::MediaNotHere { StatusCode::NOT_FOUND } else { StatusCode::SERVICE_UNAVAILABLE };
                Response::builder().status(status).body(Vec::new())
            }
        };
        if let Ok(response) = response {
            responder.respond(response);
        }
    });
}
