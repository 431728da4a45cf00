//! An attachment as it is given out: to be saved, never shown, from an address of its own where a browser runs nothing.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maru_forum::{Attachment, EntryNumber};

use crate::fault::Fault;
use crate::reader::Reader;
use crate::visit::encoded;

/// A browser that shows the file in spite of all treats it as a stranger's that may do nothing.
const SANDBOX: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// The endings that files of a type have, the usual one first.
fn endings(media_type: &str) -> &'static [&'static str] {
    match media_type {
        "application/pdf" => &["pdf"],
        "application/vnd.oasis.opendocument.spreadsheet" => &["ods"],
        "application/vnd.oasis.opendocument.text" => &["odt"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => &["xlsx"],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => &["docx"],
        "image/jpeg" => &["jpg", "jpeg"],
        "image/png" => &["png"],
        "text/csv" => &["csv", "txt"],
        "text/markdown" => &["md", "markdown", "txt"],
        _ => &["txt", "text", "md", "csv"],
    }
}

/// The name under which a file is saved ends as its type does: whoever opens it gets a program for that type, and none that runs it.
fn with_ending(name: &str, media_type: &str) -> String {
    let known = endings(media_type);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| known.contains(&ending.as_str())) {
        name.to_owned()
    } else {
        format!("{name}.{}", known.first().copied().unwrap_or("txt"))
    }
}

pub(crate) async fn attachment(
    reader: Reader,
    Path((id, number, place)): Path<(String, String, usize)>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let entry = number.parse().map(EntryNumber).map_err(|_| Fault::NotFound)?;
    // Whether the file is still there and may be read is asked each time.
    let found = reader.draw(&handle, |view| {
        let attachment = view.process.attachments_of(entry).get(place)?;
        let (name, bytes) = Attachment::read(&*view.content(&attachment.bytes.digest)?)?;
        Some((attachment.media_type.clone(), name, bytes))
    });
    let (media_type, name, bytes) = found.ok_or(Fault::NotFound)?;
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_str(&media_type).map_err(|_| Fault::Stopped)?);
    // RFC 8187: any script in the name, percent-encoded.
    let disposition = format!(
        "attachment; filename*=UTF-8''{}",
        encoded(&with_ending(&name.replace('/', "_"), &media_type))
    );
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(|_| Fault::Stopped)?);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_a_name_that_ends_as_its_type_does() {
        let check = |name: &str, media_type: &str, expected: &str| {
            assert_eq!(with_ending(name, media_type), expected);
        };
        check("run.exe", "application/pdf", "run.exe.pdf");
        check("page.html", "text/plain", "page.html.txt");
        check("Letter.PDF", "application/pdf", "Letter.PDF");
        check("의견서", "application/pdf", "의견서.pdf");
        check("photo.jpeg", "image/jpeg", "photo.jpeg");
        assert!(maru_forum::MEDIA_TYPES.iter().all(|one| !endings(one).is_empty()));
    }
}
