//! Passwords as Argon2id hashes.

use std::sync::OnceLock;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use tokio::sync::Semaphore;

/// Memory in KiB, passes, lanes: the first of the equivalent sets of the OWASP Password Storage Cheat Sheet.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// Hashes computed at the same time: each holds 19 MiB, and sign-in is open to anyone.
const AT_ONCE: usize = 4;

/// Makes and checks hashes.
pub struct Passwords {
    argon2: Argon2<'static>,
    nobody: &'static str,
    turns: Semaphore,
}

impl Passwords {
    pub fn new() -> Self {
        let (memory, passes, lanes) = COST;
        let params = Params::new(memory, passes, lanes, None).unwrap_or_default();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = nobody(&argon2);
        Self { argon2, nobody, turns: Semaphore::new(AT_ONCE) }
    }

    /// The PHC string to keep for a password. Blocks for as long as Argon2 takes.
    pub fn hash(&self, password: &str) -> String {
        hash(&self.argon2, password)
    }

    /// Whether the password is the one behind `kept`. Takes as long for an account that does not exist, so that the time tells nothing.
    pub async fn verify(&self, password: String, kept: Option<String>) -> bool {
        let Ok(_turn) = self.turns.acquire().await else { return false };
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.nobody.to_owned());
        let argon2 = self.argon2.clone();
        let matches = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&kept).is_ok_and(|kept| argon2.verify_password(password.as_bytes(), &kept).is_ok())
        });
        matches.await.unwrap_or(false) && known
    }
}

/// The hash of a password that nobody has. Made once in a process, before anyone signs in.
fn nobody(argon2: &Argon2<'_>) -> &'static str {
    static NOBODY: OnceLock<String> = OnceLock::new();
    NOBODY.get_or_init(|| hash(argon2, &hex::encode(rand::random::<[u8; 32]>())))
}

/// An unreadable hash, which no password matches, should Argon2 ever refuse its own parameters.
fn hash(argon2: &Argon2<'_>, password: &str) -> String {
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>());
    salt.and_then(|salt| argon2.hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string())).unwrap_or_default()
}
