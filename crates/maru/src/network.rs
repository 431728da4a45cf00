//! The way to other nodes: HTTP with bounds on time, size and redirections.

use std::io;
use std::time::Duration;

use maru_store::peer::Network;

/// How long one request may take, with everything.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Asks other nodes over HTTP.
#[derive(Debug)]
pub(crate) struct Http(ureq::Agent);

impl Http {
    pub(crate) fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .http_status_as_error(false)
            // Where a peer is, its operator has said; nobody else sends us on.
            .max_redirects(0)
            .user_agent(concat!("maru/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(ureq::Agent::new_with_config(config))
    }
}

/// Reads a body of at most so many bytes.
fn read(url: &str, mut body: ureq::Body, most: usize) -> Result<Vec<u8>, String> {
    let read = body.with_config().limit(most as u64).read_to_vec();
    read.map_err(|error| match error {
        ureq::Error::BodyExceedsLimit(_) => format!("{url}: the answer has more than {most} bytes"),
        error => unreached(url, &error),
    })
}

fn unreached(url: &str, error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            format!("{url}: nobody answers there")
        }
        error => format!("{url}: {error}"),
    }
}

impl Network for Http {
    fn get(&self, url: &str, most: usize) -> Result<Option<Vec<u8>>, String> {
        let response = self.0.get(url).call().map_err(|error| unreached(url, &error))?;
        match response.status().as_u16() {
            200 => read(url, response.into_body(), most).map(Some),
            404 | 410 => Ok(None),
            status => Err(format!("{url}: the answer was {status}")),
        }
    }

    fn post(&self, url: &str, body: &[u8], most: usize) -> Result<(u16, Vec<u8>), String> {
        let sent = self.0.post(url).content_type("text/plain; charset=utf-8").send(body);
        let response = sent.map_err(|error| unreached(url, &error))?;
        let status = response.status().as_u16();
        Ok((status, read(url, response.into_body(), most)?))
    }
}
