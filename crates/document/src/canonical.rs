//! The one way to write a value down, so that equal values have equal digests on every machine.
//!
//! RFC 8785, the JSON Canonicalization Scheme: members sorted by UTF-16 code units, ECMAScript numbers, no white space.

use serde::Serialize;

/// The canonical bytes of a value of ours.
///
/// # Panics
/// Never for the types of this crate: their maps have text keys and they hold no NaN, the only things that the scheme cannot write.
pub fn bytes<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).expect("types of this crate are JSON")
}

/// The canonical form of a value of ours as text.
///
/// # Panics
/// Never, as [`bytes`].
pub fn text<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).expect("types of this crate are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_members_does_not_matter() {
        let one: serde_json::Value = serde_json::from_str(r#"{"b":1,"a":{"d":2,"c":3}}"#).unwrap();
        assert_eq!(bytes(&one), br#"{"a":{"c":3,"d":2},"b":1}"#);
    }
}
