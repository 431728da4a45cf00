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
