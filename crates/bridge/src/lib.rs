//! The same core over loopback HTTP, so that the UI runs in any browser: for development, for tests, and on machines without a display.
//!
//! Never shipped. It listens on loopback only and answers nobody without the key that it prints at its start: any page in the same browser can
//! send requests to loopback, but cannot know the key, and the cookie that carries it is `SameSite=Strict`.

mod media;
mod preview;

use std::{convert::Infallible, path::PathBuf, sync::Arc};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Query, Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Redirect, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::{get, post},
};
use banthao_core::{
    App,
    protocol::{ApiError, AppEvent, ErrorCode},
};
use serde::Deserialize;
use serde_json::Value;
use tokio_stream::{Stream, StreamExt, wrappers::BroadcastStream};
use tower_http::services::ServeDir;

/// Bytes of one call; a file comes in as a stream and is the core's to refuse.
const LARGEST_BODY: usize = 64 * 1024 * 1024;
const COOKIE: &str = "banthao-bridge";

struct Bridge {
    app: App,
    key: String,
}

/// The bridge's routes: `/rpc`, `/media`, `/events`, `/xem`, and the built UI in `ui` for everything else.
pub fn router(app: App, key: String, ui: PathBuf) -> Router {
    let bridge = Arc::new(Bridge { app, key });
    Router::new()
        .route("/rpc", post(rpc))
        .route("/media", post(media::add))
        .route("/media/{blob}", get(media::itself))
        .route("/media/{blob}/thumb", get(media::thumbnail))
        .route("/events", get(events))
        .fallback_service(ServeDir::new(ui))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&bridge), admit))
        // Behind no cookie: the frame that shows a preview belongs to no origin and has none. Its address holds a key of its own.
        .route("/xem/{*address}", get(preview::page))
        .with_state(bridge)
}

#[derive(Deserialize)]
struct Entrance {
    key: Option<String>,
}

/// Lets in whoever has the key, and turns the key in the address into a cookie so that it does not stay in the address bar.
async fn admit(State(bridge): State<Arc<Bridge>>, Query(entrance): Query<Entrance>, request: Request, next: Next) -> Response {
    if entrance.key.as_deref() == Some(&bridge.key) {
        let cookie = format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", bridge.key);
        return ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response();
    }
    let cookie = format!("{COOKIE}={}", bridge.key);
    let cookies = request.headers().get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if cookies.split(';').any(|pair| pair.trim() == cookie) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "Mở bằng địa chỉ mà chương trình đã in ra khi khởi động.").into_response()
}

#[derive(Deserialize)]
struct Call {
    cmd: String,
    #[serde(default)]
    payload: Value,
}

async fn rpc(State(bridge): State<Arc<Bridge>>, Json(call): Json<Call>) -> Result<Json<Value>, Refusal> {
    Ok(Json(bridge.app.dispatch(&call.cmd, call.payload).await?))
}

async fn events(State(bridge): State<Arc<Bridge>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = BroadcastStream::new(bridge.app.events()).map(|event| {
        // A window that fell behind missed something; asking for everything again is always right.
        let event = event.unwrap_or(AppEvent::AppChanged);
        Ok(Event::default().json_data(event).unwrap_or_default())
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// A refusal over HTTP: the same `ApiError` that the desktop window gets.
struct Refusal(ApiError);

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = if self.0.code == ErrorCode::Internal { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::UNPROCESSABLE_ENTITY };
        (status, Json(self.0)).into_response()
    }
}
