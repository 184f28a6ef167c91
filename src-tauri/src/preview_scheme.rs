//! `xem://localhost/<key>/<edition>`: pages that show how an article would look, for the frame beside the text. The frame may do nothing; the
//! key is what it reads its style and pictures by.

use banthao_core::MediaAnswer;
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode},
};

use crate::rpc::Core;

/// The scheme's name: xem, to look at.
pub(crate) const NAME: &str = "xem";

/// What a content security policy calls it, here and on Windows.
const SOURCE: &str = "xem: http://xem.localhost";

/// Answers one request for a page or for what it is made of.
pub(crate) fn answer<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let handle = context.app_handle().clone();
    let address = request.uri().path_and_query().map(|address| address.as_str().to_owned()).unwrap_or_default();
    tauri::async_runtime::spawn(async move {
        let answer = match handle.state::<Core>().app().await {
            Ok(app) => app.preview_answer(&address, SOURCE).await,
            Err(_) => MediaAnswer { status: StatusCode::SERVICE_UNAVAILABLE.as_u16(), headers: Vec::new(), body: Vec::new() },
        };
        let mut response = Response::builder().status(answer.status);
        for (name, value) in answer.headers {
            response = response.header(name, value);
        }
        if let Ok(response) = response.body(answer.body) {
            responder.respond(response);
        }
    });
}
