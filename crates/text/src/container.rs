//! The container and the XML of office files, for crates that read and write others of them.

pub use crate::package::{member, names, write};

/// The member of a container as XML that is safe to parse; an error says what is wrong.
pub fn xml_member(bytes: &[u8], name: &str) -> Result<String, String> {
    let text = String::from_utf8(member(bytes, name)?).map_err(|_| format!("{name} is not UTF-8"))?;
    match crate::guard::check(&text) {
        Ok(None) => Ok(text),
        Ok(Some(range)) => {
            let mut text = text;
            text.replace_range(range, "");
            Ok(text)
        }
        Err(error) => Err(error.to_string()),
    }
}

/// A text with the signs of XML written out, and without the characters that XML does not have.
pub fn escaped(text: &str) -> String {
    crate::escape::xml(text)
}
