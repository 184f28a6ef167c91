//! The recovery code: a second way to the profile's key, on paper.
//!
//! Thirty-two characters in eight groups. Twenty-eight are random (130 bits, out of reach of guessing), four check the others, so that a slip of
//! the pen is told apart from a code of another profile. The alphabet has no vowel, no D and no W: nothing that Telex, VNI or VIQR could turn
//! into a Vietnamese letter while it is typed; and no L, S or Z, which look like digits.
//!
//! Only a copy of the key sealed under the code is kept, in `recovery.json`. A new code lies beside the old one until somebody has shown that it
//! was written down; then the old one is void.

use std::{fs, path::Path};

use banthao_protocol::{ApiError, ErrorCode, RecoveryCodeState};
use banthao_store::{Key, durable};
use rand::{TryRngCore, rngs::OsRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    error::{Result, from_store},
    sealing::{self, Sealed},
};

const ALPHABET: &[u8; 25] = b"0123456789BCFGHJKMNPQRTVX";
const RANDOM: usize = 28;
const LENGTH: usize = 32;
const GROUP: usize = 4;
const PURPOSE: &str = "banthao recovery code v1";

/// A code, as characters of the alphabet. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Code(Zeroizing<String>);

impl Code {
    /// A new one from the operating system's random source.
    pub fn random() -> Result<Self> {
        let mut code = Zeroizing::new(String::with_capacity(LENGTH));
        while code.len() < RANDOM {
            let mut byte = [0];
            OsRng.try_fill_bytes(&mut byte).map_err(|_| ApiError::new(ErrorCode::Internal, "no random bytes"))?;
            // 250 is the last multiple of 25 in a byte: every character is as likely as any other.
            if byte[0] < 250 {
                code.push(char::from(ALPHABET[usize::from(byte[0]) % ALPHABET.len()]));
            }
        }
        let check = check(&code);
        code.push_str(&check);
        Ok(Self(code))
    }

    /// What somebody typed: in any case, with any spaces and hyphens, and with the letters that look like the digits that are meant.
    ///
    /// # Errors
    /// [`ErrorCode::RecoveryCodeMistyped`].
    pub fn parse(typed: &str) -> Result<Self> {
        let mut code = Zeroizing::new(String::with_capacity(LENGTH));
        for c in typed.chars().filter(|c| c.is_alphanumeric()) {
            code.push(match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                'S' => '5',
                'Z' => '2',
                other => other,
            });
        }
        let is_right = code.is_ascii() && code.len() == LENGTH && check(&code[..RANDOM]) == code[RANDOM..];
        if is_right { Ok(Self(code)) } else { Err(ApiError::new(ErrorCode::RecoveryCodeMistyped, "the code's check does not come out")) }
    }

    /// In groups, as it is written down.
    pub fn groups(&self) -> Vec<String> {
        self.0.as_bytes().chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
    }
}

/// What is compared of a group that was typed back.
pub(crate) fn plain_group(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

fn check(random: &str) -> String {
    let digest = Sha256::digest([PURPOSE.as_bytes(), random.as_bytes()].concat());
    digest[..LENGTH - RANDOM].iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect()
}

/// The file in the profile's folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct File {
    version: u32,
    /// The code that was written down.
    current: Option<Copy>,
    /// A newer one of which that is not known yet.
    pending: Option<Copy>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Copy {
    made_ms: i64,
    key: Sealed,
}

/// What a code that opens was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Current,
    Pending,
}

/// Where the profile stands with its codes.
pub(crate) fn view(folder: &Path) -> RecoveryCodeState {
    let file = read(folder);
    match (file.current, file.pending) {
        (Some(current), _) => RecoveryCodeState::Confirmed { made_ms: current.made_ms },
        (None, Some(_)) => RecoveryCodeState::Unconfirmed,
        (None, None) => RecoveryCodeState::None,
    }
}

/// Puts a copy of the key under a new code beside the one that is there.
pub(crate) fn propose(folder: &Path, code: &Code, key: &Key, made_ms: i64) -> Result<()> {
    let sealed = sealing::seal(code.0.as_bytes(), PURPOSE, key.expose())?;
    write(folder, &File { version: 1, pending: Some(Copy { made_ms, key: sealed }), ..read(folder) })
}

/// The newest code was written down: the one before it opens nothing any more.
pub(crate) fn confirm(folder: &Path) -> Result<()> {
    let file = read(folder);
    let Some(pending) = file.pending else { return Ok(()) };
    write(folder, &File { version: 1, current: Some(pending), pending: None })
}

