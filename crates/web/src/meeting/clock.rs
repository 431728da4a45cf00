//! Times of a meeting as people say them: by the clock of a place, with its distance from UTC.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use maru_forum::{Meeting, Moment};

/// Seconds of a minute.
const MINUTE: i64 = 60;

/// Minutes east of UTC, as `+09:00`, `-03:30` or `Z`.
pub fn offset(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let two_digits = |part: &str| {
        let is_one = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_one.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// How minutes east of UTC are written.
pub fn offset_text(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn place_of(minutes: i64) -> Option<Offset> {
    Offset::from_seconds(i32::try_from(minutes * MINUTE).ok()?).ok()
}

/// A time of the clock of a place, as `2026-06-20T14:00`.
pub fn moment(text: &str, offset: i64) -> Option<Moment> {
    let at: DateTime = text.trim().parse().ok()?;
    Some(Moment(place_of(offset)?.to_timestamp(at).ok()?.as_second()))
}

/// The same with the distance from UTC behind it, as `2026-06-20T14:00+09:00`.
pub fn moment_with_offset(text: &str) -> Option<(Moment, i64)> {
    let text = text.trim();
    let (clock, zone) = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, "Z"),
        // The sign of the distance is the last one; those of the date stand before the time.
        None => {
            text.split_at(text.find('T').and_then(|time| Some(time + text.get(time..)?.rfind(['+', '-'])?))?)
        }
    };
    let offset = offset(zone)?;
    Some((moment(clock, offset)?, offset))
}

/// The clock of a place at a moment.
pub(crate) fn clock_of(at: Moment, offset: i64) -> Option<DateTime> {
    let at = jiff::Timestamp::from_second(at.0).ok()?;
    Some(place_of(offset)?.to_datetime(at))
}

/// When a meeting begins and ends, for a command line.
pub fn span(meeting: &Meeting) -> String {
    let told = |at: Moment| {
        clock_of(at, meeting.offset)
            .map_or_else(|| "?".to_owned(), |at| at.strftime("%Y-%m-%d %H:%M").to_string())
    };
    format!("{} – {} (UTC{})", told(meeting.starts), told(meeting.ends), offset_text(meeting.offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_their_distance_from_utc() {
        let check = |text: &str, expected: Option<(i64, i64)>| {
            let read = moment_with_offset(text).map(|(at, offset)| (at.0, offset));
            assert_eq!(read, expected, "{text}");
        };
        check("2026-06-20T14:00+09:00", Some((1_781_931_600, 540)));
        check("2026-06-20T05:00Z", Some((1_781_931_600, 0)));
        check("2026-06-20T01:30:00-03:30", Some((1_781_931_600, -210)));
        check("2026-06-20T14:00", None);
        check("2026-06-31T14:00+09:00", None);
        check("2026-06-20T14:00+9", None);
        check("tomorrow", None);
        assert_eq!(offset_text(-210), "-03:30");
        assert_eq!(offset("+14:61"), None);
    }
}
