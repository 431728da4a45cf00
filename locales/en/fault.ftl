# Pages that say what went wrong.
fault-not-found = There is no such page
fault-not-found-words = The address may have been mistyped. Addresses of processes and entries never change.
fault-refused = This was not done
fault-refused-words = Nothing was recorded. Go back, change it and try again.
fault-busy = Too many at once
fault-busy-words = Nothing was recorded, and trying again in a moment is safe.
fault-stopped = This node cannot store anything now
fault-stopped-words = Nothing of it was kept. Those who run this node have to look at it; the record is not harmed.
fault-bad-form = The form was not understood
fault-bad-form-words = Nothing was recorded. Go back, load the page again and try once more.
fault-cross-site = This request came from another site
fault-cross-site-words = Nothing was recorded. If you meant it, open the page here and do it again.
fault-sign-in = Sign in first
fault-sign-in-words = Nothing was recorded.
fault-no-font = This node has no letters for that text
fault-no-font-words = It cannot print the text as PDF until those who run it install a font for its language. The text is there as Word, Akoma Ntoso, HTML and Markdown.
fault-home = To the first page
