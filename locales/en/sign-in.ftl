# Signing in by a link that is mailed, and the demonstration's mailbox.
sign-in-title = Sign in
sign-in-lead = You get a mail with a link. There is no password.
sign-in-private = Your mail address is never published. In each process you bear a name of your choice.
sign-in-already = You are signed in as { $email }.
sign-in-field-email = Mail address
sign-in-send = Send me the link
sign-in-fault-email = This does not look like a mail address. It should look like name@example.org.
sign-in-fault-too-often = Too many links were asked for from here. Please try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
sign-in-no-mail = This node cannot send mail yet, so nobody can sign in. Please tell its host.
sign-in-cookie = When you ask for the link, this browser gets a cookie, so that only you can use the link. Before that, only answering a statement sets one.
sign-in-sent-title = Look into your mailbox
sign-in-sent = A link is on its way to { $email }. It works for { $minutes } minutes, once, and only in this browser.
sign-in-sent-nothing = Nothing came? Look among unwanted mail, check the address, or <again>ask once more</again>.
sign-in-sent-demo = This is a demonstration: no mail leaves it. Read yours <mail>on this page</mail>.
sign-in-confirm-title = Sign in now?
sign-in-confirm = You asked to sign in as { $email }.
sign-in-confirm-send = Yes, sign me in
sign-in-stale-title = This link no longer works
sign-in-stale = It was used already, or it is older than { $minutes } minutes. <again>Ask for a new one.</again>
sign-in-other-browser-title = Another browser asked for this link
sign-in-other-browser = Open the link in the browser in which you asked for it: answers that you gave there before signing in wait in that browser alone, and are counted only from it. Or <again>ask for a new link here</again>, and go on without them. If you never asked, do nothing: without this click nobody gets in.
sign-in-mail-subject = Your link to sign in
sign-in-mail-body =
    Hello,
    
    open this link in the browser in which you asked for it:
    
    { $link }
    
    It works for { $minutes } minutes, and once. If you did not ask for it, do nothing.
demo-mail-title = Mails of this demonstration
demo-mail-lead = No mail leaves this demonstration. What would be sent is shown here, to everyone who looks. A real node has no such page.
demo-mail-none = No mail has been written yet. <ask>Ask for a link to sign in.</ask>
demo-mail-to = To { $recipient }
demo-mail-open = Open the link
