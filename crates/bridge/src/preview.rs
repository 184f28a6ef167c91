//! Previews over HTTP. They are read by a frame without an origin, so nothing of the browser's vouches for it but the key in the address.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use crate::Bridge;

pub(crate) async fn page(State(bridge): State<Arc<Bridge>>, uri: Uri, headers: HeaderMap) -> Response {
    let address = uri.path_and_query().map(|address| address.as_str()).unwrap_or_default();
    let address = address.strip_prefix("/xem/").unwrap_or_default();
    // What a policy calls this host. Whoever asks under a name that is no plain host gets a page that may read nothing.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_host =
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'-' | b'[' | b']'));
    let source = if is_host { format!("http://{host}") } else { "'none'".to_owned() };
    let answer = bridge.app.preview_answer(address, &source).await;
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
