//! Mails against a mail server that strangers wrote: Debian's postfix, started by the test on ports of its own.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

mod support;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::{Home, free_port};

/// How long a mail may take from the server's hands into the folder; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_mins(1);

/// Servers of postfix: one takes mails under TLS alone, one never speaks TLS, one asks for a password.
const MASTER: &str = "\
TLS_PORT inet n - n - - smtpd
PLAIN_PORT inet n - n - - smtpd -o smtpd_tls_security_level=none
AUTH_PORT inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
anvil unix - - n - 1 anvil
error unix - - n - - error
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
keep unix - n n - - pipe flags=DRh user=nobody argv=HOME/keep.sh
";

const MAIN: &str = "\
compatibility_level = 3.6
queue_directory = HOME/queue
data_directory = HOME/data
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks_style = host
myhostname = localhost
mydestination =
maillog_file = HOME/log
maillog_file_prefixes = HOME
default_transport = keep
smtpd_tls_cert_file = HOME/cert.pem
smtpd_tls_key_file = HOME/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname
";

/// A running postfix; it is stopped when it goes.
struct Postfix {
    home: Home,
    tls: u16,
    plain: u16,
    auth: u16,
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let _ = postfix(&self.home, "stop");
    }
}

fn postfix(home: &Home, what: &str) -> bool {
    let mut command = Command::new("postfix");
    command.arg("-c").arg(home.path("conf")).arg(what).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn is_there(program: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|found| found.success())
}

fn run(program: &str, arguments: &[&str], folder: &Path) {
    let ran = Command::new(program).args(arguments).current_dir(folder).stderr(Stdio::null()).status();
    assert!(ran.expect("it runs").success(), "{program} {arguments:?}");
}

/// Starts postfix, or says loudly why not.
fn started(test: &str) -> Option<Postfix> {
    let is_root =
        std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !(is_root && is_there("postfix") && is_there("openssl")) {
        eprintln!("SKIPPED {test}: it needs root, postfix and openssl (apt-get install postfix openssl)");
        return None;
    }
    let home = Home::new();
    let (tls, plain, auth) = (free_port(), free_port(), free_port());
    for folder in ["conf", "queue", "data", "mail"] {
        std::fs::create_dir(home.path(folder)).expect("a folder");
    }
    let place = home.path("");
    let filled = |text: &str| {
        text.replace("HOME", place.to_str().expect("a plain path").trim_end_matches('/'))
            .replace("TLS_PORT", &tls.to_string())
            .replace("PLAIN_PORT", &plain.to_string())
            .replace("AUTH_PORT", &auth.to_string())
    };
    home.write("conf/main.cf", &filled(MAIN));
    home.write("conf/master.cf", &filled(MASTER));
    home.write("keep.sh", &filled("#!/bin/sh\ncat > HOME/mail/$$.eml\n"));
    // The certificate is its own authority, as a host makes one in an hour of need.
    let subject = "subjectAltName=DNS:localhost,IP:127.0.0.1";
    let certificate =
        ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    let named =
        ["-subj", "/CN=localhost", "-addext", subject, "-addext", "basicConstraints=critical,CA:FALSE"];
    let files = ["-keyout", "key.pem", "-out", "cert.pem"];
    run("openssl", &[&certificate[..], &named, &files].concat(), &place);
    run("chmod", &["755", ".", "keep.sh"], &place);
    run("chmod", &["777", "mail"], &place);
    run("chown", &["postfix", "data"], &place);
    assert!(
        postfix(&home, "start"),
        "postfix starts: {}",
        std::fs::read_to_string(home.path("log")).unwrap_or_default()
    );
    Some(Postfix { home, tls, plain, auth })
}

impl Postfix {
    /// Sends a test mail; gives the exit code and all that was said.
    fn send(&self, smtp: &str, password: Option<&str>, trusted: bool) -> (Option<i32>, String) {
        let mut command = self.home.command(&["mail", "test", "ara@example.org"]);
        command
            .env("MARU_ADDRESS", "https://forum.example.org:8443")
            .env("MARU_MAIL_FROM", "Maru <maru@forum.example.org>")
            .env("MARU_SMTP", smtp);
        if let Some(password) = password {
            self.home.write("password", password);
            command.env("MARU_SMTP_PASSWORD_FILE", self.home.path("password"));
        }
        if trusted {
            command.env("MARU_MAIL_CA", self.home.path("cert.pem"));
        }
        let output = command.output().expect("the binary runs");
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code(), said)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.home.path("log")).unwrap_or_default()
    }

    /// The one mail that arrived.
    fn mail(&self) -> String {
        let start = Instant::now();
        loop {
            let mails = std::fs::read_dir(self.home.path("mail")).expect("the folder").flatten();
            let texts: Vec<_> = mails.filter_map(|mail| std::fs::read_to_string(mail.path()).ok()).collect();
            if let [text] = texts.as_slice()
                && text.contains("people can sign in")
            {
                return text.clone();
            }
            assert!(start.elapsed() < PATIENCE, "one mail arrives: {texts:?} {}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn postfix_takes_our_mails_under_tls_and_learns_no_password_without() {
    let Some(postfix) = started("postfix_takes_our_mails_under_tls_and_learns_no_password_without") else {
        return;
    };
    let check = |smtp: String, password: Option<&str>, trusted: bool, code: i32, words: &str| {
        let (found, said) = postfix.send(&smtp, password, trusted);
        assert_eq!(found, Some(code), "{smtp}: {said}{}", postfix.log());
        assert!(said.contains(words), "{smtp}: wanted “{words}” in {said}");
    };
    let Postfix { tls, plain, auth, .. } = &postfix;
    // Whoever takes STARTTLS out of the conversation gets neither password nor mail.
    check(format!("smtp://maru@localhost:{plain}"), Some("secret"), true, 1, "offers no STARTTLS");
    check(
        format!("smtp://maru@localhost:{plain}?tls=opportunistic"),
        Some("secret"),
        true,
        1,
        "only given to a mail server under TLS",
    );
    check(
        format!("smtp://maru@localhost:{plain}?tls=none"),
        Some("secret"),
        true,
        1,
        "only given to a mail server under TLS",
    );
    check(format!("smtp://localhost:{tls}"), None, false, 1, "mail-ca");
    assert!(!postfix.log().contains("sasl"), "nobody was told a password: {}", postfix.log());
    check(format!("smtp://maru@localhost:{auth}"), Some("wrong"), true, 1, "authentication failure");
    check(format!("smtp://localhost:{tls}"), None, true, 0, "The mail server took it: 250");
    let mail = postfix.mail();
    for words in [
        "Received: from forum.example.org (localhost",
        "From: Maru <maru@forum.example.org>",
        "To: ara@example.org",
        "@forum.example.org>\n",
        "MIME-Version: 1.0",
        "Auto-Submitted: auto-generated",
        "\nDate: ",
        "\nMessage-ID: <",
    ] {
        assert!(mail.contains(words), "“{words}” is missing in {mail}");
    }
    assert!(postfix.log().contains("starttls=1"), "{}", postfix.log());
}

#[test]
fn a_mute_mail_server_is_given_up() {
    // It takes the connection and says nothing, for ever.
    let mute = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = mute.local_addr().expect("its number").port();
    let home = Home::new();
    let output = home
        .command(&["mail", "test", "ara@example.org"])
        .env("MARU_ADDRESS", "https://forum.example.org")
        .env("MARU_MAIL_FROM", "maru@forum.example.org")
        .env("MARU_SMTP", format!("smtp://127.0.0.1:{port}"))
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("did not finish the conversation"), "{said}");
}
