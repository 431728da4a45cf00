//! Numeric thresholds: `compute>1e26;revenue>=5e8USD` (all), `revenue>=1e12KRW|users>=1e6` (any one suffices).

use std::fmt;

use serde::{Serialize, Serializer};

use crate::code::Coded;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// Floating-point operations used in training.
    Compute,
    Users,
    /// Yearly revenue.
    Revenue,
    /// Yearly revenue from AI services.
    AiRevenue,
    /// Records of persons held.
    Records,
}

impl Coded for Quantity {
    const WHAT: &'static str = "quantity";
    const ALL: &'static [Self] = &[Self::Compute, Self::Users, Self::Revenue, Self::AiRevenue, Self::Records];
    fn code(self) -> &'static str {
        match self {
            Self::Compute => "compute",
            Self::Users => "users",
            Self::Revenue => "revenue",
            Self::AiRevenue => "ai_revenue",
            Self::Records => "records",
        }
    }
}

/// A quantity with its unit: revenue in won and revenue in dollars are two quantities, never converted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure {
    pub quantity: Quantity,
    /// The currency, when money is counted: three capital letters.
    pub currency: Option<[u8; 3]>,
}

impl Measure {
    /// The currency code, or nothing.
    pub fn currency_code(&self) -> &str {
        self.currency.as_ref().and_then(|code| std::str::from_utf8(code).ok()).unwrap_or("")
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// What is counted, and in what.
    pub measure: Measure,
    /// Whether the limit itself is within.
    pub inclusive: bool,
    pub limit: f64,
}

/// The numeric tests of a provision.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Thresholds {
    /// The tests; none means that size does not matter.
    pub tests: Vec<Threshold>,
    /// Whether one of them suffices.
    pub any: bool,
}

/// Why a text is no threshold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a threshold like compute>1e25 or revenue>=5e8USD")]
pub struct ThresholdError {
    /// The test as it was given.
    pub text: String,
}

impl Thresholds {
    /// Reads a list of tests, `;` for all, `|` for any; the two cannot be mixed.
    pub fn parse(text: &str) -> Result<Self, ThresholdError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let any = text.contains('|');
        if any && text.contains(';') {
            return Err(ThresholdError { text: text.to_owned() });
        }
        let tests = text.split(if any { '|' } else { ';' }).map(parse_one).collect::<Result<_, _>>()?;
        Ok(Self { tests, any })
    }

    /// Whether there is no numeric test.
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }
}

fn parse_one(text: &str) -> Result<Threshold, ThresholdError> {
    let error = || ThresholdError { text: text.trim().to_owned() };
    let (name, rest) = text.trim().split_once('>').ok_or_else(error)?;
    let quantity = Quantity::from_code(name.trim()).ok_or_else(error)?;
    let (inclusive, number) = match rest.strip_prefix('=') {
        Some(number) => (true, number),
        None => (false, rest),
    };
    let digits_end = number.trim_end_matches(|c: char| c.is_ascii_uppercase()).len();
    let (digits, unit) = number.split_at(digits_end);
    let limit: f64 = digits.trim().parse().map_err(|_| error())?;
    if !limit.is_finite() || limit < 0.0 {
        return Err(error());
    }
    let money = matches!(quantity, Quantity::Revenue | Quantity::AiRevenue);
    let currency = match (money, <[u8; 3]>::try_from(unit.as_bytes())) {
        (true, Ok(code)) => Some(code),
        (false, _) if unit.is_empty() => None,
        _ => return Err(error()),
    };
    Ok(Threshold { measure: Measure { quantity, currency }, inclusive, limit })
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.inclusive { ">=" } else { ">" };
        write!(f, "{}{sign}{:e}{}", self.measure.quantity.code(), self.limit, self.measure.currency_code())
    }
}

impl fmt::Display for Thresholds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, test) in self.tests.iter().enumerate() {
            if index > 0 {
                f.write_str(if self.any { "|" } else { ";" })?;
            }
            write!(f, "{test}")?;
        }
        Ok(())
    }
}

impl Serialize for Thresholds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_read_and_print() {
        let check = |text: &str, expected: Result<&str, &str>| {
            let read = Thresholds::parse(text);
            let shown = read.as_ref().map(ToString::to_string).map_err(|error| error.text.clone());
            assert_eq!(shown, expected.map(str::to_owned).map_err(str::to_owned), "{text}");
        };
        check("", Ok(""));
        check("compute>1e25", Ok("compute>1e25"));
        check("compute>1e26;revenue>=5e8USD", Ok("compute>1e26;revenue>=5e8USD"));
        check("revenue>=1e12KRW|users>=1e6", Ok("revenue>=1e12KRW|users>=1e6"));
        check("users>45000000", Ok("users>4.5e7"));
        check("users<5", Err("users<5"));
        check("cats>5", Err("cats>5"));
        check("compute>1e25USD", Err("compute>1e25USD"));
        check("revenue>5e8", Err("revenue>5e8"));
        check("compute>x", Err("compute>x"));
        check("users>1e6;", Err(""));
        check("users>1|users>2;users>3", Err("users>1|users>2;users>3"));
    }
}
