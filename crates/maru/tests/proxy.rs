//! The samples for proxies, as they are shipped, in front of a real node with a certificate of this machine.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

mod support;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::{Home, Server, free_port};

const NGINX: &str = include_str!("../../../packaging/proxy/nginx.conf");
const CADDY: &str = include_str!("../../../packaging/proxy/Caddyfile");
const UNIT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/systemd/maru.service");
/// How long a proxy may take to answer for the first time.
const PATIENCE: Duration = Duration::from_mins(1);
/// More sign-in mails than one network may ask for at once.
const TOO_MANY: usize = 40;

/// More than nginx takes where nothing is said.
const LETTER_BYTES: usize = 3_000_000;

/// A running proxy; it is ended when it goes.
struct Proxy(Child);

impl Drop for Proxy {
    fn drop(&mut self) {
        // Told, not killed, so that its own children end too.
        let _ = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

fn are_there(programs: &[&str], test: &str) -> bool {
    let there = |program: &&str| {
        let script = format!("command -v {program}");
        Command::new("sh")
            .args(["-c", &script])
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|found| found.success())
    };
    let missing: Vec<_> = programs.iter().filter(|program| !there(program)).copied().collect();
    if !missing.is_empty() {
        eprintln!("SKIPPED {test}: {} is not installed", missing.join(", "));
    }
    missing.is_empty()
}

/// A node that believes a proxy, and the port at which the proxy shall stand.
fn node() -> (Home, Server, u16) {
    let (home, port) = (Home::new(), free_port());
    let address = format!("https://localhost:{port}");
    // A mail server is set, so that sign-in links can be asked for; it does not have to answer.
    let mail = ["--smtp", "smtp://127.0.0.1:1", "--mail-from", "maru@example.org"];
    let server = Server::start(
        &home,
        &[&["serve", "--create", "--address", &address, "--behind-proxy"], &mail[..]].concat(),
    );
    server.wait_for("Maru listens on");
    (home, server, port)
}

fn certificate(folder: &Path) {
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ])
        .args([
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
        ])
        .current_dir(folder)
        .stderr(Stdio::null())
        .status();
    assert!(made.expect("openssl runs").success());
}

