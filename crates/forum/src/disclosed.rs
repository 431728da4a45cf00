//! What a charter can say of the ground on which its process stands: legal effect, what is fixed, options, money, support, ways in.
//!
//! All of it may be left unsaid; the openness report then says what is missing, and that the charter has a place for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::language::LocalText;

/// Most digits of an amount of money.
const DIGITS: usize = 12;

/// What a charter says beyond what every charter says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Disclosed {
    /// What legal effect the result has.
    pub effect: Effect,
    /// What is fixed already, and cannot be changed in this process.
    pub fixed: LocalText,
    /// The options that are under discussion when input begins.
    pub options: LocalText,
    /// What the process costs in all: an amount and a currency, such as `12000 EUR`; empty where it is not said.
    pub costs: String,
    /// Every funder with an amount, one a line, such as `City of Example: 9000 EUR`; empty where it is not said.
    pub amounts: String,
    /// Whether costs of travel or data are borne for those who need it.
    pub support: SupportOffer,
    /// How many took that up, by income group of their country, one a line, such as `low: 3`; empty where it is not said.
    pub taken: String,
    /// Ways other than the web by which people write into the same record.
    pub ways: Vec<Way>,
}

/// What follows in law from the result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The charter does not say.
    #[default]
    Unsaid,
    /// It binds.
    Binding,
    /// Whoever decides has to look at it, and need not follow.
    Advice,
    /// None.
    None,
}

/// Whether costs of travel or data are borne.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportOffer {
    /// The charter does not say.
    #[default]
    Unsaid,
    /// They are, for those who need it.
    Offered,
    /// They are not.
    None,
}

/// A way other than the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Electronic mail.
    Mail,
    /// Letters and forms on paper.
    Paper,
    /// By telephone.
    Telephone,
    /// A place where people meet and somebody writes it down.
    Place,
}

impl Way {
    /// Every way, in the order of the enumeration.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Paper, Self::Telephone, Self::Place];

    /// The name in the charter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Paper => "paper",
            Self::Telephone => "telephone",
            Self::Place => "place",
        }
    }
}

/// Income groups of countries as the World Bank names them, in the form of the charter.
pub const INCOMES: [&str; 4] = ["low", "lower-middle", "upper-middle", "high"];

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Whole units of the currency.
    pub units: u64,
    /// Its code of three letters.
    pub currency: String,
}

impl Amount {
    /// Reads `12000 EUR`.
    fn read(text: &str) -> Option<Self> {
        let (units, currency) = text.split_once(' ')?;
        let is_number =
            (1..=DIGITS).contains(&units.len()) && units.bytes().all(|byte| byte.is_ascii_digit());
        let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
        let units = units.parse().ok().filter(|_| is_number && is_code)?;
        Some(Self { units, currency: currency.to_owned() })
    }
}

/// What keeps what is disclosed from being read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DisclosedFault {
    /// The costs are no amount.
    #[error("`costs` is an amount and a currency, such as 12000 EUR")]
    Costs,
    /// A line is no funder with an amount.
    #[error(
        "each line of `amounts` is a funder, a colon and an amount, such as City of Example: 9000 EUR, not “{0}”"
    )]
    Amounts(String),
    /// A line is no income group with a number.
    #[error(
        "each line of `taken` is low, lower-middle, upper-middle or high, a colon and a number, each once, not “{0}”"
    )]
    Taken(String),
    /// A way is named twice.
    #[error("each of `ways` is named once")]
    Ways,
}

impl DisclosedFault {
    /// The end of its key in the locale files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Costs => "costs",
            Self::Amounts(_) => "amounts",
            Self::Taken(_) => "taken",
            Self::Ways => "ways",
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

impl Disclosed {
    /// Whether anything is said.
    pub fn is_said(&self) -> bool {
        *self != Self::default()
    }

    /// What the process costs in all, where it is said.
    pub fn total(&self) -> Option<Amount> {
        Amount::read(self.costs.trim())
    }

    /// Every funder with the amount, as far as a line says one.
    pub fn funders(&self) -> Vec<(&str, Amount)> {
        lines(&self.amounts).filter_map(funder).collect()
    }

    /// How many took support up, by income group; nothing where it is not said of all four.
    pub fn taken_up(&self) -> Option<BTreeMap<&str, u64>> {
        let read: BTreeMap<_, _> = lines(&self.taken).filter_map(taken).collect();
        (read.len() == INCOMES.len()).then_some(read)
    }

    /// Everything that cannot be read.
    pub(crate) fn faults(&self) -> Vec<DisclosedFault> {
        let mut faults = Vec::new();
        if !self.costs.trim().is_empty() && self.total().is_none() {
            faults.push(DisclosedFault::Costs);
        }
        let unread = lines(&self.amounts).filter(|line| funder(line).is_none());
        faults.extend(unread.map(|line| DisclosedFault::Amounts(line.to_owned())));
        let mut seen = Vec::new();
        for line in lines(&self.taken) {
            match taken(line) {
                Some((income, _)) if !seen.contains(&income) => seen.push(income),
                Some(_) | None => faults.push(DisclosedFault::Taken(line.to_owned())),
            }
        }
        let mut ways = self.ways.clone();
        ways.sort_unstable();
        ways.dedup();
        if ways.len() < self.ways.len() {
            faults.push(DisclosedFault::Ways);
        }
        faults
    }
}

fn funder(line: &str) -> Option<(&str, Amount)> {
    let (name, amount) = line.rsplit_once(':')?;
    let name = Some(name.trim()).filter(|name| !name.is_empty())?;
    Some((name, Amount::read(amount.trim())?))
}

fn taken(line: &str) -> Option<(&str, u64)> {
    let (income, number) = line.split_once(':')?;
    let (income, number) = (income.trim(), number.trim());
    let is_number = (1..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|_| is_number && INCOMES.contains(&income))?;
    Some((income, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_a_name_a_number_and_a_currency() {
        let check = |costs: &str, amounts: &str, expected: usize| {
            let disclosed =
                Disclosed { costs: costs.to_owned(), amounts: amounts.to_owned(), ..Disclosed::default() };
            assert_eq!(disclosed.faults().len(), expected, "{costs} | {amounts}");
        };
        check("", "", 0);
        check("12000 EUR", "City: of Example: 9000 EUR\n\n Others : 3000 EUR ", 0);
        check("0 EUR", "", 0);
        for costs in [
            "12,000 EUR",
            "12000",
            "EUR",
            "-5 EUR",
            "+5 EUR",
            "12000 eur",
            "12000  EUR",
            "1234567890123 EUR",
            "１２ EUR",
        ] {
            check(costs, "", 1);
        }
        check("", "City of Example\n: 5 EUR\nOthers: much", 3);
    }

    #[test]
    fn support_that_was_taken_up_is_said_of_every_income_group_or_of_none() {
        let of = |taken: &str| Disclosed { taken: taken.to_owned(), ..Disclosed::default() };
        assert_eq!(of("low: 3\nhigh: 0").taken_up(), None);
        let whole = of("low: 3\nlower-middle: 2\nupper-middle: 0\nhigh: 0");
        assert_eq!(whole.taken_up().and_then(|all| all.get("low").copied()), Some(3));
        assert_eq!(of("low: 3\nlow: 4").faults().len(), 1);
        assert_eq!(of("poor: 3").faults().len(), 1);
        assert_eq!(of("low: three").faults().len(), 1);
    }
}
