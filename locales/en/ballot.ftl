# Ballots: what is put to the vote, and how it went.
ballot-title = Ballots
ballot-none = Nothing was put to the vote yet.
ballot-number = Ballot { $number }
ballot-now = You can vote now:
ballot-now-voted = You have voted; until it ends you can vote anew:
ballot-now-verified = People whose identity was verified as the charter says can vote now:
ballot-now-organisations = Organisations vote now, by those who speak for them:
ballot-stopped = the process ended before it was counted; nobody can vote any more, and there will be no count
ballot-alike = These options stood alike: { $options }.
ballot-alike-first = By the rule of this ballot the one that is listed first won.
ballot-round-by-list = Where options with the fewest votes stood alike, the one that is listed last left.
ballot-from = people vote from { $day } on
ballot-until = people vote until { $day }, UTC
ballot-uncounted = the days for it are over; not counted yet
ballot-phase-gone = the charter no longer has the phase for it
ballot-turnout = { $count ->
    [0] nobody voted so far
    [one] one person voted
   *[other] { $count } people voted
}
ballot-turnout-organisations = { $count ->
    [0] no organisation voted so far
    [one] one organisation voted
   *[other] { $count } organisations voted
}
ballot-on-version = What is voted on: version { $version } of the draft
ballot-outcome-passed = Passed.
ballot-outcome-failed = Did not pass.
ballot-outcome-quorum-missed = Too few people voted.
ballot-outcome-tied = A tie: nobody won.
ballot-vote = Your vote
ballot-voted = You have voted. Until the end you can vote anew; only the last vote counts.
ballot-as-organisation = You speak for this organisation, so this is its vote:
ballot-verified-only = This ballot is for people whose identity was verified as the charter says.
ballot-delegates-only = Organisations vote here. Only who speaks for one, as the register says, casts its vote.
ballot-send = Vote
ballot-for = For
ballot-against = Against
ballot-consents = I consent
ballot-objects = I object
ballot-abstains = Abstain
ballot-reason = Why, if you are against (for everyone to read)
ballot-reason-needed = Why, if you object: an objection needs a reason, which everyone can read
ballot-approve-legend = Tick every option that you approve of
ballot-order-hint = Give place 1 to what you want most. What gets no place stands below all that has one.
ballot-no-place = no place
ballot-place = place { $place }
ballot-place-twice = Place { $place } was given to two options. Give each a place of its own, or none.
ballot-not-a-number = “{ $typed }” is not a whole number.
ballot-options-differ = The options are not as many in each language. Write one option a line, in the same order in every language.
ballot-amendments-differ = Name as many amendments as there are options, in the same order, or none.
ballot-rules = By which rules
ballot-rule = Rule
ballot-rule-name-consensus = Consensus: nobody objects
ballot-rule-name-majority = Majority
ballot-rule-name-two-thirds = Two thirds
ballot-rule-name-double-majority = Double majority, of people and of groups
ballot-rule-name-consent = Enough consent and few objections
ballot-rule-name-approval = Choice by approval
ballot-rule-name-schulze = Choice by order of preference, Schulze’s method
ballot-rule-name-instant-runoff = Choice by order of preference, instant run-off
ballot-rule-consensus = It passes if somebody consents and nobody objects.
ballot-rule-majority = It passes if more are for it than against it. Who abstains is not counted here.
ballot-rule-two-thirds = It passes if at least two thirds of those who are for or against it are for it.
ballot-rule-double-majority = It passes if more are for it than against it, among all people and in more than half of the groups of the charter. A group in which nobody voted is not in favour.
ballot-rule-consent = It passes if, of all who vote, at least { $consent } % consent and at most { $objection } % object.
ballot-rule-approval = The option that most people approve of wins.
ballot-rule-schulze = Each option is compared with each other. The one that wins against every other, directly or by the strongest chain of such wins, wins the ballot (Schulze’s method with winning votes).
ballot-rule-instant-runoff = Everyone’s first place is counted. While nobody has more than half of the votes that still name somebody, the option with the fewest leaves, and its votes go to the next place.
ballot-electorate = Who may vote
ballot-electorate-everyone = Everyone who takes part may vote.
ballot-electorate-verified = People may vote whose identity was verified as the charter says.
ballot-electorate-organisations = Organisations of the register vote, each with one vote, cast by somebody who speaks for it then. The last vote of any of its delegates counts, also where they no longer speak for it later.
ballot-groups = Of which groups
ballot-groups-hint = Tick nothing, and those of all groups vote, and those of none.
ballot-groups-only = Only those of these groups vote:
ballot-groups-not-yours = Only some groups vote here, and you are of none of them.
ballot-charter-says = The charter says:
ballot-other-bars = Quorum or the word on ties of this ballot are not those of the charter. This program no longer lets that happen; the ballot was opened before, or the charter was changed after it was counted.
ballot-bars = { $count ->
    [0] Quorum and ties are those of the charter: no number has to vote for it to count.
    [one] Quorum and ties are those of the charter: at least one has to vote for it to count.
   *[other] Quorum and ties are those of the charter: at least { $count } have to vote for it to count.
}
ballot-objection-answer = Answer to the objection
ballot-objection-open = Nobody has answered this objection.
ballot-objection-reply = Answer this objection
ballot-objection-send = Answer in public
ballot-objection-words = What becomes of the matter, or why nothing does
ballot-objections-open = { $count ->
    [one] One objection in ballot { $number } has no answer:
   *[other] { $count } objections in ballot { $number } have no answer:
}
ballot-quorum = { $count ->
    [0] No number of people has to vote for it to count.
    [one] At least one person has to vote for it to count.
   *[other] At least { $count } people have to vote for it to count; who abstains is counted.
}
ballot-quorum-organisations = { $count ->
    [0] No number of organisations has to vote for it to count.
    [one] At least one organisation has to vote for it to count.
   *[other] At least { $count } organisations have to vote for it to count; who abstains is counted.
}
ballot-tie-nobody = In a tie nobody wins.
ballot-tie-first-listed = In a tie the option that is listed first wins.
ballot-change = A vote can be changed until the end. These rules stay as they are; the days of the phase and the groups are those of the charter, and each change of them stands in the record.
ballot-count = How it went
ballot-count-send = Count the votes
ballot-cast-of = { $cast } of { $electorate } people voted
ballot-cast-of-organisations = { $cast } of { $electorate } organisations voted
ballot-quorum-missed-organisations = At least { $quorum } organisations had to vote, and { $cast } did. So it is not decided, whatever the figures below say.
ballot-quorum-missed = At least { $quorum } people had to vote, and { $cast } did. So it is not decided, whatever the figures below say.
ballot-everyone = All people
ballot-all-organisations = All organisations
ballot-sum-two-thirds = For it: { $for } of { $of } who were for or against.
ballot-sum-consent = Of all who voted, { $for } consent and { $against } object.
ballot-sum-groups = Groups in which more were for it than against it: { $count } of { $of }.
ballot-approvals = Approve
ballot-pairs = How many prefer the option of the row to the one of the column:
ballot-paths = The strongest chain from the option of the row to the one of the column; an option wins if no other has a stronger one to it:
ballot-rounds = First places, round by round; ↓ marks what leaves after the round.
ballot-round = Round { $number }
ballot-recount = Anyone can count again from the record: the program “maru verify” does, and would call another count wrong.
ballot-votes = Votes
ballot-open-note = This is an open ballot. Everyone can see under which name who voted how. It does not protect against votes that are bought or forced, and whoever reads the record can count before the end.
ballot-chair-only = Only whoever holds the office of the chair, or the secretariat, puts something to the vote.
ballot-no-phase = The charter has no phase for ballots that still lies ahead. Add one to the timetable first, with the act “vote in ballots”.
ballot-question-in = The question, in this language: { $language }
ballot-phase = In which phase people vote
ballot-draft = The version that is voted on
ballot-consent-only = Only for “enough consent and few objections”
ballot-consent-field = At least so many per cent consent
ballot-objection-field = At most so many per cent object
ballot-choice-only = Only for a choice
ballot-options-in = The options, one a line, in this language: { $language }
ballot-amendments = The amendments that the options stand for, by their numbers with commas between them, if they stand for any
ballot-open-send = Put it to the vote
desk-ballot = Put a question to the vote
desk-ballot-lead = People vote in the phase that you choose. Once it is put to the vote, neither the question nor its rules can be changed.
ballot-abstain-choice = I abstain: my vote counts towards the number that has to vote, and for no option
ballot-nothing-chosen = You chose nothing, so nothing was recorded. Choose, or tick that you abstain.
ballot-chosen-and-abstained = You chose something and ticked that you abstain. Leave one of the two out. Nothing was recorded.
ballot-place-skipped = You gave place { $given }, but nothing has place { $gap }. Give the places from 1 on without a gap: place 1 is what you want most. Nothing was recorded.
ballot-you-abstained = As recorded, you abstained.
ballot-you-approved = As recorded, you approve of:
ballot-you-ordered = As recorded, in this order; whatever is not named stands below, all alike:
ballot-won = What won:
ballot-worth = What this ballot is worth
ballot-worth-lead = A ballot counts as a decision only where the charter says so. Of who decides, and how, the charter says:
