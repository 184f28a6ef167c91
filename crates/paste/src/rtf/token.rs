//! RTF as its parts: groups, control words, bytes (Rich Text Format 1.9.1, “Contents of an RTF file”).

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\name` with its number, if it has one.
    Word(&'a str, Option<i32>),
    /// `\*`, `\~` and the like.
    Symbol(u8),
    /// `\'hh`.
    Hex(u8),
    /// Bytes as they stand.
    Text(&'a [u8]),
    /// The bytes after `\bin`.
    Binary(&'a [u8]),
}

/// The parts of a file. A file that ends in the middle of a part ends before it.
pub(super) struct Tokens<'a>(pub &'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, rest) = self.0.split_first()?;
            match first {
                b'\r' | b'\n' | 0 => self.0 = rest,
                b'{' => return self.single(Token::Open),
                b'}' => return self.single(Token::Close),
                b'\\' => return self.control(rest),
                _ => {
                    let end = self.0.iter().position(|b| matches!(b, b'\\' | b'{' | b'}' | b'\r' | b'\n' | 0)).unwrap_or(self.0.len());
                    let (text, rest) = self.0.split_at(end);
                    self.0 = rest;
                    return Some(Token::Text(text));
                }
            }
        }
    }
}

impl<'a> Tokens<'a> {
    fn single(&mut self, token: Token<'a>) -> Option<Token<'a>> {
        self.0 = &self.0[1..];
        Some(token)
    }

    fn control(&mut self, after: &'a [u8]) -> Option<Token<'a>> {
        let first = *after.first()?;
        if first == b'\'' {
            let digit = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
            let (Some(high), Some(low)) = (digit(1), digit(2)) else {
                self.0 = &after[1..];
                return Some(Token::Symbol(b'\''));
            };
            self.0 = &after[3..];
            return Some(Token::Hex((high * 16 + low) as u8));
        }
        let letters = after.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == 0 {
            self.0 = &after[1..];
            return Some(Token::Symbol(first));
        }
        let (name, mut rest) = after.split_at(letters);
        let is_negative = rest.first() == Some(&b'-') && rest.get(1).is_some_and(u8::is_ascii_digit);
        let digits = &rest[usize::from(is_negative)..];
        let count = digits.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&digits[..count]).ok().and_then(|digits| digits.parse::<i64>().ok());
        let number = number
            .map(|number| if is_negative { -number } else { number })
            .map(|number| number.clamp(i32::MIN.into(), i32::MAX.into()) as i32);
        if number.is_some() {
            rest = &digits[count..];
        }
        rest = rest.strip_prefix(b" ").unwrap_or(rest);
        self.0 = rest;
        let name = std::str::from_utf8(name).unwrap_or_default();
        if name == "bin" {
            let length = usize::try_from(number.unwrap_or_default()).unwrap_or_default().min(rest.len());
            let (binary, rest) = rest.split_at(length);
            self.0 = rest;
            return Some(Token::Binary(binary));
        }
        Some(Token::Word(name, number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_its_parts() {
        let parts: Vec<_> = Tokens(b"{\\rtf1\\b Vi\\'ea\\u7879?t\\b0\\*\\bin3 }{}\n\\li-360}").collect();
        assert_eq!(
            parts,
            [
                Token::Open,
                Token::Word("rtf", Some(1)),
                Token::Word("b", None),
                Token::Text(b"Vi"),
                Token::Hex(0xea),
                Token::Word("u", Some(7879)),
                Token::Text(b"?t"),
                Token::Word("b", Some(0)),
                Token::Symbol(b'*'),
                Token::Binary(b"}{}"),
                Token::Word("li", Some(-360)),
                Token::Close,
            ]
        );
    }

    #[test]
    fn a_broken_file_has_an_end() {
        for source in [&b"\\"[..], b"\\'", b"\\'g", b"\\bin99999999999 x", b"\\a-", b"{{{", b"\\bin-5 x", b"\\u99999999999999999999"] {
            assert!(Tokens(source).count() < 10);
        }
    }
}