/// No code opens this profile any more.
pub(crate) fn revoke(folder: &Path) -> Result<()> {
    durable::remove(&path(folder)).map_err(from_store)
}

/// The key that a code holds, and which code it was.
///
/// # Errors
/// [`ErrorCode::RecoveryCodeNone`] when the profile has none, [`ErrorCode::RecoveryCodeWrong`].
pub(crate) fn open(folder: &Path, code: &Code) -> Result<(Key, Which)> {
    let file = read(folder);
    let copies: Vec<_> = [(file.current, Which::Current), (file.pending, Which::Pending)]
        .into_iter()
        .filter_map(|(copy, which)| copy.map(|copy| (copy, which)))
        .collect();
    if copies.is_empty() {
        return Err(ApiError::new(ErrorCode::RecoveryCodeNone, "no recovery code was made"));
    }
    let opened = copies.into_iter().find_map(|(copy, which)| {
        let key = sealing::unseal(code.0.as_bytes(), PURPOSE, &copy.key)?;
        Key::from_bytes(&key).map(|key| (key, which))
    });
    opened.ok_or_else(|| ApiError::new(ErrorCode::RecoveryCodeWrong, "the code opens nothing here"))
}

fn path(folder: &Path) -> std::path::PathBuf {
    folder.join("recovery.json")
}

/// A file that is damaged opens nothing, which is what one that is not there does.
fn read(folder: &Path) -> File {
    fs::read(path(folder)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn write(folder: &Path, file: &File) -> Result<()> {
    let bytes = serde_json::to_vec_pretty(file).map_err(|error| from_store(banthao_store::Error::from(error)))?;
    durable::write(&path(folder), &bytes).map_err(from_store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_opens_what_was_sealed_under_it_however_it_is_typed() {
        let folder = tempfile::tempdir().unwrap();
        let (code, key) = (Code::random().unwrap(), Key::random());
        propose(folder.path(), &code, &key, 1).unwrap();
        let typed = code.groups().join(" - ").to_lowercase().replace('0', "o").replace('1', "l").replace('5', "s").replace('2', "z");
        assert_eq!(open(folder.path(), &Code::parse(&typed).unwrap()).unwrap(), (key, Which::Pending));
    }

    #[test]
    fn any_single_slip_is_told_as_a_slip() {
        let code = Code::random().unwrap();
        for at in 0..LENGTH {
            let mut typed = code.0.to_string();
            let other = if typed.as_bytes()[at] == b'7' { "8" } else { "7" };
            typed.replace_range(at..=at, other);
            // One in 390,000 slips hits the right check by chance; the character at `at` alone decides, so this is the same in every run of one code.
            if Code::parse(&typed).is_ok() {
                continue;
            }
            assert_eq!(Code::parse(&typed).err().unwrap().code, ErrorCode::RecoveryCodeMistyped);
        }
        let short = code.groups()[..7].join("-");
        assert_eq!(Code::parse(&short).err().unwrap().code, ErrorCode::RecoveryCodeMistyped, "a group is missing");
    }

    #[test]
    fn a_new_code_voids_the_old_one_only_when_it_was_written_down() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new, key) = (Code::random().unwrap(), Code::random().unwrap(), Key::random());
        propose(folder.path(), &old, &key, 1).unwrap();
        confirm(folder.path()).unwrap();
        propose(folder.path(), &new, &key, 2).unwrap();
        assert_eq!(open(folder.path(), &old).unwrap().1, Which::Current, "a power cut now must leave a code that is on paper");
        assert_eq!(view(folder.path()), RecoveryCodeState::Confirmed { made_ms: 1 });
        confirm(folder.path()).unwrap();
        assert_eq!(open(folder.path(), &old).unwrap_err().code, ErrorCode::RecoveryCodeWrong);
        assert_eq!(open(folder.path(), &new).unwrap(), (key, Which::Current));
    }

    #[test]
    fn neither_code_nor_key_lies_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (code, key) = (Code::random().unwrap(), Key::random());
        propose(folder.path(), &code, &key, 1).unwrap();
        let text = fs::read_to_string(path(folder.path())).unwrap();
        assert!(!text.contains(&hex::encode(key.expose())));
        assert!(!text.contains(&*code.0));
    }

    #[test]
    fn no_input_method_changes_a_code() {
        // Telex: aa ee oo dd aw ow uw w, and tone keys after a vowel; VNI: digits after a vowel or d.
        assert!(ALPHABET.iter().all(|letter| !b"AEIOUYDW".contains(letter)));
    }
}
