//! A name under which a file can be offered for download on every system.
//!
//! Names come from the officer's disk, another client or a portal, and end up in a `Content-Disposition` and in other people's download
//! folders: no paths, nothing that Windows forbids, nothing invisible.

use crate::link::is_invisible;

/// Bytes of the longest name that common file systems take.
const LONGEST: usize = 255;

/// Names of devices on Windows, whatever the extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a name may be stored.
pub(crate) fn is_safe(name: &str) -> bool {
    !name.is_empty() && name.len() <= LONGEST && !name.chars().any(is_forbidden) && !name.ends_with(['.', ' ']) && !is_device(name)
}

/// The nearest safe name, equal to `name` when that is safe.
pub(crate) fn safe(name: &str) -> String {
    let replaced: String = name.chars().filter(|&c| !is_invisible(c)).map(|c| if is_forbidden(c) { '-' } else { c }).collect();
    let kept = replaced.trim_end_matches(['.', ' ']);
    // “tep” is “tệp” (file), for a name of which nothing is left.
    let named = if kept.is_empty() { "tep".to_owned() } else { kept.to_owned() };
    let named = if is_device(&named) { format!("_{named}") } else { named };
    shorten(named)
}

fn is_forbidden(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = |port: &str| {
        stem.strip_prefix(port).is_some_and(|n| n.chars().count() == 1 && n.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c)))
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// Cuts the stem, never the extension: the extension says what opens the file.
fn shorten(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 16 => (stem, format!(".{extension}")),
        _ => (name.as_str(), String::new()),
    };
    let room = stem.floor_char_boundary(LONGEST - extension.len());
    let stem = stem[..room].trim_end_matches(['.', ' ']);
    format!("{stem}{extension}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in ["Công bố chỉ số.pdf", "QĐ 146-QĐ-BTTTT (bản ký).PDF", ".ghi-chu", "a", "console.pdf", "com.pdf", "com10.pdf"]
        {
            assert!(is_safe(name), "{name}");
            assert_eq!(safe(name), name);
        }
    }

    #[test]
    fn hostile_names_are_refused_and_made_safe() {
        for (why, name, becomes) in [
            ("path", "../../etc/passwd", "..-..-etc-passwd"),
            ("windows path", "C:\\Windows\\a.pdf", "C--Windows-a.pdf"),
            ("stream", "a.pdf:evil", "a.pdf-evil"),
            ("parent", "..", "tep"),
            ("nothing", "", "tep"),
            ("trailing dot", "a.pdf.", "a.pdf"),
            ("trailing space", "a.exe ", "a.exe"),
            ("device", "CON", "_CON"),
            ("device with extension", "nul.pdf", "_nul.pdf"),
            ("device with a space", "aux .pdf", "_aux .pdf"),
            ("serial port", "COM1.pdf", "_COM1.pdf"),
            ("serial port with superscript", "lpt².pdf", "_lpt².pdf"),
            ("NUL byte", "a\0.pdf", "a-.pdf"),
            ("header injection", "a\r\nSet-Cookie: x", "a--Set-Cookie- x"),
            ("quote", "a\".pdf", "a-.pdf"),
            ("right-to-left override", "bao-cao\u{202e}fdp.exe", "bao-caofdp.exe"),
        ] {
            assert!(!is_safe(name), "{why}");
            assert_eq!(safe(name), becomes, "{why}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = safe(&format!("{}.pdf", "ộ".repeat(200)));
        assert!(name.len() <= 255 && name.ends_with("ộ.pdf"), "{} bytes", name.len());
    }

    proptest! {
        #[test]
        fn what_was_made_safe_is_safe_and_stays(name in any::<String>()) {
            let once = safe(&name);
            prop_assert!(is_safe(&once), "{:?}", once);
            prop_assert_eq!(safe(&once), once);
        }
    }
}
