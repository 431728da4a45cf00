# Reports of words, and appeals against moderators.
review-report = Report to the moderators
review-report-lead = Say which rule these words break. The moderators and you alone read what you write. That you made a report, and on what, stands in the public record with your name in this process, and the receipt proves it.
review-appeal = Appeal against the verdict
review-appeal-lead = Say why the verdict is wrong. Somebody else than whoever judged rules on it, within 30 days, and says why in public. What you write here is shown to those who rule on appeals, and not to whoever judged. Whoever runs this node could look it up; nobody else sees it.
review-why = Why
review-send = Send
review-due = An appeal was made. A ruling is due by { $day }.
review-unheard = An appeal was made. Nobody holds the office that rules on appeals, so no day for a ruling can be named.
review-ruled-upheld = The verdict stands
review-ruled-overturned = The verdict falls, the words are shown
review-appeal-number = Appeal { $number } against a moderator
review-words = The words
review-not-for-you = You judged this yourself: what is said against it is read by others who rule on appeals.
review-your-appeal = Your appeal of { $day }
review-appeal-over = An appeal was possible until { $day }.
review-appeal-until = An appeal is possible until
review-removed-note = A moderator removed words of yours (entry { $number }). You may appeal until { $day }.
