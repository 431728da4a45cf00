# Joint statements: signatures under a version of a text, and signatories of lists.
endorsement-statement = Joint statement
endorsement-title = Who signed
endorsement-no-text = There is no text to sign yet.
endorsement-none = Nobody yet.
endorsement-number = Signature { $number }
endorsement-sign = Sign the statement
endorsement-version-number = Version { $version }
endorsement-old-version = There is <latest>version { $latest }</latest>. Signatures under this one are none under that one.
endorsement-other-version = { $count ->
    [one] One signature stands under <version>version { $version }</version>. It was given to that text and is not counted here.
   *[other] { $count } signatures stand under <version>version { $version }</version>. They were given to that text and are not counted here.
}
endorsement-counts = Signed here by { $organisations ->
    [one] one organisation
   *[other] { $organisations } organisations
} and { $people ->
    [one] one person
   *[other] { $people } people
}.
endorsement-counts-lists = { $count ->
    [one] One more name stands on a list from elsewhere; nobody of it signed here.
   *[other] { $count } more names stand on lists from elsewhere; nobody of them signed here.
}
endorsement-counts-withdrawn = { $count ->
    [one] One signature was withdrawn
   *[other] { $count } signatures were withdrawn
}
endorsement-part-organisations = Organisations
endorsement-part-people = People
endorsement-part-lists = On lists from elsewhere
endorsement-part-withdrawn = Withdrawn
endorsement-kind-organisation = Organisation
endorsement-kind-person = Person
endorsement-lists-note = These names stand on a list from elsewhere, which somebody brought in with its source. They signed nothing here: what they signed stood there, in its own words, and need not be this text.
endorsement-imported = from the list
endorsement-withdrawn-on = withdrawn on { $day }
endorsement-all = { $count ->
    [one] Show it
   *[other] All { $count }
}
endorsement-version = The text
endorsement-of-version = Version { $version }, read in { $language }
endorsement-digest = Digest of what was signed
endorsement-by = Signed by
endorsement-name = Name or office, as said
endorsement-place = Place, as said
endorsement-day = Day, as said
endorsement-entry = Recorded
endorsement-withdraw = Withdraw this signature
endorsement-withdraw-lead = It stays visible as withdrawn, with its day, and is counted no more. This is possible after the end of the process too.
endorsement-withdraw-why = Why (may be blank)
endorsement-withdraw-send = Withdraw it
endorsement-not-now = Nobody can sign today, by the timetable of the charter.
endorsement-sign-lead = You sign <text>version { $version }</text> and no other. If the text changes, your signature stays under this version and is not carried over.
endorsement-sign-note = Signatures are public. A name and a place can be erased later; that somebody signed, and when, stays.
endorsement-sign-send = Sign
endorsement-for = For whom
endorsement-for-organisation = For { $name }, for which I speak
endorsement-for-self = In my own name
endorsement-how-organisation = To sign for an organisation, <organisations>ask to speak for it</organisations> first; somebody else confirms that.
endorsement-read-in = The language in which I read the text
endorsement-name-field = Name under which you sign, or your office in the organisation (may be blank)
endorsement-place-field = Place (may be blank)
endorsement-day-field = Day of the signature, if it was signed on paper (may be blank)
endorsement-files = To take away
endorsement-pdf = PDF in { $language }
endorsement-pdf-all = PDF with all languages side by side
endorsement-csv = Signatures as a table (CSV)
endorsement-card = Picture to share
endorsement-card-words = Signed by { $organisations ->
    [one] one organisation
   *[other] { $organisations } organisations
} and { $people ->
    [one] one person
   *[other] { $people } people
}
endorsement-card-as-of = as of { $day }, entry { $number } of the record
endorsement-desk-only = This is for: { $office }.
endorsement-list-columns = The first line names the columns; name and kind (organisation or person) have to be there. Days are written as 2026-11-29.
endorsement-list-source = Where the list comes from
endorsement-list-url = Its address (may be blank)
endorsement-list-licence = Its terms of use (may be blank)
endorsement-list-no-source = Say where the list comes from: it stands beside every name.
endorsement-list-enter = { $count ->
    [one] Bring it in
   *[other] Bring all { $count } in
}
endorsement-list-read = { $wrong ->
    [0] { $count ->
        [one] One row, which can be read. Nothing was brought in yet.
       *[other] { $count } rows, and all can be read. Nothing was brought in yet.
    }
   *[other] Of { $count } rows { $wrong } cannot be read. Nothing was brought in.
}
endorsement-list-fault-name = there is no name, or it is longer than 200 characters
endorsement-list-fault-kind = the kind is neither “organisation” nor “person”
endorsement-list-fault-country = the country is no two-letter code, such as KR
endorsement-list-fault-place = the place is too long
endorsement-list-fault-day = a day is none (write it as 2024-05-20), lies ahead, or is that of a withdrawal before the signature
endorsement-list-fault-known = the same name of the same kind stands further up in the list
endorsement-what-it-is = What this text is
