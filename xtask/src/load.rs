//! A load generator: many keep-alive connections on one thread, with as little work per answer as HTTP allows.
//!
//! It shares two cores with the server it measures, so whatever it does itself is taken from the server.

use std::collections::{BTreeMap, VecDeque};
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

/// Events taken from the operating system at once.
const EVENTS_AT_ONCE: usize = 1024;

/// Bytes read at once; an answer to a vote fits in one read.
const READ_SIZE: usize = 16 << 10;

/// How long after the end we wait for answers that are on their way.
const PATIENCE: Duration = Duration::from_secs(10);

/// What load to put on whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) address: SocketAddr,
    pub(crate) connections: usize,
    /// Answers in this first stretch are not counted.
    pub(crate) warm_up: Duration,
    pub(crate) measured: Duration,
    /// Requests per second, sent on time whether or not earlier ones were answered; without it, each connection asks again once it was answered.
    pub(crate) rate: Option<u32>,
}

/// What the clients of one run counted.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Answers by status, in the measured stretch.
    pub(crate) statuses: BTreeMap<u16, u64>,
    /// The first answer that was not a success, for a person to read.
    pub(crate) first_refusal: Option<String>,
    /// Time from request to answer of each success, in microseconds.
    times: Vec<u32>,
    /// Answers in each second of the measured stretch.
    per_second: Vec<u64>,
    /// Every success, the warm-up included.
    pub(crate) successes_in_all: u64,
    measured: Duration,
}

impl Report {
    pub(crate) fn successes(&self) -> u64 {
        self.statuses.iter().filter(|(status, _)| (200..300).contains(*status)).map(|(_, count)| count).sum()
    }

    pub(crate) fn refusals(&self) -> u64 {
        self.statuses.values().sum::<u64>() - self.successes()
    }

    /// Successes per second over the measured stretch.
    pub(crate) fn rate(&self) -> f64 {
        self.successes() as f64 / self.measured.as_secs_f64()
    }

    /// Successes in the second that had fewest of them.
    pub(crate) fn slowest_second(&self) -> u64 {
        self.per_second.iter().copied().min().unwrap_or(0)
    }

    /// The time within which this share of answers came, in milliseconds.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.times.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        let at = ((sorted.len() as f64 * share).ceil() as usize).saturating_sub(1).min(last);
        sorted.get(at).map_or(0.0, |time| f64::from(*time) / 1000.0)
    }

    fn take(&mut self, answer: &[u8], status: u16, sent: Instant, since_measuring: Option<Duration>) {
        let success = (200..300).contains(&status);
        if success {
            self.successes_in_all += 1;
        } else if self.first_refusal.is_none() {
            self.first_refusal = Some(String::from_utf8_lossy(answer).chars().take(600).collect());
        }
        let Some(since) = since_measuring else { return };
        let Some(slot) = self.per_second.get_mut(since.as_secs() as usize) else { return };
        *slot += u64::from(success);
        *self.statuses.entry(status).or_default() += 1;
        self.times.push(sent.elapsed().as_micros().min(u128::from(u32::MAX)) as u32);
    }
}

/// One connection and the request that is on its way over it.
struct Connection {
    stream: TcpStream,
    outgoing: Vec<u8>,
    written: usize,
    incoming: Vec<u8>,
    sent: Option<Instant>,
}

/// Puts the load on the server. `next` appends the next request's bytes, or says that there is none left.
pub(crate) fn run(plan: &Plan, next: &mut dyn FnMut(&mut Vec<u8>) -> bool) -> Result<Report> {
    let mut poll = Poll::new()?;
    let mut connections = connect(plan, &poll)?;
    let seconds = plan.measured.as_secs().max(1) as usize;
    let mut report = Report { per_second: vec![0; seconds], measured: plan.measured, ..Report::default() };
    let mut idle: VecDeque<usize> = (0..connections.len()).collect();
    let mut events = Events::with_capacity(EVENTS_AT_ONCE);
    let start = Instant::now();
    let stop = plan.warm_up + plan.measured;
    let mut due = start;
    let mut exhausted = false;
    loop {
        exhausted |= start.elapsed() >= stop;
        while !exhausted && !idle.is_empty() && plan.rate.is_none_or(|_| Instant::now() >= due) {
            let Some(index) = idle.pop_front() else { break };
            let sent = plan.rate.map_or_else(Instant::now, |_| due);
            exhausted = !connections[index].ask(next, sent)?;
            if let Some(rate) = plan.rate {
                due += Duration::from_secs(1) / rate;
            }
        }
        let under_way = connections.iter().any(|connection| connection.sent.is_some());
        if exhausted && (!under_way || start.elapsed() > stop + PATIENCE) {
            return Ok(report);
        }
        let wait = if plan.rate.is_some() {
            due.saturating_duration_since(Instant::now())
        } else {
            Duration::from_millis(100)
        };
        poll.poll(&mut events, Some(wait.min(Duration::from_millis(100)))).or_else(only_interrupted)?;
        for event in &events {
            let Token(index) = event.token();
            if event.is_writable() {
                connections[index].write()?;
            }
            if event.is_readable() && connections[index].read()? {
                let since = start.elapsed().checked_sub(plan.warm_up);
                connections[index].finish(&mut report, since);
                idle.push_back(index);
            }
        }
    }
}

fn only_interrupted(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == ErrorKind::Interrupted { Ok(()) } else { Err(error) }
}

