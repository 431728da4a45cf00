# Votes.
vote-title = Vote
vote-agree = Agree
vote-disagree = Disagree
vote-pass = Pass
vote-left = { $left ->
    [one] One statement is left for you.
   *[other] { $left } statements are left for you.
}
vote-consequence = Your answer becomes an entry of the public record under your name in this process, <b>{ $name }</b>. You can change it later.
vote-why-sign-in = So that each person has one voice, you sign in by a mail link. Your mail address is never published.
vote-sign-in-first = Sign in to answer
vote-join-first = Choose a name and take part
vote-not-now = The timetable has no voting at the moment.
vote-done = Your answer “{ $answer }” is <entry>entry { $number }</entry> of the record. Keep your <receipt>receipt</receipt>, or <change>change your answer</change>.
vote-change-here = Change this answer
vote-other = Show me another
vote-about-this = More about this statement
vote-as-list = All statements as a list
vote-one-by-one = Answer one at a time
vote-all-seen = You have answered every statement. Come back when there are new ones.
vote-passed-ones = { $count ->
    [one] Return to the one you passed on
   *[other] Return to the { $count } you passed on
}
vote-early-consequence = You need not sign in to answer. Your answer waits in this browser, at most seven days, and counts nowhere until you have followed a mail link and chosen a name; then it becomes an entry of the public record. To keep it, the browser gets a cookie.
vote-early-wait = { $count ->
    [one] One answer of yours waits and does not count yet.
   *[other] { $count } answers of yours wait and do not count yet.
}
vote-early-how = { $count ->
    [one] It counts
   *[other] They count
} once you have signed in by a mail link in this browser and chosen a name. In another browser, also that of a mail program, nobody knows of { $count ->
    [one] it
   *[other] them
}.
vote-early-last = Your last answer, to:
vote-early-forget = Forget these answers
vote-early-yours = { $count ->
    [one] One answer that was given in this browser before you signed in waits. If it is yours, have it counted under your name.
   *[other] { $count } answers that were given in this browser before you signed in wait. If they are yours, have them counted under your name.
}
vote-early-count = Count them as my answers
vote-early-counted = { $count ->
    [one] One answer that waited is an entry of the record now.
   *[other] { $count } answers that waited are entries of the record now.
}
vote-early-refused = { $count ->
    [one] One did not count: its statement is no longer put to the vote.
   *[other] { $count } did not count: their statements are no longer put to the vote.
}
vote-early-receipts = Their entries and receipts stand in your account.
vote-early-replaces = takes the place of your answer “{ $vote }”
vote-early-how-invited = { $count ->
    [one] It counts
   *[other] They count
} nowhere unless you are admitted: since you answered, this process has become one for those who were invited.
vote-undo = An answer can be changed to another one, not taken back to none: the record keeps that you answered, and “Pass” says nothing for or against.