/// Asks through the proxy; gives head and body.
fn curl(home: &Home, port: u16, arguments: &[&str], path: &str) -> String {
    let output = Command::new("curl")
        .args(["--silent", "--show-error", "--include", "--cacert"])
        .arg(home.path("cert.pem"))
        .args(arguments)
        .arg(format!("https://localhost:{port}{path}"))
        .output()
        .expect("curl runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn wait(home: &Home, port: u16) {
    let start = Instant::now();
    while status(&curl(home, port, &[], "/livez")) != "200" {
        assert!(start.elapsed() < PATIENCE, "the proxy answers");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// What holds behind every proxy.
fn check(home: &Home, server: &Server, port: u16) {
    let own = format!("Origin: https://localhost:{port}");
    assert_eq!(
        status(&curl(home, port, &["--data", "", "--header", &own], "/sign-out")),
        "303",
        "own forms get through"
    );
    let foreign = ["--data", "", "--header", "Origin: https://evil.example"];
    assert_eq!(status(&curl(home, port, &foreign, "/sign-out")), "403", "others' forms do not");
    let pretended = curl(home, port, &["--header", "X-Forwarded-For: 192.0.2.7"], "/readyz");
    assert!(pretended.contains("visitor: 127.0.0.1\n"), "{pretended}");
    assert!(pretended.to_lowercase().contains("x-request-id: "), "{pretended}");
    assert_eq!(status(&curl(home, port, &[], "/metrics")), "404", "figures stay on the machine");
    // Letters, drafts and archives are larger than what proxies take of their own accord. There is no such process, so the node may answer
    // before it has heard everything, and what a proxy makes of that differs; what counts is that the proxy sets no limit of its own.
    home.write("letter", &"a".repeat(LETTER_BYTES));
    let letter = format!("@{}", home.path("letter").display());
    let arguments = ["--data-binary", &letter, "--header", &own, "--header", "Expect:"];
    let sent = curl(home, port, &arguments, "/p/none/letters/new");
    assert_ne!(status(&sent), "413", "a letter of {LETTER_BYTES} bytes is not stopped on its way: {sent}");
    assert!(sent.starts_with("HTTP/"), "the proxy answers: {sent}");
    // Limits hold for the visitor, who cannot pretend to be many.
    let ask = |number: usize| {
        let (mail, from) =
            (format!("email=a{number}@example.org"), format!("X-Forwarded-For: 192.0.2.{number}"));
        curl(home, port, &["--data", &mail, "--header", &own, "--header", &from], "/sign-in")
    };
    let limited = (0..TOO_MANY).any(|number| status(&ask(number)) == "429");
    assert!(limited, "one visitor asks for too many links");
    // Another visitor, on the machine itself, is somebody else: not limited by what the first one did.
    let other = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost:{port}\r\n{own}\r\nX-Forwarded-For: 198.51.100.1\r\nContent-Type: application/x-www-form-urlencoded"
    );
    let answer = support::ask(server, &other, "email=b@example.org");
    assert_eq!(status(&answer), "200", "{answer}");
}

#[test]
fn the_nginx_sample_lets_forms_and_visitors_through() {
    if !are_there(&["nginx", "openssl", "curl"], "the_nginx_sample_lets_forms_and_visitors_through") {
        return;
    }
    let (home, server, port) = node();
    let plain = free_port();
    certificate(&home.path(""));
    let folder = home.path("");
    let folder = folder.display().to_string();
    let folder = folder.trim_end_matches('/');
    let sample = NGINX
        .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{port} ssl;"))
        .replace("    listen [::]:443 ssl;\n", "")
        .replace("listen 80;", &format!("listen 127.0.0.1:{plain};"))
        .replace("    listen [::]:80;\n", "")
        .replace("/etc/letsencrypt/live/forum.example.org/fullchain.pem", &format!("{folder}/cert.pem"))
        .replace("/etc/letsencrypt/live/forum.example.org/privkey.pem", &format!("{folder}/key.pem"))
        .replace("forum.example.org", "localhost")
        .replace("127.0.0.1:8080", &format!("127.0.0.1:{}", server.port));
    let around = format!(
        "daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}\nhttp {{ access_log off; client_body_temp_path {folder}/body; \
         proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{sample}\n}}\n"
    );
    home.write("nginx.conf", &around);
    let child = Command::new("nginx").arg("-c").arg(home.path("nginx.conf")).stderr(Stdio::null()).spawn();
    let _proxy = Proxy(child.expect("nginx starts"));
    wait(&home, port);
    check(&home, &server, port);
    let sent_on = Command::new("curl")
        .args([
            "--silent",
            "--include",
            &format!("http://127.0.0.1:{plain}/norms?x=1"),
            "--header",
            "Host: localhost",
        ])
        .output()
        .expect("curl runs");
    let sent_on = String::from_utf8_lossy(&sent_on.stdout).into_owned();
    assert!(
        sent_on.starts_with("HTTP/1.1 301") && sent_on.contains("https://localhost/norms?x=1"),
        "{sent_on}"
    );
}

#[test]
fn the_caddy_sample_lets_forms_and_visitors_through() {
    if !are_there(&["caddy", "openssl", "curl"], "the_caddy_sample_lets_forms_and_visitors_through") {
        return;
    }
    let (home, server, port) = node();
    certificate(&home.path(""));
    let (certificate, key) = (home.path("cert.pem"), home.path("key.pem"));
    // A certificate of this machine in place of one from an authority; nothing else of the sample changes.
    let site = format!("https://localhost:{port} {{\n\ttls {} {}\n", certificate.display(), key.display());
    let sample = CADDY
        .replace("forum.example.org {\n", &site)
        .replace("127.0.0.1:8080", &format!("127.0.0.1:{}", server.port));
    home.write(
        "Caddyfile",
        &format!("{{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}}\n{sample}"),
    );
    let child = Command::new("caddy")
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(home.path("Caddyfile"))
        .env("HOME", home.path(""))
        .env("XDG_DATA_HOME", home.path("caddy"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let _proxy = Proxy(child.expect("caddy starts"));
    wait(&home, port);
    check(&home, &server, port);
}

#[test]
fn the_unit_is_understood_by_systemd() {
    if !are_there(&["systemd-analyze"], "the_unit_is_understood_by_systemd") {
        return;
    }
    let output =
        Command::new("systemd-analyze").args(["verify", "--man=no", UNIT]).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    // On a machine without the package the program itself is absent; everything else must be right.
    let wrong: Vec<_> = said
        .lines()
        .filter(|line| line.contains("maru.service") && !line.contains("/usr/bin/maru is not executable"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
