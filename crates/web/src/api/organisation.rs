//! The register of organisations, and who speaks for whom.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use maru_forum::{
    AskToSpeak, Command, CountryCode, DelegationVerdict, Disclosure, EntryNumber, GroupId, Language,
    OrganisationKind, Reading, RuleOnDelegation, Saying, StateOrganisation, Text,
};
use maru_store::StoreError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::Part;
use super::problem::{Problem, ProblemBody};
use super::trunk::act_route;
use super::vote::Written;
use crate::countries;
use crate::organisation::view::{answered_for, is_same};
use crate::session::Visitor;
use crate::state::AppState;

/// Something about an organisation: in words, declined, or neither.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DisclosureBody {
    /// `said`, `declined`, `not_said`, or `not_shown` where it was said and is kept back or erased.
    standing: &'static str,
    /// The words, where they can be shown.
    text: Option<String>,
}

/// Somebody who asked to speak for an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DelegationBody {
    /// The entry by which they asked, by which it is known.
    number: u64,
    /// Who: the number of a participant.
    delegate: u64,
    /// `asked`, `confirmed`, `refused` or `ended`.
    standing: &'static str,
}

/// An organisation in the register.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrganisationBody {
    /// The entry that registered it, by which it is known.
    number: u64,
    /// The entry that says what holds now.
    stated: u64,
    /// Who said it: the number of a participant; nothing for the operator.
    stated_by: Option<u64>,
    /// Whether somebody answers for it: whoever keeps the register said it, or confirmed somebody who speaks for the organisation.
    confirmed: bool,
    /// Its name; absent where it is not shown.
    name: Option<String>,
    /// What kind of organisation.
    kind: &'static str,
    /// A stakeholder group of the charter, by its id.
    group: Option<String>,
    /// Where it is at home (ISO 3166-1 alpha-2).
    country: Option<String>,
    /// Its number in a public register; absent where nobody said it, or it is not shown.
    register: Option<String>,
    /// Who pays it.
    funders: DisclosureBody,
    /// What it wants.
    interests: DisclosureBody,
    /// Who speaks for it, asked to, or did.
    delegates: Vec<DelegationBody>,
    /// The entries that were said for it.
    contributions: Vec<u64>,
}

/// Every organisation in the register, in the order of the record.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrganisationList {
    /// All of them.
    organisations: Vec<OrganisationBody>,
    /// From where the next part goes on: ask again with `?after=` this. Absent where this is the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// The register of organisations, with who speaks for each and what was said for it.
#[utoipa::path(
    get, path = "/api/processes/{id}/organisations", tag = "people", operation_id = "organisations",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "The register", body = OrganisationList),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
) -> Result<Json<OrganisationList>, Problem> {
    let text = |words: &maru_forum::Words| -> Result<Option<String>, StoreError> {
        let content = state.node.words(&handle.read(), &words.digest, Reading::Anyone)?;
        Ok(content.and_then(|content| content.get("text").map(str::to_owned)))
    };
    let disclosed = |disclosure: Disclosure<'_>| -> Result<DisclosureBody, StoreError> {
        Ok(match disclosure {
            Disclosure::Declined => DisclosureBody { standing: "declined", text: None },
            Disclosure::Unsaid => DisclosureBody { standing: "not_said", text: None },
            Disclosure::Said(words) => {
                let text = text(words)?;
                DisclosureBody { standing: if text.is_some() { "said" } else { "not_shown" }, text }
            }
        })
    };
    // What is in the state is taken out of it, so that words are fetched without its lock.
    let cut = part.cut(handle.read().organisations.iter().map(|one| one.entry.0))?;
    let found: Vec<_> = {
        let process = handle.read();
        let delegates = |entry| {
            let all = process.delegations.for_organisation(entry).map(|delegation| DelegationBody {
                number: delegation.entry.0,
                delegate: delegation.delegate.0.0,
                standing: delegation.standing().as_str(),
            });
            all.collect::<Vec<_>>()
        };
        let all = process.organisations.iter().filter(|one| cut.holds(one.entry.0));
        all.filter_map(|one| {
            let now = one.now()?;
            let shown = process.shows_text_of(now.entry);
            let answered: Vec<_> = answered_for(&process, one).into_iter().cloned().collect();
            let said = process.said_by(one.entry);
            Some((one.entry, now.clone(), (shown, answered), delegates(one.entry), said))
        })
        .collect()
    };
    let mut organisations = Vec::new();
    for (entry, now, (shown, answered), delegates, said) in found {
        // What the store cannot give now is not taken for the same.
        let read = |words: &maru_forum::Words| text(words).ok().flatten();
        let confirmed = answered.iter().any(|one| is_same(one, &now, &read));
        let register = match &now.register {
            Some(Text::Beside(words)) => text(words)?,
            Some(Text::InEntry(number)) => Some(number.clone()).filter(|_| shown),
            None => None,
        };
        organisations.push(OrganisationBody {
            number: entry.0,
            stated: now.entry.0,
            stated_by: now.by.participant().map(|who| who.0.0),
            confirmed,
            name: text(&now.name)?,
            kind: now.kind.as_str(),
            group: now.group.as_ref().map(ToString::to_string),
            country: now.country.map(|code| code.to_string()),
            register,
            funders: disclosed(now.funders())?,
            interests: disclosed(now.interests())?,
            delegates,
            contributions: said.into_iter().map(|entry| entry.0).collect(),
        });
    }
    Ok(Json(OrganisationList { organisations, next: cut.next }))
}

