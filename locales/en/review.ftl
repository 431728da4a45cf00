# Reports of words, and appeals against moderators.
review-report = Report to the moderators
review-report-lead = Say which rule these words break. The moderators and you alone read what you write. That you made a report, and on what, stands in the public record with your name in this process, and the receipt proves it.
review-appeal = Appeal against the verdict
review-appeal-lead = Say why the verdict is wrong. Somebody else than whoever judged rules on it, within 30 days, and says why in public. What you write here is for them alone.
review-why = Why
review-send = Send
review-due = An appeal was made. A ruling is due by { $day }.
review-unheard = An appeal was made. Nobody holds the office that rules on appeals, so no day for a ruling can be named.
review-ruled-upheld = The verdict stands
review-ruled-overturned = The verdict falls, the words are shown
review-appeal-number = Appeal { $number } against a moderator
review-words = The words
