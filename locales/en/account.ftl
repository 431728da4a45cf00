# My account.
account-title = My account
account-signed = You are signed in as { $email }.
account-processes = My processes
account-processes-none = You take part in no process yet.
account-as = Here you are { $name }
account-answers = { $count ->
    [0] No statement answered yet; my part
    [one] One statement answered; my part
   *[other] { $count } statements answered; my part
}
account-statement-waits = waits for a moderator
account-statement-votes = { $votes ->
    [0] put to everyone; no votes yet
    [one] put to everyone; one vote
   *[other] put to everyone; { $votes } votes
}
account-receipts = My latest entries, each with its receipt:
account-receipt = receipt
account-news = What happened to your words and to the rules:
account-news-ruled = Your appeal against a moderator was ruled on
account-news-judged = A moderator judged what you wrote
account-news-erased = Words of yours were erased
account-news-office-given = You were given an office
account-news-office-ended = An office of yours was ended
account-news-rules = The charter was changed
account-news-translated = A statement of yours was translated
account-news-decided = The process decided
account-news-commented = Somebody commented on your remark
account-news-supported = { $count ->
    [one] One person supports what you wrote
   *[other] { $count } people support what you wrote
}
account-news-cosigned = { $count ->
    [one] One person signed your amendment with you
   *[other] { $count } people signed your amendment with you
}
account-news-refused = You were refused the floor
account-news-delegation-confirmed = You speak for an organisation
account-news-delegation-refused = You were refused to speak for an organisation
account-news-delegation-ended = You speak no longer for an organisation
account-news-organisation = The organisation
account-refused-for = { $count ->
    [one] It holds for one meeting.
   *[other] It holds for { $count } meetings.
}
account-news-ruled-refusal = Your appeal against a refusal was ruled on
account-news-more = { $count ->
    [one] One more stands in the record.
   *[other] { $count } more stand in the record.
}
account-mails = Mails to you
account-mails-lead = What this node wrote to your address in the last 24 hours. Older ones are not kept.
account-mails-none = None.
account-mail-sent = taken by the mail server
account-mail-demo = stays here: this is a demonstration
account-mail-waits = waits to be sent
account-mail-again = { $attempts ->
    [one] not taken yet; one attempt, to be tried again
   *[other] not taken yet; { $attempts } attempts, to be tried again
}
account-mail-bounced = refused by the mail server for good
account-mail-late = never taken in time; its link is no longer good
account-data = My data
account-data-lead = Your address, your names in the processes, your entries with their words, and the mails of the last 24 hours. Charters that you have not finished are not in it, nor what the host keeps outside this program, such as backups.
account-data-json = All of it, for programs (JSON)
account-data-csv = My entries as a table (CSV)
account-end = Signing out and leaving
account-sessions = { $count ->
    [one] One browser or program is signed in to this account.
   *[other] { $count } browsers and programs are signed in to this account.
}
account-sessions-end = Sign out everywhere
account-address = Change my mail address
account-address-lead = Your address is { $email }. A link goes to the new address, and only when it is opened there does the new one count. The old address is told.
account-address-field = New mail address
account-address-same = This is your address already.
account-address-asked = A link is on its way to { $email }. It works for { $minutes } minutes, once, and only while you are signed in here. Until then nothing changes.
account-address-confirm-title = Use this address from now on?
account-address-confirm = Your account would change from { $old } to { $new }. The old address is told.
account-address-confirm-send = Yes, change it
account-address-done = Your mail address was changed. A mail about it goes to the old one.
account-address-stays = Your address was not changed
account-address-stale = This link was used already, is too old, or belongs to another account than the one you are signed in to.
account-address-taken = There is another account with this address. Sign in with it, or choose another address.
account-mail-confirm-subject = Confirm your new mail address
account-mail-confirm-body =
    Hello,
    
    somebody wants to use this address for their account. If it was you, open this link in the browser in which you are signed in:
    
    { $link }
    
    It works for { $minutes } minutes, and once. If it was not you, do nothing.
account-mail-changed-subject = Your mail address was changed
account-mail-changed-body =
    Hello,
    
    the account that had this address has another one from now on: { $address }. If that was not you, write to whoever runs this node at once.
