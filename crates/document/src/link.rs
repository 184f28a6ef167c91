//! Where a link may lead.
//!
//! A link that someone wrote or pasted is opened by other people, so the rule is a list of what is allowed, applied to the text exactly
//! as it is stored: browsers skip tabs and line breaks inside a scheme and read `\` as `/`, so a text that holds such characters is
//! refused before it is parsed.

use url::Url;

/// Bytes of the longest address taken.
pub const LONGEST: usize = 2048;

/// What an allowed address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A page of this portal or another (`http`, `https`).
    Page,
    /// A mail address (`mailto`, RFC 6068).
    Mail,
    /// A telephone number (`tel`, RFC 3966).
    Phone,
}

/// What `href` leads to, or none when it is not allowed.
pub fn target(href: &str) -> Option<Target> {
    if href.len() > LONGEST || href.chars().any(is_treacherous) {
        return None;
    }
    let (scheme, rest) = href.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => is_page(href, rest).then_some(Target::Page),
        "mailto" => is_mail(rest).then_some(Target::Mail),
        "tel" => is_phone(rest).then_some(Target::Phone),
        _ => None,
    }
}

/// Characters that make an address look like, or be read as, another one.
fn is_treacherous(c: char) -> bool {
    c.is_control() || c.is_whitespace() || is_invisible(c) || matches!(c, '\\' | '<' | '>' | '"')
}

/// Zero-width and text-direction characters: nobody sees them, so nobody can judge a text that holds them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_page(href: &str, rest: &str) -> bool {
    // `https:host` and `https:///host` are pages to a browser and something else to other readers.
    let Some(authority) = rest.strip_prefix("//") else { return false };
    if authority.starts_with('/') {
        return false;
    }
    Url::parse(href).is_ok_and(|url| {
        let names_nobody = !authority.split(['/', '?', '#']).next().unwrap_or_default().contains('@');
        url.host_str().is_some_and(|host| !host.is_empty()) && names_nobody
    })
}

fn is_mail(rest: &str) -> bool {
    let (address, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let is_address = address.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains(['@', ',']));
    let breaks_line = |text: &str| ["%0a", "%0d"].iter().any(|code| text.to_ascii_lowercase().contains(code));
    is_address && !breaks_line(address) && !breaks_line(fields)
}

fn is_phone(rest: &str) -> bool {
    let number = rest.strip_prefix('+').unwrap_or(rest);
    number.bytes().any(|b| b.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit() || b"-.()".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_an_officer_writes_are_allowed() {
        for (href, leads_to) in [
            ("https://example.vn/tin-tuc?trang=2#cuoi", Target::Page),
            ("http://example.vn", Target::Page),
            ("HTTPS://EXAMPLE.VN/", Target::Page),
            ("https://example.vn:8443/a", Target::Page),
            ("https://vi.example.org/wiki/Việt_Nam", Target::Page),
            ("https://xn--vit-nam-1e5f.example/", Target::Page),
            ("https://example.vn/@trang", Target::Page),
            ("mailto:vanthu@example.vn", Target::Mail),
            ("mailto:vanthu@example.vn?subject=G%C3%B3p%20%C3%BD", Target::Mail),
            ("tel:+84-24-3943.0000", Target::Phone),
            ("tel:19000000", Target::Phone),
        ] {
            assert_eq!(target(href), Some(leads_to), "{href}");
        }
    }

    #[test]
    fn hostile_addresses_are_refused() {
        for (why, href) in [
            ("script", "javascript:alert(1)"),
            ("script in mixed case", "JaVaScRiPt:alert(1)"),
            ("script behind a space", " javascript:alert(1)"),
            ("script behind a control character", "\u{1}javascript:alert(1)"),
            ("script with a tab inside", "java\tscript:alert(1)"),
            ("script with a line break inside", "java\nscript:alert(1)"),
            ("script with a NUL inside", "java\0script:alert(1)"),
            ("script with a zero-width space inside", "java\u{200b}script:alert(1)"),
            ("script with an entity for the colon", "javascript&#58;alert(1)"),
            ("script with an entity for a letter", "&#106;avascript:alert(1)"),
            ("script with a percent-encoded colon", "javascript%3Aalert(1)"),
            ("script in full-width letters", "ｊavascript:alert(1)"),
            ("script that looks like a page", "javascript://example.vn/%0aalert(1)"),
            ("old script", "vbscript:msgbox(1)"),
            ("data", "data:text/html;base64,PHNjcmlwdD4="),
            ("data in upper case", "DATA:text/html,x"),
            ("file", "file:///etc/passwd"),
            ("blob", "blob:https://example.vn/1"),
            ("ftp", "ftp://example.vn/a"),
            ("the app's own scheme", "tauri://localhost"),
            ("a scheme in a scheme", "view-source:https://example.vn"),
            ("feed around script", "feed:javascript:alert(1)"),
            ("user name", "https://example.vn@evil.example/"),
            ("user name and password", "https://a:b@evil.example/"),
            ("empty user name", "https://@evil.example/"),
            ("backslash for slash", "https:\\\\evil.example"),
            ("backslash before @", "https://example.vn\\@evil.example"),
            ("tab inside", "https://exa\tmple.vn"),
            ("line break at the end", "https://example.vn\n"),
            ("space inside", "https://example.vn/a b"),
            ("right-to-left override", "https://example.vn/\u{202e}fdp.exe"),
            ("no slashes", "https:evil.example"),
            ("one slash", "https:/evil.example"),
            ("three slashes", "https:///evil.example"),
            ("no host", "https://"),
            ("no host but a port", "http://:80"),
            ("forbidden host", "http://exa<mple"),
            ("port out of range", "http://example.vn:99999/"),
            ("relative to the scheme", "//evil.example/"),
            ("relative", "/tin-tuc"),
            ("fragment", "#cuoi"),
            ("nothing", ""),
            ("words", "xem tại đây"),
            ("only a colon", ":"),
            ("mail without host", "mailto:vanthu"),
            ("mail to nobody", "mailto:?bcc=a@example.vn"),
            ("mail with a second header", "mailto:a@example.vn?subject=x%0D%0Abcc:b@example.vn"),
            ("telephone with a service code", "tel:*21*0900000000#"),
            ("telephone without digits", "tel:+"),
            ("telephone with letters", "tel:javascript"),
        ] {
            assert_eq!(target(href), None, "{why}");
        }
    }

    #[test]
    fn the_longest_address_is_the_last_one_taken() {
        let longest = format!("https://example.vn/{}", "a".repeat(LONGEST - 19));
        assert_eq!(target(&longest), Some(Target::Page));
        assert_eq!(target(&format!("{longest}a")), None);
    }
}
