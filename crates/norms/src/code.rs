//! The coded vocabulary: one enum for each coded column, so that a value nobody defined cannot enter the library.

use std::fmt;

use serde::{Serialize, Serializer};

/// An enumeration of which every value has a code.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The code, which is also the key of its text in every language.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}

pub(crate) use named;

/// A value of a closed vocabulary, written in data files by a short code.
pub trait Coded: Copy + Eq + 'static {
    /// What the vocabulary names, for messages.
    const WHAT: &'static str;
    /// Every value, in the order of the vocabulary.
    const ALL: &'static [Self];
    /// The word in tables, JSON and addresses; it never changes.
    fn code(self) -> &'static str;
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($variant:ident = $code:literal),+ $(,)? }) => {
        coded! { $(#[$doc])* $name, $what { $($variant = $code),+ } also {} }
    };
    // Codes of before, still read wherever somebody has written them down.
    ($(#[$doc:meta])* $name:ident, $what:literal { $($variant:ident = $code:literal),+ $(,)? }
        also { $($old:literal => $new:ident),* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("Coded `", $code, "`.")] $variant),+
        }

        impl Coded for $name {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    $($old => Some(Self::$new),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}

coded! {
    /// At which height of government an instrument stands.
    GovernanceLevel, "level" {
        International = "international", Regional = "regional", National = "national",
        Subnational = "subnational", Corporate = "corporate",
    }
}

coded! {
    /// What sort of text an instrument is.
    InstrumentKind, "kind" {
        Regulation = "regulation", Directive = "directive", Statute = "statute", Decree = "decree",
        Measure = "measure", ExecutiveOrder = "executive_order", Treaty = "treaty", Resolution = "resolution",
        Declaration = "declaration", Recommendation = "recommendation", Code = "code", Commitment = "commitment",
        Strategy = "strategy", Guideline = "guideline", Standard = "standard", Bill = "bill",
    }
}

coded! {
    /// Whom an instrument binds, if anyone.
    Binding, "binding" {
        Binding = "binding", OnStates = "binding_on_states", OnExecutive = "binding_on_executive",
        Political = "political", Voluntary = "voluntary", Proposed = "proposed",
    }
}

coded! {
    /// Where an instrument stands in its life, as of its last check.
    Status, "status" {
        InForce = "in_force", PartlyApplicable = "partly_applicable", AdoptedNotInForce = "adopted_not_in_force",
        EnactedNotYetApplicable = "enacted_not_yet_applicable", Proposed = "proposed", Lapsed = "lapsed",
        Revoked = "revoked", Repealed = "repealed",
    }
}

coded! {
    /// How well a row is supported.
    Confidence, "confidence" { Low = "low", Medium = "medium", High = "high" }
}

coded! {
    /// What a provision does: regulate, constitute a class, set the scope, or give a procedure or power.
    StatementType, "statement type" { Regulative = "R", Constitutive = "C", Scope = "S", Procedural = "P" }
}

coded! {
    /// The deontic word of a provision.
    Deontic, "deontic" {
        None = "none", May = "may", Should = "should", Undertakes = "undertakes", Power = "power",
        Right = "right", Must = "must", MustNot = "must_not",
    }
}

coded! {
    /// Who bears a duty, or is owed it.
    Role, "role" {
        Provider = "provider", Deployer = "deployer", Operator = "operator", Platform = "platform",
        Controller = "controller", Employer = "employer", GpaiProvider = "gpai_provider",
        FrontierDev = "frontier_dev", LargeFrontierDev = "large_frontier_dev", Importer = "importer",
        Distributor = "distributor", CompanySignatory = "company_signatory", PublicBody = "public_body",
        State = "state", Regulator = "regulator", PersonAny = "person_any", Person = "person", User = "user",
        Worker = "worker", Staff = "staff", Student = "student", Child = "child", Voter = "voter",
        Consumer = "consumer", Applicant = "applicant", Public = "public",
    }
}

coded! {
    /// What a provision is about, technically.
    ObjectClass, "object" {
        AnyAi = "any_ai", HighRisk = "high_risk", GenAi = "gen_ai", Gpai = "gpai", Frontier = "frontier",
        SyntheticMedia = "synthetic_media", Biometric = "biometric", Emotion = "emotion",
        SocialScoring = "social_scoring", Adm = "adm", RecSys = "rec_sys", Companion = "companion",
        PersonalData = "personal_data", OnlineService = "online_service",
    }
}

coded! {
    /// What a provision is about, as a matter of policy.
    Topic, "topic" {
        Reach = "reach", Exemption = "exemption", Governance = "governance", Manipulation = "manipulation",
        SocialScoring = "social_scoring", Biometric = "biometric", HighRiskDecision = "high_risk_decision",
        Deepfake = "deepfake", Labelling = "labelling", Data = "data", Transparency = "transparency",
        Security = "security", Representative = "representative", ImpactAssessment = "impact_assessment",
        Register = "register", GpaiFrontier = "gpai_frontier", IncidentReport = "incident_report",
        Remedy = "remedy", Complaint = "complaint", Whistleblower = "whistleblower", Penalty = "penalty",
    }
}

coded! {
    /// The right that a provision serves.
    RightAtStake, "right" {
        Equality = "equality", Privacy = "privacy", Dignity = "dignity", Safety = "safety", Work = "work",
        Child = "child", Elections = "elections", Information = "information", Remedy = "remedy",
        Autonomy = "autonomy", FairTrial = "fair_trial",
    }
}

coded! {
    /// What follows when a provision is broken.
    SanctionKind, "sanction kind" {
        None = "none", Political = "political", Order = "order", National = "national",
        ByReference = "by_reference", AdminFine = "admin_fine", CivilPenalty = "civil_penalty",
        CivilLiability = "civil_liability", Criminal = "criminal", LossOfImmunity = "loss_of_immunity",
    }
}

coded! {
    /// Whether a third party can decide from facts that the aim was met.
    Testable, "testable" { No = "no", Partly = "partly", Yes = "yes" }
}

coded! {
    /// What something is that is known and not coded: only law answers a question about law.
    MissingKind, "kind of what is missing" { Law = "law", Bill = "bill" }
}

coded! {
    /// A ground on which someone or something is left out.
    Exemption, "exemption" {
        Academic = "academic", Artistic = "artistic", AssistiveEditing = "assistive_editing",
        ChildSafety = "child_safety", ComputeThreshold = "compute_threshold", Consent = "consent",
        Contract = "contract", CurePeriod = "cure_period", Defence = "defence", EmailIsp = "email_isp",
        EmailSms = "email_sms", FederalApproval = "federal_approval", FederalSector = "federal_sector",
        GracePeriod = "grace_period", Infrastructure = "infrastructure", InternalUse = "internal_use", Law = "law",
        LawEnforcement = "law_enforcement", LawfulEnforcement = "lawful_enforcement", Medical = "medical",
        Military = "military", Natsec = "natsec", Obvious = "obvious",
        OccasionalProcessing = "occasional_processing", Opensource = "opensource",
        OpensourcePartial = "opensource_partial", Other = "other", PersonalUse = "personal_use", Procurement = "procurement",
        ReasonableExcuse = "reasonable_excuse", Research = "research", RevenueThreshold = "revenue_threshold",
        Safety = "safety", Sandbox = "sandbox", SelfAssessment = "self_assessment",
        SizeThreshold = "size_threshold", Sme = "sme", ThirdStateCooperation = "third_state_cooperation",
        TradeSecret = "trade_secret", UserThreshold = "user_threshold", Voluntary = "voluntary",
    }
}

coded! {
    /// A field of use that a provision is limited to.
    UseArea, "use area" {
        Biometric = "biometric", Care = "care", ChildAbuseImage = "child_abuse_image", Companionship = "companionship",
        ConsumerPricing = "consumer_pricing", Credit = "credit", Education = "education",
        Elections = "elections", Emergency = "emergency", Energy = "energy", FaceDatabase = "face_database", Health = "health",
        HealthInsurance = "health_insurance",
        Hiring = "hiring", Housing = "housing", Infrastructure = "infrastructure", Insurance = "insurance",
        IntimateImage = "intimate_image", Justice = "justice", Legal = "legal", LifeInsurance = "life_insurance",
        Listed = "listed", MedicalDevice = "medical_device", Migration = "migration", Nuclear = "nuclear", Other = "other",
        PlatformWork = "platform_work", Policing = "policing", PublicAdministration = "public_administration",
        PublicService = "public_service", Transport = "transport", Water = "water", Work = "work",
    }
    also { "election" => Elections }
}

impl Role {
    /// Whether it is an authority: what binds these alone binds no operator, and what they may do is a power.
    pub fn is_public(self) -> bool {
        matches!(self, Self::PublicBody | Self::State | Self::Regulator)
    }
}

impl SanctionKind {
    /// Whether the consequence strikes the bearer directly, without a further act of another law-maker or authority.
    pub fn is_direct(self) -> bool {
        matches!(
            self,
            Self::AdminFine
                | Self::CivilPenalty
                | Self::CivilLiability
                | Self::Criminal
                | Self::LossOfImmunity
        )
    }

    /// Whether the consequence depends on an order first, on national law, or on other laws referred to.
    pub fn is_indirect(self) -> bool {
        matches!(self, Self::Order | Self::National | Self::ByReference)
    }
}

impl Deontic {
    /// Whether the word makes a duty (for a right: of its counterparty).
    pub fn is_duty(self) -> bool {
        matches!(self, Self::Must | Self::MustNot | Self::Right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        fn check<T: Coded + std::fmt::Debug>() {
            for value in T::ALL {
                assert_eq!(T::from_code(value.code()), Some(*value));
            }
            assert_eq!(T::from_code(""), None);
        }
        assert_eq!(UseArea::from_code("election"), Some(UseArea::Elections));
        check::<Role>();
        check::<Topic>();
        check::<Exemption>();
        check::<UseArea>();
        check::<SanctionKind>();
        check::<Binding>();
    }
}
