# Whole letters with attachments.
submission-write = Send a whole letter
submission-lead = A letter may have many points. Once it is sent, make a remark of each point, so that each gets an answer of its own.
submission-field = Your letter
submission-files = Attachments
submission-files-hint = At most { $count } files of { $megabytes } MB each: PDF, Word, OpenDocument, spreadsheets, pictures or plain text.
submission-files-again = A browser does not keep chosen files: choose them again.
submission-files-note = Files by participants. They are given out to be saved, and nobody has looked into them.
submission-send = Send the letter
submission-number = Letter { $number }
submission-kilobytes = { $count } kB
submission-points = { $count ->
    [0] No remark was made of this letter yet
    [one] One remark is a point of this letter
   *[other] { $count } remarks are points of this letter
}
submission-make-point = Make a remark of one point
submission-make-point-hint = To hang it on a part of the text, choose the part there first.
submission-point-of = This remark is a point of a letter.
