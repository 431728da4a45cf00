# The opinion map.
map-title = Opinion map
map-lead = Each mark is a person. People who answered alike stand close together, whoever they are.
map-none-yet = There is no map yet. It is drawn when enough people have voted.
map-in-words = { $placed } of { $people } people voted often enough to be placed. They form { $groups } groups, by { $votes } votes on { $statements } statements.
map-in-words-one = { $placed } of { $people } people voted often enough to be placed. They form one crowd, by { $votes } votes on { $statements } statements.
map-below = The same is told in words below.
map-stable = The groups are well supported: they came back in { $came } of 100 trials with other samples of the votes.
map-less-stable = The groups are a fair guess: they came back in { $came } of 100 trials with other samples of the votes.
map-unstable = The groups are uncertain: they came back in only { $came } of 100 trials with other samples of the votes.
map-one-crowd = No division into groups came back reliably, so everyone is shown as one crowd.
map-legend = Marks
map-group = Group { $letter }
map-legend-group = { $people ->
    [one] { $group }: { $people } person
   *[other] { $group }: { $people } people
}
map-you-are-in = You stand in { $group }, where the ring is.
map-you-are-here = You stand where the ring is.
map-you-are-not-yet = You are not on the map yet. Answer some more statements to be placed.
map-groups = The groups in words
map-group-size = { $people ->
    [one] One person, { $share } of those on the map.
   *[other] { $people } people, { $share } of those on the map.
}
map-group-came-back = This group came back in { $came } of 100 trials.
map-group-more-than-others = More than the others, they say:
map-group-agree = { $share } of { $seen } agree
map-group-disagree = { $share } of { $seen } disagree
map-how = How sure this is
map-how-words = The number of groups is not chosen by us. Several are tried, each many times with a part of the votes left out, and the one that keeps coming back is taken.
map-tried = Numbers of groups that were tried, with { $resamples } trials each
map-tried-groups = Groups
map-tried-came-back = Came back
map-tried-times = { $came } of 100
map-tried-taken = Taken
map-tried-yes = yes
map-recompute = Anyone can <verify>compute it again</verify> and must get the same.
