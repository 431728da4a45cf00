//! Signs that Word takes from picture fonts, and the letters that say the same.

/// Signs of the font Symbol by their code there.
const SYMBOL: &[(u32, char)] = &[
    (0xa3, '≤'),
    (0xb3, '≥'),
    (0xb1, '±'),
    (0xb4, '×'),
    (0xb8, '÷'),
    (0xb7, '•'),
    (0xb0, '°'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xba, '≡'),
    (0xa5, '∞'),
    (0xac, '←'),
    (0xad, '↑'),
    (0xae, '→'),
    (0xaf, '↓'),
    (0xab, '↔'),
    (0xdb, '⇔'),
    (0xde, '⇒'),
    (0xe5, '∑'),
    (0xd6, '√'),
    (0xb6, '∂'),
    (0xf2, '∫'),
    (0xce, '∈'),
    (0xc7, '∩'),
    (0xc8, '∪'),
    (0xd3, '©'),
    (0xe3, '©'),
    (0xd2, '®'),
    (0xe2, '®'),
    (0xd4, '™'),
    (0xe4, '™'),
    (0xa2, '′'),
    (0xb2, '″'),
    (0x2d, '−'),
    (0xbc, '…'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x67, 'γ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x7a, 'ζ'),
    (0x68, 'η'),
    (0x71, 'θ'),
    (0x69, 'ι'),
    (0x6b, 'κ'),
    (0x6c, 'λ'),
    (0x6d, 'μ'),
    (0x6e, 'ν'),
    (0x78, 'ξ'),
    (0x70, 'π'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x66, 'φ'),
    (0x63, 'χ'),
    (0x79, 'ψ'),
    (0x77, 'ω'),
    (0x44, 'Δ'),
    (0x47, 'Γ'),
    (0x51, 'Θ'),
    (0x4c, 'Λ'),
    (0x50, 'Π'),
    (0x53, 'Σ'),
    (0x46, 'Φ'),
    (0x59, 'Ψ'),
    (0x57, 'Ω'),
];
/// Signs of the font Wingdings by their code there.
const WINGDINGS: &[(u32, char)] = &[
    (0x6f, '☐'),
    (0xa8, '☐'),
    (0xfe, '☑'),
    (0xfd, '☒'),
    (0xfc, '✓'),
    (0xfb, '✗'),
    (0x6c, '●'),
    (0x6e, '■'),
    (0xa7, '▪'),
    (0x9f, '•'),
    (0x9e, '·'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xdf, '←'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0x76, '❖'),
    (0x46, '☞'),
    (0x2a, '✉'),
    (0x28, '☎'),
    (0x71, '❑'),
    (0xab, '★'),
];

/// The letter for a sign, by its font and its hexadecimal code; none when nobody taught us.
pub(super) fn letter(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    // Picture fonts set their signs in the private part of Unicode, by the byte that they have in the font.
    let byte = code.checked_sub(0xf000).filter(|byte| *byte < 0x100);
    let table = match font {
        "Symbol" => Some(SYMBOL),
        "Wingdings" => Some(WINGDINGS),
        _ => None,
    };
    match (table, byte) {
        (Some(table), _) => {
            let byte = byte.unwrap_or(code);
            table.iter().find(|(known, _)| *known == byte).map(|(_, letter)| *letter)
        }
        (None, Some(_)) => None,
        (None, None) => char::from_u32(code).filter(|c| !c.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn signs_become_letters() {
        assert_eq!(letter("Wingdings", "F0FE"), Some('☑'));
        assert_eq!(letter("Symbol", "F0B3"), Some('≥'));
        assert_eq!(letter("Symbol", "00B3"), Some('≥'));
        assert_eq!(letter("Arial", "00A7"), Some('§'));
        assert_eq!(letter("Webdings", "F041"), None);
        assert_eq!(letter("Wingdings", "zz"), None);
    }
}
