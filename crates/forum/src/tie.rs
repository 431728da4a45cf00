//! What a charter says of ties, and a ballot keeps to.

use crate::field::named;

named! {
    /// What happens where two options stand alike.
    #[derive(Default)]
    pub enum TieRule, "what happens in a tie" {
        /// Neither wins.
        #[default]
        Nobody = "nobody",
        /// The one that is listed first wins.
        FirstListed = "first-listed",
    }
}
