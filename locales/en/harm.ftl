# Reports of harm: what somebody says has happened, as evidence for statements, remarks and provisions.
harm-title = Reports of harm
harm-lead = What people here say has happened to somebody, with place, day, risk and source, as evidence for statements, remarks and provisions. Each report is its author’s word. Nobody here has checked it unless a finding says so.
harm-none = No report is here.
harm-number = Report of harm { $number }
harm-reports = Reports
harm-write = Report a harm
harm-write-as-evidence = Report a harm as evidence for this
harm-write-lead = Tell what happened, where and when, and how you know it. Your report stands in the public record under your pseudonym, with the risk that you choose.
harm-no-names = Name no person, and write nothing by which somebody can be recognised, unless they have agreed. That goes for the files too. A moderator may hide a report that breaks this rule, and its words can be erased; the risk, the place and the day stay in the record.
harm-not-now = Harms are reported while the process is open.
harm-send = Report this harm
harm-kind = Risk, after the taxonomy of the MIT AI Risk Repository
harm-domain = Domain of risk
harm-domain-1 = Discrimination and toxicity
harm-domain-2 = Privacy and security
harm-domain-3 = Misinformation
harm-domain-4 = Malicious actors and misuse
harm-domain-5 = Human–computer interaction
harm-domain-6 = Socioeconomic and environmental harm
harm-domain-7 = AI system safety
harm-where = Where it happened
harm-extent-country = In one country
harm-extent-several = In several countries
harm-extent-not_known = Place not known
harm-country = Country
harm-country-field = The country or place, if it was one
harm-when = When
harm-day = The day (blank if you do not know it)
harm-day-unknown = day not known
harm-text = What happened, at least { $minimum } characters
harm-source = How that is known
harm-source-field = How you know it: who published it and where, or that you saw it yourself
harm-names = Names of people
harm-names-said = Its author says:
harm-names-none = It names nobody, and nobody can be recognised.
harm-names-agreed = Whoever is named or can be recognised has agreed to this.
harm-names-unsaid = Say whether your report names somebody. Without that it is not taken.
harm-authors-word = This is what the author of the report says. The record proves that it was said here, not that it is so.
harm-by = Reported by
harm-files = Files (may be none)
harm-files-names = Photographs may show people, and files often hold the name of whoever made them.
harm-files-count = { $count ->
    [one] one file
   *[other] { $count } files
}
harm-tie = What it is evidence for
harm-about-field = Numbers of statements and remarks, with commas (may be blank)
harm-units-field = Units of the draft by their ids, one a line (may be blank)
harm-provisions-field = Provisions of the norm library as instrument:place, one a line (may be blank)
harm-not-in-library = not in the norm library of this node
harm-tied-to = Evidence for
harm-tied-to-nothing = Its author has tied it to no statement, remark or provision.
harm-evidence = { $count ->
    [one] One report of harm as evidence
   *[other] { $count } reports of harm as evidence
}
harm-all = All
harm-show = Show
harm-count = { $count ->
    [0] There is no report that everyone may read.
    [one] There is one report that everyone may read.
   *[other] There are { $count } reports that everyone may read.
}
harm-counts-caption = Reports by domain of risk and by place
harm-counts-note = These are counts of reports, not of harms: what nobody reported is not in them.
harm-table = Every report as a table (CSV)
