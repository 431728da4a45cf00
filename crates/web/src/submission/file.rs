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

pub(crate) async fn attachment(
    reader: Reader,
    Path((id, number, place)): Path<(String, String, usize)>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let entry = number.parse().map(EntryNumber).map_err(|_| Fault::NotFound)?;
    // Whether the file is still there and may be read is asked each time.
    let found = reader.draw(&handle, |view| {
        let attachment = view.process.submissions.get(entry)?.attachments.get(place)?;
        let (name, bytes) = Attachment::read(&*view.content(&attachment.bytes.digest)?)?;
        Some((attachment.media_type.clone(), name, bytes))
    });
    let (media_type, name, bytes) = found.ok_or(Fault::NotFound)?;
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_str(&media_type).map_err(|_| Fault::Stopped)?);
    // RFC 8187: any script in the name, percent-encoded.
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&name.replace('/', "_")));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(|_| Fault::Stopped)?);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
