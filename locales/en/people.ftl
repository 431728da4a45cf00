# Who takes part.
people-lead = { $count ->
    [0] Nobody has joined yet.
    [one] One person takes part, under a name chosen for this process.
   *[other] { $count } people take part, each under a name chosen for this process.
}
people-operator = the host of this node
people-office-secretariat = secretariat
people-office-moderator = moderator
people-office-drafter = drafter
people-office-chair = chair
people-office-registrar = registrar
people-office-appeals = rules on appeals
people-by-group = By stakeholder group
people-group-unsaid = No group given
people-all = Everyone, newest first
people-none = Nobody yet.
people-name = Name here
people-country = Country or place
people-joined = Joined
people-verified = identity verified
people-verified-document = an identity document was looked at
people-verified-in-person = met in person, or seen in a call
people-verified-organisation = an organisation of the register vouches for them
people-verified-address = answered from an address known to be theirs
people-verified-electronic-identity = by an electronic identity
people-verified-other = otherwise
people-verified-ended = no longer verified
people-join = Take part
people-joined-as = You take part in this process as { $name }.
people-join-not-now = The timetable does not allow joining at the moment.
people-join-sign-in = To join, sign in by a mail link first. Your mail address is never published.
people-field-name = Your name in this process
people-field-name-hint = A pseudonym is welcome. It need not say who you are, and it is different in every process. The name of an office, such as “secretariat” or “moderator”, cannot be in it: whoever holds an office has it beside their name.
people-join-from-code = Group and country are chosen as the invitation or application names them. Change what is not right.
people-join-alike = “{ $name }” looks like “{ $other }”, which somebody else bears here; readers may take one of you for the other. Choose another name, or send this one again to keep it.
people-field-group = Stakeholder group
people-field-group-hint = The group for which you speak. Results are shown for each group, and every group counts the same in the balance.
people-field-country = Country
people-field-country-hint = The country you live in or speak for. It shows which parts of the world are missing.
people-unsaid = I would rather not say
people-join-forever = What you give here becomes an entry of the public record and stays there. Your mail address does not.
people-join-send = Take part
people-join-names = heron lynx cedar otter finch maple crane badger willow plover hazel marten lotus swift juniper ibex
people-join-answers = { $count ->
    [one] My answer from before becomes an entry under this name
   *[other] My { $count } answers from before become entries under this name
}
people-join-answers-which = Which they are
people-join-already = The name “{ $typed }” was not taken: you had joined before, perhaps in another tab, and keep the name above.
