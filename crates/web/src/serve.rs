//! Serving: one listener, a worker for mails, and an orderly end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{CONNECTION, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use axum::http::{HeaderValue, Request, StatusCode, Version};
use axum::response::{IntoResponse as _, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::signal::unix::SignalKind;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::connection::{Busy, Guarded, HEAD, Open, Seat};
use crate::mail::{MailError, send_mails};
use crate::router::router;
use crate::state::AppState;

/// Connections that may wait to be taken; a crowd arrives at once when a link is sent around.
const BACKLOG: u32 = 4_096;
/// How long the end of a node waits for answers that are under way.
pub const GRACE: Duration = Duration::from_secs(5);
/// Before a connection is taken again, after the operating system refused one.
const AFTER_A_FAILURE: Duration = Duration::from_millis(50);
/// Bytes of the longest head.
const HEAD_BYTES: usize = 64 * 1_024;
/// Files that the node itself may have open: databases, tiles, connections to peers.
const OWN_FILES: usize = 256;
/// The limit of open files where nobody says what it is.
const FEWEST_FILES: u64 = 1_024;
const FEWEST_CONNECTIONS: usize = 64;
/// Each takes some kilobytes of memory while it waits.
const MOST_CONNECTIONS: usize = 32_768;

/// Why a node could not be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is not to be had.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        address: SocketAddr,
        /// Why not.
        error: std::io::Error,
    },
    /// The mail settings do not make sense.
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// Serves until `stop` is done, then finishes what is under way, but not for longer than [`GRACE`]. `ready` is called with the
/// address once connections are taken.
pub async fn serve(
    state: AppState,
    address: SocketAddr,
    stop: impl Future<Output = ()> + Send + 'static,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let failed = |error| ServeError::Listen { address, error };
    let listener = listen(address).map_err(failed)?;
    let mails = send_mails(&state)?.map(tokio::spawn);
    let telling = tokio::spawn(crate::answer::tell::tell_authors(state.clone()));
    let app: Router = router(state);
    ready(listener.local_addr().map_err(failed)?);
    take_connections(&listener, &app, stop).await;
    telling.abort();
    if let Some(mails) = mails {
        mails.abort();
    }
    Ok(())
}

/// Serves answers that nobody thought about: what this machine and the HTTP stack can do at most. Only measurements want that.
pub async fn serve_nothing(
    address: SocketAddr,
    answer: &'static str,
    stop: impl Future<Output = ()> + Send + 'static,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let failed = |error| ServeError::Listen { address, error };
    let listener = listen(address).map_err(failed)?;
    let said = [(CONTENT_TYPE, "application/json")];
    // The body is read, as whoever does something with it has to.
    let app = Router::new().fallback(async move |_body: Bytes| (StatusCode::CREATED, said, answer));
    ready(listener.local_addr().map_err(failed)?);
    take_connections(&listener, &app, stop).await;
    Ok(())
}

pub(crate) async fn take_connections(
    listener: &TcpListener,
    app: &Router,
    stop: impl Future<Output = ()> + Send,
) {
    let open = Open::new(most_connections());
    let (ending, _) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => {
                    // Without a place the connection is closed: the crowd is larger than this machine.
                    let Some(seat) = open.take() else { continue };
                    connections.spawn(one_connection(stream, from, app.clone(), seat, ending.subscribe()));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(AFTER_A_FAILURE).await;
                }
            }
        }
    }
    let _ = ending.send(());
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        tracing::warn!("some connections were not done within {} seconds, and were closed", GRACE.as_secs());
        connections.shutdown().await;
    }
}

