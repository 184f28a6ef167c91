//! Links and files that the app is started with, read.
//!
//! Whoever can start a program can write such a line, and a web page can offer any link. So a link can name an article or ask for an empty one and
//! nothing else, and whatever has another form is told to the person and does nothing. What a file holds is judged by whoever takes it in.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use banthao_protocol::Errand;
use percent_encoding::percent_decode_str;
use uuid::Uuid;

/// The scheme of the app's own links: `banthao://bai/<id>` shows an article, `banthao://bai-moi` begins one.
const SCHEME: &str = "banthao:";
/// More than anybody opens at once on purpose.
const MOST: usize = 16;

/// Reads the words of a command line behind the program's name. `folder` is where the line was written: files are named from there.
pub fn of_words(words: impl IntoIterator<Item = OsString>, folder: &Path) -> Vec<Errand> {
    let mut words = words.into_iter();
    let mut errands = Vec::new();
    let mut only_files = false;
    while let Some(word) = words.next() {
        let text = word.to_str().unwrap_or_default();
        match text {
            _ if only_files => errands.push(of_file(&folder.join(&word))),
            "--" => only_files = true,
            "--new" => errands.push(Errand::NewArticle),
            // Takes the next word, which is nothing to open.
            "--provision" => drop(words.next()),
            _ if text.starts_with('-') => {}
            _ => errands.push(of_link(text).unwrap_or_else(|| of_file(&folder.join(&word)))),
        }
    }
    errands.truncate(MOST);
    errands
}

/// Reads a link; none when the text is no link at all.
pub fn of_link(link: &str) -> Option<Errand> {
    let begins = |scheme: &str| link.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if begins("file:") {
        return Some(local_path(&link["file:".len()..]).map_or(Errand::StrangeLink, |path| of_file(&path)));
    }
    if begins(SCHEME) {
        return Some(own(&link[SCHEME.len()..]).unwrap_or(Errand::StrangeLink));
    }
    link.contains("://").then_some(Errand::StrangeLink)
}

/// What stands behind `banthao:`. A browser may have put a slash at its end.
fn own(rest: &str) -> Option<Errand> {
    let rest = rest.strip_prefix("//")?;
    let parts: Vec<&str> = rest.strip_suffix('/').unwrap_or(rest).split('/').collect();
    match parts[..] {
        ["bai-moi"] => Some(Errand::NewArticle),
        ["bai", id] => {
            let article = Uuid::try_parse(id).ok()?.to_string();
            // One form of an id, as the app itself writes it.
            article.eq_ignore_ascii_case(id).then_some(Errand::Article { article })
        }
        _ => None,
    }
}