account-erase = Erase my account
account-erase-goes = What is erased
account-erase-goes-words = Your mail address ({ $email }), everything that ties you to your names in the processes, what you are signed in to, mails to you, and charters that you have not finished. Nobody can act under your names any more, not even you.
account-erase-stays = What stays, and why
account-erase-stays-words = Your entries in the public records stay: nobody can take an entry out of a record without everyone noticing, and results would no longer add up. They bear the name you chose, not your address.
account-erase-kept = { $entries ->
    [one] one entry under the name { $name }
   *[other] { $entries } entries under the name { $name }
}
account-erase-office = You hold an office here. It ends with the account, by an entry that says so. If nobody else holds it, its work waits until the secretariat, or whoever runs this node, gives it to somebody; ask for that first.
account-erase-office-stays = You hold an office here. The record of this process has stopped and takes no entry now, so the office stays in it under your name when the account is gone, until the secretariat, or whoever runs this node, ends it.
account-erase-mark = While a process goes on, this node keeps a digest of your address for it, so that nobody takes part twice. The address cannot be read from it, but a guess can be tested. It goes when the process is over.
account-erase-backups = Backups that the host has made still hold your account until the host deletes them.
account-erase-data-first = Take your data along first
account-erase-words = Erase the words that I wrote, too; the entries stay without them
account-erase-ground = Why, in your words, or the legal ground; it stands in the record
account-erase-sure = I know that this cannot be undone
account-erase-unsure = Tick that you know that this cannot be undone.
account-erase-words-wait = The record of a process in which you take part has stopped and takes no entry now, so your words cannot be erased in it yet. Erase the account without the words, or come back when it goes on.
account-erase-send = Erase my account now
account-erased-title = Your account is erased
account-mail-news-subject = { $title }: what happened to what you wrote
account-mail-news-lead = In the process “{ $title }”:
account-mail-news-appeal = You may appeal against it { $until }:
account-told = How you hear of answers
account-told-lead = Remarks and amendments are answered where the charter promises it. An answer stands on this page in any case; a mail brings it to you. Where you take mails, one also tells you at once that a moderator removed your words, that words of yours were erased, that you were refused the floor, or how an appeal of yours was ruled on; and once a day what others said to your words.
account-told-no-mail = Remarks and amendments are answered where the charter promises it. This node sends no mails about answers: they stand on this page alone, so look here.
account-told-how = A mail with the answer
account-told-at-once = At once, for each answer
account-told-daily = Once a day, with all answers of the day
account-told-page = No mail; I look here
account-told-now = This page tells you of it now, which will be written down.
account-told-by-mail = You were told by mail on
account-told-here = You were given a page that shows it, on
account-told-language = Language of these mails
account-told-own-language = The language in which I wrote
account-told-save = Save
account-told-done = Saved.
account-stop = No more mails with answers
account-stop-lead = From then on answers to what you write stand on the page of your account alone.
account-stop-send = Send me no more such mails
account-stop-done = Done. You get no more such mails.
account-stop-unknown = This link is not one of ours. Choose on the page of your account.
account-erased = Your account and your address were erased from this node. Backups that the host made before still hold them. You can close this page.
account-act-comment = Comment
account-act-report = Report to the moderators
account-news-accepted = A moderator accepted what you wrote
account-news-removed = A moderator removed what you wrote
account-erase-address = The name that you bear there is a mail address. It stays in the public record for ever, and erasing your account does not take it out.
account-act-support = Support
account-act-initiative = Item for the agenda
account-act-ballot-vote = Vote in a ballot
mail-from-node = Sent by the node { $address }.
mail-from-operator = It is run by { $value }.
mail-from-contact = Contact: { $value }
account-mail-your-words = Your words, entry { $number }:
account-erased-words = { $count ->
    [0] There were no words of yours left to erase.
    [one] The words of one entry were erased with it.
   *[other] The words of { $count } entries were erased with it.
} The entries themselves stay in the record.
account-erased-kept = { $count ->
    [one] The words of one entry stay
   *[other] The words of { $count } entries stay
}: the process itself stands on them.
account-erased-words-stay = Words that you wrote stay in the record, under the names you chose.
