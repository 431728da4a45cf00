# The first page of a node.
home-title = Where norms are made together
home-lead = People of every country and every group make rules here on equal terms, each in their own language. What becomes of their words is public from the first day to the last.
home-proof = Every vote, statement and decision is an entry of a public record that nobody can quietly change. You need not trust us: <verify>check it yourself</verify>.
home-over = { $count ->
    [one] One process is over
   *[other] { $count } processes are over
}
home-empty = There is no process on this node yet.
home-take-part = Take part
home-simulated = Demonstration: the participants are simulated.
home-imported = Imported from { $source }.
home-figures = { $people ->
    [one] { $people } person
   *[other] { $people } people
} · { $statements ->
    [one] { $statements } statement
   *[other] { $statements } statements
} · { $votes ->
    [one] { $votes } vote
   *[other] { $votes } votes
}
home-invited = With a code, or by applying
