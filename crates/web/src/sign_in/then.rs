//! Where to go after signing in.

/// Longest address that is gone back to, in bytes.
const LIMIT: usize = 1_024;

/// The address if it is a path on this node, else the first page: a sign-in link must never lead elsewhere.
pub(crate) fn local_path(address: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let local = address.starts_with('/') && !address.starts_with("//");
    if local && address.len() <= LIMIT && address.bytes().all(plain) { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_node_are_gone_back_to() {
        let check = |address: &str, expected: &str| assert_eq!(local_path(address), expected, "{address}");
        check("/p/media/vote?skip=2&lang=ko#s7", "/p/media/vote?skip=2&lang=ko#s7");
        check("", "/");
        check("p/media", "/");
        check("//evil.example", "/");
        check("/\\evil.example", "/");
        check("/\t/evil.example", "/");
        check("https://evil.example", "/");
        check("javascript:alert(1)", "/");
        check("/a\r\nSet-Cookie: x=y", "/");
        check("/%0d%0a", "/%0d%0a");
        check(&format!("/{}", "x".repeat(LIMIT)), "/");
    }
}
