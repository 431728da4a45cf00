//! Printed codes: an address as a QR code, drawn as one path of an SVG picture.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around a code, without which readers do not find it (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The picture of an address; nothing if it is too long for any code. `label` says in words what it leads to.
pub(crate) fn code(address: &str, label: &str) -> Option<Markup> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    Some(html! {
        svg.code role="img" aria-label=(label) viewBox=(format!("0 0 {side} {side}")) width="220" height="220"
            shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark(&code)) fill="#000" {}
        }
    })
}

/// The dark modules, each run of them in a row as one rectangle.
fn dark(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let _ = write!(path, "M{} {}h{}v1h-{}z", start + QUIET, y + QUIET, x - start, x - start);
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels to a module, as if the picture had been printed and photographed.
    const SCALE: usize = 4;

    /// What a program by others reads from the picture that a page holds.
    fn read(svg: &str) -> String {
        let between = |from: &str, to: &str| svg.split_once(from).unwrap().1.split_once(to).unwrap().0;
        let side: usize = between("viewBox=\"0 0 ", " ").parse().unwrap();
        let mut black = vec![false; side * side];
        for run in between("<path d=\"", "\"").split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let width: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let start = y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap();
            black[start..start + width].fill(true);
        }
        let mut photograph =
            rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| {
                if black[y / SCALE * side + x / SCALE] { 0 } else { 255 }
            });
        let grids = photograph.detect_grids();
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_reader_by_others_reads_what_was_written() {
        for address in [
            "https://forum.example/r/0123456789abcdef/7#Nb1-dP_xq2zcvCZCqkG0NdxdzJ4oXo8lZ7tAVhfMHg8",
            "http://127.0.0.1:8080/r/ffffffffffffffff/9007199254740991#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "a",
        ] {
            assert_eq!(read(&code(address, "words").unwrap().into_string()), address);
        }
        assert!(code(&"x".repeat(5_000), "").is_none());
    }
}
