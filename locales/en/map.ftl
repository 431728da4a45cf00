# The opinion map.
map-title = Opinion map
map-lead = Each mark is a person. People who answered alike stand close together, whoever they are.
map-none-yet = There is no map yet. It is drawn when enough people have voted.
map-in-words = { $placed } of { $people } people are counted in one of { $groups } groups; the others stand between groups, oppose what is shared, or voted too little. This rests on { $votes } votes on { $statements } statements.
map-in-words-one = { $placed } of { $people } people voted often enough to be placed. They form one crowd, by { $votes ->
    [one] one vote
   *[other] { $votes } votes
} on { $statements ->
    [one] one statement
   *[other] { $statements } statements
}.
map-in-words-thin = { $placed } of { $people } people voted often enough to be placed, by { $votes ->
    [one] one vote
   *[other] { $votes } votes
} on { $statements ->
    [one] one statement
   *[other] { $statements } statements
}.
map-below = The same is told in words below.
map-stable = The groups foretell the votes of people who were left out, and they hold: when half of the people are left out at random, again and again, { $back } of the groups comes back on average.
map-one-crowd = No groups foretell how people vote who were left out, so everyone is shown as one crowd.
map-legend = Marks
map-group = Group { $letter }
map-you-are-in = You stand in { $group }, where the ring is.
map-you-are-here = You stand where the ring is.
map-you-are-not-yet = You are not placed yet: your votes do not say enough so far. Answer a few more and you will be.
map-groups = The groups in words
map-group-size = { $people ->
    [one] One person, { $share } of those counted in a group.
   *[other] { $people } people, { $share } of those counted in a group.
}
map-group-came-back = The group came back in { $came } of { $of } tries.
map-group-more-than-others = More than the others, they say:
map-group-agree = { $share } of { $seen } agree
map-group-disagree = { $share } of { $seen } disagree
map-how = How sure this is
map-how-words = The number of groups is not decided by us. Several numbers are tried, again and again with half of the people left out. Groups are shown if they foretell the votes of the other half and come back.
map-limits = What this cannot defend: accounts that copy real answers and vote against a few statements are not told from people. On four real conversations, two in a hundred such accounts took one or two of the first ten statements off the list of common ground, eight in a hundred took seven; in a trial on one of them, whoever copied the smallest group alone took all ten. Accounts that openly vote against what all share take hardly any while they are up to eight in a hundred, and most of them at fifteen. Only verified people help against both; where there are any, their map stands beside this one.
map-tried = Numbers of groups tried
map-tried-groups = Groups
map-tried-came-back = Came back
map-tried-taken = Taken
map-tried-yes = yes
map-bars = Groups must foretell votes in at least { $explained } of the tries. Of two groups at least { $two } must come back on average, of more than two at least { $more }. What foretells but does not come back is called groups whose borders do not hold. Numbers far from these bars are tried less often.
map-tried-explained = Foretold votes
map-tried-resamples = Tries
map-unsettled = There are groups, but their borders do not hold. They foretell the votes of people who were left out; but who is in which group depends on who is asked: when half of the people are left out at random, only { $back } of the groups comes back on average. Take the groups below for one way among others to see the differences.
map-recompute = Anyone can <verify>compute it again</verify> and must get the same.
map-title-on = Opinion map of { $date }
map-none-on-day = Nobody had voted by that day.
map-being-computed = This map is being computed from the record. It takes some seconds.
map-look-again = Look again
map-days = The map day by day
map-days-lead = The map as it stood at the end of each day (UTC) on which somebody voted or a moderator judged.
map-days-nav = Days
map-days-all = All days
map-day = Day
map-day-first = First
map-day-before = Before
map-day-after = Next
map-day-now = Now
map-day-people = People so far
map-day-statements = Statements so far
map-day-votes = Votes so far
map-whose = Whose votes
map-everyone = Everyone
map-verified = Verified people only
map-layers = What the picture shows
map-layer-people = People
map-layer-statements = Statements
map-layer-how = Each number is a statement. It stands where agreeing with it pulls people; the far ones tell most. Distances are to a scale of their own.
map-layer-number = Number
map-layer-statement = Statement
map-layer-groups = Who agrees
map-outlines = A line goes around nine tenths of each group; each group has a shape and a line of its own.
map-people = { $people ->
    [one] one person
   *[other] { $people } people
}
map-people-few = fewer than 10 people
map-people-hidden = number not shown
map-between = Between groups
map-opposed = The opposed few
map-unplaced = Not placed yet
map-absent = Not on this map
map-between-words = Here stand { $people }. Their votes fit two groups about equally well, so they are counted in neither. A ring marks each on the picture.
map-between-pair = { $people ->
    [one] One person between { $one } and { $other }
   *[other] { $people } people between { $one } and { $other }
}
map-opposed-words = Here stand { $people }. Each voted on at least seven statements that all groups share, and against so many of them that chance does not explain it. They are shown and counted, but so few have no veto. A cross marks each on the picture. They say:
map-group-shares = It shares with all others:
map-group-dissents = Of what the others share, it rejects:
map-you-are-between = You stand between { $one } and { $other }, where the ring is.
map-you-are-opposed = You stand among the few who oppose most of what the others share, where the ring is.
map-more = More about this map
map-ranking = Statements ranked
map-compare = Compare two maps
map-groups-csv = Votes by group (CSV)
map-ground-csv = Common ground (CSV)
map-ranking-orders = Ranked by
map-ranking-ground = Common ground
map-ranking-apart = Difference between groups
map-ranking-divided = Division of everyone
map-ranking-ground-how = First what all opinion groups agree on most, by the cautious end of the range that the votes leave open.
map-ranking-apart-how = First what the opinion groups answer most differently. With one crowd there is nothing to compare.
map-ranking-divided-how = First what divides people into halves.
map-ranking-ground-line = Agreement across opinion groups: { $range }.
map-ranking-shared = Common ground.
map-me = Where I stand
map-me-lead = This page is drawn for you alone. It is computed from your own votes, which are in the public record under the name you chose: whoever reads the record can compute the same.
map-me-stranger = This page shows where you stand on the map, once you take part. Nobody else can see it.
map-me-sure = By your { $votes } votes this is { $sure } probable.
map-me-crowd = everyone
map-me-alike = Where you answer as most of { $group }
map-me-apart = Where you answer otherwise than most of { $group }
map-me-none = Nothing so far.
map-me-line = You: { $answer }. { $group }: { $agree } agree, { $disagree } disagree.
map-me-common = You and the common ground
map-me-common-words = { $all ->
    [0] There is no common ground yet.
    [one] There is one statement that all groups share. You agree with { $agree }, disagree with { $disagree }, and have not answered { $open }.
   *[other] There are { $all } statements that all groups share. You agree with { $agree }, disagree with { $disagree }, and have not answered { $open }.
}
map-compare-lead = Two maps side by side: of two days, or of everyone and of verified people alone. The directions of the picture mean nothing; people who stood left are drawn left again.
map-compare-from = First map
map-compare-to = Second map
map-compare-people = Whose votes on the second map
map-compare-send = Compare
map-compare-groups = Who moved
map-compare-moved = { $moved } of { $people } people who are in a group on both maps stand in another group than most of those they stood with.
map-compare-moved-few = A few people stand in another group than most of those they stood with; how many is not shown.
map-compare-moved-none = None of the { $people } people who are in a group on both maps left those they stood with.
map-compare-went = Most of { $group } ({ $first }) stand in { $to } ({ $second }).
map-compare-merged = { $group } of the second map was joined together from { $others } of the first.
map-compare-split = { $group } of the first map split into { $others } of the second.
map-compare-table = From where (down) to where (across): people on the first map ({ $first }) and on the second ({ $second })
map-compare-hidden = Numbers from 1 to 9 are not shown, nor others from which they could be worked out.
map-compare-ground = Common ground that changed
map-compare-ground-same = Nothing changed by two percentage points or more.
map-compare-became = Became common ground:
map-compare-ceased = Ceased to be common ground:
map-compare-rose = Rose:
map-compare-fell = Fell:
map-compare-not-there = not voted on
map-compare-from-to = before { $before }, then { $after }.
map-compare-came = Newly on the second map: { $people ->
    [one] one person.
   *[other] { $people } people.
}
map-compare-came-few = Newly on the second map: fewer than 10 people.
map-too-few = Fewer than { $least } people are on the map so far. It says nothing yet of groups, nor of where anybody stands among them.
map-not-tried = Whether there are groups was not looked for: that takes at least 30 people on the map, and groups of at least five. Nothing is said of groups here, neither that there are some nor that there are none.
map-how-not-tried = No number of groups was tried, because so few people say nothing that lasts. From 30 people on, several numbers are tried, again and again with half of the people left out.
map-finer = More groups than are shown, up to { $groups }, foretell votes too, but their borders do not hold. So these are the { $shown } that can be drawn, not all the differences there are.
map-search-ended = More than { $groups } were not looked for; there may be more.
map-you-are-nearest = So far your votes come nearest to { $group }, where the ring is. A few more may change that.
map-me-so-far = That rests on { $votes } votes. How probable it is, is told from { $least } on.
map-group-voted = { $agree } agree, { $disagree } disagree, of { $seen } in the group
map-closer-open = Look closer: choose a group and see its statements
map-closer-title = Look closer
map-closer-how = Choose people and see how they answered. On the picture only groups of the map stand out: where single people of a declared group stand is shown to nobody.
map-closer-kind = Told apart
map-closer-whose = Whose answers
map-closer-find = Words in the statement
map-closer-more = Show more
map-closer-mine = Show my group
map-closer-failed = This could not be fetched. The same stands in the tables of the results.
map-closer-order-apart = Most unlike everyone
map-closer-order-agree = Most agreement
map-closer-order-disagree = Most disagreement
map-closer-order-number = Number
map-closer-line = { $agree } agree, { $disagree } disagree, { $pass } pass, votes: { $votes }
map-closer-answer = Your answer: { $answer }
map-closer-count = { $name }: { $shown } of { $all } statements.
map-closer-hidden = Not shown, because few of these people answered or it would give away a small number: { $hidden }.
map-group-most-agree = most agree
map-group-most-disagree = most disagree
map-aside = { $votes ->
    [one] One vote more is on a statement that was removed or is about the process itself, and counts
   *[other] { $votes } votes more are on statements that were removed or are about the process itself, and count
} in no figure of the map.
