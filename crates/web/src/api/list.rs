//! Lists that grow with a process, given a part at a time: whoever wants all of one asks again with the `next` of the part before.

use axum::Json;
use axum::http::header::LINK;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::problem::Problem;

/// Most items of a part, and how many unless asked otherwise.
const PART: usize = 200;

/// Which part of a list, in the order of the record.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// What comes after this place: the `next` of the part before, which a list without members has in its header `Link`.
    after: Option<u64>,
    /// Items at most, 1 to 200 (200); items of one entry stay together.
    limit: Option<usize>,
}

/// So many items as were asked for; more than are given at once is refused, and never cut in silence.
pub(super) fn within<T>(asked: Option<T>, usual: T, most: T) -> Result<T, Problem>
where
    T: Copy + PartialOrd + From<u8> + std::fmt::Display,
{
    match asked {
        None => Ok(usual),
        Some(limit) if (T::from(1)..=most).contains(&limit) => Ok(limit),
        Some(limit) => {
            let detail = format!("the query is not understood: `limit` is {limit}, and may be 1 to {most}");
            Err(Problem::new(StatusCode::BAD_REQUEST, "bad-query", detail))
        }
    }
}

/// Where a part begins and ends.
#[derive(Debug)]
pub(super) struct Cut {
    after: Option<u64>,
    until: u64,
    /// From where the next part goes on, if there is one.
    pub(super) next: Option<u64>,
    limit: Option<usize>,
}

impl Part {
    /// The part of lists whose items have these numbers; an answer with several lists is cut at one number in all of them.
    pub(super) fn cut(&self, numbers: impl IntoIterator<Item = u64>) -> Result<Cut, Problem> {
        let limit = within(self.limit, PART, PART)?;
        let comes = |number: &u64| self.after.is_none_or(|after| *number > after);
        let mut numbers: Vec<u64> = numbers.into_iter().filter(comes).collect();
        numbers.sort_unstable();
        let until = numbers.get(limit - 1).copied();
        let next = until.filter(|until| numbers.last().is_some_and(|last| last > until));
        Ok(Cut { after: self.after, until: until.unwrap_or(u64::MAX), next, limit: self.limit })
    }
}

impl Cut {
    /// Whether an item of this number is in the part.
    pub(super) fn holds(&self, number: u64) -> bool {
        self.after.is_none_or(|after| number > after) && number <= self.until
    }

    /// The part as an answer of its own.
    pub(super) fn list<T>(&self, items: impl Iterator<Item = T>) -> Listed<T> {
        let limit = self.limit.map(|limit| format!("&limit={limit}")).unwrap_or_default();
        let next = self.next.map(|next| format!("<?after={next}{limit}>; rel=\"next\""));
        Listed { items: items.collect(), next }
    }
}

/// A part of a list, with the address of the next one in its header `Link` (RFC 8288).
#[derive(Debug)]
pub(super) struct Listed<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.items).into_response();
        if let Some(Ok(next)) = self.next.map(HeaderValue::try_from) {
            response.headers_mut().insert(LINK, next);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_together_are_the_list() {
        // Two lists of an answer, with several items of one entry.
        let numbers = [3, 5, 5, 5, 8, 13, 21, 4, 6, 8, 34];
        for limit in 1..=PART {
            let (mut after, mut given) = (None, Vec::new());
            loop {
                let cut = Part { after, limit: Some(limit) }.cut(numbers).unwrap();
                let part: Vec<u64> = numbers.into_iter().filter(|number| cut.holds(*number)).collect();
                assert!(
                    part.len() <= limit + 2,
                    "items of one entry alone may go beyond the limit: {part:?}"
                );
                given.extend(part);
                after = cut.next;
                if after.is_none() {
                    break;
                }
            }
            given.sort_unstable();
            let mut all = numbers.to_vec();
            all.sort_unstable();
            assert_eq!(given, all, "{limit}");
        }
    }

    #[test]
    fn more_than_is_given_at_once_is_refused() {
        let check = |limit: Option<usize>, expected: Option<usize>| {
            assert_eq!(within(limit, 50, PART).ok(), expected, "{limit:?}");
        };
        check(None, Some(50));
        check(Some(1), Some(1));
        check(Some(200), Some(200));
        check(Some(201), None);
        check(Some(0), None);
        check(Some(usize::MAX), None);
    }
}
