# The public moderation log.
moderation-title = Moderation log
moderation-lead = Everything that moderators did, newest first, each with its reason and the rule it rests on.
moderation-none = Moderators have not acted.
moderation-accepted = Accepted
moderation-rejected = Removed
moderation-meta = Marked as being about the process
moderation-reason = Reason:
moderation-rule = Rule:
moderation-ground = Legal ground:
moderation-erasures = Erased words
moderation-withdrawn-personal-data = personal data
moderation-withdrawn-author = their author takes them back
moderation-withdrawn-unlawful = unlawful
moderation-withdrawn-court-order = order of a court or authority
moderation-withdrawn-copyright = somebody else's words
moderation-withdrawn-safety = somebody's safety
moderation-policy-own = What others write appears after a moderator has read it (moderation before publication). You may moderate here, so what you write appears at once: <charter>charter</charter>, <log>moderation log</log>.
moderation-policy-before = What you write appears after a moderator has read it (moderation before publication). A refusal is public, with its reason and rule: <charter>charter</charter>, <log>moderation log</log>.
moderation-policy-after = What you write appears at once (moderation after publication). If a moderator removes it, that is public, with its reason and rule: <charter>charter</charter>, <log>moderation log</log>.
moderation-by = By
moderation-reports = { $count ->
    [one] One report was made to the moderators.
   *[other] { $count } reports were made to the moderators.
}
moderation-told = Of verdicts, erasures, refusals of the floor and rulings, each counted with every person whom it is about: { $knew } were told by a mail or a page of theirs, { $notice } have a notice of which nobody knows whether they saw it, { $none } were not told.
moderation-told-mail = The person was told by mail on
moderation-told-seen = The person was given a page that shows it, on
moderation-told-page = A notice stands on the page of their account; nobody knows whether they saw it. Since
moderation-told-bounced = The mail came back; a notice stands on the page of their account. Since
moderation-told-unreachable = The person cannot be told, as no account stands behind them. Noted on
moderation-told-not-yet = Nothing says yet that the person was told.
moderation-no-rule = No rule of the charter names it
