//! One connection with bounds on how long it may be waited for, and the count of those that are open.

use std::collections::BTreeMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::framing::{Framing, Part};

/// How long a head may take from its first byte, and how long a connection may lie idle between two requests.
pub(crate) const HEAD: Duration = Duration::from_secs(15);
/// How long the next part of a body may take.
const BODY_PART: Duration = Duration::from_secs(15);
/// How long a whole body may take: the largest form in this time is 1 kB a second.
const BODY: Duration = Duration::from_mins(1);
/// How long a reader may take nothing of an answer.
const ANSWER_PART: Duration = Duration::from_secs(30);

/// A stream that ends when the other side keeps it waiting.
pub(crate) struct Guarded<S> {
    stream: S,
    framing: Framing,
    /// When the body that is under way has to be whole.
    body_until: Option<Instant>,
    read: Waiting,
    write: Waiting,
    seat: Seat,
}

/// A wait for the other side that has an end.
#[derive(Default)]
struct Waiting(Option<Pin<Box<Sleep>>>);

impl Waiting {
    fn over(&mut self) {
        self.0 = None;
    }

    /// Goes on waiting, at most until this time from when the wait began.
    fn wait(&mut self, cx: &mut Context<'_>, until: Instant) -> Poll<io::Error> {
        let sleep = self.0.get_or_insert_with(|| Box::pin(sleep_until(until)));
        ready!(sleep.as_mut().poll(cx));
        Poll::Ready(io::Error::from(io::ErrorKind::TimedOut))
    }
}

impl<S> Guarded<S> {
    pub(crate) fn new(stream: S, seat: Seat) -> Self {
        Self {
            stream,
            framing: Framing::new(),
            body_until: None,
            read: Waiting::default(),
            write: Waiting::default(),
            seat,
        }
    }

    fn written(&mut self, cx: &mut Context<'_>, outcome: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if outcome.is_pending() {
            return self.write.wait(cx, Instant::now() + ANSWER_PART).map(Err);
        }
        self.write.over();
        self.seat.touch();
        outcome
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        if Pin::new(&mut this.stream).poll_read(cx, buffer).is_pending() {
            if this.framing.part() == Part::Head {
                // The server's own clock looks after heads.
                return Poll::Pending;
            }
            let now = Instant::now();
            let whole = *this.body_until.get_or_insert(now + BODY);
            return this.read.wait(cx, whole.min(now + BODY_PART)).map(Err);
        }
        this.read.over();
        this.seat.touch();
        this.framing.follow(&mut buffer.filled_mut()[before..]);
        if this.framing.part() == Part::Head {
            this.body_until = None;
        } else {
            this.body_until.get_or_insert(Instant::now() + BODY);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.written(cx, outcome)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let outcome = Pin::new(&mut this.stream).poll_write_vectored(cx, parts);
        this.written(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

/// The connections that are open. When there is no room for one more, the one that has been silent longest gives way: whoever
/// opens thousands and says nothing pushes out its own.
#[derive(Debug)]
pub(crate) struct Open {
    most: usize,
    begun: Instant,
    next: AtomicU64,
    seats: Mutex<BTreeMap<u64, Arc<Inner>>>,
}

/// One connection's place among those that are open.
#[derive(Debug, Clone)]
pub(crate) struct Seat(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    open: Arc<Open>,
    number: u64,
    /// When it was last heard of, in milliseconds after the start.
    heard: AtomicU64,
    /// Requests that are being answered.
    under_way: AtomicUsize,
    leave: Notify,
}

impl Open {
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, begun: Instant::now(), next: AtomicU64::new(0), seats: Mutex::default() })
    }

    /// A place for one more, or nothing if all that are open are being answered.
    pub(crate) fn take(self: &Arc<Self>) -> Option<Seat> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let inner = Arc::new(Inner {
            open: self.clone(),
            number,
            heard: AtomicU64::new(self.now()),
            under_way: AtomicUsize::new(0),
            leave: Notify::new(),
        });
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if seats.len() >= self.most {
            let waiting = seats.values().filter(|seat| seat.under_way.load(Ordering::Relaxed) == 0);
            let silent = waiting.min_by_key(|seat| seat.heard.load(Ordering::Relaxed))?.clone();
            silent.leave.notify_one();
            seats.remove(&silent.number);
        }
        seats.insert(number, inner.clone());
        Some(Seat(inner))
    }

    fn now(&self) -> u64 {
        self.begun.elapsed().as_millis() as u64
    }
}

impl Seat {
    fn touch(&self) {
        self.0.heard.store(self.0.open.now(), Ordering::Relaxed);
    }

    /// One request is being answered until what is given back is dropped.
    pub(crate) fn busy(&self) -> Busy {
        self.0.under_way.fetch_add(1, Ordering::Relaxed);
        Busy(self.0.clone())
    }

    /// Waits until another connection needs the place.
    pub(crate) async fn leave(&self) {
        self.0.leave.notified().await;
    }

    /// Gives the place back.
    pub(crate) fn give_back(&self) {
        let mut seats = self.0.open.seats.lock().unwrap_or_else(PoisonError::into_inner);
        seats.remove(&self.0.number);
    }
}

/// A request that is being answered.
pub(crate) struct Busy(Arc<Inner>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_one_that_was_silent_longest_gives_way() {
        let open = Open::new(2);
        let first = open.take().unwrap();
        let second = open.take().unwrap();
        first.0.heard.store(10, Ordering::Relaxed);
        let busy = first.busy();
        let third = open.take().unwrap();
        second.leave().await;
        let third_busy = third.busy();
        assert!(open.take().is_none(), "both are being answered");
        drop((busy, third_busy));
        assert!(open.take().is_some());
        first.give_back();
        assert!(open.seats.lock().unwrap().len() <= 2);
    }
}
