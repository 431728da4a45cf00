//! Canonical JSON: a fixed subset of RFC 8785 in which every value has exactly one text.
//!
//! The subset has no null, no fractions, no exponents; keys are printable ASCII in ascending order; texts are in Unicode
//! normalization form C; whole numbers stay where every JSON reader keeps them exact. The reader takes only the
//! canonical text, so what it accepts is what it would write.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// The largest whole number, and the largest below zero: a double holds all of them exactly (RFC 7493).
pub const MAX_INTEGER: i64 = (1 << 53) - 1;
/// How deep lists and objects may be nested.
pub const MAX_DEPTH: usize = 16;
/// The longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 128;
/// The longest text that the reader takes. Entries are far smaller; addenda may be large.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A JSON value of the subset.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number from −[`MAX_INTEGER`] to [`MAX_INTEGER`].
    Integer(i64),
    /// A text in normalization form C.
    Text(String),
    /// An ordered list.
    List(Vec<Value>),
    /// Named members; a name occurs once.
    Object(BTreeMap<String, Value>),
}

/// What keeps bytes or a value from being canonical, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// More bytes than the reader takes.
    #[error("{0} bytes of JSON are more than the {MAX_BYTES} allowed")]
    TooLong(usize),
    /// The bytes are not UTF-8 from this one on.
    #[error("byte {0}: not UTF-8")]
    NotUtf8(usize),
    /// At this byte the grammar allows only something else.
    #[error("byte {at}: expected {expected}")]
    Expected {
        /// Offset from the beginning, in bytes, from 0.
        at: usize,
        /// What may stand there, in English.
        expected: &'static str,
    },
    /// Bytes follow the value.
    #[error("byte {0}: something follows the value")]
    Trailing(usize),
    /// A number beyond the exact range.
    #[error("byte {0}: the number is outside ±(2^53 − 1)")]
    NumberRange(usize),
    /// A text that is not in normalization form C.
    #[error("byte {0}: the text is not in Unicode normalization form C")]
    NotNormalized(usize),
    /// A text escaped in another way than the canonical one.
    #[error("byte {0}: the character is not written in its canonical form")]
    Escape(usize),
    /// A key that is empty, too long, or not plain printable ASCII.
    #[error("byte {0}: a key is 1 to {MAX_KEY_BYTES} printable ASCII characters without quote and backslash")]
    Key(usize),
    /// A key out of order, or twice.
    #[error("byte {0}: keys must ascend and occur once")]
    KeyOrder(usize),
    /// Lists and objects nested too deep.
    #[error("byte {0}: nested deeper than {MAX_DEPTH}")]
    TooDeep(usize),
    /// A value built in memory that has no canonical text.
    #[error("the value cannot be written: {0}")]
    Unwritable(&'static str),
}

