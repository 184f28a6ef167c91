//! `kho://localhost/<sha256>` and `kho://localhost/<sha256>/thumb`: media out of the encrypted store into the page. The address is a digest and never a path, so there is nothing to
//! climb out of; the type comes from the bytes and not from a name.

use banthao_core::{MediaAnswer, MediaForm};
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
    let path = request.uri().path().to_owned();
    let range = request.headers().get(header::RANGE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    tauri::async_runtime::spawn(async move {
        let answer = match handle.state::<Core>().app().await {
            Ok(app) => {
                let (blob, form) = MediaForm::in_path(&path);
                app.media_answer(blob, form, range.as_deref()).await
            }
            Err(_) => MediaAnswer { status: StatusCode::SERVICE_UNAVAILABLE.as_u16(), headers: Vec::new(), body: Vec::new() },
        };
        // Only the app's own page can reach this scheme; it is another origin to it all the same, and reads a short recording whole.
        let mut response = Response::builder().status(answer.status).header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        for (name, value) in answer.headers {
            response = response.header(name, value);
        }
        if let Ok(response) = response.body(answer.body) {
            responder.respond(response);
        }
    });
}
