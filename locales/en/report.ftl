# The report of a process, as a page, a sheet to print and a card.
report-title = Report: { $title }
report-lead = What was asked, who answered, what people share and what divides them, and how far this can be trusted. Every figure follows from the public record.
report-link = The report to share
report-files = To take along
report-pdf = Report as PDF
report-stage-prepared = This process has not opened yet.
report-stage-open = This process is still open: the figures change with every vote.
report-part-asked = What was asked
report-days = From { $from } to { $to }.
report-imported = The votes were cast elsewhere and were brought in from { $source }.
report-part-people = Who took part
report-statements = { $shown ->
    [one] One statement is shown
   *[other] { $shown } statements are shown
}{ $others ->
    [0] .
    [one] ; one more waits for a moderator, was not let through or was taken back.
   *[other] ; { $others } more wait for a moderator, were not let through or were taken back.
}
report-group-hidden = { $group }: number not shown.
report-no-sample = Those who took part chose to. They are no random sample: nothing here says how many people outside the process think so.
report-part-groups = Opinion groups
report-groups-not-looked = There is no opinion map yet. Nobody has looked whether there are groups, so none are claimed and none are ruled out.
report-group = Here stand { $people }.
report-between = Here stand { $people }. Their votes fit two groups about equally well, so they are counted in neither.
report-opposed = Here stand { $people }. They oppose most of what the others share. They are shown and counted, but so few have no veto.
report-part-shared = Common ground
report-shared-groups = Statements with which most of those who answered agree in every opinion group that has at least an eighth of the people, and which no smaller group is against. First those on which the groups together agree most, by the cautious end of the range that the votes leave open.
report-shared-unsettled = Statements with which most agree in every opinion group that has at least an eighth of the people. The borders of these groups do not hold: drawn otherwise, they could share other statements. What most people in all of them agree with is told by the shares beside it.
report-shared-crowd = No groups were found, so this is what most of those on the map agree with, by the cautious end of the range that the votes leave open. That it bridges differences is not claimed.
report-shared-too-few = With so few people on the map no common ground is claimed.
report-shared-not-looked = There is no opinion map, so this is only what most people agree with. That groups share it is not claimed.
report-shared-count = { $count ->
    [one] There is one such statement.
   *[other] There are { $count } such statements. The first ones are:
}
report-tally = { $agree } agree, { $disagree } disagree, { $pass } pass, of { $votes ->
    [one] one vote.
   *[other] { $votes } votes.
}
report-part-divides = What divides
report-divides-groups = Where the opinion groups are furthest apart.
report-divides-unsettled = Where the opinion groups are furthest apart. Their borders do not hold, so take the distances for rough ones.
report-divides-crowd = No groups were found that stand against each other. These are the statements on which people are divided most evenly.
report-divides-too-few = Too few people are on the map for groups. These are the statements on which those who answered are divided most evenly.
report-divides-not-looked = There is no opinion map. These are the statements on which those who answered are divided most evenly.
report-divides-none = No statement divides people in this way so far.
report-part-rejected = What all reject
report-rejected-groups = Statements that most of those who answered reject in every opinion group that has at least an eighth of the people, and that no smaller group is for. That is common ground too.
report-rejected-unsettled = Statements that most reject in every opinion group that has at least an eighth of the people, though the borders of these groups do not hold.
report-rejected-crowd = No groups were found; these are the statements that most of those on the map reject.
report-rejected-too-few = With so few people on the map no shared rejection is claimed.
report-rejected-not-looked = There is no opinion map, so nobody has looked for statements that all groups reject.
report-rejected-version = The method by which this map was made did not look for statements that all groups reject.
report-rejected-none = Looked for, and none found.
report-part-statements = All statements
report-no-statements = There are no statements so far.
report-votes = Votes
report-part-method = How this was found, and its limits
report-method = People voted agree, disagree or pass on statements that others wrote. A program compared the votes alone; it knows nothing else of anybody. A statement that not everybody saw can only tell how those answered who did.
report-small = Figures about fewer than { $least } people are not shown, nor others from which they could be worked out.
report-gradual = Where opinions lie on a gradual line without a gap, the map still shows two sides. Then many people stand between the groups.
report-recompute = Anyone can compute it again and must get the same: { $address }
report-card-groups = { $groups } opinion groups were found.
report-card-unsettled = There are opinion groups, but their borders do not hold.
report-card-crowd = No opinion groups were found.
report-card-too-few = Too few people so far to speak of opinion groups.
report-card-not-looked = Nobody has looked for opinion groups yet.
report-card-shared = { $count ->
    [0] No common ground was found.
    [one] One statement is common ground.
   *[other] { $count } statements are common ground.
}
