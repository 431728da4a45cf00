//! A whole process as one file to take away.

use std::fs::File;
use std::io::{BufWriter, Read as _, Seek as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use maru_exchange::{ArchiveError, Publication, write_archive};
use maru_store::{Node, ProcessHandle};

use crate::fault::Fault;
use crate::limit::Class;
use crate::reader::Reader;

/// Bytes that are sent in one go.
const PIECE: usize = 64 * 1024;

/// `GET /p/{id}/archive.tar`.
pub(crate) async fn download(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    reader.visitor.pass(&reader.state, Class::Export)?;
    // One at a time: each reads the whole record.
    let Ok(one) = Arc::clone(&reader.state.archiving).try_lock_owned() else { return Err(Fault::Busy) };
    let (node, process) = (reader.state.node.clone(), handle.clone());
    // Reads every entry, so it must not hold up a thread that answers others. It goes on when whoever asked has left, and the lock with it.
    let made = tokio::task::spawn_blocking(move || {
        let _one = one;
        made(&node, &process)
    })
    .await;
    let (file, length) = made.map_err(|_| Fault::Stopped)??;
    let mut answer = Body::new(Pieces { file, left: length }).into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-tar"));
    // Words in it may have to go tomorrow.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let name = format!("attachment; filename=\"{}.tar\"", handle.id());
    headers.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment")),
    );
    Ok(answer)
}

fn made(node: &Arc<Node>, process: &ProcessHandle) -> Result<(File, u64), Fault> {
    let said = |error: ArchiveError| {
        tracing::error!(%error, process = %process.id(), "no archive could be made");
        Fault::Stopped
    };
    node.publish_record(process)?;
    let files = node.published_files(process);
    let publication = Publication::read(&files).map_err(said)?;
    let mut file = BufWriter::new(node.scratch()?);
    let written = write_archive(&publication, &mut file).map_err(said)?;
    let failed = |error: std::io::Error| said(error.into());
    let mut file = file.into_inner().map_err(|error| failed(error.into_error()))?;
    file.rewind().map_err(failed)?;
    Ok((file, written.bytes))
}

/// A file that is sent piece by piece.
struct Pieces {
    file: File,
    left: u64,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let mut piece = vec![0; PIECE.min(self.left as usize)];
        // The file was written a moment ago, so that this seldom waits for the disk.
        Poll::Ready(Some(self.file.read_exact(&mut piece).map(|()| {
            self.left -= piece.len() as u64;
            Frame::data(Bytes::from(piece))
        })))
    }
}
