//! What the public sees: plain pages, rendered here, that need no JavaScript.
//!
//! Everything on them comes from [`publications`](crate::storage::publications): an approved revision and the media it shows. No page
//! reads an article's head, so no page can show what nobody approved.

mod article;
mod feed;
mod files;
mod front;
mod json_ld;
mod layout;
mod section;
mod sitemap;
pub mod slug;

use axum::{
    Router,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use banthao_document::render::page::Page;
use banthao_portal_api::wire::Catalogue;
use maud::html;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{Portal, storage};

/// What every answer carries, to keep a reader's browser from doing anything but showing it.
const PROTECTION: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The public pages.
pub fn router(portal: Portal) -> Router {
    Router::new()
        .route("/", get(front::page))
        .route("/chuyen-muc/{code}", get(section::page))
        .route("/chuyen-muc/{code}/atom.xml", get(feed::of_section))
        .route("/bai/{address}", get(article::page))
        .route("/tep/{article}/{sha256}/{file_name}", get(files::attachment))
        .route("/anh/{sha256}/{rendition}", get(files::picture))
        .route("/atom.xml", get(feed::of_portal))
        .route("/sitemap.xml", get(sitemap::map))
        .route("/robots.txt", get(sitemap::robots))
        .route("/phong-cach.css", get(files::style))
        .route("/bieu-tuong.svg", get(files::icon))
        .fallback(not_found)
        .layer(CatchPanicLayer::custom(|_| failed()))
        .layer(middleware::map_response(async |mut response: Response| {
            for (name, value) in PROTECTION {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
            response
        }))
        .with_state(portal)
}

/// Why a page is not shown.
enum Absent {
    /// There is no such thing, or the public may not see it: the two must look the same.
    NotFound(Portal),
    /// The portal failed.
    Failed(storage::Error),
}

impl From<std::io::Error> for Absent {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<storage::Error> for Absent {
    fn from(error: storage::Error) -> Self {
        Self::Failed(error)
    }
}

impl IntoResponse for Absent {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound(portal) => (StatusCode::NOT_FOUND, nothing_here(&portal)).into_response(),
            Self::Failed(error) => {
                tracing::error!(%error, "a page cannot be shown");
                failed()
            }
        }
    }
}

fn absent(portal: &Portal) -> Absent {
    Absent::NotFound(portal.clone())
}

async fn not_found(axum::extract::State(portal): axum::extract::State<Portal>) -> Response {
    absent(&portal).into_response()
}

fn nothing_here(portal: &Portal) -> Html<String> {
    let page = Page { title: "Không tìm thấy trang", path: "", ..layout::page(portal) };
    let main = html! {
        div class="notice" {
            h1 { "Không tìm thấy trang" }
            p { "Địa chỉ này không có trên Cổng, hoặc bài đã được chuyển đi. Mời bạn về " a href="/" { "trang đầu" } " để tìm theo chuyên mục." }
        }
    };
    layout::render(&page, &[], main)
}

fn failed() -> Response {
    let text = "<!DOCTYPE html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Cổng đang gặp sự cố</title><h1>Cổng đang gặp sự cố</h1><p>Trang này chưa hiển thị được. Mời bạn thử lại sau ít phút.</p></html>";
    (StatusCode::INTERNAL_SERVER_ERROR, Html(text)).into_response()
}

/// The catalogue that holds now.
async fn catalogue_of(portal: &Portal) -> Result<Catalogue, Absent> {
    Ok(portal.storage().read(|books| books.catalogue()).await?)
}
