# Results.
result-lead = What people share across groups, where they differ, and who has not been heard.
result-basis = { $people ->
    [one] One person has cast { $votes } votes.
   *[other] { $people } people have cast { $votes } votes.
}
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
result-common-how = Statements with which every opinion group agrees. One large group cannot make common ground alone, and a few votes cannot win it.
result-common-how-simple = Statements with which most people agree. There is no opinion map yet.
result-none-yet = Nothing yet. Common ground needs votes from several people.
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
result-balanced-stakeholder = Balanced by stakeholder group <b>{ $share }</b>; least willing: { $group }, { $least }
result-balanced-stakeholder-only = Balanced by stakeholder group <b>{ $share }</b>
result-balanced-region = Balanced by world region <b>{ $share }</b>; least willing: { $group }, { $least }
result-balanced-region-only = Balanced by world region <b>{ $share }</b>
result-balanced-income = Balanced by income of countries <b>{ $share }</b>; least willing: { $group }, { $least }
result-balanced-income-only = Balanced by income of countries <b>{ $share }</b>
result-whole-and-balanced = Everyone <b>{ $whole }</b> agree · balanced <b>{ $balanced }</b>
result-all-statements = Statements, the most divided first
result-group = Group
result-votes = Votes
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
result-missing-lead = Those who joined, compared with the people of the world.
result-missing-by-region = By regional group of the United Nations
result-missing-by-income = By income group of their country
result-missing-source = Population in mid-2024 after the United Nations; groups after the United Nations and the World Bank.
result-missing-unknown = Nobody has named a country, so nothing can be said about which parts of the world are missing.
result-missing-groups = Stakeholder groups with too few people
result-undeclared = Not in the table: { $silent } who named no country, { $elsewhere } from places that belong to none of the groups.
result-presence-none = nobody
result-presence-under-half = less than half
result-presence-less = less
result-presence-even = about even
result-presence-more = more
result-presence-over-twice = more than twice
result-published = Published results
result-published-line = { $algorithm }, from the first { $entries } entries,
result-decision-adopted = Adopted
result-decision-rejected = Not adopted
result-decision-referred = Referred
