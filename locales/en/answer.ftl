# Answers to remarks and amendments.
answer-title = Answer
answer-not-given-yet = not given yet
answer-is-proposal = This is a proposal: it was put to its authors for their consent and is not given yet.
answer-state-over = The process ended before the author replied
answer-instead-of = in place of
answer-stands-no-more = This answer does not stand any more. What stands now is named below.
answer-replaced-by = replaced by
answer-never-given = put to its author, never given
answer-earlier = Earlier answers:
answer-none-yet = No answer yet.
answer-only-proposed = An answer is proposed and waits for the author's consent.
answer-proposed = Proposed answer
answer-consent-awaited = consent is awaited
answer-asks-consent = An answer is proposed: say whether you consent
answer-accepted = Accepted
answer-accepted-in-part = Accepted in part
answer-not-accepted = Not accepted
answer-already-there = The text says so already
answer-explained = Explained
answer-noted = Noted
answer-deferred = Put off
answer-out-of-scope = Not about this text
answer-number = Answer { $number }
answer-to-many = one answer to { $count } remarks and amendments
answer-units = Parts of the text:
answer-changed-in = changed in version { $version }
answer-change-to-come = the change is still to come
answer-told-mail = The author was told by mail
answer-told-page = The answer stands on the author’s page here; it is not known whether they have seen it
answer-told-bounced = The mail came back. The answer stands on the author’s page here; it is not known whether they have seen it
answer-told-unreachable = Nobody could be told: no account stands behind the author.
answer-told-elsewhere = The author took part elsewhere and cannot be told here.
answer-untold = The author has not been told yet.
answer-state-elsewhere = The author took part elsewhere and cannot reply here.
answer-state-awaited = The author may reply until
answer-state-silent = The author has not replied. Silence is not consent. Silent since
answer-reply-satisfied = Satisfied
answer-reply-accepts = Can live with it
answer-reply-objects = Objects
answer-reply-consents = Consents
answer-reply-refuses = Does not consent
answer-your-reply = Your reply
answer-reply-word = What do you say to this answer?
answer-reply-more = Why? You may leave this empty.
answer-reply-send = Send the reply
answer-reply-with-words = Reply in your own words
answer-word-missing = Choose what you say to the answer.
answer-members = { $count ->
    [one] It answers one remark or amendment
   *[other] It answers { $count } remarks and amendments
}
answer-more = { $count ->
    [one] One more is not listed here.
   *[other] { $count } more are not listed here.
}
answer-what-became = What became of what I wrote
answer-mail-subject = { $count ->
    [one] Your words were answered: { $title }
   *[other] { $count } of your points were answered: { $title }
}
answer-mail-lead = In “{ $title }” an answer was given to what you wrote.
answer-mail-asks = Say whether you consent to an answer: { $title }
answer-mail-lead-asks = In “{ $title }” an answer is proposed to what you wrote. From this mail on you have { $days } days to say whether you consent; who says nothing until then lets it pass.
answer-mail-several = { $count } answers to what you wrote, in { $processes } processes
answer-mail-asks-several = Say whether you consent to an answer ({ $count } answers in { $processes } processes)
answer-mail-remark = Your remark { $number }:
answer-mail-amendment = Your amendment { $number }:
answer-mail-answer = The answer:
answer-mail-proposed = The answer that is proposed:
answer-mail-consent = Say whether you consent or do not:
    { $link }
answer-mail-reply = Say whether you are satisfied, can live with it, or object:
    { $link }
answer-mail-foot = Get such mails once a day, in another language, or not at all:
    { $choose }
    End them at once, without signing in:
    { $stop }
answer-told-seen = The author was given a page of theirs that shows the answer
answer-told-reading = This page puts the answer before you; that you were told is written down within moments.
