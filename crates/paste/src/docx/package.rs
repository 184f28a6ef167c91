//! The ZIP around a document, opened within limits: nobody's office writes a file that grows a hundredfold.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::{
    Unreadable,
    tree::{self, Element},
};

/// Files in a document.
const MOST_ENTRIES: usize = 2_000;
/// Bytes of all that is read of a document.
const MOST_BYTES: u64 = 200 * 1024 * 1024;
/// How far a file of it may grow, once it is larger than [`SMALL`].
const MOST_GROWTH: u64 = 100;
/// Bytes up to which nobody asks how much a file has grown.
const SMALL: u64 = 1024 * 1024;

/// An opened document.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be read.
    left: u64,
    /// The path of the text inside.
    pub main: String,
}

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A file of the document.
    Inside(String),
    /// Somewhere else.
    Outside(String),
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Foreign)?;
        if archive.len() > MOST_ENTRIES {
            return Err(Unreadable::Hostile);
        }
        let mut package = Self { archive, left: MOST_BYTES, main: String::new() };
        let roots = package.relationships("")?;
        let main = roots.into_values().find_map(|(kind, target)| match target {
            Target::Inside(path) if kind.ends_with("/officeDocument") => Some(path),
            Target::Inside(_) | Target::Outside(_) => None,
        });
        package.main = main.ok_or(Unreadable::Foreign)?;
        Ok(package)
    }

    /// The bytes of a file; none when there is no such file.
    pub fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Ok(entry) = self.archive.by_name(path) else { return Ok(None) };
        // What the archive says of itself may be a lie; the reader below counts as well.
        if entry.size() > SMALL && entry.size() / entry.compressed_size().max(1) > MOST_GROWTH {
            return Err(Unreadable::Hostile);
        }
        let mut bytes = Vec::new();
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Foreign)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Unreadable::Hostile)?;
        Ok(Some(bytes))
    }

    /// A file as a tree; none when there is no such file.
    pub fn tree(&mut self, path: &str) -> Result<Option<tree::Read>, Unreadable> {
        match self.bytes(path)? {
            Some(bytes) => tree::read(&bytes).map(Some),
            None => Ok(None),
        }
    }

    /// What a file refers to by id: the kind and the target of each.
    pub fn relationships(&mut self, path: &str) -> Result<HashMap<String, (String, Target)>, Unreadable> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(list) = self.tree(join(folder, &format!("_rels/{name}.rels")).as_str())? else { return Ok(HashMap::new()) };
        let one = |element: &Element| {
            let target = element.attribute("Target")?.to_owned();
            let is_outside = element.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let target = if is_outside { Target::Outside(target) } else { Target::Inside(join(folder, &target)) };
            Some((element.attribute("Id")?.to_owned(), (element.attribute("Type")?.to_owned(), target)))
        };
        Ok(list.root.elements().filter_map(one).collect())
    }
}

/// A path of the archive, from the folder of the file that names it.
fn join(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn targets_are_named_from_the_folder_of_their_file() {
        for (folder, target, path) in [
            ("word", "media/image1.png", "word/media/image1.png"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../custom/item.xml", "custom/item.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "../../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(join(folder, target), path);
        }
    }
}
