# The page of the node's host.
operator-title = For the host of this node
operator-server = Mails go to the server { $place }.
operator-demo = This is a demonstration: mails stay at /demo/mail.
operator-no-server = No mail server is set, so nobody can sign in. Set smtp and mail-from in maru.toml, then start the node anew.
operator-outbox = Mails of the last 24 hours
operator-outbox-lead = The newest { $all }; { $waiting } wait to be sent, { $lost } were never delivered. A mail that is not taken is tried again after 2 seconds, then 4, 8 and so on up to two minutes, for a quarter of an hour; one that the server refuses for good is not.
operator-to = To
operator-subject = Subject
operator-written = Written
operator-state = State
operator-answer = Last answer of the server
