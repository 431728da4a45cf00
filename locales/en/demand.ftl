# Demands of a joint statement, what answers them, and to whom the statement was handed over.
demand-title = What it demands
demand-none = No demand is put yet.
demand-all = { $count ->
    [one] Show it
   *[other] All { $count } demands
}
demand-number = Demand { $number }
demand-note = Beside each demand stands what somebody found that answers it, by name and day. “Nobody has looked” is not “there is nothing”.
demand-to = Asked of
demand-for-version = Put for
demand-where = where the text says it
demand-not-put-anew = the text has changed since, and it was not put anew
demand-what-answers = What answers it
demand-within-library = Norms
demand-within-commitments = Commitments
demand-within-audits = Audits
demand-not-looked = nobody has looked
demand-found-none = looked for, none found
demand-found = { $count ->
    [one] one found
   *[other] { $count } found
}
demand-looked-before = Found before:
demand-look = Say what you found
demand-look-where = Where you looked
demand-look-found = What answers it, one a line: instrument:place for norms, a number of this record or a row of the table for commitments, the id of an audit. Blank says that you found nothing.
demand-look-words = More words (may be blank)
demand-look-send = Record it
demand-became = What became of it
demand-no-answer-recorded = Nobody has recorded what became of it.
demand-word-taken-up = Taken up
demand-word-in-part = Taken up in part
demand-word-not-taken-up = Not taken up
demand-word-unanswered = No answer came
demand-answer = Record what became of it
demand-answer-handover = Where the statement was handed over
demand-answer-word = What became of it
demand-answer-day = The day of the answer, or until which none came
demand-answer-words = The reasons that were given, at least 12 characters (blank only where no answer came)
demand-answer-send = Record it
demand-handovers = To whom it was handed over
demand-not-handed-over = It was not handed over yet, by what the record says.
demand-handed-with = Version { $version }, signed then by { $organisations ->
    [one] one organisation
   *[other] { $organisations } organisations
} and { $people ->
    [one] one person
   *[other] { $people } people
}, and { $imported ->
    [0] no names of lists
    [one] one name of a list
   *[other] { $imported } names of lists
}
demand-put-text = The demand in { $language }
demand-put-to = Of whom it is asked
demand-put-unit = The unit of the text that says it, by its id (may be blank)
demand-put-of = The demand that this puts anew for the present version (blank for a new one)
demand-put-send = Put the demand
demand-handover-to = To whom
demand-handover-process = Into which process: an address, or the origin of its record (may be blank)
demand-handover-day = On which day
demand-handover-means = By what means
demand-handover-words = More words (may be blank)
demand-handover-send = Record it
demand-handed-before = { $imported ->
    [0] Handed over before version { $version } of this page was written, so it was another text
    [one] Handed over before version { $version } of this page was written, so it was another text; one name stands on its list
   *[other] Handed over before version { $version } of this page was written, so it was another text; { $imported } names stand on its list
}
demand-handed-said = The secretariat says so; nothing that this record could show arrived.
demand-handed-arrived = It arrived there: <entry>submission { $number }</entry>. What was answered stands on that page.
demand-handed-named = The secretariat names entry { $number } of that record. This node has not looked at it; whoever wants to know looks there.
demand-handover-here = Into a process on this node it goes by itself: you make a submission there in your own name, which names the record, the version and the digest of each text, and is answered there like any other. You take part there yourself.
demand-handover-entry = Entry of the other record by which it arrived there, if it is on another node and you have it (may be blank)
demand-handover-join = It goes into that process by a submission in your own name: join it first, at { $address }.
demand-letter = This joint statement is handed over here.
demand-letter-to = To
demand-letter-record = Its record
demand-letter-version = Entry of the version
demand-letter-address = Where it is
demand-letter-signed = Signatures under this version: organisations, people, names on lists from elsewhere
demand-letter-digest = Digest of the text
