//! One article as files: the page, its pictures and files, and the article itself as JSON.

use std::collections::BTreeMap;

use banthao_document::{
    ArticleContent, BlobId,
    render::{self, Media, Picture},
};
use banthao_protocol::{ApiError, ErrorCode};
use serde::{Deserialize, Serialize};

use crate::{
    error::Result,
    export::{Draft, Medium, Sink, stamp},
};

/// The file that a person reads first.
pub(crate) const README: &str = "DOC-TRUOC.txt";
/// The article as this program reads it again.
pub(crate) const ARTICLE: &str = "article.json";
/// The form of [`Exported`] that this build writes and reads.
pub(crate) const FORM: u32 = 1;

/// `article.json`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Exported {
    pub banthao_export: u32,
    pub article: String,
    pub saved_ms: i64,
    pub content: ArticleContent,
    pub media: Vec<ExportedMedium>,
}

/// A picture or file beside it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ExportedMedium {
    pub blob: BlobId,
    pub media_type: String,
    /// The name under which it came.
    pub file_name: String,
    /// Its name in the folder `media`.
    pub file: String,
}

/// Writes one article; returns how many media were written and how many are missing.
pub(crate) fn write(sink: &mut dyn Sink, folder: &str, draft: &Draft, medium: &dyn Fn(BlobId) -> Option<Medium>) -> Result<(u32, u32)> {
    let (mut media, mut addresses, mut missing) = (Vec::new(), BTreeMap::new(), 0);
    for (at, blob) in draft.content.blobs().into_iter().enumerate() {
        let Some(found) = medium(blob) else {
            missing += 1;
            continue;
        };
        let file = format!("{:02}-{}", at + 1, plain_name(&found.file_name, &found.media_type));
        sink.file(&format!("{folder}/media/{file}"), &found.bytes)?;
        addresses.insert(blob, format!("media/{file}"));
        media.push(ExportedMedium { blob, media_type: found.media_type, file_name: found.file_name, file });
    }
    sink.file(&format!("{folder}/article.html"), page(draft, &addresses).as_bytes())?;
    let written = media.len() as u32;
    let exported =
        Exported { banthao_export: FORM, article: draft.id.to_string(), saved_ms: draft.saved_ms, content: draft.content.clone(), media };
    let json = serde_json::to_vec_pretty(&exported).map_err(|_| ApiError::new(ErrorCode::Internal, "the article could not be written"))?;
    sink.file(&format!("{folder}/{ARTICLE}"), &json)?;
    Ok((written, missing))
}

/// `007-khai-mac-tuan-le`: in the order of the list, and short enough for every disk.
pub(crate) fn folder_name(number: usize, title: &str) -> String {
    let words: String = banthao_store::fold(title).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let mut name = format!("{number:03}");
    for word in words {
        if name.len() + word.len() > 48 {
            break;
        }
        name.push('-');
        name.push_str(word);
    }
    name
}

/// A file name that every system takes: the words without marks, the ending of the media type.
pub(crate) fn plain_name(name: &str, media_type: &str) -> String {
    let ending = match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "application/pdf" => "pdf",
        _ => name.rsplit_once('.').map_or("bin", |(_, ending)| ending),
    };
    let clean = |text: &str| -> String {
        let folded = banthao_store::fold(text);
        let kept: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
        kept.trim_matches('-').to_owned()
    };
    let stem = clean(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let (stem, ending) = (if stem.is_empty() { "tep".to_owned() } else { stem }, clean(ending));
    format!("{stem}.{}", if ending.is_empty() { "bin" } else { &ending })
}

struct Beside<'a> {
    content: &'a ArticleContent,
    addresses: &'a BTreeMap<BlobId, String>,
}

impl Media for Beside<'_> {
    fn picture(&self, blob: &BlobId) -> Option<Picture> {
        let address = self.addresses.get(blob)?.clone();
        let name = blob.to_string();
        let figure = self.content.body.nodes().find(|node| node["attrs"]["blob"] == name.as_str());
        let pixels = |side: &str| figure.and_then(|figure| figure["attrs"][side].as_u64()).and_then(|pixels| u32::try_from(pixels).ok());
        let (width, height) = pixels("width").zip(pixels("height")).unwrap_or((1280, 960));
        Some(Picture { renditions: vec![(address, width)], width, height })
    }
}

fn page(draft: &Draft, addresses: &BTreeMap<BlobId, String>) -> String {
    let content = &draft.content;
    let text = escape;
    let title = if content.title.is_empty() { "Bài chưa có tiêu đề" } else { &content.title };
    let line =
        |class: &str, words: &str| if words.is_empty() { String::new() } else { format!("<p class=\"{class}\">{}</p>\n", text(words)) };
    let mut files = String::new();
    for attachment in &content.attachments {
        let name = if attachment.title.is_empty() { &attachment.file_name } else { &attachment.title };
        match addresses.get(&attachment.blob) {
            Some(address) => files.push_str(&format!("<li><a href=\"{}\">{}</a></li>\n", text(address), text(name))),
            None => files.push_str(&format!("<li>{} (tệp không có ở máy khi xuất)</li>\n", text(name))),
        }
    }
    let files = if files.is_empty() { files } else { format!("<h2>Tệp đính kèm</h2>\n<ul>\n{files}</ul>\n") };
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<article>\n{kicker}<h1>{title}</h1>\n{sapo}{body}\n{byline}{source}{files}</article>\n\
         <footer>Bản thảo xuất từ Bản Thảo, lưu lần cuối {saved}. Tệp article.json bên cạnh để nhập lại.</footer>\n</html>\n",
        language = text(&content.language),
        title = text(title),
        kicker = line("kicker", &content.kicker),
        sapo = line("sapo", &content.sapo),
        body = render::html(&content.body, &Beside { content, addresses }),
        byline = line("byline", &content.byline),
        source = line("source", &content.source),
        saved = stamp(draft.saved_ms),
    )
}

const STYLE: &str = "body{margin:2rem auto;max-width:40rem;padding:0 1rem;font:1.0625rem/1.7 Georgia,serif;color:#1d2426}\
h1,h2,h3,h4{line-height:1.45}img{max-width:100%;height:auto}.kicker,.source,footer{color:#4a5558}.sapo{font-weight:bold}\
footer{margin-top:3rem;border-top:1px solid #dcd9d1;font:0.875rem/1.5 sans-serif;padding-top:.5rem}";

/// What the folder is, for whoever opens it years later.
pub(crate) fn readme(drafts: &[Draft], now_ms: i64) -> String {
    format!(
        "BẢN THẢO XUẤT RA TỆP THƯỜNG\r\n\r\n\
         Xuất lúc {at} (giờ Việt Nam), {count} bài.\r\n\r\n\
         Mỗi thư mục là một bài:\r\n\
         - article.html: mở bằng trình duyệt bất kỳ để đọc, sao chép hoặc in.\r\n\
         - article.json: để Bản Thảo nhập lại (Cài đặt > Dữ liệu > Nhập lại bản thảo).\r\n\
         - media: ảnh và tệp đính kèm của bài.\r\n\r\n\
         CHÚ Ý: các tệp này không được mã hóa. Ai mở được thư mục đều đọc được bài chưa công bố.\r\n\
         Hãy cất ở nơi an toàn và xóa khi không cần nữa.\r\n",
        at = stamp(now_ms),
        count = drafts.len(),
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
