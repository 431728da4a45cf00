# The register of organisations, and who speaks for whom.
organisation-title = Organisations
organisation-link = { $count ->
    [0] No organisation is in the register
    [one] One organisation in the register
   *[other] { $count } organisations in the register
}
organisation-lead = { $count ->
    [0] No organisation has been registered yet.
    [one] One organisation is in the register.
   *[other] { $count } organisations are in the register.
}
organisation-how = A delegate speaks for one organisation in this process. Once somebody else has confirmed it, what the delegate writes stands under the organisation’s name. Votes are always each person’s own.
organisation-none = Nothing to show.
organisation-new = Register an organisation
organisation-search = Name, register number, kind or country
organisation-search-send = Search
organisation-found = { $count } of { $total } fit.
organisation-popolo = The register as Popolo (JSON)
organisation-nameless = Organisation { $number } (its name is not shown)
organisation-mine-confirmed = You speak for:
organisation-mine-asked = You have asked to speak for:
organisation-delegates = { $count ->
    [0] nobody speaks for it
    [one] one delegate
   *[other] { $count } delegates
}
organisation-contributions = { $count ->
    [0] nothing said yet
    [one] one contribution
   *[other] { $count } contributions
}
organisation-name = Name
organisation-kind = Kind
organisation-kind-government = government
organisation-kind-intergovernmental = body of several states
organisation-kind-business = business
organisation-kind-civil-society = civil society
organisation-kind-technical = technical community
organisation-kind-academia = academia
organisation-kind-workers = trade union or body of workers
organisation-kind-indigenous = indigenous people
organisation-kind-local-authority = local authority
organisation-kind-oversight = human rights or oversight body
organisation-kind-other = other
organisation-register = Number in a public register, with the register’s name
organisation-entry = Stated
organisation-funders = Who pays it
organisation-funders-field = Who pays the organisation: every funder, with amounts or shares where you can
organisation-interests = What it wants
organisation-interests-field = What the organisation wants here, and what it would gain or lose
organisation-declines = It declines to say
organisation-said = said
organisation-declined = It declined to say.
organisation-unsaid = Not said
organisation-not-shown = Not shown
organisation-speaks-for = speaks for
organisation-who-speaks = Who speaks for it
organisation-nobody-speaks = Nobody speaks for it, and nobody has asked to.
organisation-speak-lead = Do you speak for this organisation? Whoever keeps the register, or a delegate whom they confirmed, has to confirm it. Your pseudonym and the organisation will then stand together in the public record for ever.
organisation-speak = Ask to speak for it
organisation-standing-asked = has asked
organisation-standing-confirmed = speaks for it
organisation-standing-refused = was refused
organisation-standing-ended = no longer speaks for it
organisation-asked-on = Asked
organisation-verdict-confirmed = confirmed
organisation-verdict-refused = refused
organisation-verdict-ended = ended
organisation-ruling-reason = Reason, where you refuse or end it; it stands in the public record
organisation-rule-confirmed = Confirm
organisation-rule-refused = Refuse
organisation-rule-ended = End it
organisation-said-for = What was said for it
organisation-said-nothing = Nothing was said for it here.
organisation-comment = Comment
organisation-history = What was stated when
organisation-anew = State it anew
organisation-anew-reason = Reason, where you do not speak for it
organisation-form-lead = All of this is public. Name, number, funders, interests and the reason can be erased later; kind, group and country stay for ever. Leave open what you do not know: “not said” and “declined to say” are two answers.
organisation-send = Put it in the register
organisation-language = Language of these words
organisation-list-columns = The first line names the columns; name and kind have to be there. In funders and interests “declined” says that the organisation declined to say it; empty is not said.
organisation-list-field = The list (CSV)
organisation-list-look = Look at it first
organisation-list-enter = { $count ->
    [one] Enter one organisation
   *[other] Enter { $count } organisations
}
organisation-list-read = { $wrong ->
    [0] { $count } rows were read, and all can be entered. Nothing has been entered yet.
   *[other] { $count } rows were read; { $wrong } cannot be entered. Nothing has been entered.
}
organisation-list-line = Line { $line }
organisation-list-fault-name = there is no name, or it is too long
organisation-list-fault-kind = there is no such kind
organisation-list-fault-group = the charter has no such group
organisation-list-kinds = The kinds are:
organisation-list-fault-country = there is no country of this two-letter code
organisation-list-fault-too-long = number, funders or interests are too long
organisation-list-fault-known = it is in the register, or further up in the list
organisation-list-no-table = Line { $line } cannot be read. Each line needs as many values as the first, separated by commas, semicolons or tabs, and every quotation mark that opens must close.
organisation-list-no-column = The list has no column “{ $column }”.
organisation-list-unknown-column = Nobody would read the column “{ $column }”. Take it out, or name it as one of those above.
organisation-list-rows = A list has 1 to { $most } rows.
organisation-unconfirmed = unconfirmed
organisation-confirmed-as = Name, kind, country or number were changed since it was confirmed. It was confirmed as:
organisation-unconfirmed-lead = Nobody who keeps the register, and nobody confirmed to speak for this organisation, answers for what stands here. It was said by
organisation-writing-for = You speak for an organisation, so what you write here stands under its name for ever, with yours behind it:
organisation-writing-for-you = There is no way to write for yourself alone while you speak for it.
