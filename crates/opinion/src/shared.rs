//! What may be called shared by all groups. The list of common ground is sorted by how much groups agree taken together, and a group
//! that agrees much makes up there for one that does not; a sentence that all of them agree is held to each of them.

use crate::ground::VOICE;
use crate::map::{CommonGround, OpinionMap, Rejection, Tally};
use crate::votes::StatementId;

impl OpinionMap {
    /// Statements of which it may be said that all groups agree with them, best first.
    pub fn shared(&self) -> impl Iterator<Item = &CommonGround> {
        self.common_ground.iter().filter(|ground| self.is_shared(ground))
    }

    /// Whether all groups agree with the statement: the range of their agreement together lies above one half, in each group that has
    /// a voice most of those who voted agree, and in none, however small, more disagree than agree.
    pub fn is_shared(&self, ground: &CommonGround) -> bool {
        let agrees = |tally: &Tally| is_most(tally.agree, *tally);
        ground.score > 0.5 && ground.dissent.is_empty() && self.each_group(ground.statement, |_| true, agrees)
    }

    /// Common ground of all groups taken together with which most of each group that has a voice agree but one, of which most reject it, best first;
    /// none where there is only one group.
    pub fn shared_by_all_but(&self, group: u32) -> impl Iterator<Item = &CommonGround> {
        let agrees = |tally: &Tally| is_most(tally.agree, *tally);
        let rejects = |tally: &Tally| is_most(tally.disagree, *tally);
        self.common_ground.iter().filter(move |ground| {
            self.k > 1
                && ground.score > 0.5
                && ground.dissent.contains(&group)
                && self.each_group(ground.statement, |other| other != group, agrees)
                && self.each_group(ground.statement, |other| other == group, rejects)
        })
    }

    /// Statements of which it may be said that all groups reject them, most rejected first; nothing in version 2, which did not look.
    pub fn rejected_by_all(&self) -> Option<impl Iterator<Item = &Rejection>> {
        let rejects = |tally: &Tally| is_most(tally.disagree, *tally);
        let all = self.rejected.as_ref()?;
        Some(all.iter().filter(move |one| self.each_group(one.statement, |_| true, rejects)))
    }

    /// Whether something holds of the votes of each group that is asked and has a voice.
    fn each_group(
        &self,
        statement: StatementId,
        asked: impl Fn(u32) -> bool,
        holds: impl Fn(&Tally) -> bool,
    ) -> bool {
        let Ok(place) = self.statements.binary_search_by_key(&statement, |place| place.id) else {
            return false;
        };
        let voices = self.groups.iter().zip(&self.statements[place].groups);
        let asked = voices.filter(|(group, _)| group.share >= VOICE && asked(group.id));
        asked.map(|(_, tally)| tally).all(holds)
    }
}

/// Whether so many are most of those who voted, those who passed among them.
pub(crate) const fn is_most(some: u32, of: Tally) -> bool {
    2 * some > of.seen
}

#[cfg(test)]
mod tests {
    use crate::map::Options;
    use crate::votes::{CastVote, Conversation, ParticipantId, StatementId, Vote, VoteMatrix};

    /// Two camps of forty who oppose each other on ten statements; then on each further one so many of the second camp agree, pass
    /// and disagree, and of the first all agree, or all disagree.
    fn camps(further: &[(Vote, [u32; 3])]) -> crate::OpinionMap {
        let opposing = (0..80u32).flat_map(|person| {
            (0..10u32).map(move |statement| {
                let sign = if (person < 40) == statement.is_multiple_of(2) { 1 } else { -1 };
                let noise = if (person * 7 + statement * 3) % 19 == 0 { -1 } else { 1 };
                (person, statement, sign * noise)
            })
        });
        let more = further.iter().zip(10..).flat_map(|(&(first, [agree, pass, _]), statement)| {
            (0..80u32).map(move |person| {
                let sign = match person.checked_sub(40) {
                    None => first.sign(),
                    Some(other) if other < agree => 1,
                    Some(other) if other < agree + pass => 0,
                    Some(_) => -1,
                };
                (person, statement, sign)
            })
        });
        let votes = opposing.chain(more).map(|(person, statement, sign)| CastVote {
            participant: ParticipantId(person),
            statement: StatementId(statement),
            vote: Vote::from_sign(sign).unwrap(),
        });
        crate::map(&Conversation::new(VoteMatrix::canonical(votes)), &Options::default())
    }

    #[test]
    fn what_all_share_most_of_each_group_agree_with() {
        let map = camps(&[
            (Vote::Agree, [30, 8, 2]),
            (Vote::Agree, [18, 12, 10]),
            (Vote::Disagree, [2, 8, 30]),
            (Vote::Disagree, [10, 12, 18]),
        ]);
        assert_eq!(map.k, 2);
        let list = map.common_ground.iter().filter(|ground| ground.score > 0.5 && ground.dissent.is_empty());
        assert_eq!(list.count(), 2, "taken together, the groups agree with both");
        let shared: Vec<_> = map.shared().map(|ground| ground.statement.0).collect();
        assert_eq!(shared, [10], "of the second camp 18 of 40 agree with 11");
        assert_eq!(map.rejected.as_ref().map(Vec::len), Some(2));
        let rejected: Vec<_> = map.rejected_by_all().unwrap().map(|one| one.statement.0).collect();
        assert_eq!(rejected, [12]);
        let summary = crate::summary::summary(&map);
        assert_eq!(summary.shared, [StatementId(10)]);
        // What a group shares with all others is what all share: 11 is not, however much the groups agree taken together.
        assert!(summary.groups.iter().all(|group| group.shares == summary.shared), "{summary:?}");
        // Of two groups each rejects what the other agrees with, and only where most of each do.
        assert!(summary.groups.iter().all(|group| !group.dissents.contains(&StatementId(11))));
    }

    #[test]
    fn one_crowd_is_set_apart_from_nobody() {
        let votes = (0..24u32).flat_map(|person| {
            (0..12u32).map(move |statement| CastVote {
                participant: ParticipantId(person),
                statement: StatementId(statement),
                vote: if statement % 3 == 0 { Vote::Disagree } else { Vote::Agree },
            })
        });
        let map = crate::map(&Conversation::new(VoteMatrix::canonical(votes)), &Options::default());
        let summary = crate::summary::summary(&map);
        assert!(summary.crowd && !summary.shared.is_empty() && !summary.rejected.is_empty());
        for group in &summary.groups {
            assert!(group.sets_apart.is_empty() && group.shares.is_empty() && group.dissents.is_empty());
        }
    }
}