/// Answers on one connection until it ends, is too slow, has to give way, or the node ends.
async fn one_connection(
    stream: TcpStream,
    from: SocketAddr,
    app: Router,
    seat: Seat,
    mut ending: watch::Receiver<()>,
) {
    // An answer is written at once; waiting for more of it would only delay its end.
    let _ = stream.set_nodelay(true);
    let stream = TokioIo::new(Guarded::new(stream, seat.clone()));
    let answering = seat.clone();
    let service = service_fn(move |request| answer(app.clone(), request, from, answering.busy()));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    // Whoever has said all that they will say, and closed that half, still gets the answer.
    server.half_close(true);
    let mut connection = std::pin::pin!(server.serve_connection(stream, service));
    let mut ends = false;
    loop {
        tokio::select! {
            // What went wrong was the other side's doing, or it has gone away.
            _ = &mut connection => break,
            () = seat.leave() => break,
            _ = ending.changed(), if !ends => {
                ends = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
    seat.give_back();
}

async fn answer(
    app: Router,
    request: Request<Incoming>,
    from: SocketAddr,
    busy: Busy,
) -> Result<Response, Infallible> {
    if let Some(why) = host_fault(&request) {
        let mut refused = (StatusCode::BAD_REQUEST, format!("{why}\n")).into_response();
        refused.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        return Ok(refused);
    }
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(from));
    // Where a body in chunks ends only the parser knows; no other request is read behind it.
    let is_last = request.headers().contains_key(TRANSFER_ENCODING);
    let mut answer = app.oneshot(request).await?;
    if is_last {
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    drop(busy);
    Ok(answer)
}

/// Why nobody can say to which name a request was sent (RFC 9112, 3.2): a proxy in front and this program could each take another one.
fn host_fault<B>(request: &Request<B>) -> Option<&'static str> {
    let mut named = request.headers().get_all(HOST).iter();
    let (first, second) = (named.next(), named.next());
    if second.is_some() {
        return Some("a request names one Host, and this one names several");
    }
    let Some(host) = first else {
        return (request.version() >= Version::HTTP_11)
            .then_some("a request names the Host that it is sent to");
    };
    let whole = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let differs = whole.is_some_and(|whole| !whole.eq_ignore_ascii_case(host.as_bytes()));
    differs
        .then_some("a request is sent to one host, and this one names another in its first line than in Host")
}

/// As many as the operating system allows files to this program, without those that the node needs itself.
fn most_connections() -> usize {
    let files = raise_file_limit().unwrap_or(FEWEST_FILES);
    let files = usize::try_from(files).unwrap_or(usize::MAX);
    files.saturating_sub(OWN_FILES).clamp(FEWEST_CONNECTIONS, MOST_CONNECTIONS)
}

/// Raises the limit of open files as far as it may be raised; gives what it is then.
#[cfg(unix)]
fn raise_file_limit() -> Option<u64> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if setrlimit(Resource::Nofile, limit).is_err() {
        tracing::warn!("the limit of open files could not be raised; a large crowd will be turned away");
    }
    getrlimit(Resource::Nofile).current
}

#[cfg(not(unix))]
fn raise_file_limit() -> Option<u64> {
    None
}

pub(crate) fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Hears from now on when the program is told to stop, by Ctrl-C or SIGTERM: a node that is told so while it starts still
/// ends in good order. To be called within a runtime; without the signals the program ends by being killed, which is safe.
pub fn told_to_stop() -> impl Future<Output = ()> {
    let heard = |kind| {
        let signal = tokio::signal::unix::signal(kind);
        async move {
            match signal {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        }
    };
    let (interrupt, terminate) = (heard(SignalKind::interrupt()), heard(SignalKind::terminate()));
    async {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{Shutdown, TcpStream};

    use axum::routing::{get, post};
    use tokio::sync::oneshot;

    use super::{Router, SocketAddr, listen, take_connections};

    /// A server of two addresses, told to stop by what is given back.
    fn server() -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let app = Router::new().route("/", get(async || "here")).route("/", post(async |body: String| body));
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let stop = async {
                let _ = stopped.await;
            };
            take_connections(&listener, &app, stop).await;
        });
        (address, stop, serving)
    }

    fn ask(address: SocketAddr, sent: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_bare_line_feed_is_refused_in_every_head_of_a_connection() {
        let (address, _stop, _serving) = server();
        let statuses = |sent: &str| {
            let answer = ask(address, sent);
            let lines = answer.split("HTTP/1.1 ").skip(1).map(|rest| rest[..3].to_owned());
            lines.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(statuses("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), "200");
        assert_eq!(statuses("GET / HTTP/1.1\nHost: a\n\n"), "400");
        assert_eq!(statuses("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"), "400");
        let body = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na\nb";
        assert_eq!(statuses(&format!("{body}GET / HTTP/1.1\r\nHost: a\r\n\r\n")), "200 200");
        assert_eq!(statuses(&format!("{body}GET / HTTP/1.1\nHost: a\r\n\r\n")), "200 400");
        // Behind a body in chunks nothing is read.
        let chunks = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
        assert_eq!(statuses(&format!("{chunks}GET / HTTP/1.1\nHost: a\r\n\r\n")), "200");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_request_is_sent_to_one_name() {
        let (address, _stop, _serving) = server();
        let check = |sent: &str, status: &str| {
            let answer = ask(address, sent);
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status}"))
                    || answer.starts_with(&format!("HTTP/1.0 {status}")),
                "{sent}: {answer}"
            );
        };
        check("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "200");
        check("GET / HTTP/1.0\r\n\r\n", "200");
        check("GET / HTTP/1.1\r\n\r\n", "400");
        check("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400");
        check("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", "400");
        check("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", "400");
        check("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", "200");
        check("GET http://A/ HTTP/1.1\r\nHost: a\r\n\r\n", "200");
        check("GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", "400");
        check("GET http://a@evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_end_waits_for_nobody_who_keeps_it_waiting() {
        let (address, stop, serving) = server();
        let mut head = TcpStream::connect(address).unwrap();
        head.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").unwrap();
        let mut body = TcpStream::connect(address).unwrap();
        body.write_all(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf").unwrap();
        assert!(ask(address, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("here"));
        stop.send(()).unwrap();
        serving.await.unwrap();
        let mut rest = Vec::new();
        let _ = body.read_to_end(&mut rest);
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
}
