//! What a form leaves for the next page to say: that an address was changed, how many answers became entries. It travels in the address,
//! and an address can be typed by anybody, kept as a bookmark and sent to others. So it carries a code that this node alone can make, for
//! one account, one page and some minutes (a message authentication code); what has none that fits is not there.

use maru_forum::Moment;
use maru_record::Digest;

use crate::visit::pairs_of;

/// The parameter that holds the code: when, and the digest.
const MAC: &str = "mac";
/// Parameters by which a page would assert what stands in no record, so that it cannot be looked up.
const VOUCHED: [&str; 4] = ["counted", "refused", "saved", "taken"];
/// Values of `done` that are words. A number is looked up in the record, and `early` says nothing by itself.
const DONE: [&str; 2] = ["address", "told"];
/// For how long such words are shown, in seconds: reloading the page brings it again, a bookmark does not.
const SHOWN_SECONDS: i64 = 600;

/// The key of the codes, made anew whenever a node starts.
pub(crate) struct FlashKey {
    /// Absent where there was no randomness: then nothing is vouched for, and nothing shown.
    key: Option<[u8; 32]>,
}

impl std::fmt::Debug for FlashKey {
    /// Without the key, which must be in no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FlashKey").finish_non_exhaustive()
    }
}

impl FlashKey {
    pub(crate) fn new() -> Self {
        let mut key = [0; 32];
        Self { key: getrandom::fill(&mut key).ok().map(|()| key) }
    }

    /// An address to go to, with a code where it carries such words.
    pub(crate) fn vouched(&self, address: &str, account: Option<i64>, now: Moment) -> String {
        let (before, fragment) = address.split_once('#').map_or((address, None), |(b, f)| (b, Some(f)));
        let (path, query) = before.split_once('?').unwrap_or((before, ""));
        let pairs = pairs_of(query);
        let Some(code) = self.code(path, &pairs, account, now) else { return address.to_owned() };
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        format!("{before}&{MAC}={}.{code}{fragment}", now.0)
    }

    /// Takes from a query what no code of this node for this account and page vouches for.
    pub(crate) fn without_unvouched(
        &self,
        path: &str,
        pairs: &mut Vec<(String, String)>,
        account: Option<i64>,
        now: Moment,
    ) {
        let said = pairs.iter().find(|(name, _)| name == MAC).and_then(|(_, code)| code.split_once('.'));
        let said = said.and_then(|(at, digest)| Some((Moment(at.parse().ok()?), digest)));
        let holds = said.is_some_and(|(at, digest)| {
            (0..=SHOWN_SECONDS).contains(&now.0.saturating_sub(at.0))
                && self.code(path, pairs, account, at).is_some_and(|code| code == digest)
        });
        if !holds {
            pairs.retain(|(name, value)| name != MAC && !is_flash(name, value));
        }
    }

    /// The code of such words among the parameters of a page, if there are any.
    fn code(
        &self,
        path: &str,
        pairs: &[(String, String)],
        account: Option<i64>,
        at: Moment,
    ) -> Option<String> {
        let key = self.key?;
        let mut said: Vec<_> = pairs.iter().filter(|(name, value)| is_flash(name, value)).collect();
        if said.is_empty() {
            return None;
        }
        said.sort();
        let words = format!("{path}\n{account:?}\n{}\n{said:?}", at.0);
        // Twice, so that a digest cannot be continued by whoever does not know the key.
        let inner = Digest::of(&[&key[..], words.as_bytes()].concat());
        Some(Digest::of(&[&key[..], inner.as_bytes().as_slice()].concat()).to_string())
    }
}

fn is_flash(name: &str, value: &str) -> bool {
    VOUCHED.contains(&name) || (name == "done" && DONE.contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_to_whom_they_were_left_for_and_on_their_page_alone() {
        let (node, other) = (FlashKey::new(), FlashKey::new());
        let (me, now) = (Some(7), Moment(1_000_000));
        let vouched = node.vouched("/p/x/vote?counted=2&refused=0#one", me, now);
        assert!(vouched.starts_with("/p/x/vote?counted=2&refused=0&mac=1000000."), "{vouched}");
        assert!(vouched.ends_with("#one"), "{vouched}");
        let query = vouched.split(['?', '#']).nth(1).unwrap().to_owned();
        let check = |key: &FlashKey, path: &str, query: &str, account, seconds: i64, expected: bool| {
            let mut pairs = pairs_of(query);
            key.without_unvouched(path, &mut pairs, account, Moment(now.0 + seconds));
            assert_eq!(pairs.iter().any(|(name, _)| name == "counted"), expected, "{path} {query} {seconds}");
        };
        check(&node, "/p/x/vote", &query, me, 0, true);
        check(&node, "/p/x/vote", &format!("lang=ko&{query}"), me, 600, true);
        check(&node, "/p/x/vote", &query, me, 601, false);
        check(&node, "/p/x/vote", &query, me, -1, false);
        check(&node, "/p/x/vote", &query, None, 0, false);
        check(&node, "/p/x/vote", &query, Some(8), 0, false);
        check(&node, "/p/y/vote", &query, me, 0, false);
        check(&other, "/p/x/vote", &query, me, 0, false);
        check(&node, "/p/x/vote", &query.replace("counted=2", "counted=999"), me, 0, false);
        check(&node, "/p/x/vote", "counted=999&refused=7", me, 0, false);
        for odd in ["mac=", "mac=.", "mac=-9223372036854775808.x", "mac=1000000.", "mac=a.b"] {
            check(&node, "/p/x/vote", &format!("counted=2&refused=0&{odd}"), me, 0, false);
        }
    }

    #[test]
    fn what_the_record_answers_needs_no_code() {
        let node = FlashKey::new();
        let check = |address: &str, expected: bool| {
            assert_eq!(node.vouched(address, None, Moment(0)).contains("mac="), expected, "{address}");
        };
        check("/p/x/vote?done=12&about=3", false);
        check("/p/x/vote?done=early&about=3", false);
        check("/account?done=address", true);
        check("/account?done=told#told", true);
        check("/new/3/people?saved=yes", true);
        check("/p/x/translate/ko?taken=no", true);
        check("/p/x", false);
    }
}
