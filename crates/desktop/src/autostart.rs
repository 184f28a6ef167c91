//! Starting with the machine: a file where the desktop looks for what to start (XDG Desktop Application Autostart Specification 0.5).

use std::{
    fs, io,
    path::{Path, PathBuf},
};

const FILE: &str = "vn.banthao.desktop.desktop";

/// The file, and what it starts.
#[derive(Debug, Clone)]
pub struct Autostart {
    file: PathBuf,
    program: PathBuf,
}

impl Autostart {
    /// `config` is the person's configuration folder.
    pub fn new(config: &Path, program: PathBuf) -> Self {
        Self { file: config.join("autostart").join(FILE), program }
    }

    /// Where the file is, or would be.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Whether the desktop starts the app. The person may have said no to the desktop itself, which says so in the file.
    pub fn is_on(&self) -> bool {
        let Ok(text) = fs::read_to_string(&self.file) else { return false };
        let says_no = |line: &str| matches!(line.replace(' ', "").as_str(), "Hidden=true" | "X-GNOME-Autostart-enabled=false");
        !text.lines().any(says_no)
    }

    /// Starts the app with the machine from now on, or not any more.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn set(&self, on: bool) -> io::Result<()> {
        if !on {
            return match fs::remove_file(&self.file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                Ok(()) | Err(_) => Ok(()),
            };
        }
        let program = self.program.to_str().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the program's path is no text"))?;
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, entry(program))
    }
}

fn entry(program: &str) -> String {
    format!(
        "[Desktop Entry]\nType=Application\nName=Bản Thảo\nExec={}\nIcon=banthao\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
        quoted(program)
    )
}

/// A path as a desktop entry's `Exec` says it: quoted, and every backslash once more for the file itself (Desktop Entry Specification 1.5).
fn quoted(path: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in path.chars() {
        match letter {
            '"' | '`' | '$' => quoted.push_str("\\\\"),
            '\\' => quoted.push_str("\\\\\\"),
            '%' => quoted.push('%'),
            _ => {}
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_any_letters_is_one_word_of_the_line() {
        for (path, word) in [
            ("/usr/bin/banthao", r#""/usr/bin/banthao""#),
            ("/home/Bản Thảo/banthao", r#""/home/Bản Thảo/banthao""#),
            ("/a\"b", r#""/a\\"b""#),
            ("/a$b`c", r#""/a\\$b\\`c""#),
            (r"/a\b", r#""/a\\\\b""#),
            ("/100%/banthao", r#""/100%%/banthao""#),
        ] {
            assert_eq!(quoted(path), word);
        }
    }

    #[test]
    fn it_is_turned_on_and_off_and_what_the_desktop_says_counts() {
        let config = tempfile::tempdir().expect("a folder");
        let autostart = Autostart::new(config.path(), PathBuf::from("/opt/Bản Thảo/banthao"));
        assert!(!autostart.is_on());
        autostart.set(false).expect("nothing to do");
        autostart.set(true).expect("written");
        assert!(autostart.is_on());
        let written = fs::read_to_string(autostart.file()).expect("a file");
        assert!(written.contains("Exec=\"/opt/Bản Thảo/banthao\"\n"), "{written}");
        for no in ["Hidden=true", "Hidden = true", "X-GNOME-Autostart-enabled=false"] {
            fs::write(autostart.file(), format!("{written}{no}\n")).expect("written");
            assert!(!autostart.is_on(), "{no}");
        }
        autostart.set(true).expect("written anew");
        assert!(autostart.is_on());
        autostart.set(false).expect("removed");
        assert!(!autostart.file().exists());
    }
}
