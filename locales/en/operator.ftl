# The page of the node's host.
operator-title = For the host of this node
operator-disk = The disk
operator-not-looked-at = Not looked at yet: since this start, the look at the whole disk has not come to its end. Nothing is known of it so far.
operator-whole = { $count ->
    [0] At the last look at the whole disk there was no published entry to look at, so nothing is known of what came since. It ended:
    [one] The last look at the whole disk found nothing wrong with one published entry. Of what came since nothing is known. It ended:
   *[other] The last look at the whole disk found nothing wrong with { $count } published entries. Of what came since nothing is known. It ended:
}
operator-damage = { $count ->
    [one] One thing on the disk is not what was written. It is not given away, and the rest goes on. What mends it:
   *[other] { $count } things on the disk are not what was written. They are not given away, and the rest goes on. What mends them:
}
operator-damage-more = { $count ->
    [one] One more is named by maru doctor --thorough.
   *[other] { $count } more are named by maru doctor --thorough.
}
operator-mail = Mail
operator-server = Mails go to the server { $place }.
operator-demo = This is a demonstration: mails stay at /demo/mail.
operator-no-server = No mail server is set, so no sign-in link can be sent. Set smtp and mail-from in maru.toml, then start the node anew.
operator-outbox = Mails of the last 24 hours
operator-outbox-lead = { $all ->
    [0] None.
    [one] One mail; { $waiting ->
        [one] it waits to be sent.
       *[other] { $lost ->
            [one] it was never delivered.
           *[other] a server took it.
        }
    }
   *[other] The newest { $all }: waiting to be sent { $waiting }, never delivered { $lost }.
} A mail that is not taken is tried again after 2 seconds, then 4, 8 and so on up to two minutes, for a quarter of an hour; one with an answer for three days, one that tells somebody what happened to their words for a day, one with an invitation until its last day. One that the server refuses for good is not tried again.
operator-invitations = A mail with an invitation stands here only until a server has taken it: then its address is forgotten, and the record of its process says that it was sent.
operator-to = To
operator-subject = Subject
operator-written = Written
operator-state = State
operator-answer = Last answer of the server