impl Value {
    /// A text, brought into normalization form C.
    pub fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        Self::Text(if is_normalized(text) { text.to_owned() } else { text.nfc().collect() })
    }

    /// An object of these members; of members with the same name the last one stays.
    pub fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// The items in the order in which they come.
    pub fn list(items: impl IntoIterator<Item = Value>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number, if this is one.
    pub fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { Some(*number) } else { None }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The items, if this is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&BTreeMap<String, Value>> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The member of this name, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// Says whether the value has a canonical text that [`parse`] would read back.
    pub fn check(&self) -> Result<(), CanonicalError> {
        self.check_at(0)
    }

    fn check_at(&self, depth: usize) -> Result<(), CanonicalError> {
        use CanonicalError::Unwritable;
        if depth > MAX_DEPTH {
            return Err(Unwritable("nested too deep"));
        }
        match self {
            Self::Bool(_) => Ok(()),
            Self::Integer(number) if number.unsigned_abs() <= MAX_INTEGER as u64 => Ok(()),
            Self::Integer(_) => Err(Unwritable("a number is outside ±(2^53 − 1)")),
            Self::Text(text) if is_normalized(text) => Ok(()),
            Self::Text(_) => Err(Unwritable("a text is not in Unicode normalization form C")),
            Self::List(items) => items.iter().try_for_each(|item| item.check_at(depth + 1)),
            Self::Object(members) => members.iter().try_for_each(|(key, value)| {
                if is_key(key.as_bytes()) {
                    value.check_at(depth + 1)
                } else {
                    Err(Unwritable("a key is not plain ASCII"))
                }
            }),
        }
    }

    /// The canonical text. A value that [`Value::check`] refuses gives bytes that no reader takes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);
        self.encode_into(&mut out, &[]);
        out
    }

    /// Writes the canonical text, leaving out the named members of the outermost object.
    pub(crate) fn encode_into(&self, out: &mut Vec<u8>, left_out: &[&str]) {
        match self {
            Self::Bool(true) => out.extend_from_slice(b"true"),
            Self::Bool(false) => out.extend_from_slice(b"false"),
            Self::Integer(number) => write_integer(*number, out),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                out.push(b'[');
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        out.push(b',');
                    }
                    item.encode_into(out, &[]);
                }
                out.push(b']');
            }
            Self::Object(members) => write_object(members, left_out, out),
        }
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(i64::from(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if is_normalized(&text) { Self::Text(text) } else { Self::text(text) }
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

fn write_object(members: &BTreeMap<String, Value>, left_out: &[&str], out: &mut Vec<u8>) {
    out.push(b'{');
    let mut first = true;
    for (key, value) in members {
        if left_out.contains(&key.as_str()) {
            continue;
        }
        if !first {
            out.push(b',');
        }
        first = false;
        out.push(b'"');
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        value.encode_into(out, &[]);
    }
    out.push(b'}');
}

fn write_integer(number: i64, out: &mut Vec<u8>) {
    let mut digits = [0_u8; 20];
    let mut start = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[start..]);
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut plain_from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[plain_from..at]);
        plain_from = at + 1;
        write_escape(byte, out);
    }
    out.extend_from_slice(&bytes[plain_from..]);
    out.push(b'"');
}

/// The one escape of a quote, a backslash or a control character (RFC 8785, section 3.2.2.2).
fn write_escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        _ => {
            out.extend_from_slice(b"\\u00");
            out.push(crate::digest::hex_digit(byte >> 4));
            out.push(crate::digest::hex_digit(byte & 0x0f));
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

fn is_normalized(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => is_nfc(text),
    }
}

