//! A home with a node's folder in it, and a server that runs there.
#![allow(dead_code, reason = "each test file uses the part that it needs")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long something that must come is waited for; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_mins(2);

/// A folder of its own, in which `node` is the node's.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        std::fs::write(self.path(path), text).expect("a file");
    }

    /// The binary in this home; nothing that the test runner's own environment says of Maru reaches it.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maru"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MARU_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .env("MARU_DATA", self.path("node"))
            .env("MARU_HEADS", self.path("heads.json"))
            .current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.command(arguments).stdin(Stdio::null()).output().expect("the binary runs");
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code(), said)
    }

    #[track_caller]
    pub(crate) fn good(&self, arguments: &[&str]) -> String {
        let (code, said) = self.run(arguments);
        assert_eq!(code, Some(0), "maru {arguments:?}: {said}");
        said
    }

    #[track_caller]
    pub(crate) fn bad(&self, arguments: &[&str]) -> String {
        let (code, said) = self.run(arguments);
        assert_eq!(code, Some(1), "maru {arguments:?}: {said}");
        said
    }
}

/// A port of this machine that nobody uses.
pub(crate) fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("its number").port()
}

/// A running server; it is told to stop when it goes.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    said: Arc<Mutex<String>>,
}

impl Server {
    /// Starts a command that listens; what it says is kept.
    pub(crate) fn start(home: &Home, arguments: &[&str]) -> Self {
        Self::start_at(home, free_port(), arguments)
    }

    /// The same at a port that was chosen before.
    pub(crate) fn start_at(home: &Home, port: u16, arguments: &[&str]) -> Self {
        let listen = format!("127.0.0.1:{port}");
        let mut child = home
            .command(&[arguments, &["--listen", &listen]].concat())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let said = Arc::<Mutex<String>>::default();
        keep(child.stdout.take().expect("what it says"), said.clone());
        keep(child.stderr.take().expect("what it complains about"), said.clone());
        Self { child, port, said }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("nobody panicked with it").clone()
    }

    /// Waits until it has said these words; gives all that it has said.
    #[track_caller]
    pub(crate) fn wait_for(&self, words: &str) -> String {
        let start = Instant::now();
        loop {
            let said = self.said();
            if said.contains(words) {
                return said;
            }
            assert!(start.elapsed() < PATIENCE, "wanted “{words}” in {said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

fn keep(from: impl std::io::Read + Send + 'static, said: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut said = said.lock().expect("nobody panicked with it");
            said.push_str(&line);
            said.push('\n');
        }
    });
}

/// Asks with these header lines and gives the whole answer.
pub(crate) fn ask(server: &Server, head: &str, body: &str) -> String {
    let start = Instant::now();
    let mut stream = loop {
        match TcpStream::connect(("127.0.0.1", server.port)) {
            Ok(stream) => break stream,
            Err(error) => assert!(start.elapsed() < PATIENCE, "{error}: {}", server.said()),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let length = body.len();
    write!(stream, "{head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
        .expect("it takes the question");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
}

pub(crate) fn get(server: &Server, path: &str) -> String {
    ask(server, &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}", server.port), "")
}

pub(crate) fn status_of(server: &Server, path: &str) -> u16 {
    status(&get(server, path))
}

/// Sends a form from the node's own page.
pub(crate) fn post(server: &Server, path: &str, form: &str) -> u16 {
    let (port, address) = (server.port, server.address());
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {address}\r\nContent-Type: application/x-www-form-urlencoded"
    );
    status(&ask(server, &head, form))
}
