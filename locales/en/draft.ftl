# The draft.
draft-none-yet = No draft has been published yet.
draft-erased = The text of this version is not available in this language.
draft-version = Version { $version }
draft-versions = Versions
draft-languages = Languages of this text
draft-contents = Contents