/// The path of a `file:` address on this machine (RFC 8089); none for another machine's.
fn local_path(rest: &str) -> Option<PathBuf> {
    let path = match rest.strip_prefix("//") {
        Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
        None => rest,
    };
    if !path.starts_with('/') || path.starts_with("//") {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/C:/Users/…`
    let path = if cfg!(windows) { path.strip_prefix('/').unwrap_or(&path) } else { &path };
    Some(PathBuf::from(path))
}

/// What is to be done with a file, by its name.
fn of_file(path: &Path) -> Errand {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    // The window names files as text; a name that is none cannot be given to it.
    let Some(path) = path.to_str().map(str::to_owned).filter(|path| Path::new(path).is_file()) else {
        return Errand::StrangeFile { name };
    };
    match ending.as_str() {
        "banthao" => Errand::Bundle { path },
        "zip" => Errand::Drafts { path },
        "docx" => Errand::Document { path },
        _ => Errand::StrangeFile { name },
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const ID: &str = "0192f1a0-7b1c-7d2e-8f3a-4b5c6d7e8f90";

    fn read(words: &[&str], folder: &Path) -> Vec<Errand> {
        of_words(words.iter().map(OsString::from), folder)
    }

    #[test]
    fn links_of_ours_show_or_begin_an_article() {
        let shown = Errand::Article { article: ID.to_owned() };
        for (link, meant) in [
            (format!("banthao://bai/{ID}"), &shown),
            (format!("banthao://bai/{ID}/"), &shown),
            (format!("BanThao://bai/{}", ID.to_uppercase()), &shown),
            ("banthao://bai-moi".to_owned(), &Errand::NewArticle),
            ("banthao://bai-moi/".to_owned(), &Errand::NewArticle),
        ] {
            assert_eq!(of_link(&link).as_ref(), Some(meant), "{link}");
        }
    }

    #[test]
    fn hostile_and_unknown_links_are_told_and_do_nothing() {
        for link in [
            "banthao:".to_owned(),
            "banthao:bai-moi".to_owned(),
            "banthao://".to_owned(),
            "banthao:///bai-moi".to_owned(),
            "banthao://BAI-MOI".to_owned(),
            "banthao://bai-moi//".to_owned(),
            "banthao://bai-moi?title=x".to_owned(),
            "banthao://bai-moi#x".to_owned(),
            "banthao://bai-moi/--provision".to_owned(),
            "banthao://user@bai-moi".to_owned(),
            "banthao://bai".to_owned(),
            "banthao://bai/".to_owned(),
            "banthao://bai/../bai-moi".to_owned(),
            "banthao://bai/%2e%2e/x".to_owned(),
            format!("banthao://bai/{ID}?approve=1"),
            format!("banthao://bai/{ID}/approve"),
            format!("banthao://bai/{{{ID}}}"),
            format!("banthao://bai/urn:uuid:{ID}"),
            format!("banthao://bai/{}", ID.replace('-', "")),
            format!("banthao://bai/{ID}\n"),
            format!("banthao://xoa/{ID}"),
            format!("banthao://bai/{}", "a".repeat(100_000)),
            "https://portal.example/bai".to_owned(),
            "javascript://alert(1)".to_owned(),
            "file://another.machine/x.banthao".to_owned(),
            "file:////another.machine/x.banthao".to_owned(),
            "file:x.banthao".to_owned(),
            "file:///%ff.banthao".to_owned(),
        ] {
            assert_eq!(of_link(&link), Some(Errand::StrangeLink), "{}", &link[..link.len().min(80)]);
        }
        assert_eq!(of_link("ghi chép.docx"), None, "that is a file's name");
    }

    #[test]
    fn files_are_known_by_their_ending_and_only_when_they_are_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).to_str().expect("a name").to_owned();
        for name in ["hồ sơ.banthao", "xuất.ZIP", "Báo cáo 20%.docx", "ảnh.jpg", "-lạ.docx"] {
            fs::write(path(name), b"x").expect("a file");
        }
        fs::create_dir(path("thư mục.docx")).expect("a folder");
        let strange = |name: &str| Errand::StrangeFile { name: name.to_owned() };
        let document = Errand::Document { path: path("Báo cáo 20%.docx") };
        for (word, meant) in [
            ("hồ sơ.banthao".to_owned(), Errand::Bundle { path: path("hồ sơ.banthao") }),
            (path("xuất.ZIP"), Errand::Drafts { path: path("xuất.ZIP") }),
            ("Báo cáo 20%.docx".to_owned(), document.clone()),
            (format!("file://{}", path("Báo cáo 20%25.docx")), document.clone()),
            (format!("FILE://localhost{}", path("Báo%20cáo%2020%25.docx")), document.clone()),
            ("ảnh.jpg".to_owned(), strange("ảnh.jpg")),
            ("không có.docx".to_owned(), strange("không có.docx")),
            ("thư mục.docx".to_owned(), strange("thư mục.docx")),
        ] {
            assert_eq!(read(&[&word], folder.path()), [meant], "{word}");
        }
        assert_eq!(read(&["--", "-lạ.docx"], folder.path()), [Errand::Document { path: path("-lạ.docx") }]);
    }

    #[test]
    fn options_are_nothing_to_open() {
        let folder = Path::new("/khong-co");
        assert_eq!(read(&["--provision", "x.docx", "--unknown", "-x"], folder), []);
        assert_eq!(read(&["--new", "banthao://bai-moi"], folder), [Errand::NewArticle, Errand::NewArticle]);
        assert_eq!(read(&["--provision"], folder), []);
    }

    #[test]
    fn a_line_without_end_is_cut() {
        assert_eq!(read(&["banthao://bai-moi"; 500], Path::new("/")).len(), MOST);
    }
}
