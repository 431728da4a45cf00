# Results.
result-lead = What people share across groups, where they differ, and who has not been heard.
result-basis = { $people ->
    [one] One person has
   *[other] { $people } people have
} { $votes ->
    [one] one vote that counts
   *[other] { $votes } votes that count
}, of each the present answer to each statement.
result-basis-map = Opinion groups: method { $method }, version { $version }, from the first { $entries } entries of the record.
result-tables = Tables
result-whole = Overview
result-by-opinion = By opinion group
result-by-opinion-lead = How the groups of the opinion map answered. They are found from the votes alone.
result-by-stakeholder = By stakeholder group
result-by-stakeholder-lead = How the stakeholder groups of the charter answered. In the balance each counts the same, however many joined.
result-by-region = By world region
result-by-region-lead = How the regional groups of the United Nations answered. In the balance each counts the same.
result-by-income = By income of countries
result-by-income-lead = How people of poorer and richer countries answered, by the income groups of the World Bank. In the balance each counts the same.
result-common-ground = Common ground so far
result-common-how = Statements with which most agree in every opinion group that has at least an eighth of the people, and which no smaller group is against. One large group cannot make common ground alone, and a few votes cannot win it.
result-common-how-awaited = Statements with which most people agree. The opinion map is being computed; in some seconds this list follows from it.
result-common-how-simple = Statements with which most people agree. There is no opinion map yet.
result-none-yet = Nothing yet. Common ground is looked for once { $least } people have voted often enough to be on the map; so far { $placed } have.
result-none-yet-votes = Nothing yet. A statement can be listed here once { $least } people have answered it.
result-none-found = No statement was found that is common ground by this rule.
result-none-ranked = No statement stands in this list so far.
result-differences = Where people differ most
result-differences-opinion = Between the groups of the opinion map.
result-differences-stakeholder = Between stakeholder groups.
result-differences-region = Between world regions.
result-differences-income = Between countries of different income.
result-range = { $points ->
    [one] { $points } percentage point apart
   *[other] { $points } percentage points apart
}
result-agreement = Agreement across opinion groups, by the evidence: { $low } to { $high }.
result-all-statements = Statements, the most divided first
result-group = Group
result-people = People
result-share = Share here
result-world-share = Share of the world
result-compared = Compared
result-group-size = { $people ->
    [one] { $group }: { $people } person
   *[other] { $group }: { $people } people
}
result-group-small = (too few to count in the balance)
result-group-outside = { $people ->
    [one] In none of these: { $people } person
   *[other] In none of these: { $people } people
}
result-who-is-missing = Who is missing
result-missing-lead = Those who take part and named a country, compared with the people of the world; who is missing most comes first.
result-missing-by-region = By regional group of the United Nations
result-missing-by-income = By income group of their country
result-missing-source = Population in mid-2024, rounded, after the United Nations (World Population Prospects 2024); regional groups after the United Nations, income after the World Bank (fiscal year 2026), languages after the Unicode CLDR with corrections.
result-missing-unplaced = { $count ->
    [one] One person named a place of which neither group nor population is known here, and is in none of the tables.
   *[other] { $count } people named places of which neither group nor population is known here, and are in none of the tables.
}
result-missing-unknown = Nobody has named a country, so nothing can be said about which parts of the world are missing.
result-missing-groups = Stakeholder groups with too few people
result-presence-none = nobody
result-presence-under-half = less than half
result-presence-less = less
result-presence-even = about even
result-presence-more = more
result-presence-over-twice = more than twice
result-published = Published results
result-published-line = { $algorithm }, from the first { $entries } entries,
result-decision-adopted = Adopted
result-adopted-text = The text that was adopted:
result-rests-on-ballot = It rests on
result-decision-rejected = Not adopted
result-decision-referred = Referred
result-by-language = By language of countries
result-by-language-lead = How people answered by the most spoken official language of the country they named; nobody is asked what they speak. In the balance each counts the same.
result-differences-language = Between countries of different languages.
result-kind-stakeholder = stakeholder group
result-kind-region = regional group
result-kind-income = income of countries
result-kind-language = language of countries
result-kind-opinion = opinion group
result-kinds-stakeholder = stakeholder groups
result-kinds-region = regional groups
result-kinds-income = income groups
result-kinds-language = languages
result-interval = { $low } to { $high }
result-balanced = Balanced by { $kind }: <b>{ $share }</b> ({ $range }).
result-least = Least willing: { $group }, { $least }.
result-holds = Shared by all { $kinds } that are shown.
result-holds-not = Not shared by all { $kinds } that are shown.
result-whole-share = Everyone, by majority: <b>{ $share }</b> ({ $range }).
result-of-votes = { $votes ->
    [one] { $votes } vote
   *[other] { $votes } votes
}
result-hidden-cells = Not shown: { $groups }.
result-hidden = Not shown, because fewer than 10 people voted or because that number could be worked out from the others: { $groups }. So few say nothing about a group. This keeps no vote secret: each stands in the public record, under the name that its author chose.
result-as-csv = The table as a file (CSV)
result-all-ranked = All statements, ranked by common ground and by difference
result-rejected-line = Rejection across opinion groups: { $range }.
result-rejected-how = No opinion group wants these. That is common ground too.
result-rejected = What all groups reject
result-missing-by-language = By most spoken official language of their country
result-not-shown = not shown
result-all-differences = All differences, with a table for each statement
result-common-how-one = Statements with which most people agree, cautiously counted. The map shows no groups here, so this is the majority of one crowd: it does not say that different camps agree.
result-rejected-how-one = Most people do not want these. The map shows no groups here, so it does not say that different camps agree on it.
result-agreement-one = Agreement, by the evidence: { $low } to { $high }.
result-missing-against = { $share } here, { $world } of the world’s people
result-whole-few = With fewer than { $least } votes ({ $votes } so far) no share says anything about everyone.
result-decision-people = { $count ->
    [one] 1 person voted in the result that it rests on
   *[other] { $count } people voted in the result that it rests on
}
result-decision-early = When this was decided, phases still ran or were to come: { $phases }.
result-decision-lacks = The charter promises every text in more languages than this decision is marked as being in. It is not said to be in: { $languages }.
result-aside = { $count ->
    [one] One more is on a statement that was removed and counts
   *[other] { $count } more are on statements that were removed and count
} in nothing.
