# The draft.
draft-none-yet = No draft has been published yet.
draft-erased = The text of this version is not available in this language.
draft-version = Version { $version }
draft-versions = Versions
draft-languages = Languages of this text
draft-contents = Contents
draft-download = Take this text away as:
draft-as-pdf = PDF
draft-as-docx = Word
draft-as-xml = Akoma Ntoso (XML)
draft-as-html = HTML
draft-as-md = Markdown
