//! Mails about a change of address.

use maru_store::{Letter, MailAddress, SIGN_IN_SECONDS, SignInToken};

use crate::locale::locales;
use crate::state::Settings;
use crate::visit::Visit;

/// The mail that asks the new address.
pub(super) fn asking(visit: &Visit, settings: &Settings, token: &SignInToken) -> Letter {
    let path = format!("/account/address/confirm?token={}", token.as_str());
    let link = format!("{}{}", settings.address, visit.link(&path));
    let minutes = SIGN_IN_SECONDS / 60;
    let arguments = [("link", link.into()), ("minutes", minutes.into())];
    (visit.text("account-mail-confirm-subject"), visit.text_with("account-mail-confirm-body", &arguments))
}

/// The mail that tells the old address. Whoever reads it may read another language than whoever changed it, so it says it in all.
pub fn address_changed(new: &MailAddress) -> Letter {
    // Not the whole new address: should somebody else read the old mailbox by now, it is not theirs to know.
    let hint = hinted(new.as_str());
    let each = |key: &str, with: &str| {
        let texts =
            locales().iter().map(|locale| locale.text_with(key, &[("address", hint.as_str().into())]));
        texts.collect::<Vec<_>>().join(with)
    };
    (each("account-mail-changed-subject", " · "), each("account-mail-changed-body", "\n\n"))
}

/// The first letter of the name, and the host.
fn hinted(address: &str) -> String {
    let (name, host) = address.rsplit_once('@').unwrap_or((address, ""));
    format!("{}…@{host}", name.chars().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_address_is_told_in_every_language_and_learns_no_whole_address() {
        let (subject, body) = address_changed(&"ara.kim@example.org".parse().unwrap());
        assert!(subject.contains(" · "), "{subject}");
        assert!(body.contains("a…@example.org") && !body.contains("ara.kim"), "{body}");
        assert!(!body.contains('⟨'), "every language has the words: {body}");
    }
}