fn connect(plan: &Plan, poll: &Poll) -> Result<Vec<Connection>> {
    let mut connections = Vec::with_capacity(plan.connections);
    for index in 0..plan.connections {
        let stream = std::net::TcpStream::connect(plan.address)
            .with_context(|| format!("connecting to {}", plan.address))?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        poll.registry().register(&mut stream, Token(index), Interest::READABLE | Interest::WRITABLE)?;
        connections.push(Connection {
            stream,
            outgoing: Vec::new(),
            written: 0,
            incoming: Vec::new(),
            sent: None,
        });
    }
    Ok(connections)
}

impl Connection {
    /// Sends the next request; false when there is none.
    fn ask(&mut self, next: &mut dyn FnMut(&mut Vec<u8>) -> bool, sent: Instant) -> Result<bool> {
        self.outgoing.clear();
        self.written = 0;
        if !next(&mut self.outgoing) {
            return Ok(false);
        }
        self.sent = Some(sent);
        self.write()?;
        Ok(true)
    }

    fn write(&mut self) -> Result<()> {
        while self.written < self.outgoing.len() {
            match self.stream.write(&self.outgoing[self.written..]) {
                Ok(count) => self.written += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error).context("sending a request"),
            }
        }
        Ok(())
    }

    /// Reads what is there; true when the answer is whole.
    fn read(&mut self) -> Result<bool> {
        let mut buffer = [0; READ_SIZE];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => bail!("the server closed a connection: {}", String::from_utf8_lossy(&self.incoming)),
                Ok(count) => self.incoming.extend_from_slice(&buffer[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error).context("reading an answer"),
            }
        }
        Ok(self.sent.is_some() && whole_answer(&self.incoming))
    }

    fn finish(&mut self, report: &mut Report, since_measuring: Option<Duration>) {
        if let Some(sent) = self.sent.take() {
            report.take(&self.incoming, status_of(&self.incoming), sent, since_measuring);
        }
        self.incoming.clear();
    }
}

/// The number in `HTTP/1.1 200 OK`.
pub(crate) fn status_of(answer: &[u8]) -> u16 {
    answer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok()).unwrap_or(0)
}

/// Whether head and body have arrived in full.
fn whole_answer(answer: &[u8]) -> bool {
    let Some(head_end) = find(answer, b"\r\n\r\n") else { return false };
    let body = &answer[head_end + 4..];
    let head = String::from_utf8_lossy(&answer[..head_end]).to_ascii_lowercase();
    let field =
        |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim));
    if matches!(status_of(answer), 204 | 304) {
        return true;
    }
    if field("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        return whole_chunks(body);
    }
    field("content-length")
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| body.len() >= length)
}

/// Whether the last, empty chunk is there. A sequence of chunks is walked, since a body may contain anything.
fn whole_chunks(mut body: &[u8]) -> bool {
    loop {
        let Some(line_end) = find(body, b"\r\n") else { return false };
        let digits = std::str::from_utf8(&body[..line_end]).unwrap_or_default();
        let Ok(size) = usize::from_str_radix(digits.split(';').next().unwrap_or_default().trim(), 16) else {
            return false;
        };
        let end = line_end + 2 + size + 2;
        if body.len() < end {
            return false;
        }
        if size == 0 {
            return true;
        }
        body = &body[end..];
    }
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answer: &str, whole: bool) {
        assert_eq!(whole_answer(answer.as_bytes()), whole, "{answer:?}");
    }

    #[test]
    fn an_answer_is_whole_when_its_last_byte_is_there() {
        check("HTTP/1.1 200 OK\r\n", false);
        check("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na", false);
        check("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", true);
        check("HTTP/1.1 303 See Other\r\ncontent-length: 0\r\n\r\n", true);
        check("HTTP/1.1 204 No Content\r\n\r\n", true);
        check("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n", false);
        check("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", true);
    }

    /// Answers so many connections, each request with the same words, until they are closed.
    fn server(connections: usize) -> SocketAddr {
        let listener = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        for _ in 0..connections {
            let listener = listener.try_clone().unwrap();
            std::thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let mut buffer = [0; 1024];
                while stream.read(&mut buffer).is_ok_and(|count| count > 0) {
                    // In two parts, as answers come on a real line.
                    stream.write_all(b"HTTP/1.1 201 Created\r\ncontent-").unwrap();
                    stream.write_all(b"length: 2\r\n\r\nok").unwrap();
                }
            });
        }
        address
    }

    fn check_load(rate: Option<u32>, requests: u64) {
        let connections = 4;
        let (warm_up, measured) = (Duration::ZERO, Duration::from_mins(1));
        let plan = Plan { address: server(connections), connections, warm_up, measured, rate };
        let mut left = requests;
        let report = run(&plan, &mut |out| {
            if left == 0 {
                return false;
            }
            left -= 1;
            out.extend_from_slice(b"GET / HTTP/1.1\r\n\r\n");
            true
        });
        let report = report.unwrap();
        assert_eq!(report.successes(), requests);
        assert_eq!(report.statuses, BTreeMap::from([(201, requests)]));
        assert_eq!(
            (report.refusals(), report.successes_in_all, report.times.len()),
            (0, requests, requests as usize)
        );
    }

    #[test]
    fn every_request_is_answered_and_counted_once() {
        check_load(None, 50);
        check_load(Some(1_000), 50);
    }

    #[test]
    fn quantiles_are_of_all_answers() {
        let report = Report { times: (1..=100).map(|ms| ms * 1000).collect(), ..Report::default() };
        assert!((report.quantile(0.5) - 50.0).abs() < 1e-9);
        assert!((report.quantile(0.99) - 99.0).abs() < 1e-9);
        assert!((report.quantile(1.0) - 100.0).abs() < 1e-9);
    }
}
