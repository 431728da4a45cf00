# Pages that say what went wrong.
fault-not-found = There is no such page
fault-not-found-words = The address may have been mistyped. Addresses of processes and entries never change.
fault-refused = This was not done
fault-refused-words = Nothing was recorded. Go back, change it and try again.
fault-busy = Too many at once
fault-busy-words = Nothing was recorded, and trying again in a moment is safe.
fault-wait = { $seconds ->
    [one] You can try again in one second.
   *[other] You can try again in { $seconds } seconds.
}
fault-typed = What you typed, to be copied; this page has no field for it now:
fault-sign-in-go = Sign in or join, in a new tab
fault-stopped = This node cannot store anything now
fault-stopped-words = Nothing of it was kept. Those who run this node have to look at it.
fault-bad-form = The form was not understood
fault-bad-form-words = Nothing was recorded. Go back, load the page again and try once more.
fault-too-large = More was sent than is taken here
fault-too-large-words = Nothing was recorded. Send a shorter text or a smaller file.
fault-cross-site = This request came from another site
fault-cross-site-words = Nothing was recorded. If you meant it, open the page here and do it again.
fault-sign-in = Sign in first
fault-sign-in-words = Nothing was recorded.
fault-no-font = This node has no letters for that text
fault-no-font-words = It cannot print the text as PDF until those who run it install a font for its language. The text is there as Word, Akoma Ntoso, HTML and Markdown.
fault-home = To the first page
fault-not-granted = This is not open to your account
fault-not-granted-words = The host of this node decides which accounts may do this; ask them. They grant it with “maru admin grant ADDRESS --power create”, where ADDRESS is the mail address that you sign in with.
fault-title = Not done:
fault-send-again-how = After that, come back to this page and send the form as it was, with everything that was chosen and ticked in it.
fault-send-again = Send the form again
fault-too-large-typed = The longest text in it has { $characters ->
    [one] one character
   *[other] { $characters } characters
}. The hint beside its field says how many are taken.