/// Something about an organisation: `{"words": "…"}`, `"declined"` or `"unsaid"`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SayingBody {
    /// In words.
    Words(String),
    /// The organisation declined to say it.
    Declined,
    /// Not said.
    #[default]
    Unsaid,
}

impl From<SayingBody> for Saying {
    fn from(body: SayingBody) -> Self {
        match body {
            SayingBody::Words(text) => Self::Words(text),
            SayingBody::Declined => Self::Declined,
            SayingBody::Unsaid => Self::Unsaid,
        }
    }
}

/// An organisation as somebody states it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOrganisation {
    /// The organisation that is stated anew, by its number; absent for a new one.
    #[serde(default)]
    of: Option<u64>,
    /// Its name, at most 200 characters.
    name: String,
    /// The language of all words.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// `government`, `intergovernmental`, `business`, `civil-society`, `technical`, `academia`, `workers`, `indigenous`,
    /// `local-authority`, `oversight` or `other`.
    #[schema(value_type = String, example = "civil-society")]
    kind: OrganisationKind,
    /// A stakeholder group of the charter, by its id.
    #[serde(default)]
    group: Option<String>,
    /// Where it is at home (ISO 3166-1 alpha-2).
    #[serde(default, deserialize_with = "country")]
    #[schema(value_type = Option<String>, example = "KR")]
    country: Option<CountryCode>,
    /// Its number in a public register, with the register's name.
    #[serde(default)]
    register: Option<String>,
    /// Who pays it.
    #[serde(default)]
    funders: SayingBody,
    /// What it wants.
    #[serde(default)]
    interests: SayingBody,
    /// Why somebody else than a delegate states it anew.
    #[serde(default)]
    reason: Option<String>,
}

/// The core's own form of a country is for its saved states; programs write the code.
pub(super) fn country<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Option<CountryCode>, D::Error> {
    let code = Option::<String>::deserialize(reader)?;
    code.map(|code| countries::given(&code)).transpose().map_err(serde::de::Error::custom)
}

impl From<NewOrganisation> for Command {
    fn from(new: NewOrganisation) -> Self {
        StateOrganisation {
            of: new.of.map(EntryNumber),
            name: new.name,
            language: new.language,
            kind: new.kind,
            group: new.group.map(GroupId),
            country: new.country,
            register: new.register,
            funders: new.funders.into(),
            interests: new.interests.into(),
            reason: new.reason,
        }
        .into()
    }
}

/// The organisation for which somebody asks to speak.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDelegation {
    /// Its number.
    organisation: u64,
}

impl From<NewDelegation> for Command {
    fn from(new: NewDelegation) -> Self {
        AskToSpeak { organisation: EntryNumber(new.organisation) }.into()
    }
}

/// What becomes of a delegation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRuling {
    /// The delegation, by its number.
    delegation: u64,
    /// `confirmed`, `refused` or `ended`.
    #[schema(value_type = String, example = "confirmed")]
    verdict: DelegationVerdict,
    /// Why, where it is refused, or ended against the delegate's will.
    #[serde(default)]
    reason: Option<String>,
}

impl From<NewRuling> for Command {
    fn from(new: NewRuling) -> Self {
        let (delegation, verdict) = (EntryNumber(new.delegation), new.verdict);
        RuleOnDelegation { delegation, verdict, reason: new.reason }.into()
    }
}

act_route! {
    /// Puts an organisation in the register, or states one anew.
    register, NewOrganisation, "/api/processes/{id}/organisations", "people", "stateOrganisation"
}
act_route! {
    /// Asks to speak for an organisation in this process.
    ask, NewDelegation, "/api/processes/{id}/delegations", "people", "askToSpeak"
}
act_route! {
    /// Confirms, refuses or ends a delegation; for whoever keeps the register, its holder, or the delegate.
    rule, NewRuling, "/api/processes/{id}/delegations/rulings", "people", "ruleOnDelegation"
}
