//! Serving: one listener, a worker for mails, and an orderly end.

use std::net::SocketAddr;

use axum::Router;
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::SignalKind;

use crate::router::router;
use crate::sign_in::{MailError, send_mails};
use crate::state::AppState;

/// Connections that may wait to be taken; a crowd arrives at once when a link is sent around.
const BACKLOG: u32 = 4_096;

/// Why a node could not be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is not to be had.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why not.
        error: std::io::Error,
    },
    /// The connection to the outside broke.
    #[error("serving ended: {0}")]
    Serve(std::io::Error),
    /// The mail settings do not make sense.
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// Serves until `stop` is done, then finishes what is under way. `ready` is called with the address once connections are
/// taken.
pub async fn serve(
    state: AppState,
    address: SocketAddr,
    stop: impl Future<Output = ()> + Send + 'static,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let failed = |error| ServeError::Listen { address, error };
    let listener = listen(address).map_err(failed)?;
    let mails = send_mails(&state)?.map(tokio::spawn);
    let app: Router = router(state);
    ready(listener.local_addr().map_err(failed)?);
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(stop).await;
    if let Some(mails) = mails {
        mails.abort();
    }
    served.map_err(ServeError::Serve)
}

fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
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
