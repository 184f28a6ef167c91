//! Which input method a session was told to use.

/// The name of the method, as GTK reads the variables of a session: its own first, then the one of the X server.
pub fn named(gtk_im_module: Option<&str>, xmodifiers: Option<&str>) -> Option<String> {
    let gtk = gtk_im_module.map(str::trim).filter(|name| !matches!(*name, "" | "xim"));
    let x = || xmodifiers?.split('@').find_map(|part| part.trim().strip_prefix("im=")).map(str::trim);
    let name = gtk.or_else(x)?;
    // Short and plain, or it is not the name of a program.
    let is_name =
        !name.is_empty() && name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (is_name && name != "none").then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_session_says_it_in_one_of_two_ways_or_not_at_all() {
        for (gtk, x, name) in [
            (Some("ibus"), None, Some("ibus")),
            (Some("fcitx"), Some("@im=ibus"), Some("fcitx")),
            (Some("xim"), Some("@im=fcitx"), Some("fcitx")),
            (Some(""), Some("@im=ibus"), Some("ibus")),
            (None, Some("@im=none"), None),
            (None, Some("@im="), None),
            (Some("a name that is none"), None, None),
            (None, None, None),
        ] {
            assert_eq!(named(gtk, x).as_deref(), name, "{gtk:?} {x:?}");
        }
    }
}
