//! Thrift's compact protocol, as far as Parquet's metadata needs it.

use super::ParquetError;

/// Structures within structures at most; Parquet's own go six deep.
const DEEPEST: usize = 16;

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
pub(super) const I32: u8 = 5;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
pub(super) const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
pub(super) const STRUCT: u8 = 12;
/// A list's length from which on it stands in a number of its own.
const LONG_LIST: usize = 15;

/// A value as it was read.
#[derive(Debug)]
pub(super) enum Value<'a> {
    Bool(bool),
    Int(i64),
    Bytes(&'a [u8]),
    List(Vec<Value<'a>>),
    Struct(Vec<(i16, Value<'a>)>),
    /// Something that nothing here asks for.
    Other,
}

impl<'a> Value<'a> {
    pub(super) fn field(&self, id: i16) -> Option<&Value<'a>> {
        let Self::Struct(fields) = self else { return None };
        fields.iter().find(|(known, _)| *known == id).map(|(_, value)| value)
    }

    pub(super) fn int(&self, id: i16) -> Option<i64> {
        if let Some(Self::Int(number)) = self.field(id) { Some(*number) } else { None }
    }

    pub(super) fn size(&self, id: i16) -> Option<usize> {
        self.int(id).and_then(|number| usize::try_from(number).ok())
    }

    pub(super) fn list(&self, id: i16) -> &[Value<'a>] {
        if let Some(Self::List(values)) = self.field(id) { values } else { &[] }
    }
}

/// Reads values from bytes that may hold anything.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The place after what was read.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    fn wrong(&self, what: &str) -> ParquetError {
        ParquetError { at: self.at, what: what.to_owned() }
    }

    pub(super) fn byte(&mut self) -> Result<u8, ParquetError> {
        let byte = *self.bytes.get(self.at).ok_or_else(|| self.wrong("the file ends within a structure"))?;
        self.at += 1;
        Ok(byte)
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], ParquetError> {
        let end = self.at.checked_add(length).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or_else(|| self.wrong("a length reaches beyond the end"))?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    /// A number in groups of seven bits, the lowest first.
    pub(super) fn number(&mut self) -> Result<u64, ParquetError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(self.wrong("a number has too many bytes"))
    }

    fn signed(&mut self) -> Result<i64, ParquetError> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A structure's fields, up to its end.
    pub(super) fn structure(&mut self) -> Result<Value<'a>, ParquetError> {
        self.structure_within(DEEPEST)
    }

    fn structure_within(&mut self, depth: usize) -> Result<Value<'a>, ParquetError> {
        let mut fields = Vec::new();
        let mut id = 0i16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Ok(Value::Struct(fields));
            }
            let step = i16::from(head >> 4);
            id = if step == 0 { self.signed()? as i16 } else { id.wrapping_add(step) };
            let value = match head & 0x0f {
                TRUE => Value::Bool(true),
                FALSE => Value::Bool(false),
                kind => self.value(kind, depth)?,
            };
            fields.push((id, value));
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Result<Value<'a>, ParquetError> {
        let Some(deeper) = depth.checked_sub(1) else {
            return Err(self.wrong("structures lie too deep within one another"));
        };
        Ok(match kind {
            TRUE | FALSE => Value::Bool(self.byte()? == TRUE),
            BYTE => Value::Int(i64::from(self.byte()? as i8)),
            I16 | I32 | I64 => Value::Int(self.signed()?),
            DOUBLE => {
                self.take(8)?;
                Value::Other
            }
            BINARY => {
                let length = self.number()?;
                Value::Bytes(self.take(usize::try_from(length).unwrap_or(usize::MAX))?)
            }
            LIST | SET => self.values(deeper)?,
            MAP => self.pairs(deeper)?,
            STRUCT => self.structure_within(deeper)?,
            _ => return Err(self.wrong("an unknown kind of value")),
        })
    }

    fn values(&mut self, depth: usize) -> Result<Value<'a>, ParquetError> {
        let head = self.byte()?;
        let length = match usize::from(head >> 4) {
            LONG_LIST => self.number()? as usize,
            short => short,
        };
        self.require(length)?;
        (0..length).map(|_| self.value(head & 0x0f, depth)).collect::<Result<_, _>>().map(Value::List)
    }

    fn pairs(&mut self, depth: usize) -> Result<Value<'a>, ParquetError> {
        let length = self.number()? as usize;
        if length > 0 {
            self.require(length)?;
            let kinds = self.byte()?;
            for _ in 0..length {
                self.value(kinds >> 4, depth)?;
                self.value(kinds & 0x0f, depth)?;
            }
        }
        Ok(Value::Other)
    }

    /// Each element takes a byte at least, so that a false length cannot ask for memory.
    fn require(&self, elements: usize) -> Result<(), ParquetError> {
        if elements > self.bytes.len() - self.at {
            return Err(self.wrong("a list is longer than the file"));
        }
        Ok(())
    }
}

/// Writes structures in Thrift's compact protocol.
#[derive(Default)]
pub(super) struct Writer {
    out: Vec<u8>,
    /// The field written last in each structure that is open.
    last: Vec<i16>,
}

impl Writer {
    /// A writer within its outermost structure; [`Writer::finish`] closes it.
    pub(super) fn new() -> Self {
        Self { out: Vec::new(), last: vec![0] }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.out.push(0);
        self.out
    }

    fn field(&mut self, id: i16, kind: u8) {
        let Some(last) = self.last.last_mut() else { return };
        // Fields are written in rising order, and Parquet's numbers are small: the step always fits.
        self.out.push(((id - *last) as u8) << 4 | kind);
        *last = id;
    }

    fn signed(&mut self, number: i64) {
        push_number(&mut self.out, ((number << 1) ^ (number >> 63)) as u64);
    }

    pub(super) fn i32(&mut self, id: i16, number: i32) {
        self.field(id, I32);
        self.signed(i64::from(number));
    }

    pub(super) fn i64(&mut self, id: i16, number: usize) {
        self.field(id, I64);
        self.signed(number as i64);
    }

    fn bytes(&mut self, text: &str) {
        push_number(&mut self.out, text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    pub(super) fn text(&mut self, id: i16, text: &str) {
        self.field(id, BINARY);
        self.bytes(text);
    }

    fn head_of_list(&mut self, id: i16, kind: u8, length: usize) {
        self.field(id, LIST);
        if length < LONG_LIST {
            self.out.push((length as u8) << 4 | kind);
        } else {
            self.out.push((LONG_LIST as u8) << 4 | kind);
            push_number(&mut self.out, length as u64);
        }
    }

    pub(super) fn numbers(&mut self, id: i16, numbers: &[i32]) {
        self.head_of_list(id, I32, numbers.len());
        for &number in numbers {
            self.signed(i64::from(number));
        }
    }

    pub(super) fn texts(&mut self, id: i16, texts: &[&str]) {
        self.head_of_list(id, BINARY, texts.len());
        for text in texts {
            self.bytes(text);
        }
    }

    pub(super) fn structure(&mut self, id: i16, fill: impl FnOnce(&mut Self)) {
        self.field(id, STRUCT);
        self.element(fill);
    }

    pub(super) fn structures<T>(&mut self, id: i16, of: &[T], fill: impl Fn(&mut Self, &T)) {
        self.head_of_list(id, STRUCT, of.len());
        for one in of {
            self.element(|writer| fill(writer, one));
        }
    }

    fn element(&mut self, fill: impl FnOnce(&mut Self)) {
        self.last.push(0);
        fill(self);
        self.last.pop();
        self.out.push(0);
    }
}

/// Appends a number in groups of seven bits.
pub(super) fn push_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
