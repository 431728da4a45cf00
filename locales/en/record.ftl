# The record.
record-lead = Everything that happened in this process, entry by entry. Entries are only ever added; none can be changed or taken away without everyone being able to see it.
record-check = <verify>Check it yourself</verify> · <checkpoint>signed checkpoint</checkpoint>
record-archive = <archive>Take the whole process with you</archive> (tar): record, texts, attachments and tables. Another node can keep it as a checked copy.
record-origin = Name of this record
record-size = Entries
record-watched = Who watches it
record-watched-lead = These nodes sign a checkpoint of this record only if it continues what they signed before. If we showed you another history than we show them, they could prove it.
record-watched-nobody = No other node watches this record yet. What proves it are the receipts, and the copies that readers keep.
record-witnessed = Signed a checkpoint over { $entries ->
    [one] one entry
   *[other] { $entries } entries
}
record-mirrored = Keeps a checked copy of { $entries ->
    [one] one entry
   *[other] { $entries } entries
}
record-entries = Newest first
record-entry-number = Entry { $number }
record-unreadable = This entry could not be read.
record-withdraw = Withdraw these words
record-withdraw-title = Withdraw the words of entry { $number }
record-withdraw-why = Why
record-withdraw-why-missing = Choose why the words go.
record-withdraw-ground = In your words, or the legal ground
record-withdraw-ground-hint = At least eight characters; everyone can read them, for ever. Do not repeat what is to go.
record-withdraw-gone = The words are erased everywhere here: pages, tables, search and files. This cannot be undone.
record-withdraw-stays = The entry stays, with its time and your pseudonym, and says that you withdrew the words. A remark is answered all the same.
record-withdraw-copies = Whoever copied the words before may still have them.
record-withdraw-others = Only whoever wrote these words can withdraw them here, and the secretariat where a law or a right of somebody asks for it.
record-withdraw-votes = Votes that were cast remain. Nobody votes on it any more.
record-withdraw-merged = What was taken into version { $version } of the draft is text of the process by now, and stays in it.
record-erase = Erase these words by law
record-erase-title = Erase the words of entry { $number }
record-erase-ground = Legal ground: the law, its article, the court and its file number
record-erase-stays = The entry stays, with its time and its author, and a new entry says that you erased the words, why, and on which ground. A remark is answered all the same.
record-erase-draft = Nobody can read this version of the draft any more, nor what changed to and from it. If it is the newest one, publish a version without the unlawful words first.
record-erase-told = { $name } is told on their page My account, with your reason and ground, and by mail where they take mails and this node sends any.
record-erase-appeal = They may appeal; somebody else than you rules on it.
record-erase-unheard = They may appeal, but nobody holds the office that rules on appeals.
record-erase-nobodys = Nobody is told: the words are of the operator.
record-erase-also = Erase the same words elsewhere too
record-erase-also-hint = These entries have a run of the same words. Read each one: all words of an entry that you tick go, for the same reason and on the same ground, by an entry of its own. Reasons in entries cannot be erased.
record-erase-also-none = No other entry was found to have a run of the same words. Words that were said in another way, or in another language, are not found.
record-erase-also-more = { $count } more entries have a run of the same words. Erase these first and look again afterwards.
record-erase-also-not-all = Not every text of this process was looked through.
record-erase-is-draft = version { $version } of the draft, whole
record-erase-read = read it
record-erase-not-there = Entry { $number } was not erased, and so nothing after it was: { $why }
record-erase-send = Erase the words for good
record-withdraw-send = Withdraw the words for good
record-event-genesis = { $author } created the process.
record-event-genesis-founder = { $name } began the process. The node that it runs on wrote that down.
record-event-admitted-founder = { $name } joined, having begun the process.
record-event-office-founder = { $name } became the secretariat, having begun the process. Reason: { $reason }
record-event-invitation-mailed = A mail server took the mail with <entry>invitation { $number }</entry>.
record-author-offices = Offices of the author at that time
record-event-charter = { $author } changed the charter. Reason: { $reason }
record-event-opened = { $author } opened the process. Reason: { $reason }
record-event-closed = { $author } closed the process. Reason: { $reason }
record-event-source = { $author } imported acts from { $source }.
record-event-source-because = { $author } imported acts from { $source }: { $reason }
record-event-abandoned = { $author } gave the process up before it opened. Reason: { $reason }
record-event-office-given = { $author } gave { $name } an office: { $office }. Reason: { $reason }
record-event-office-ended = { $author } ended an office of { $name }: { $office }. Reason: { $reason }
record-event-admitted = { $name } joined.
record-event-admitted-by-office = { $author } admitted { $name }. Reason: { $reason }
record-event-stated = { $author } wrote a statement.
record-event-translated = { $author } added <statement>statement { $number }</statement> in { $language }.
record-event-rendered = { $author } said a text of <entry>entry { $number }</entry> in another language: { $language }.
record-event-translation-reviewed = { $author } read the translation of <entry>entry { $number }</entry> beside its original.
record-event-voted = { $author } answered “{ $answer }” to <statement>statement { $number }</statement>.
record-event-moderated-accepted = { $author } accepted <statement>statement { $number }</statement>.
record-event-moderated-rejected = { $author } removed <statement>statement { $number }</statement>.
record-event-moderated-meta = { $author } marked <statement>statement { $number }</statement> as being about the process.
record-event-moderated-accepted-entry = { $author } accepted the words of <entry>entry { $number }</entry>.
record-event-moderated-rejected-entry = { $author } removed the words of <entry>entry { $number }</entry>.
record-event-moderated-meta-entry = { $author } marked <entry>entry { $number }</entry> as being about the process.
record-event-remarked = { $author } made a remark on version { $version } of the draft.
record-event-remark-edited = { $author } worded the remark in <entry>entry { $number }</entry> otherwise.
record-event-supported = { $author } supports <entry>entry { $number }</entry>.
record-event-support-ended = { $author } no longer supports <entry>entry { $number }</entry>.
record-event-commented = { $author } commented on <entry>entry { $number }</entry>.
record-event-submitted = { $author } sent a whole letter.
record-event-amended = { $author } proposed an amendment to version { $version } of the draft.
record-event-cosigned = { $author } co-signed the amendment in <entry>entry { $number }</entry>.
record-event-cosign-ended = { $author } no longer co-signs the amendment in <entry>entry { $number }</entry>.
record-event-amendment-withdrawn = { $author } took back the amendment in <entry>entry { $number }</entry>.
record-event-answer-given = { $count ->
    [one] { $author } answered one remark or amendment.
   *[other] { $author } answered { $count } remarks and amendments.
}
record-event-answer-proposed = { $count ->
    [one] { $author } put an answer to the author of one remark or amendment.
   *[other] { $author } put an answer to the authors of { $count } remarks and amendments.
}
record-event-proposal-given = { $author } gave the answer that was proposed in <entry>entry { $number }</entry>.
record-event-replied-satisfied = { $author } is satisfied with the answer in <entry>entry { $number }</entry>.
record-event-replied-accepts = { $author } can live with the answer in <entry>entry { $number }</entry>.
record-event-replied-objects = { $author } objects to the answer in <entry>entry { $number }</entry>.
record-event-replied-consents = { $author } consents to the answer proposed in <entry>entry { $number }</entry>.
record-event-replied-refuses = { $author } does not consent to the answer proposed in <entry>entry { $number }</entry>.
record-event-told-mail = { $count ->
    [one] One person was told by mail of the answer in <entry>entry { $number }</entry>.
   *[other] { $count } people were told by mail of the answer in <entry>entry { $number }</entry>.
}
record-event-told-page = { $count ->
    [one] The answer in <entry>entry { $number }</entry> stands on the page of one person’s account; whether they have seen it is not known.
   *[other] The answer in <entry>entry { $number }</entry> stands on the pages of { $count } people’s accounts; whether they have seen it is not known.
}
record-event-told-bounced = { $count ->
    [one] The mail to one person about the answer in <entry>entry { $number }</entry> came back. It stands on the page of their account; whether they have seen it is not known.
   *[other] The mail to { $count } people about the answer in <entry>entry { $number }</entry> came back. It stands on the pages of their accounts; whether they have seen it is not known.
}
record-event-told-unreachable = { $count ->
    [one] One person cannot be told of the answer in <entry>entry { $number }</entry>: no account stands behind them.
   *[other] { $count } people cannot be told of the answer in <entry>entry { $number }</entry>: no account stands behind them.
}
record-event-verified = { $author } verified who { $name } is: { $means }.
record-event-verification-ended = { $author } ended the verification of { $name }.
record-event-closed-early = { $author } closed the process and cut short: { $phases }. Reason: { $reason }
record-event-phase-closed = { $author } closed the phase “{ $phase }”. Reason: { $reason }
record-event-ballot = { $author } put a question to the vote.
record-event-ballot-vote = { $author } voted in <entry>ballot { $number }</entry>.
record-event-ballot-count = { $author } counted <entry>ballot { $number }</entry>: { $outcome }
record-event-initiative = { $author } asked for something to be put on the agenda.
record-event-answered-initiative = { $author } answered <entry>initiative { $number }</entry>: { $word }
record-event-commitment = { $author } recorded a public commitment.
record-event-found = { $author } gave a finding on <entry>commitment { $number }</entry>: { $word }
record-event-finding-objection = { $author } objected to the <entry>finding in entry { $number }</entry>.
record-event-contradiction = { $author } said that another commitment contradicts <entry>commitment { $number }</entry>.
record-event-endorsement = { $author } signed version { $version } of the text.
record-event-signed-for = { $author } signed version { $version } of the text for <entry>organisation { $number }</entry>.
record-event-endorsement-withdrawn = { $author } withdrew <entry>signature { $number }</entry>.
record-event-signatory = A list from elsewhere names a signatory of the <entry>text in entry { $number }</entry>.
record-event-demand = { $author } put a demand of the joint statement.
record-event-demand-looked = { $author } looked for what answers <entry>demand { $number }</entry> ({ $place }): { $count } found.
record-event-handover = { $author } recorded that the joint statement was handed over to { $to }.
record-event-demand-answer = { $author } recorded what became of <entry>demand { $number }</entry>: { $word }
record-event-coding = { $author } said what the unit { $unit } of the draft is as a norm.
record-event-obligation = { $author } recorded what { $signatory } owes by the adopted text.
record-event-obligation-finding = { $author } gave a finding on <entry>obligation { $number }</entry>: { $word }
record-event-draft = { $author } published <draft>version { $version } of the draft</draft>.
record-event-result = { $author } published a result: { $algorithm }, from the first { $entries } entries.
record-event-decided = { $author } recorded a decision: { $outcome }.
record-event-redacted = { $author } erased the words of entry { $number }.
record-when = Taken
record-author = By
record-signed = Signed
record-signed-self = by the author’s own key
record-signed-node = by this node on the author’s behalf
record-chain = The author’s acts before
record-chain-is = { $acts ->
    [0] none; admitted in
    [one] one, the last in
   *[other] { $acts }, the last in
}
record-words = Words beside the entry
record-erased = These words were erased. The entry stays valid.
record-erased-by = Who erased them, why, and on which ground:
record-proof = Proof
record-proof-lead = The receipt proves, without asking us, that this entry is in the record. If it ever goes missing, your receipt shows it.
record-proof-waits = The signed checkpoint that covers this entry is being made. Load this page again in a moment.
record-receipt-download = Download the receipt
record-receipt-page = <receipt>Short address of this receipt</receipt>
record-leaf = Hash of this entry
record-path = Hashes that lead from it to the root
record-root = Root over { $entries } entries, signed in the checkpoint
record-checkpoint = Signed checkpoint
record-raw = The entry as it is stored
record-before = Entry before
record-after = Entry after
record-all = The whole record
record-host = The host of this node
record-hidden-by = A moderator keeps these words back, by entry
record-words-missing = These words should be here and are not. The node does not say why.
record-said-for = Said for
record-event-organisation = { $author } put an organisation in the <organisation>register</organisation>.
record-event-organisation-anew = { $author } stated anew what the register says of the organisation of <entry>entry { $number }</entry>.
record-event-delegation = { $author } asked to speak for the organisation of <entry>entry { $number }</entry>.
record-event-delegation-confirmed = { $author } confirmed the delegate of <entry>entry { $number }</entry>.
record-event-delegation-refused = { $author } refused the delegate of <entry>entry { $number }</entry>. Reason: { $reason }
record-event-delegation-ended = { $author } ended the delegation of <entry>entry { $number }</entry>. Reason: { $reason }
record-event-admitted-invited = { $name } came in by <entry>invitation { $number }</entry>.
record-event-admitted-applied = { $name } came in by <entry>application { $number }</entry>.
record-event-invitation-person = { $author } invited a person. Reason: { $reason }
record-event-invitation-organisation = { $author } invited an organisation ({ $count ->
    [one] one seat
   *[other] { $count } seats
}). Reason: { $reason }
record-event-invitation-class = { $author } invited people of a class ({ $count ->
    [one] one seat
   *[other] { $count } seats
}). Reason: { $reason }
record-event-invitation-sent-mail = { $author } noted that <entry>invitation { $number }</entry> was sent by mail.
record-event-invitation-sent-paper = { $author } noted that <entry>invitation { $number }</entry> was sent on paper.
record-event-invitation-sent-hand = { $author } noted that <entry>invitation { $number }</entry> was handed over.
record-event-invitation-codes = { $author } made codes of <entry>invitation { $number }</entry> void: { $void }. New ones in their place: { $new }. Reason: { $reason }
record-event-invitation-declined = Somebody who has the code declined <entry>invitation { $number }</entry>.
record-event-invitation-declined-heard = { $author } noted that <entry>invitation { $number }</entry> was declined. How that was heard: { $reason }
record-event-application = Somebody applied to take part.
record-event-application-granted = { $author } granted <entry>application { $number }</entry>. Reason: { $reason }
record-event-refusal = { $author } refused <entry>application { $number }</entry>: { $reason } (<refusal>the refusal, and the way to appeal</refusal>)
record-event-refusal-floor = { $author } refused { $name } the floor: { $reason } (<refusal>the refusal, and the way to appeal</refusal>)
record-event-appeal = Somebody appealed against <entry>refusal { $number }</entry>.
record-event-ruling-upheld = { $author } ruled on <entry>appeal { $number }</entry>: the refusal stands.
record-event-ruling-overturned = { $author } ruled on <entry>appeal { $number }</entry>: the refusal falls.
record-for-moderators = This is for moderators alone; nobody else reads it.
record-sealed = For those who decide on it, and nobody else.
record-event-meeting = { $author } announced a meeting ({ $access }).
record-event-held-elsewhere = { $author } brought in a meeting that was held elsewhere ({ $access }).
record-event-meeting-changed = { $author } changed <entry>meeting { $number }</entry>. Reason: { $reason }
record-event-meeting-cancelled = { $author } called off <entry>meeting { $number }</entry>. Reason: { $reason }
record-event-meeting-registered = { $author } registered for <entry>meeting { $number }</entry>.
record-event-no-longer-comes = { $author } no longer comes to <entry>meeting { $number }</entry>.
record-event-floor = { $author } asked for the floor in <entry>meeting { $number }</entry>.
record-event-floor-withdrawn = { $author } no longer asks for the floor in <entry>meeting { $number }</entry>.
record-event-floor-called = { $author } gave the floor to <entry>request { $number }</entry>, which was next.
record-event-floor-called-out = { $author } gave the floor to <entry>request { $number }</entry> before whoever was next. Reason: { $reason }
record-event-floor-ended = { $author } noted that a turn ended in <entry>meeting { $number }</entry>.
record-event-attendance = { $author } recorded who attended <entry>meeting { $number }</entry>, by group.
record-event-attendance-corrected = { $author } corrected the attendance of <entry>meeting { $number }</entry>. Reason: { $reason }
record-event-minutes = { $author } published the minutes of <entry>meeting { $number }</entry>.
record-event-minutes-corrected = { $author } corrected the minutes of <entry>meeting { $number }</entry>. Reason: { $reason }
record-event-contact = { $author } told of a contact outside the record, on { $day }.
record-event-audit = { $author } opened an audit of a process held elsewhere.
record-event-audit-finding = { $author } gave a finding on { $criterion } in <entry>audit { $number }</entry>: { $word }
record-event-audit-objection = { $author } objected to <entry>the finding in entry { $number }</entry>.
record-event-audit-reply = { $author } replied to <entry>the objection in entry { $number }</entry>.
record-event-report = { $author } reported <entry>the words of entry { $number }</entry> to the moderators.
record-event-mod-appeal = { $author } appealed against the verdict on <entry>entry { $number }</entry>.
record-event-mod-ruling-upheld = { $author } ruled that the verdict on <entry>entry { $number }</entry> stands.
record-event-mod-ruling-overturned = { $author } ruled that the verdict on <entry>entry { $number }</entry> falls.
record-event-harm = { $author } reported a harm: { $kind }
record-event-told-seen = { $count ->
    [one] One person was given a page of theirs that shows the answer in <entry>entry { $number }</entry>.
   *[other] { $count } people were given pages of theirs that show the answer in <entry>entry { $number }</entry>.
}
record-event-stranger-report = Somebody without an account reported <entry>the words of entry { $number }</entry> to the moderators.
record-event-objection-answer = { $author } answered the objection in <entry>entry { $number }</entry>.
record-event-act-shown = Whoever has the code of the application was given the page that shows <entry>entry { $number }</entry>.
record-event-act-told-mail = { $count ->
    [one] One person was told by mail of <entry>entry { $number }</entry>, which is about them.
   *[other] { $count } people were told by mail of <entry>entry { $number }</entry>, which is about them.
}
record-event-act-told-page = { $count ->
    [one] A notice of <entry>entry { $number }</entry>, which is about them, stands on the page of one person’s account; whether they have seen it is not known.
   *[other] A notice of <entry>entry { $number }</entry>, which is about them, stands on the pages of { $count } people’s accounts; whether they have seen it is not known.
}
record-event-act-told-seen = { $count ->
    [one] One person was given a page of theirs that shows <entry>entry { $number }</entry>, which is about them.
   *[other] { $count } people were given pages of theirs that show <entry>entry { $number }</entry>, which is about them.
}
record-event-act-told-bounced = { $count ->
    [one] The mail to one person about <entry>entry { $number }</entry> came back. A notice stands on the page of their account; whether they have seen it is not known.
   *[other] The mail to { $count } people about <entry>entry { $number }</entry> came back. A notice stands on the pages of their accounts; whether they have seen it is not known.
}
record-event-act-told-unreachable = { $count ->
    [one] One person cannot be told of <entry>entry { $number }</entry>, which is about them: no account stands behind them.
   *[other] { $count } people cannot be told of <entry>entry { $number }</entry>, which is about them: no account stands behind them.
}