fn is_key(key: &[u8]) -> bool {
    (1..=MAX_KEY_BYTES).contains(&key.len())
        && key.iter().all(|&byte| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\')
}

/// Reads canonical bytes; every other way of writing the same value is refused.
pub fn parse(bytes: &[u8]) -> Result<Value, CanonicalError> {
    read(bytes)
}

/// Says whether [`parse`] would read the bytes, without building the value.
pub fn check(bytes: &[u8]) -> Result<(), CanonicalError> {
    read::<()>(bytes)
}

/// What the reader makes of what it reads: a value, or nothing at all.
trait Built: Sized {
    type Members: Default;
    fn truth(truth: bool) -> Self;
    fn integer(number: i64) -> Self;
    fn text(text: Cow<'_, str>) -> Self;
    fn list(items: Vec<Self>) -> Self;
    fn add(members: &mut Self::Members, key: &str, value: Self);
    fn object(members: Self::Members) -> Self;
}

impl Built for Value {
    type Members = BTreeMap<String, Value>;

    fn truth(truth: bool) -> Self {
        Self::Bool(truth)
    }

    fn integer(number: i64) -> Self {
        Self::Integer(number)
    }

    fn text(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }

    fn list(items: Vec<Self>) -> Self {
        Self::List(items)
    }

    fn add(members: &mut Self::Members, key: &str, value: Self) {
        members.insert(key.to_owned(), value);
    }

    fn object(members: Self::Members) -> Self {
        Self::Object(members)
    }
}

impl Built for () {
    type Members = ();

    fn truth(_: bool) {}

    fn integer(_: i64) {}

    fn text(_: Cow<'_, str>) {}

    fn list(_: Vec<Self>) {}

    fn add((): &mut (), _: &str, (): Self) {}

    fn object((): ()) {}
}

fn read<B: Built>(bytes: &[u8]) -> Result<B, CanonicalError> {
    if bytes.len() > MAX_BYTES {
        return Err(CanonicalError::TooLong(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| CanonicalError::NotUtf8(e.valid_up_to()))?;
    let mut reader = Reader { text, bytes, at: 0 };
    let value = reader.value(0)?;
    if reader.at == bytes.len() { Ok(value) } else { Err(CanonicalError::Trailing(reader.at)) }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expected<T>(&self, expected: &'static str) -> Result<T, CanonicalError> {
        Err(CanonicalError::Expected { at: self.at, expected })
    }

    fn take(&mut self, literal: &'static str) -> Result<(), CanonicalError> {
        if self.bytes[self.at..].starts_with(literal.as_bytes()) {
            self.at += literal.len();
            return Ok(());
        }
        self.expected(literal)
    }

    fn value<B: Built>(&mut self, depth: usize) -> Result<B, CanonicalError> {
        if depth > MAX_DEPTH {
            return Err(CanonicalError::TooDeep(self.at));
        }
        match self.peek() {
            Some(b'"') => self.string().map(B::text),
            Some(b'-' | b'0'..=b'9') => self.integer().map(B::integer),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b't') => self.take("true").map(|()| B::truth(true)),
            Some(b'f') => self.take("false").map(|()| B::truth(false)),
            _ => self.expected("a text, a whole number, true, false, a list or an object"),
        }
    }

    fn list<B: Built>(&mut self, depth: usize) -> Result<B, CanonicalError> {
        self.at += 1;
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(B::list(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return self.expected("a comma or the end of the list"),
            }
        }
        self.at += 1;
        Ok(B::list(items))
    }

    fn object<B: Built>(&mut self, depth: usize) -> Result<B, CanonicalError> {
        self.at += 1;
        let mut members = B::Members::default();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(B::object(members));
        }
        let mut last = "";
        loop {
            let at = self.at;
            let key = self.key()?;
            if key <= last {
                return Err(CanonicalError::KeyOrder(at));
            }
            last = key;
            self.take(":")?;
            let value = self.value(depth + 1)?;
            B::add(&mut members, key, value);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return self.expected("a comma or the end of the object"),
            }
        }
        self.at += 1;
        Ok(B::object(members))
    }

    fn integer(&mut self) -> Result<i64, CanonicalError> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let first_digit = self.at;
        let mut number: i64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number * 10 + i64::from(digit - b'0');
            self.at += 1;
            if number > MAX_INTEGER {
                return Err(CanonicalError::NumberRange(start));
            }
        }
        let digits = self.at - first_digit;
        let leading_zero = self.bytes.get(first_digit) == Some(&b'0');
        if digits == 0 || (leading_zero && (digits > 1 || negative)) {
            return Err(CanonicalError::Expected {
                at: start,
                expected: "a whole number without leading zeros",
            });
        }
        Ok(if negative { -number } else { number })
    }

    fn string(&mut self) -> Result<Cow<'a, str>, CanonicalError> {
        let start = self.at;
        self.at += 1;
        let mut unescaped: Option<String> = None;
        let mut plain_from = self.at;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    let text = unescaped.get_or_insert_default();
                    text.push_str(&self.text[plain_from..self.at]);
                    let escaped = self.escape()?;
                    unescaped.get_or_insert_default().push(escaped);
                    plain_from = self.at;
                }
                Some(0x00..=0x1f) => return Err(CanonicalError::Escape(self.at)),
                Some(_) => self.at += 1,
                None => return self.expected("the end of the text"),
            }
        }
        let plain = &self.text[plain_from..self.at];
        self.at += 1;
        let text = unescaped.map_or(Cow::Borrowed(plain), |unescaped| Cow::Owned(unescaped + plain));
        if is_normalized(&text) { Ok(text) } else { Err(CanonicalError::NotNormalized(start)) }
    }

    /// Reads the one escape that a character below U+0020, a quote or a backslash has.
    fn escape(&mut self) -> Result<char, CanonicalError> {
        let at = self.at;
        let wrong = Err(CanonicalError::Escape(at));
        let rest = &self.bytes[at + 1..];
        let (decoded, length) = match rest.first() {
            Some(&quoted @ (b'"' | b'\\')) => (quoted, 2),
            Some(b'b') => (0x08, 2),
            Some(b't') => (0x09, 2),
            Some(b'n') => (0x0a, 2),
            Some(b'f') => (0x0c, 2),
            Some(b'r') => (0x0d, 2),
            Some(b'u') if rest.len() >= 5 && rest[1..3] == *b"00" => {
                let high = crate::digest::hex_value(rest[3]);
                let low = crate::digest::hex_value(rest[4]);
                let (Some(high), Some(low)) = (high, low) else { return wrong };
                (high << 4 | low, 6)
            }
            _ => return wrong,
        };
        if length == 6 && (decoded >= 0x20 || matches!(decoded, 0x08 | 0x09 | 0x0a | 0x0c | 0x0d)) {
            return wrong;
        }
        self.at += length;
        Ok(char::from(decoded))
    }

    fn key(&mut self) -> Result<&'a str, CanonicalError> {
        self.take("\"")?;
        let start = self.at;
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
        if length == rest.len() || !is_key(&rest[..length]) {
            return Err(CanonicalError::Key(start));
        }
        self.at += length + 1;
        Ok(&self.text[start..start + length])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &Result<Value, CanonicalError>) {
        let parsed = parse(text.as_bytes());
        assert_eq!(&parsed, expected, "{text}");
        assert_eq!(super::check(text.as_bytes()), Ok(()), "{text}");
        if let Ok(value) = parsed {
            assert_eq!(value.check(), Ok(()), "{text}");
            assert_eq!(value.encode(), text.as_bytes(), "{text}");
        }
    }

    #[test]
    fn canonical_texts_are_read_and_written_back() {
        check("true", &Ok(Value::Bool(true)));
        check("false", &Ok(Value::Bool(false)));
        check("0", &Ok(Value::Integer(0)));
        check("-17", &Ok(Value::Integer(-17)));
        check("9007199254740991", &Ok(Value::Integer(MAX_INTEGER)));
        check("-9007199254740991", &Ok(Value::Integer(-MAX_INTEGER)));
        check("\"\"", &Ok(Value::text("")));
        check("\"마루 é\u{7f}\"", &Ok(Value::text("마루 e\u{301}\u{7f}")));
        check(r#""\"\\\b\t\n\f\r\u0000\u001f/""#, &Ok(Value::text("\"\\\u{8}\t\n\u{c}\r\0\u{1f}/")));
        check("[]", &Ok(Value::list([])));
        check(
            "[1,[2],{}]",
            &Ok(Value::list([1_i64.into(), Value::list([2_i64.into()]), Value::object::<&str>([])])),
        );
        check(
            r#"{"A":1,"a":2,"b c":true}"#,
            &Ok(Value::object([("b c", true.into()), ("A", 1_i64.into()), ("a", 2_i64.into())])),
        );
    }

    #[test]
    fn other_writings_of_a_value_are_refused() {
        for text in [
            "",
            " 1",
            "1 ",
            "null",
            "01",
            "-0",
            "-",
            "1.0",
            "1e3",
            "9007199254740992",
            "-9007199254740992",
            "99999999999999999999",
            "\"e\u{301}\"",
            "\"\t\"",
            r#""\/""#,
            r#""\u0041""#,
            r#""\u000a""#,
            r#""\u001F""#,
            r#""\u00e9""#,
            r#""\x""#,
            "\"",
            "\"\\",
            "\"\\u00",
            "[1,]",
            "[1 ,2]",
            "[",
            "{",
            r#"{"a":1,}"#,
            r#"{"b":1,"a":2}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a" :1}"#,
            r#"{"":1}"#,
            r#"{"é":1}"#,
            r#"{"a\n":1}"#,
            "{a:1}",
            "tru",
            "true false",
            "\u{feff}1",
        ] {
            let refused = parse(text.as_bytes()).unwrap_err();
            assert_eq!(super::check(text.as_bytes()), Err(refused), "{text}");
        }
        assert_eq!(parse(b"\"\xff\""), Err(CanonicalError::NotUtf8(1)));
    }

    #[test]
    fn limits_hold_on_both_sides() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(nested(MAX_DEPTH + 1).as_bytes()).is_ok());
        assert!(matches!(parse(nested(MAX_DEPTH + 2).as_bytes()), Err(CanonicalError::TooDeep(_))));
        assert!(matches!(parse("[".repeat(100_000).as_bytes()), Err(CanonicalError::TooDeep(_))));
        assert_eq!(parse(&vec![b' '; MAX_BYTES + 1]), Err(CanonicalError::TooLong(MAX_BYTES + 1)));
        assert!(Value::Integer(MAX_INTEGER + 1).check().is_err());
        assert!(Value::Integer(i64::MIN).check().is_err());
        assert!(Value::Text("e\u{301}".to_owned()).check().is_err());
        assert!(Value::object([("ключ", Value::Bool(true))]).check().is_err());
        let long = "k".repeat(MAX_KEY_BYTES + 1);
        assert!(Value::object([(long, Value::Bool(true))]).check().is_err());
    }
}
