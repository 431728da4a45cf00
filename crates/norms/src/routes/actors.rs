//! The same question for each kind of actor: who makes, who supplies, who deploys, who spreads.

use serde::{Serialize, Serializer};

use crate::code::named;
use crate::code::{Role, UseArea};
use crate::library::Library;
use crate::model::{ProvisionId, UseScope};
use crate::routes::{MinimalError, Query, Route, Standing};

named! {
    /// A kind of actor, as members of the public see them.
    Actor {
        /// Whoever makes or spreads it.
        Maker = "maker",
        /// Who supplies the system.
        Supplier = "supplier",
        /// Who uses the system on others.
        Deployer = "deployer",
        /// Where it spreads.
        Platform = "platform",
        /// The state itself.
        PublicBody = "public_body",
    }
}

impl Actor {
    /// The roles under which laws address the actor.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Maker => &[Role::PersonAny],
            Self::Supplier => &[
                Role::Provider,
                Role::Operator,
                Role::GpaiProvider,
                Role::FrontierDev,
                Role::LargeFrontierDev,
            ],
            Self::Deployer => &[Role::Deployer, Role::Operator, Role::Controller, Role::Employer],
            Self::Platform => &[Role::Platform],
            Self::PublicBody => &[Role::PublicBody],
        }
    }
}

/// The answer for one kind of actor and one use.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActorCase {
    pub actor: Actor,
    /// The use; nothing means: whatever the use.
    pub use_area: Option<UseArea>,
    pub standing: Standing,
    pub covering: Vec<ProvisionId>,
    pub routes: Vec<Route>,
    /// Whether the answer is the same without uncertain rows; nothing where nothing covers.
    pub robust: Option<bool>,
}

impl Library {
    /// Breaks a question down by actor and use: each pair for which some law in the library, anywhere, has a duty.
    pub fn by_actor(&self, query: &Query) -> Result<Vec<ActorCase>, MinimalError> {
        let mut cases = Vec::new();
        for actor in Actor::ALL {
            for use_area in self.uses_of(query, *actor) {
                let one = Query { roles: actor.roles().to_vec(), use_area, ..query.clone() };
                let report = self.routes(&one, &super::Weights::new())?;
                cases.push(ActorCase {
                    actor: *actor,
                    use_area,
                    standing: report.standing,
                    covering: report.covering.into_iter().map(|one| one.id).collect(),
                    routes: report.routes,
                    robust: report.robustness.robust,
                });
            }
        }
        Ok(cases)
    }

    /// The uses for which a law somewhere lays a duty on the actor, on the topics of the question.
    fn uses_of(&self, query: &Query, actor: Actor) -> Vec<Option<UseArea>> {
        let mut uses = Vec::new();
        for one in self.provisions().iter().filter(|one| one.is_regulative()) {
            let topical = one.topics.iter().any(|topic| query.topics.contains(topic));
            let addressed = one.duty_bearers().iter().any(|role| actor.roles().contains(role));
            if !topical
                || !addressed
                || self.level(one, query.at).level.is_none_or(|level| !level.has_teeth())
            {
                continue;
            }
            match self.use_scope_of(one) {
                UseScope::Listed(areas) => uses.extend(areas.iter().copied().map(Some)),
                _ => uses.push(None),
            }
        }
        if let Some(wanted) = query.use_area {
            uses.retain(|area| *area == Some(wanted));
        }
        uses.sort_unstable();
        uses.dedup();
        uses
    }
}
