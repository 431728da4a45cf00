//! Pages of a column: levels, dictionaries, runs, compression.

use super::ParquetError;
use super::thrift::Reader;

fn wrong(at: usize, what: &str) -> ParquetError {
    ParquetError { at, what: what.to_owned() }
}

/// Runs and packed bits, mixed: `count` numbers of `width` bits each.
pub(super) fn runs(bytes: &[u8], width: u8, count: usize) -> Result<Vec<u32>, ParquetError> {
    if width > 32 {
        return Err(wrong(0, "numbers of more than 32 bits"));
    }
    let mut reader = Reader::new(bytes, 0);
    let mut numbers = Vec::new();
    while numbers.len() < count {
        let head = reader.number()?;
        let left = count - numbers.len();
        let length = usize::try_from(head >> 1).unwrap_or(usize::MAX);
        if head & 1 == 0 {
            let mut value = [0; 4];
            let stored = usize::from(width.div_ceil(8));
            value[..stored].copy_from_slice(reader.take(stored)?);
            numbers.extend(std::iter::repeat_n(u32::from_le_bytes(value), length.min(left)));
        } else {
            let packed = reader.take(length.saturating_mul(usize::from(width)))?;
            unpack(packed, width, length.saturating_mul(8).min(left), &mut numbers);
        }
        if length == 0 {
            return Err(wrong(reader.at(), "an empty run"));
        }
    }
    Ok(numbers)
}

fn unpack(packed: &[u8], width: u8, count: usize, numbers: &mut Vec<u32>) {
    let (mut held, mut bits, mut bytes) = (0u64, 0u32, packed.iter());
    let width = u32::from(width);
    for _ in 0..count {
        while bits < width {
            held |= u64::from(bytes.next().copied().unwrap_or(0)) << bits;
            bits += 8;
        }
        numbers.push((held & ((1 << width) - 1)) as u32);
        held >>= width;
        bits -= width;
    }
}

/// Snappy's raw format, of which the length that the page's header promised must come out.
pub(super) fn snappy(bytes: &[u8], length: usize) -> Result<Vec<u8>, ParquetError> {
    let mut reader = Reader::new(bytes, 0);
    if reader.number()? != length as u64 {
        return Err(wrong(0, "the page's header names another length than its content"));
    }
    let mut out: Vec<u8> = Vec::new();
    while reader.at() < bytes.len() {
        let tag = reader.byte()?;
        let six = usize::from(tag >> 2);
        let (copied, back) = match tag & 3 {
            0 => {
                let size = if six < 60 { six } else { little(reader.take(six - 59)?) };
                out.extend_from_slice(reader.take(size + 1)?);
                (0, 0)
            }
            1 => ((six & 7) + 4, usize::from(tag >> 5) << 8 | usize::from(reader.byte()?)),
            2 => (six + 1, little(reader.take(2)?)),
            _ => (six + 1, little(reader.take(4)?)),
        };
        if copied > 0 && (back == 0 || back > out.len()) || out.len() + copied > length {
            return Err(wrong(reader.at(), "compressed data that does not fit together"));
        }
        // Byte by byte: what is copied may reach into itself.
        for _ in 0..copied {
            out.push(out[out.len() - back]);
        }
    }
    if out.len() != length {
        return Err(wrong(reader.at(), "compressed data ends too early"));
    }
    Ok(out)
}

fn little(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte))
}
