//! Where on a connection the head of a request ends and its body begins, and whether its lines end as they should.
//!
//! HTTP/1 lines end in CR LF. The parser behind this also takes a bare LF, and a proxy in front may read it otherwise: what one of
//! them takes for one request is two for the other. So a bare LF is made unreadable, and the parser answers 400.

/// Bytes of a line that are looked at: enough for the names of the two fields that matter, and a length.
const LOOKED_AT: usize = 64;
const LENGTH: &[u8] = b"content-length:";
const CODING: &[u8] = b"transfer-encoding:";

/// Follows the bytes of one connection.
#[derive(Debug)]
pub(crate) struct Framing {
    part: Part,
    line: Vec<u8>,
    /// Bytes in this line so far, without those that end it.
    length: u64,
    after_return: bool,
    /// Whether this head has had a line.
    begun: bool,
    body: u64,
    coded: bool,
}

/// What the next byte belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Head,
    /// A body, with so many bytes to come.
    Body(u64),
    /// A body whose end is told by its chunks. No other request follows on this connection.
    Rest,
}

impl Framing {
    pub(crate) fn new() -> Self {
        Self {
            part: Part::Head,
            line: Vec::with_capacity(LOOKED_AT),
            length: 0,
            after_return: false,
            begun: false,
            body: 0,
            coded: false,
        }
    }

    /// What the next byte belongs to.
    pub(crate) fn part(&self) -> Part {
        self.part
    }

    /// Follows what was read, and makes bare line feeds in heads unreadable.
    pub(crate) fn follow(&mut self, bytes: &mut [u8]) {
        let mut at = 0;
        while at < bytes.len() {
            match self.part {
                Part::Head => {
                    self.head(&mut bytes[at]);
                    at += 1;
                }
                Part::Body(left) => {
                    let here = left.min((bytes.len() - at) as u64);
                    at += here as usize;
                    self.part = if here == left { Part::Head } else { Part::Body(left - here) };
                }
                Part::Rest => return,
            }
        }
    }

    fn head(&mut self, byte: &mut u8) {
        match *byte {
            b'\n' if self.after_return => self.end_line(),
            // No line, no value and no name may hold a NUL.
            b'\n' => *byte = 0,
            b'\r' => {
                self.after_return = true;
                return;
            }
            other => {
                self.length += 1;
                if self.line.len() < LOOKED_AT {
                    self.line.push(other.to_ascii_lowercase());
                }
            }
        }
        self.after_return = false;
    }

    fn end_line(&mut self) {
        if self.length > 0 {
            self.begun = true;
            if let Some(value) = self.line.strip_prefix(LENGTH) {
                self.body = number(value);
            }
            self.coded |= self.line.starts_with(CODING);
        } else if self.begun {
            self.part = match (self.coded, self.body) {
                (true, _) => Part::Rest,
                (false, 0) => Part::Head,
                (false, length) => Part::Body(length),
            };
            (self.begun, self.body, self.coded) = (false, 0, false);
        }
        self.line.clear();
        self.length = 0;
    }
}

/// The first number in a field. What is none, or more than one, the parser refuses.
fn number(value: &[u8]) -> u64 {
    let digits =
        value.iter().skip_while(|byte| byte.is_ascii_whitespace()).take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is let through, byte by byte and at once, and what comes next.
    fn check(sent: &str, expected: &str, next: Part) {
        let mut whole = sent.as_bytes().to_vec();
        let mut framing = Framing::new();
        framing.follow(&mut whole);
        assert_eq!((String::from_utf8_lossy(&whole).as_ref(), framing.part()), (expected, next), "{sent:?}");
        let mut framing = Framing::new();
        let mut parts = sent.as_bytes().to_vec();
        for byte in &mut parts {
            framing.follow(std::slice::from_mut(byte));
        }
        assert_eq!((parts, framing.part()), (whole, next), "{sent:?}");
    }

    #[test]
    fn bare_line_feeds_are_unreadable_in_heads_and_let_alone_in_bodies() {
        let same = |sent: &str, next| check(sent, sent, next);
        same("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Part::Head);
        same("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", Part::Head);
        same("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na\nb", Part::Head);
        same("POST / HTTP/1.1\r\ncontent-length:  10\r\n\r\na\nb", Part::Body(7));
        same("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\n", Part::Rest);
        check("GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\0Host: a\0\0", Part::Head);
        check("GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\r\nHost: a\0\r\n", Part::Head);
        check("\nGET / HTTP/1.1\r\n\r\n", "\0GET / HTTP/1.1\r\n\r\n", Part::Head);
        check("GET / HTTP/1.1\r\r\n\r\n\n", "GET / HTTP/1.1\r\r\n\r\n\0", Part::Head);
        // The second request of a connection is as strict as the first, also behind a body.
        check(
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n\n\nGET / HTTP/1.1\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n\n\nGET / HTTP/1.1\0Host: a\r\n\r\n",
            Part::Head,
        );
    }
}
