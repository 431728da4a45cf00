"""Records with lies in them, made by an organiser who holds all keys, for both verifiers to judge.

    second_verifier_lies.py FOLDER [HISTORIES [SEED]]

Writes one folder a record: the named lies below, then so many random histories, of which every second one is honest, and as many
copies of one process in which one member of one entry is another.
It is written from docs/record.md, as the second verifier is, and uses its functions for the bytes.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import random
import sys
from pathlib import Path
from typing import Any, Callable

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "second-verifier"))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402

from ballots import CHOICES, RULES  # noqa: E402
from process import Process, read  # noqa: E402
from record import canonical, decode_entry, encode_entry, fold, leaf_hash, read_bundle, tile_path, tiles_of  # noqa: E402

ORIGIN = "forum.example/p/voices"
CHARTER = json.loads((HERE.parent / "crates/forum/tests/golden/genesis.entry").read_bytes().split(b"\n")[0])["charter"]
START = 1_790_000_000  # 2026-09-21, within both phases of that charter
AKN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:maru="urn:maru:text:1">'
    '<act name="act"><meta><identification source="#maru"><FRBRWork><FRBRthis value=""/><FRBRuri value=""/><FRBRdate date="0001-01-01" '
    'name="unknown"/><FRBRauthor href=""/><FRBRcountry value=""/></FRBRWork><FRBRExpression><FRBRthis value=""/><FRBRuri value=""/><FRBRdate '
    'date="0001-01-01" name="unknown"/><FRBRauthor href=""/><FRBRlanguage language="und"/></FRBRExpression><FRBRManifestation><FRBRthis value=""/>'
    '<FRBRuri value=""/><FRBRdate date="0001-01-01" name="unknown"/><FRBRauthor href=""/><FRBRformat value="application/akn+xml"/>'
    '</FRBRManifestation></identification><references source="#maru"><TLCOrganization eId="maru" href="/ontology/organization/maru" '
    'showAs="Maru"/></references><proprietary source="#maru"><maru:text id="d" title="A draft"/></proprietary></meta><body><article eId="art_1" '
    'maru:kind="art"><num>Article 1</num><content><p>WORDS</p></content></article></body></act></akomaNtoso>\n')
LAW = {"reason": "unlawful", "ground": "Act 12, section 3"}


def key(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def public(secret: Ed25519PrivateKey) -> bytes:
    return secret.public_key().public_bytes_raw()


def text_key(secret: Ed25519PrivateKey) -> str:
    return base64.b64encode(public(secret)).decode()


def vkey(name: str, secret: Ed25519PrivateKey, kind: int = 1) -> str:
    data = bytes([kind]) + public(secret)
    return f"{name}+{_key_id(name, data).hex()}+{base64.b64encode(data).decode()}"


def _key_id(name: str, data: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]


class Story:
    """A record in the making. `add` fills in what is not given; `None` leaves a member out."""

    def __init__(self, begin: bool = True, origin: str = ORIGIN, version: int = 2, **charter: Any) -> None:
        self.origin, self.version, self.time = origin, version, START
        self.entries: list[bytes] = []
        self.addenda: dict[bytes, bytes] = {}
        self.kept_back: set[bytes] = set()
        self.chains: dict[int, tuple[int, int]] = {}
        self.secrets: dict[int, Ed25519PrivateKey] = {}
        self.digests: list[bytes] = []  # of the last entry
        self.charter: dict[str, Any] = {**copy.deepcopy(CHARTER), **charter}
        self.changes: list[Callable[[Path], None]] = []  # done to the files in the end
        if begin:
            self.add("genesis", charter=self.charter, origin=origin)

    def add(self, type_: str, *texts: tuple[str, str], signer: Ed25519PrivateKey | None = None, content: dict[str, Any] | None = None,
            **members: Any) -> int:
        number, author = len(self.entries), members.get("a")
        entry: dict[str, Any] = {"v": self.version, "t": type_, "ts": self.time, "by": "node"}
        if author is None and self.version == 2:
            entry["role"] = "operator"
        elif author is not None:
            entry["n"], entry["p"] = self.chains.get(author, (0, author))
        if type_ == "draft":
            texts = tuple((language, AKN.replace("WORDS", text) if 0 < len(text) < 9_999 else text) for language, text in texts)
        self.digests = [self._addendum(number, i, *text, content or {}) for i, text in enumerate(texts)]
        words = [{"content": i, "language": language, "length": len(text)} for i, (language, text) in enumerate(texts)]
        if words:
            entry["text"] = words[0]
        if type_ == "draft":
            entry = {**entry, "text": None, "texts": [{"text": one, "standing": "authentic"} for one in words], "causes": []}
        self.digests = members.pop("digests", self.digests)
        entry.update(members)
        if author is not None:
            self.chains[author] = (entry["n"] + 1, number)
        entry = {name: value for name, value in entry.items() if value is not None}
        if secret := signer or (self.secrets.get(author) if author is not None and entry["by"] == "self" else None):
            entry["by"] = "self"
            unsigned = encode_entry({k: v for k, v in entry.items() if k not in ("sig", "ts")}, self.digests)
            signed = secret.sign(b"maru/entry/v1\0" + self.origin.encode() + b"\0" + unsigned)
            entry["sig"] = base64.b64encode(signed).decode()
        self.entries.append(encode_entry(entry, self.digests))
        return number

    def _addendum(self, number: int, index: int, language: str, text: str, content: dict[str, Any]) -> bytes:
        nonce = hashlib.sha256(f"{number} {index}".encode()).hexdigest()
        whole = {"nonce": nonce, "language": language, "text": text, **content}
        data = canonical({name: value for name, value in whole.items() if value is not None})
        digest = hashlib.sha256(data).digest()
        self.addenda[digest] = data
        return digest

    def open(self) -> Story:
        self.add("stage", stage="open", reason="as the timetable says")
        return self

    def join(self, name: str, secret: Ed25519PrivateKey | None = None, **members: Any) -> int:
        if secret:
            members["key"] = text_key(secret)
        number = self.add("admit", **{"pseudonym": name, "verified": False, **members})
        if secret:
            self.secrets[number] = secret
        return number

    def say(self, author: int | None, text: str = "A thing", language: str = "en", **members: Any) -> int:
        return self.add("statement", (language, text), a=author, **members)

    def vote(self, author: int | None, on: int, value: str = "agree", **members: Any) -> int:
        return self.add("vote", **{"a": author, "statement": on, "value": value, **members})

    def judge(self, *on: int, verdict: str = "rejected", **members: Any) -> int:
        return self.add("mod", **{"on": list(on), "verdict": verdict, "reason": "off topic", "rule": "", **members})

    def office(self, holder: int, office: str, granted: bool = True, **members: Any) -> int:
        return self.add("office", **{"holder": holder, "office": office, "granted": granted, "reason": "chosen", **members})

    def change(self, reason: str = "needed", **fields: Any) -> int:
        self.charter = {**self.charter, **fields}
        return self.add("rule", charter=self.charter, reason=reason)

    def result(self, people: int = 0, statements: int = 0, votes: int = 0, **members: Any) -> int:
        figures = {"participants": people, "statements": statements, "votes": votes, "groups": 0}
        whole = {"kind": "opinion-map", "algorithm": "maru 3", "entries": len(self.entries), "output": "00" * 32}
        return self.add("result", **{**whole, "figures": figures, **members})

    def hide(self) -> None:
        """Publishes none of the texts that the last entry names."""
        self.kept_back.update(self.digests)

    def remake(self, number: int, digests: list[bytes] | None = None, **members: Any) -> None:
        """Changes members of an entry, and signs nothing anew."""
        old, named = decode_entry(self.entries[number])
        new = {name: value for name, value in {**old, **members}.items() if value is not None}
        self.entries[number] = encode_entry(new, named if digests is None else digests)

    def write(self, folder: Path) -> None:
        leaves = [leaf_hash(entry) for entry in self.entries]
        files: dict[str, bytes] = {"addenda.v1": b"", "vkey": (vkey(self.origin, key(1)) + "\n").encode()}
        level, row = 0, leaves
        while row:
            for number, width in tiles_of(len(row), 0):
                files[tile_path(level, number, width)] = b"".join(row[256 * number :][:width])
                if level == 0:
                    bundle = self.entries[256 * number :][:width]
                    files[tile_path("entries", number, width)] = b"".join(len(e).to_bytes(2, "big") + e for e in bundle)
            row = [fold(row[i : i + 256]) for i in range(0, len(row) - 255, 256)]
            level += 1
        files["checkpoint"] = head(self.origin, len(leaves), fold(leaves))
        for digest, data in self.addenda.items():
            if digest not in self.kept_back:
                files[f"addenda/{digest.hex()[:2]}/{digest.hex()[2:4]}/{digest.hex()}"] = data
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        for change in self.changes:
            change(folder)


def head(origin: str, size: int, root: bytes, secret: Ed25519PrivateKey | None = None) -> bytes:
    secret = secret or key(1)
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = _key_id(origin, b"\1" + public(secret)) + secret.sign(text.encode())
    return f"{text}\n— {origin} {base64.b64encode(signature).decode()}\n".encode()


LIES: dict[str, Callable[[], Story]] = {}
Told = tuple[Story, int, int, int]


def lie(tell: Callable[[], Story]) -> Callable[[], Story]:
    LIES[tell.__name__.replace("_", "-")] = tell
    return tell


def begun(**charter: Any) -> Told:
    """An open process with a participant, one who signs, and a statement of the first."""
    story = Story(**charter).open()
    plain, signer = story.join("heron"), story.join("finch", key(5))
    return story, plain, signer, story.say(plain)


def one(name: str, tell: Callable[[Story, int, int, int], Any], **charter: Any) -> None:
    """A lie that needs one act, or a few, after that beginning."""

    def told() -> Story:
        story, plain, signer, statement = begun(**charter)
        tell(story, plain, signer, statement)
        return story

    LIES[name] = told


def many(*acts: Any) -> None:
    """Evaluated for what they did; lambdas have no statements."""


def charters() -> None:
    """What charters may be, one change each."""
    decides, phase = CHARTER["decides"], CHARTER["phase"][0]
    changes: dict[str, Any] = {
        "id": ["", "Voices", "a b", "other", "x" * 60, "x" * 61, "-a", "a-"], "title": [{}, {"en": " "}, {"en": "A", "e": "B"}],
        "languages": [[], ["en", "en"], ["en", "ko"], ["EN"], ["en", "e"]], "contact": ["", "nobody"],
        "participation_level": ["", "inform", "consult", "involve", "collaborate", "empower", "rule"],
        "registration": ["invited", "closed"], "moderation": ["before", "none"], "minimum_group": [0, -1, 2**32],
        "groups": [[], CHARTER["groups"][:1], [CHARTER["groups"][0]] * 2, [{"id": "a", "title": {}}]],
        "phase": [[], [phase, phase], [{**phase, "opens": "2026-12-30"}], [{**phase, "opens": "2026-02-30"}],
                  [{**phase, "acts": []}], [{**phase, "acts": ["fly"]}], [{**phase, "title": {}}], [{**phase, "opens": "2026-1-2"}]],
        "decides": [{**decides, "who": {}}, {**decides, "quorum_people": -1}, {**decides, "more": 1}], "extra": [1],
        **{name: [{}] for name in ("purpose", "mandate", "eligibility", "budget", "funders")},
    }
    for field, values in changes.items():
        for i, value in enumerate(values):
            LIES[f"charter-{field}-{i}"] = lambda field=field, value=value: Story(**{field: value})


def members() -> None:
    """Members of a vote that are missing, surplus, or of another kind."""
    for name in ("v", "t", "ts", "by", "a", "n", "p", "statement", "value"):
        one(f"vote-without-{name}", lambda s, a, b, t, name=name: s.remake(s.vote(a, t), **{name: None}))
    wrong: dict[str, list[Any]] = {"extra": [1], "v": [1, 3, True], "role": ["operator", "node"], "by": ["me", "self"], "from_time": [3],
                                   "ts": ["1790000000", -5, START - 1, START + 10**9, 2**53 - 1, 1 - 2**53], "p": [-1, 0], "n": [7, 2**32],
                                   "value": ["Agree", 1], "statement": [0, 3, 99, -1, 2**40], "t": ["fly", 5], "sig": ["A" * 86 + "=="]}
    for name, values in wrong.items():
        for i, value in enumerate(values):
            one(f"vote-{name}-{i}", lambda s, a, b, t, name=name, value=value: s.remake(s.vote(a, t), **{name: value}))
    digest = hashlib.sha256(b"x").digest()
    words = {"content": 0, "language": "en", "length": 3}
    for i, (text, digests) in enumerate([(words, []), (words, [digest] * 2), ({**words, "content": 1}, [digest]), ({**words, "x": 1}, [digest]),
                                         ({**words, "language": "e"}, [digest]), ({**words, "length": -1}, [digest]), ("abc", [digest])]):
        one(f"words-{i}", lambda s, a, b, t, text=text, digests=digests: s.add("statement", a=a, text=text, digests=digests))
    one("vote-with-digest", lambda s, a, b, t: s.add("vote", a=a, statement=t, value="agree", digests=[digest]))


def people() -> None:
    names = ["", " ", "a ", "A", "heron", "x" * 40, "x" * 41, "a\nb", "\u200b", "가" * 40]
    for i, name in enumerate(names):
        one(f"pseudonym-{i}", lambda s, a, b, t, name=name: s.join(name))
    for i, given in enumerate([{"group": "academia"}, {"group": "zz"}, {"country": "KR"}, {"country": "kr"}, {"country": "KOR"},
                               {"source_id": 1}, {"reason": ""}, {"reason": "known"}, {"key": base64.b64encode(bytes(32)).decode()},
                               {"key": base64.b64encode(b"\xff" * 32).decode()}, {"key": text_key(key(5))}, {"key": "AAAA"}, {"verified": 1}]):
        one(f"admit-{i}", lambda s, a, b, t, given=given: s.join("wren", **given))
    one("join-invited", lambda s, a, b, t: s.join("wren"), registration="invited")
    one("act-before-opening", lambda s, a, b, t: None)
    one("admit-by-participant", lambda s, a, b, t: s.join("wren", a=a, reason="known"))
    one("admit-by-registrar", lambda s, a, b, t: many(s.office(a, "registrar"), s.join("wren", a=a, reason="known")))
    one("admit-by-registrar-without-reason", lambda s, a, b, t: many(s.office(a, "registrar"), s.join("wren", a=a)))
    one("signed", lambda s, a, b, t: s.vote(b, t, by="self"))
    one("signer-by-node", lambda s, a, b, t: s.vote(b, t))
    one("signed-by-other", lambda s, a, b, t: s.add("vote", a=b, statement=t, value="pass", signer=key(6)))
    one("signed-without-key", lambda s, a, b, t: s.add("vote", a=a, statement=t, value="pass", signer=key(6)))
    one("signed-then-changed", lambda s, a, b, t: s.remake(s.vote(b, t, by="self"), value="disagree"))
    one("signed-then-redated", lambda s, a, b, t: s.remake(s.vote(b, t, by="self"), ts=START + 60))
    one("chain-skips", lambda s, a, b, t: many(s.vote(a, t, n=5), s.vote(a, t)))
    one("chain-after-broken-rule", lambda s, a, b, t: many(s.vote(a, 99), s.vote(a, t)))
    one("chain-after-malformed", lambda s, a, b, t: many(s.vote(a, t, value="maybe"), s.vote(a, t)))
    one("author-is-statement", lambda s, a, b, t: s.vote(t, t))
    one("author-unknown", lambda s, a, b, t: s.vote(77, t))
    one("operator-votes", lambda s, a, b, t: s.vote(None, t))
    one("operator-numbered", lambda s, a, b, t: s.add("statement", ("en", "x"), n=0, p=0))


@lie
def joined_before_opening() -> Story:
    story = Story()
    story.join("heron")
    return story


def words() -> None:
    for i, text in enumerate(["", " ", "x" * 280, "x" * 281, "\u200b", "a\x00b", "👨‍👩‍👧" * 57]):
        one(f"text-{i}", lambda s, a, b, t, text=text: s.say(a, text))
    for i, language in enumerate(["EN", "en-us", "e", "x-klingon", "en_US", "", "123", "x" * 35, "x" * 36, "zz--", "en-abcdefghi", "de-1996"]):
        one(f"language-{i}", lambda s, a, b, t, language=language: s.say(a, "hello", language))
    for i, content in enumerate([{"nonce": None}, {"nonce": "AB" * 32}, {"nonce": "ab" * 31}, {"more": "x"}, {"more": 1}, {"language": "ko"},
                                 {"text": "other"}, {"text": None}, {"text": 3}]):
        one(f"content-{i}", lambda s, a, b, t, content=content: s.say(a, content=content))
    one("content-missing", lambda s, a, b, t: s.hide())
    one("content-length", lambda s, a, b, t: s.remake(t, text={"content": 0, "language": "en", "length": 8}))
    one("content-changed", lambda s, a, b, t: s.addenda.update({s.digests[0]: b"junk"}))
    one("digest-again", lambda s, a, b, t: s.add("statement", a=a, digests=s.digests, text={"content": 0, "language": "en", "length": 7}))
    for i, (language, text, translator) in enumerate([("en", "a", "human"), ("ko", "a", "human"), ("ko", "", "human"), ("ko", "a", " "),
                                                      ("ko", "a" * 4000, "human"), ("ko", "a" * 4001, "human")]):
        one(f"translation-{i}", lambda s, a, b, t, language=language, text=text, translator=translator:
            s.add("translation", (language, text), a=a, statement=t, translator=translator))
    one("translation-of-person", lambda s, a, b, t: s.add("translation", ("ko", "a"), statement=a, translator="human"))
    one("rejected-and-published", lambda s, a, b, t: s.judge(t))
    one("rejected-and-hidden", lambda s, a, b, t: many(s.hide(), s.judge(t)))
    one("rejected-accepted", lambda s, a, b, t: many(s.judge(t), s.judge(t, verdict="accepted"), s.vote(a, t)))
    one("vote-on-rejected", lambda s, a, b, t: many(s.hide(), s.judge(t), s.vote(a, t)))
    one("vote-on-meta", lambda s, a, b, t: many(s.judge(t, verdict="meta"), s.vote(a, t)))
    one("waiting-and-published", lambda s, a, b, t: None, moderation="before")
    one("waiting-and-hidden", lambda s, a, b, t: s.hide(), moderation="before")
    one("vote-on-waiting", lambda s, a, b, t: many(s.hide(), s.vote(a, t)), moderation="before")
    one("waiting-rule-changed", lambda s, a, b, t: many(s.change(moderation="after"), s.vote(a, t)), moderation="before")
    one("shown-rule-changed", lambda s, a, b, t: many(s.change(moderation="before"), s.vote(a, t)))
    one("operator-never-waits", lambda s, a, b, t: many(s.hide(), s.vote(a, s.say(None))), moderation="before")
    one("withdrawn", lambda s, a, b, t: many(s.hide(), s.add("redact", a=a, entry=t, **LAW)))
    one("withdrawn-and-published", lambda s, a, b, t: s.add("redact", entry=t, **LAW))
    one("withdrawn-by-stranger", lambda s, a, b, t: s.add("redact", a=b, entry=t, by="self", **LAW))
    one("withdrawn-twice", lambda s, a, b, t: many(s.hide(), s.add("redact", entry=t, **LAW), s.add("redact", entry=t, **LAW)))
    one("vote-on-withdrawn", lambda s, a, b, t: many(s.hide(), s.add("redact", entry=t, **LAW), s.vote(a, t)))
    one("withdrawn-then-judged", lambda s, a, b, t: many(s.hide(), s.add("redact", entry=t, **LAW), s.judge(t, verdict="accepted"), s.vote(a, t)))
    one("withdrawn-person", lambda s, a, b, t: s.add("redact", entry=a, **LAW))
    one("withdrawn-future", lambda s, a, b, t: s.add("redact", entry=99, **LAW))
    for i, given in enumerate([{"ground": "1234567"}, {"ground": "       8"}, {"reason": "because"}]):
        one(f"withdrawn-for-{i}", lambda s, a, b, t, given=given: many(s.hide(), s.add("redact", **{**LAW, "entry": t, **given})))
    one("translation-of-withdrawn", lambda s, a, b, t: many(
        s.hide(), s.add("redact", entry=t, **LAW), s.add("translation", ("ko", "a"), statement=t, translator="human")))
    one("withdrawn-with-translation", lambda s, a, b, t: many(
        s.hide(), s.add("translation", ("ko", "a"), statement=t, translator="human"), s.hide(), s.add("redact", entry=t, **LAW)))
    one("withdrawn-translation-left", lambda s, a, b, t: many(
        s.hide(), s.add("translation", ("ko", "a"), statement=t, translator="human"), s.add("redact", entry=t, **LAW)))
    one("withdrawn-translation-again", lambda s, a, b, t: many(
        s.hide(), x := s.add("translation", ("ko", "a"), statement=t, translator="human"), s.hide(),
        s.add("redact", entry=t, **LAW), s.add("redact", entry=x, **LAW)))
    one("rejected-translation-shown", lambda s, a, b, t: many(
        x := s.add("translation", ("ko", "a"), statement=t, translator="human"), s.judge(x)))
    one("rejected-translation-hidden", lambda s, a, b, t: many(
        x := s.add("translation", ("ko", "a"), statement=t, translator="human"), s.hide(), s.judge(x)))
    one("rejected-statement-translation-shown", lambda s, a, b, t: many(
        s.hide(), s.add("translation", ("ko", "a"), statement=t, translator="human"), s.judge(t)))
    one("day-of-another-age", lambda s, a, b, t: s.change(
        phase=[{**phase, "opens": "0001-01-01"} for phase in s.charter["phase"]]))
    one("verdict-of-one-letter", lambda s, a, b, t: s.judge(t, verdict="meta", reason="x"))
    one("source-for-no-reason", lambda s, a, b, t: s.add("source", name="A list", url="", licence="", description="", reason=" "))
    one("source-for-a-reason", lambda s, a, b, t: s.add("source", name="A list", url="", licence="", description="", reason="asked for"))


def offices() -> None:
    for office in ("moderator", "drafter", "chair", "registrar", "appeals", "secretariat"):
        def acts(s: Story, a: int, b: int, t: int, office: str = office) -> None:
            s.office(a, office)
            s.judge(t, a=a, verdict="meta")
            s.add("draft", ("en", "The text"), a=a, version=1, reason="first")
            s.join("wren", a=a, reason="known")
            s.add("source", a=a, name="Polis", url="", licence="", description="")
            s.office(a, office, granted=False, a=a)
            s.judge(t, a=a, verdict="meta")
        one(f"office-{office}", acts)
    one("office-twice", lambda s, a, b, t: many(s.office(a, "chair"), s.office(a, "chair")))
    one("office-not-held", lambda s, a, b, t: s.office(a, "chair", granted=False))
    one("office-of-nobody", lambda s, a, b, t: s.office(99, "chair"))
    one("office-unknown", lambda s, a, b, t: s.office(a, "king"))
    one("office-taken", lambda s, a, b, t: s.office(a, "chair", a=a))
    one("office-without-reason", lambda s, a, b, t: s.office(a, "chair", reason="\u3000"))
    one("verdict-by-participant", lambda s, a, b, t: s.judge(t, a=a))
    one("verdict-on-nothing", lambda s, a, b, t: s.judge())
    one("verdict-twice-on-one", lambda s, a, b, t: s.judge(t, t))
    one("verdict-on-person", lambda s, a, b, t: s.judge(a))
    one("verdict-without-reason", lambda s, a, b, t: s.judge(t, verdict="meta", reason=" "))
    for i, (version, texts, reason) in enumerate([
            (0, [("en", "a")], "r"), (2, [("en", "a")], "r"), (1, [("en", "a")], ""), (1, [("ko", "a")], "r"), (1, [], "r"),
            (1, [("en", "a"), ("en", "b")], "r"), (1, [("en", "")], "r"), (1, [("ko", "a"), ("en", "b")], "r"), (1, [("en", "a" * 1_500_001)], "r")]):
        one(f"draft-{i}", lambda s, a, b, t, version=version, texts=texts, reason=reason:
            s.add("draft", *texts, version=version, reason=reason))


def stages() -> None:
    def all_acts(s: Story, t: int) -> None:
        a = 2
        many(s.vote(a, t), s.say(None), s.office(a, "chair"), s.join("wren", reason="known"), s.judge(t, verdict="meta"), s.result(),
             s.change(title={"en": "New"}), s.add("stage", stage="closed", reason="again"), s.open(), s.add("redact", entry=t, **LAW))
    one("after-close", lambda s, a, b, t: many(s.add("stage", stage="closed", reason="over"), all_acts(s, t)))
    one("opened-twice", lambda s, a, b, t: s.open())
    one("abandoned-when-open", lambda s, a, b, t: s.add("stage", stage="abandoned", reason="nobody came"))
    one("stage-unknown", lambda s, a, b, t: s.add("stage", stage="paused", reason="as agreed"))
    one("closed-by-participant", lambda s, a, b, t: s.add("stage", a=a, stage="closed", reason="as agreed"))
    one("genesis-again", lambda s, a, b, t: s.add("genesis", charter=s.charter, origin=s.origin))
    one("rule-changes-nothing", lambda s, a, b, t: s.change())
    one("rule-changes-id", lambda s, a, b, t: s.change(id="other"))
    one("rule-changes-simulated", lambda s, a, b, t: s.change(simulated=True))
    one("rule-incomplete", lambda s, a, b, t: s.change(purpose={}))
    for i, reason in enumerate(["\x1c", "\x85", "\u2003", "\u180e", "\u200b"]):
        one(f"rule-reason-{i}", lambda s, a, b, t, reason=reason: s.change(reason, title={"en": "New"}))
    one("rule-without-reason", lambda s, a, b, t: s.change("", title={"en": "New"}))
    one("rule-drops-group", lambda s, a, b, t: many(s.join("wren", group="academia"), s.change(groups=CHARTER["groups"][1:])))
    one("rule-drops-other-group", lambda s, a, b, t: many(s.join("wren", group="academia"), s.change(groups=CHARTER["groups"][:1])))
    one("rule-forbids-vote", lambda s, a, b, t: many(s.change(phase=[{**CHARTER["phase"][0], "acts": ["join"]}]), s.vote(a, t)))
    one("rule-and-back", lambda s, a, b, t: many(
        s.change(phase=[{**CHARTER["phase"][0], "acts": ["join"]}]), s.vote(a, t), s.change(phase=CHARTER["phase"]), s.vote(a, t)))
    one("time-goes-back", lambda s, a, b, t: many(s.vote(a, t, ts=START + 90), s.vote(a, t, ts=START + 80), s.vote(a, t, ts=START + 95)))
    one("admitted-back-dated", lambda s, a, b, t: s.say(s.join("wren", ts=START - 9)))
    for i, seconds in enumerate([1_798_502_399, 1_798_502_400]):  # the last second of the phase, and the next
        one(f"phase-ends-{i}", lambda s, a, b, t, seconds=seconds: s.vote(a, t, ts=seconds))
    for i, at in enumerate(["2026-09-20", "2026-09-21", "2026-09-22"]):
        phase = [{**CHARTER["phase"][0], "opens": at, "closes": max(at, "2026-09-21")}]
        LIES[f"phase-day-{i}"] = lambda phase=phase: (lambda s: many(s.join("heron")) or s)(Story(phase=phase).open())
    for i, wanted in enumerate([("en", ""), ("en", "x" * 20_000), ("en", "x" * 20_001)]):
        one(f"decision-text-{i}", lambda s, a, b, t, wanted=wanted: s.add(
            "decision", wanted, outcome="adopted", result=s.result()), decides={**CHARTER["decides"], "quorum_people": 0})
    no_quorum = {**CHARTER["decides"], "quorum_people": 0}
    for i, (acts, charter) in enumerate([
            (lambda s, r: decide(s, r), {}), (lambda s, r: many(decide(s, r), decide(s, r)), {"decides": no_quorum}),
            (lambda s, r: many(decide(s, r), decide(s, r)), {"decides": {**no_quorum, "revision": True}}),
            (lambda s, r: decide(s, 2), {"decides": no_quorum}), (lambda s, r: decide(s, 99), {"decides": no_quorum}),
            (lambda s, r: decide(s, r, a=2), {"decides": no_quorum}), (lambda s, r: decide(s, r, outcome="maybe"), {"decides": no_quorum}),
            (lambda s, r: many(s.office(2, "chair"), decide(s, r, a=2)), {"decides": no_quorum}),
            (lambda s, r: many(drafted(s, 1), decide(s, r)), {"decides": no_quorum}),
            (lambda s, r: many(drafted(s, 1), decide(s, r, "rejected")), {"decides": no_quorum}),
            (lambda s, r: decide(s, r, draft=drafted(s, 1)), {"decides": no_quorum}),
            (lambda s, r: many(drafted(s, 1), decide(s, r, draft=1)), {"decides": no_quorum}),
            (lambda s, r: decide(s, r, draft=2), {"decides": no_quorum}),
            (lambda s, r: decide(s, r), {"decides": no_quorum, "phase": CHARTER["phase"][:1]}),
            (lambda s, r: many(s.add("redact", entry=decide(s, r), **{**LAW, "reason": "safety"})), {"decides": no_quorum}),
            (lambda s, r: many(x := decide(s, r), s.hide(), s.add("redact", entry=x, **LAW)), {"decides": no_quorum})]):
        one(f"decision-{i}", lambda s, a, b, t, acts=acts: acts(s, s.result()), **charter)
    one("result-counts", lambda s, a, b, t: many(s.vote(a, t), s.result(people=2, statements=1, votes=1)))
    one("result-of-later", lambda s, a, b, t: s.result(entries=99))
    one("result-by-other-method", lambda s, a, b, t: s.result(algorithm="maru 99"))
    one("result-of-other-kind", lambda s, a, b, t: s.result(kind="tally"))
    one("result-of-nothing", lambda s, a, b, t: s.result(algorithm=" "))
    one("result-by-participant", lambda s, a, b, t: s.result(a=a))
    one("result-digest", lambda s, a, b, t: s.result(output="AB" * 32))


def decide(s: Story, result: int, outcome: str = "adopted", **members: Any) -> int:
    return s.add("decision", ("en", "We do"), outcome=outcome, result=result, **members)


def drafted(s: Story, version: int) -> int:
    return s.add("draft", ("en", "The text"), version=version, reason="first")


@lie
def abandoned() -> Story:
    story = Story()
    person = story.join("heron", reason="known")
    statement = story.say(None)
    story.hide()
    story.add("stage", stage="abandoned", reason="nobody came")
    many(story.office(person, "chair"), story.add("redact", entry=statement, **LAW), story.open(), story.join("wren", reason="known"))
    return story


def imports() -> None:
    def brought(tell: Callable[[Story, int, int, int], Any]) -> Callable[[], Story]:
        def told() -> Story:
            s = Story()
            source = s.add("source", name="Polis", url="https://example.org", licence="CC BY 4.0", description="A topic")
            s.open()
            person = s.join("polis-0", source_id=0, **{"from": source})
            tell(s, source, person, s.say(person, source_id=0, **{"from": source}))
            return s
        return told

    for i, tell in enumerate([
            lambda s, f, p, t: s.vote(p, t, **{"from": f, "from_time": 1_400_000_000_123}), lambda s, f, p, t: s.vote(p, t, **{"from": 0}),
            lambda s, f, p, t: s.vote(p, t, **{"from": 99}), lambda s, f, p, t: s.vote(p, t), lambda s, f, p, t: s.say(p),
            lambda s, f, p, t: s.vote(None, t, **{"from": f}), lambda s, f, p, t: s.vote(s.join("heron"), t, **{"from": f}),
            lambda s, f, p, t: s.vote(s.join("heron"), t), lambda s, f, p, t: s.vote(p, s.say(None), **{"from": f}),
            lambda s, f, p, t: s.join("polis-1", **{"from": f}), lambda s, f, p, t: s.join("polis-1", key(4), source_id=1, **{"from": f}),
            lambda s, f, p, t: s.join("polis-1", source_id=1, reason="x", **{"from": f}), lambda s, f, p, t: s.office(p, "chair"),
            lambda s, f, p, t: s.say(None, "x" * 4000, **{"from": f}), lambda s, f, p, t: s.say(None, "x" * 4001, **{"from": f}),
            lambda s, f, p, t: many(s.hide(), s.judge(t, **{"from": f})), lambda s, f, p, t: s.judge(t, verdict="meta", reason="", **{"from": f}),
            lambda s, f, p, t: s.judge(s.say(None), verdict="meta", **{"from": f}), lambda s, f, p, t: s.result(**{"from": f}),
            lambda s, f, p, t: many(s.add("stage", stage="closed", reason="over"), s.vote(p, t, **{"from": f})),
            lambda s, f, p, t: many(s.hide(), s.judge(t), s.vote(p, t, **{"from": f})),
            lambda s, f, p, t: s.add("vote", a=p, statement=t, value="agree", signer=key(3), **{"from": f}),
            lambda s, f, p, t: s.add("source", name=" ", url="", licence="", description="")]):
        LIES[f"import-{i}"] = brought(tell)


def own_records() -> None:
    """The node's own record."""
    root, name, other = "11" * 32, "forum.example/p/a", "forum.example/p/b"

    def own(tell: Callable[[Story], Any], begin: bool = True) -> Callable[[], Story]:
        def told() -> Story:
            s = Story(False, "forum.example/node", 1)
            if begin:
                s.add("node", origin=s.origin)
            for origin in (name, other):
                s.add("record", origin=origin, keys=[vkey(origin, key(9))])
            tell(s)
            return s
        return told

    for i, heads in enumerate([[[[name, 3, root], [other, 1, root]], [[name, 5, root]]], [[[name, 3, root]], [[name, 3, root]]],
                               [[[name, 3, root]], [[name, 3, "22" * 32]]], [[[name, 3, root]], [[name, 2, root]]], [[["x", 3, root]]], [[]],
                               [[[name, 3, "AB" * 32]]], [[[name, 3, root, 1]]], [[[name, -1, root]]], [[[name, 1, root]] * 151]]):
        LIES[f"own-heads-{i}"] = own(lambda s, heads=heads: many(*(s.add("heads", heads=some) for some in heads)))
    LIES["own-record-twice"] = own(lambda s: s.add("record", origin=name, keys=[vkey(name, key(9))]))
    LIES["own-record-keyless"] = own(lambda s: s.add("record", origin="c", keys=[]))
    LIES["own-record-badly-keyed"] = own(lambda s: s.add("record", origin="c", keys=["k"]))
    LIES["own-second-genesis"] = own(lambda s: s.add("node", origin=s.origin))
    LIES["own-no-genesis"] = own(lambda s: None, False)
    LIES["own-role"] = own(lambda s: s.add("record", origin="c", keys=[vkey("c", key(9))], role="operator"))
    LIES["own-back-dated"] = own(lambda s: s.add("record", origin="c", keys=[vkey("c", key(9))], ts=START - 1))
    LIES["own-post-dated"] = own(lambda s: s.add("record", origin="c", keys=[vkey("c", key(9))], ts=START + 10**9))


class Node(Story):
    """A node's own record, and the records of the node beside it."""

    def __init__(self, **records: Story) -> None:
        super().__init__(False, "forum.example/node", 1)
        self.records = records
        self.add("node", origin=self.origin)

    def names(self, *ids: str, secret: int = 1) -> None:
        for id_ in ids:
            self.add("record", origin=f"forum.example/p/{id_}", keys=[vkey(f"forum.example/p/{id_}", key(secret))])

    def repeats(self, size: int, root: bytes | None = None, **members: Any) -> None:
        hashes = list(map(leaf_hash, self.records["voices"].entries[:size]))
        whole = root or fold(hashes)  # the root as long as there are fewer than 257 entries
        self.add("heads", **{"heads": [[ORIGIN, size, whole.hex()]], **members})

    def write(self, folder: Path) -> None:
        super().write(folder / "node")
        (folder / "node.db").write_bytes(b"")  # by which `maru` knows the folder of a node
        for name, record in self.records.items():
            record.write(folder / "record" / name)


def nodes() -> None:
    """What the node's own record says of the others."""
    def node(tell: Callable[[Node, Story], Any]) -> Callable[[], Story]:
        def told() -> Story:
            story = begun()[0]
            whole = Node(voices=story)
            tell(whole, story)
            return whole
        return told

    for name, tell in {
            "nothing": lambda n, s: None, "fine": lambda n, s: many(n.names("voices"), n.repeats(3)), "other-keys": lambda n, s: n.names("voices", secret=9),
            "other-head": lambda n, s: many(n.names("voices"), n.repeats(3, b"\1" * 32)), "later-head": lambda n, s: many(n.names("voices"), n.repeats(9)),
            "hidden": lambda n, s: n.names("voices", "gone"), "wrong-itself": lambda n, s: many(n.names("voices", "voices"), n.repeats(3, b"\1" * 32)),
            **{f"head-{late}-s-later": lambda n, s, late=late: many(n.names("voices"), n.repeats(3, ts=START + late))
               for late in (299, 301, 3599, 3601)},
            **{f"head-{early}-s-earlier": lambda n, s, early=early: many(s.join("wren", ts=START + early), n.names("voices"), n.repeats(len(s.entries)))
               for early in (300, 301, 86_400)}}.items():
        LIES[f"node-{name}"] = node(tell)


def edited(path: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / path).read_bytes()
        (folder / path).write_bytes(edit(data))
    return change


def unreadable(path: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).unlink()
        (folder / path).mkdir()
    return change


def files() -> None:
    """What can be done to the files of an honest record of 608 entries."""
    def flip(at: int) -> Callable[[bytes], bytes]:
        return lambda d: d[:at] + bytes([d[at] ^ 1]) + d[at + 1 :]

    def tiles_too(folder: Path) -> None:
        data = (folder / "tile/entries/001").read_bytes().replace(b'"agree"', b'"agrre"', 1)
        (folder / "tile/entries/001").write_bytes(data)
        (folder / "tile/0/001").write_bytes(b"".join(map(leaf_hash, read_bundle(data))))

    bundles, tiles = ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/96"], ["tile/0/001", "tile/0/002.p/96", "tile/1/000.p/2"]
    changes: dict[str, Callable[[Path], None]] = {"none": lambda folder: None, "tiles-too": tiles_too}
    for path in bundles + tiles:
        name = path.replace("/", "-").replace(".", "-")
        changes |= {f"{name}-gone": lambda folder, path=path: (folder / path).unlink(), f"{name}-unreadable": unreadable(path),
                    f"{name}-flipped": edited(path, flip(60)), f"{name}-cut": edited(path, lambda d: d[:-5]),
                    f"{name}-longer": edited(path, lambda d: d + b"\0\1a"), f"{name}-empty": edited(path, lambda d: b"")}
    line = vkey(ORIGIN, key(9)).encode()
    for name, edit in {"gone": None, "junk": lambda d: b"junk", "two": lambda d: d + line, "other": lambda d: line, "twice": lambda d: d + d,
                       "blank": lambda d: d + b"\n\n", "comment": lambda d: d + b"# hello\n", "cosigner": lambda d: d + vkey(ORIGIN, key(9), 4).encode(),
                       "name": lambda d: vkey("x.example", key(1)).encode()}.items():
        changes[f"vkey-{name}"] = edited("vkey", edit) if edit else lambda folder: (folder / "vkey").unlink()
    stranger = "— x.example/w AAAAAAAAAAA=\n".encode()
    for name, edit in {"junk": lambda d: b"x", "size": lambda d: d.replace(b"\n608\n", b"\n600\n"), "extension": lambda d: d.replace(b"\n\n", b"\nx\n\n"),
                       "unsigned": lambda d: d.split(b"\n\n")[0] + b"\n\n" + stranger, "stranger": lambda d: d + stranger,
                       "lines": lambda d: d + stranger * 64, "bad-line": lambda d: d + "— x.example/w ***\n".encode(),
                       "name": lambda d: d.replace(b"voices", b"choices"), "huge": lambda d: head(ORIGIN, 2**40, b"\1" * 32),
                       "root": lambda d: head(ORIGIN, 608, b"\1" * 32), "empty": lambda d: head(ORIGIN, 0, hashlib.sha256(b"").digest()),
                       "more": lambda d: head(ORIGIN, 609, b"\1" * 32), "by-other": lambda d: head(ORIGIN, 608, b"\1" * 32, key(9))}.items():
        changes[f"head-{name}"] = edited("checkpoint", edit)
    for name, change in changes.items():
        def told(change: Callable[[Path], None] = change) -> Story:
            s, a, b, t = begun()
            for i in range(603):
                s.vote(a, t, ("agree", "pass", "disagree")[i % 3])
            s.changes = [change]
            return s
        LIES[f"file-{name}"] = told


def trust() -> None:
    """Heads that witnesses sign, policies that ask for them, and what a reader saw at an earlier visit (`before`)."""
    def line(name: str, secret: Ed25519PrivateKey, data: bytes, at: int) -> bytes:
        text = data.split(b"\n\n")[0] + b"\n"
        signature = at.to_bytes(8, "big") + secret.sign(b"cosignature/v1\ntime %d\n" % at + text)
        whole = _key_id(name, b"\4" + public(secret)) + signature
        return f"— {name} {base64.b64encode(whole).decode()}\n".encode()

    log, names = vkey(ORIGIN, key(1)), [f"witness.example/{i}" for i in range(3)]
    witnesses = "".join(f"witness w{i} {vkey(name, key(20 + i), 4)}\n" for i, name in enumerate(names))
    policies = {"two": f"log {log}\n{witnesses}group g 2 w0 w1 w2\nquorum g\n", "none": f"log {log}\n{witnesses}quorum none\n",
                "any": f"log {log}\n{witnesses}group g any w0 w1\nquorum g\n", "all": f"log {log}\n{witnesses}group g all w0 w1\nquorum g\n",
                "other": f"log {vkey(ORIGIN, key(9))}\nquorum none\n", "name": f"log {vkey('x.example', key(9))}\nquorum none\n"}
    signed: dict[str, Callable[[bytes], bytes]] = {
        "nobody": lambda d: d, "one": lambda d: d + line(names[0], key(20), d, START), "by-stranger": lambda d: d + line("x.example", key(8), d, START),
        "two": lambda d: d + line(names[0], key(20), d, START) + line(names[2], key(22), d, START),
        "forged": lambda d: d + line(names[0], key(20), d, START) + line(names[1], key(8), d, START).replace(
            base64.b64encode(_key_id(names[1], b"\4" + public(key(8))))[:4], base64.b64encode(_key_id(names[1], b"\4" + public(key(21))))[:4]),
        "other-head": lambda d: d + line(names[0], key(20), d, START) + line(names[1], key(21), head(ORIGIN, 4, b"\2" * 32), START),
        "same-twice": lambda d: d + 2 * line(names[0], key(20), d, START)}
    for policy, text in policies.items():
        for who, edit in signed.items():
            def told(text: str = text, edit: Callable[[bytes], bytes] = edit) -> Story:
                s = begun()[0]
                s.changes = [edited("checkpoint", edit), lambda folder: (folder / "policy.txt").write_text(text) and None]
                return s
            LIES[f"trust-{policy}-signed-by-{who}"] = told
    earlier: dict[str, Callable[[Story], Any]] = {
        "continued": lambda s: s.vote(2, 4), "same": lambda s: None, "rewritten": lambda s: s.remake(4, ts=START + 1),
        "rolled-back": lambda s: s.entries.pop()}
    for name, change in earlier.items():
        def visited(change: Callable[[Story], Any] = change) -> Story:
            first, second = begun()[0], begun()[0]
            change(second)
            second.changes = [lambda folder: first.write(folder / "before")]
            return second
        LIES[f"visit-{name}"] = visited


def history(seed: int) -> Story:
    """A random process. Where chance says so an act is one that nobody should do; every second seed never says so."""
    chance = random.Random(seed)
    wrong = 0.0 if seed % 2 == 0 else 0.06
    s = Story(moderation=chance.choice(["before", "after", "after"]))
    s.open()
    people, statements, withdrawn, versions, offices = [s.join("p0")], [], set[int](), 0, set[tuple[int, str]]()
    for step in range(chance.randrange(10, 90)):
        s.time += chance.randrange(0, 60) if chance.random() >= wrong / 4 else -chance.randrange(1, 60)
        slip, who = chance.random() < wrong, chance.choice(people)
        act = chance.choices(["join", "say", "vote", "judge", "redact", "translate", "draft", "office"], [3, 4, 12, 2, 1, 2, 1, 1])[0]
        mine = {"a": who, "by": "self" if who in s.secrets and not (slip and chance.random() < 0.3) else "node"}
        if slip and chance.random() < 0.3:
            mine["n"] = chance.randrange(5)
        shown = [t for t, state in statements if state == "shown" and t not in withdrawn]
        if act == "join":
            people.append(s.join(f"p{step + 1 if not slip else 0}", key(chance.randrange(2, 250)) if chance.random() < 0.4 else None))
        elif act == "say" and (s.charter["moderation"] == "after" or slip):
            statements.append((s.add("statement", ("en", f"Thing {step}" * (1 + 40 * slip)), **mine), "shown"))
        elif act == "say":
            statements.append((s.add("statement", ("en", f"Thing {step}")), "shown"))
        elif act == "vote" and (shown or slip):
            on = chance.choice(shown) if shown and not slip else chance.randrange(len(s.entries) + 2)
            s.add("vote", statement=on, value=chance.choice(["agree", "disagree", "pass"]), **mine)
        elif act == "judge" and shown:
            s.judge(chance.choice(shown), verdict="meta", reason=" " if slip else "about the process", **(mine if slip else {}))
        elif act == "redact" and shown and chance.random() < 0.5:
            on = chance.choice(shown)
            withdrawn.add(on)
            s.add("redact", entry=on, **LAW)
            if not slip:
                s.kept_back.update(decode_entry(s.entries[on])[1])
                for number, data in enumerate(s.entries):
                    members, digests = decode_entry(data)
                    if members["t"] == "translation" and members["statement"] == on:
                        s.kept_back.update(digests)
        elif act == "translate" and shown:
            s.add("translation", ("en" if slip else "ko", "것"), statement=chance.choice(shown), translator="human", **mine)
            if s.charter["moderation"] == "before" and (who, "moderator") not in offices:
                s.kept_back.update(decode_entry(s.entries[-1])[1])  # it waits for a moderator
        elif act == "draft" and (not versions or slip):
            versions += 1
            drafted(s, versions + slip)
        elif act == "office":
            office = (who, chance.choice(["moderator", "chair", "drafter"]))
            s.office(*office, granted=(office not in offices) != slip)
            offices.add(office) if office not in offices else offices.discard(office)
    return s


def everything() -> Story:
    """An honest process in which every type of entry occurs."""
    s = Story(decides={**CHARTER["decides"], "quorum_people": 0, "revision": True})
    source = s.add("source", name="Polis", url="https://example.org", licence="CC BY 4.0", description="A topic")
    s.open()
    brought = s.join("polis-0", source_id=0, **{"from": source, "from_time": 1_400_000_000_123})
    elsewhere = s.say(brought, "Said elsewhere", source_id=0, **{"from": source})
    s.vote(brought, elsewhere, **{"from": source})
    plain, signer = s.join("heron", group="academia", country="KR"), s.join("finch", key(5))
    desk = s.join("desk", reason="known in person")
    s.office(desk, "secretariat")
    first, second = s.say(plain), s.say(signer, "Another thing", by="self")
    s.vote(signer, first, by="self")
    s.vote(plain, second, "pass")
    s.add("translation", ("ko", "다른 것"), a=plain, statement=second, translator="human")
    s.judge(first, verdict="meta", a=desk)
    third = s.say(plain, "To be erased")
    s.hide()
    s.add("redact", a=plain, entry=third, **LAW)
    s.change(title={"en": "Other voices"})
    draft = s.add("draft", ("en", "The text"), ("ko", "본문"), a=desk, version=1, reason="first")
    decide(s, s.result(people=3, statements=3, votes=3), draft=draft, a=desk)
    union = register(s, plain, group="academia")
    delegate(s, plain, union, a=desk)
    s.charter = {**s.charter, "phase": s.charter["phase"] + [BALLOTS]}
    s.change(contact="ballots@example.org")
    consensus, ranked = put(s, "consensus", draft=draft, a=desk), put(s, "schulze", 3, electorate="organisations", a=desk)
    stand(s, plain, consensus, "against", why="It costs")
    stand(s, plain, ranked, None, [2, 0])
    counted(s, consensus)
    counted(s, ranked, 0)
    s.office(desk, "secretariat", granted=False)
    s.add("stage", stage="closed", reason="it is done")
    return s


VALUES: list[Any] = [0, 1, -1, 2, 7, 2**32 - 1, 2**32, 2**53 - 1, 1 - 2**53, "", " ", "x", "open", "agree", "self", "node", "0" * 64, True, False, [], [0],
                     {}, {"en": "x"}, "é", "\u200b", "a" * 300, {"content": 0, "language": "en", "length": 7}]


def mangled(seed: int) -> Story:
    """That process with one member of one entry, at any depth, gone, replaced, or new."""
    chance, s = random.Random(f"mangled {seed}"), everything()
    number = chance.randrange(len(s.entries))
    entry, digests = decode_entry(s.entries[number])
    whole: Any = entry
    while True:
        places = list(whole) if isinstance(whole, dict) else list(range(len(whole)))
        at = chance.choice(places + ["extra"] * isinstance(whole, dict)) if places else "extra"
        inner = whole[at] if at in places else None
        if not (isinstance(inner, (dict, list)) and inner and chance.random() < 0.8):
            break
        whole = inner
    if chance.random() < 0.2 and at in places:
        del whole[at]
    elif isinstance(whole, dict):
        others = [value for data in s.entries for value in decode_entry(data)[0].values()]
        whole[at] = chance.choice(VALUES + others[:: max(1, len(others) // 30)])
    else:
        whole.append(chance.choice(VALUES))
    if chance.random() < 0.05:
        digests = digests[1:] if digests else [hashlib.sha256(b"x").digest()]
    s.entries[number] = encode_entry(entry, digests)
    return s


def trunk() -> None:
    """What leads from a remark to the next version. The second verifier reads its form and its words, and judges no more."""
    begun_with = {"phase": [{**CHARTER["phase"][0], "acts": ["join", "statement", "vote", "remark", "amend", "answer"]}]}
    for i, tell in enumerate([
            lambda s, a, b, d: s.add("remark", ("en", "A remark"), a=a, version=1, kind="general"),
            lambda s, a, b, d: many(s.add("remark", ("en", "A remark"), a=a, version=1, kind="general"), s.hide(), s.judge(d + 1)),
            lambda s, a, b, d: many(s.add("remark", ("en", "A remark"), a=a, version=1, kind="general"), s.judge(d + 1)),
            lambda s, a, b, d: many(s.add("remark", ("en", "A remark"), a=a, version=1, kind="general"), s.vote(a, d + 1)),
            lambda s, a, b, d: many(s.add("remark", ("en", "A remark"), a=a, version=1, kind="general", n=7)),
            lambda s, a, b, d: many(s.add("remark", ("en", "A remark"), a=a, version=1, kind="general"), s.add("comment", ("en", "So"), a=a, on=d + 1)),
            lambda s, a, b, d: many(s.add("remark", ("en", "A remark"), a=b, version=1, kind="general")),
            lambda s, a, b, d: many(s.add("remark", ("en", "A remark"), a=b, by="self", version=1, kind="general"), s.hide()),
            lambda s, a, b, d: s.add("draft", ("en", "Other"), version=2, reason="without operations"),
            lambda s, a, b, d: s.add("draft", ("en", "Other"), version=1, reason="again")]):
        one(f"trunk-{i}", lambda s, a, b, t, tell=tell: tell(s, a, b, drafted(s, 1)), **begun_with)


DAY = 86_400
BALLOTS = {"id": "ballots", "title": {"en": "Ballots"}, "opens": "2026-09-21", "closes": "2026-09-22", "acts": ["ballot"]}
WITH_BALLOTS: dict[str, Any] = {"phase": CHARTER["phase"] + [BALLOTS], "decides": {**CHARTER["decides"], "quorum_people": 0}}


def put(s: Story, rule: str = "majority", options: int = 0, question: tuple[str, ...] = ("en",), **terms: Any) -> int:
    """Puts a question to the vote, with whatever terms are given in place of those that fit the rule."""
    texts = [(language, "Shall it be so?") for language in question] + [("en", f"Option {i}") for i in range(options)]
    words = [{"content": i, "language": language, "length": len(text)} for i, (language, text) in enumerate(texts)]
    whole = {"phase": "ballots", "rule": rule, "electorate": "everyone", "quorum": 0, "question": words[: len(question)],
             "options": [{"words": [one]} for one in words[len(question) :]], "tie": "nobody" if rule in CHOICES else None,
             "consent": 60 if rule == "consent" else None, "objection": 20 if rule == "consent" else None, **terms}
    office = {"a": whole.pop("a")} if "a" in whole else {}
    return s.add("ballot", *texts, text=None, terms={name: value for name, value in whole.items() if value is not None}, **office)


def stand(s: Story, who: int | None, on: int, position: str | None = "for", choices: list[int] | None = None, why: str | None = None,
          **members: Any) -> int:
    reason = {"reason": {"content": 0, "language": "en", "length": len(why)}} if why is not None else {}
    return s.add("ballot-vote", *([("en", why)] if why is not None else []),
                 **{"text": None, "a": who, "on": on, "position": position, "choices": choices or [], **reason, **members})


WHY = "Small makers have two years more."
def objected(s: Story, who: int, text: str = WHY, author: int | None = None) -> int:
    """Somebody objects in a ballot, and is answered; gives their vote."""
    vote = stand(s, who, put(s), "against", why="It costs")
    s.add("objection-answer", ("en", text), **({"a": author} if author is not None else {}), on=vote)
    return vote


def counted(s: Story, on: int, late: int = 2 * DAY, **changes: Any) -> int:
    """Counts a ballot behind its days as its votes are, but for the changes."""
    s.time += late
    process = Process(s.origin)
    for number, data in enumerate(s.entries):
        members, digests = decode_entry(data)
        process.take(read(number, members, digests))
    count = {**process.count(process.ballots[on]), **{name: value for name, value in changes.items() if name != "figures"}}
    count["figures"] = {**count["figures"], **changes.get("figures", {})}
    return s.add("count", on=on, count={name: value for name, value in count.items() if value is not None})


def register(s: Story, author: int | None, name: str = "A union", **members: Any) -> int:
    return s.add("organisation", ("en", name), text=None, name={"content": 0, "language": "en", "length": len(name)}, **{
        "a": author, "kind": "workers", "funders_declined": True, "interests_declined": False, **members})


def delegate(s: Story, who: int, organisation: int, verdict: str | None = "confirmed", **members: Any) -> int:
    asked = s.add("delegation", a=who, organisation=organisation)
    if verdict:
        s.add("delegation-ruled", **{"delegation": asked, "verdict": verdict, "reason": "known in person", **members})
    return asked


def ballots() -> None:
    """Ballots and their counts, one thing wrong in each, or none."""
    tells: dict[str, Callable[[Story, int, int, int], Any]] = {
        f"rule-{rule}": lambda s, a, b, t, rule=rule: counted(s, put(s, rule, 3 * (rule in CHOICES))) for rule in RULES}
    bad_terms: list[dict[str, Any]] = [
        {"phase": "spring"}, {"phase": "decision"}, {"rule": "fair"}, {"electorate": "friends"}, {"quorum": -1}, {"consent": 50}, {"objection": 5},
        {"tie": "nobody"}, {"draft": 3}, {"question": []}, {"question": ("ko",)}, {"question": ("en", "en")}, {"options": 2}, {"a": 2}, {"extra": 1},
        {"rule": "consent", "consent": 0}, {"rule": "consent", "consent": 101}, {"rule": "consent", "objection": 100}, {"rule": "consent", "objection": None},
        {"rule": "schulze", "options": 1}, {"rule": "schulze", "options": 41}, {"rule": "schulze", "options": 40}, {"rule": "approval", "options": 2, "tie": None},
        {"rule": "approval"}, {"question": ("ko", "en")}, {"rule": "consent", "consent": 100, "objection": 0},
        {"groups": []}, {"groups": ["academia"]}, {"groups": ["academia", "academia"]}, {"groups": ["zz"]}, {"groups": "academia"}]
    for i, terms in enumerate(bad_terms):
        if terms.get("question") == []:
            terms = {**terms, "question": ()}
        tells[f"terms-{i}"] = lambda s, a, b, t, terms=terms: put(s, **terms)
    votes: list[dict[str, Any]] = [
        {}, {"position": "against"}, {"position": "abstain"}, {"position": "maybe"}, {"position": None}, {"choices": [0]}, {"position": "against", "why": "No"},
        {"why": "Because"}, {"position": "abstain", "why": "Well"}, {"position": "against", "why": ""}, {"position": "against", "why": "x" * 4000},
        {"position": "against", "why": "x" * 4001}, {"who": None}, {"on": 3}, {"on": 99}, {"n": 7}]
    for rule in ("majority", "consensus"):
        for i, given in enumerate(votes):
            tells[f"vote-{rule}-{i}"] = lambda s, a, b, t, rule=rule, given=given: stand(s, **{"who": a, "on": put(s, rule), **given})
    for i, choices in enumerate([[], [0], [2, 0, 1], [3], [0, 0], [-1]]):
        tells[f"choice-{i}"] = lambda s, a, b, t, choices=choices: stand(s, a, put(s, "instant-runoff", 3), None, choices)
    tells |= {
        "choice-with-position": lambda s, a, b, t: stand(s, a, put(s, "schulze", 3), "for"),
        "again": lambda s, a, b, t: many(x := put(s), stand(s, a, x), stand(s, a, x)),
        "changed": lambda s, a, b, t: many(x := put(s), stand(s, a, x), stand(s, a, x, "against"), counted(s, x)),
        "by-signer": lambda s, a, b, t: many(x := put(s), stand(s, b, x, by="self"), counted(s, x)),
        "by-signer-unsigned": lambda s, a, b, t: many(x := put(s), stand(s, b, x), counted(s, x)),
        "unverified": lambda s, a, b, t: stand(s, a, put(s, electorate="verified")),
        "verified": lambda s, a, b, t: many(x := put(s, electorate="verified"), stand(s, s.join("wren", verified=True), x), counted(s, x)),
        "opened-late": lambda s, a, b, t: many(setattr(s, "time", s.time + 2 * DAY), put(s)),
        "vote-late": lambda s, a, b, t: many(x := put(s), setattr(s, "time", s.time + 2 * DAY), stand(s, a, x)),
        "count-early": lambda s, a, b, t: counted(s, put(s), DAY), "count-twice": lambda s, a, b, t: many(x := put(s), counted(s, x), counted(s, x)),
        "count-by-participant": lambda s, a, b, t: many(x := put(s), s.remake(counted(s, x), a=a, n=1, p=t, role=None)),
        "count-of-nothing": lambda s, a, b, t: many(x := put(s), s.remake(counted(s, x), on=t)),
        "phase-taken-away": lambda s, a, b, t: many(x := put(s), stand(s, a, x), s.change(phase=CHARTER["phase"]), counted(s, x)),
        "act-taken-away": lambda s, a, b, t: many(x := put(s), s.change(phase=CHARTER["phase"] + [{**BALLOTS, "acts": []}]), stand(s, a, x)),
        "phase-prolonged": lambda s, a, b, t: many(
            x := put(s), s.change(phase=CHARTER["phase"] + [{**BALLOTS, "closes": "2026-09-24"}]), setattr(s, "time", s.time + 2 * DAY),
            stand(s, a, x), counted(s, x)),
        "prolonged-after-count": lambda s, a, b, t: many(
            x := put(s), counted(s, x), s.change(phase=CHARTER["phase"] + [{**BALLOTS, "closes": "2026-09-29"}]), stand(s, a, x)),
        "group-added": lambda s, a, b, t: many(
            x := put(s, "double-majority"), stand(s, s.join("wren", group="academia"), x), stand(s, s.join("lark", group="industry"), x),
            s.change(groups=CHARTER["groups"] + [{"id": "c", "title": {"en": "C"}}, {"id": "d", "title": {"en": "D"}}]), counted(s, x)),
        "reason-hidden": lambda s, a, b, t: many(s.hide(), x := put(s), stand(s, a, x, "against", why="No")),
        "reason-rejected": lambda s, a, b, t: many(x := put(s), y := stand(s, a, x, "against", why="No"), s.hide(), s.judge(y)),
        "vote-judged": lambda s, a, b, t: many(x := put(s), s.judge(stand(s, a, x), verdict="meta")),
        "ballot-judged": lambda s, a, b, t: s.judge(put(s), verdict="meta"),
        "of-its-group": lambda s, a, b, t: many(x := put(s, "double-majority", groups=["academia"]), stand(s, s.join("wren", group="academia"), x), s.join("lark", group="industry"), counted(s, x)),
        "of-another-group": lambda s, a, b, t: many(x := put(s, groups=["academia"]), stand(s, s.join("wren", group="industry"), x)),
        "of-no-group": lambda s, a, b, t: many(x := put(s, groups=["academia"]), stand(s, a, x)),
        "electorate-of-all-groups": lambda s, a, b, t: many(x := put(s, groups=["academia"]), s.join("wren", group="industry"), counted(s, x, electorate=3)),
        "objection-answered": lambda s, a, b, t: objected(s, a), "objection-answered-twice": lambda s, a, b, t: many(y := objected(s, a), s.add("objection-answer", ("en", WHY), on=y)),
        "objection-answered-by-participant": lambda s, a, b, t: objected(s, a, author=s.join("owl")),
        "objection-answered-shortly": lambda s, a, b, t: objected(s, a, text="No."), "objection-answered-at-length": lambda s, a, b, t: objected(s, a, text="x" * 4_001),
        "objection-unmade": lambda s, a, b, t: s.add("objection-answer", ("en", WHY), on=stand(s, a, put(s), "against")),
        "objection-of-statement": lambda s, a, b, t: s.add("objection-answer", ("en", WHY), on=t),
        "objection-rejected": lambda s, a, b, t: many(y := stand(s, a, put(s), "against", why="No"), s.hide(), s.judge(y), s.add("objection-answer", ("en", WHY), on=y)),
        "objection-of-replaced-vote": lambda s, a, b, t: many(x := put(s), y := stand(s, a, x, "against", why="No"), stand(s, a, x), s.add("objection-answer", ("en", WHY), on=y)),
        "question-withdrawn": lambda s, a, b, t: many(x := put(s), s.hide(), s.add("redact", entry=x, **LAW)),
        "question-withdrawn-for-safety": lambda s, a, b, t: many(x := put(s), s.hide(), s.add("redact", entry=x, **{**LAW, "reason": "safety"}))}
    for i, change in enumerate([{"outcome": "passed"}, {"cast": 2}, {"electorate": 3}, {"figures": {"for": 1}}, {"figures": {"more": 0}}, {"winner": 0},
                                {"outcome": "tied"}, {}]):
        tells[f"miscounted-{i}"] = lambda s, a, b, t, change=change: many(x := put(s), stand(s, a, x, "against"), counted(s, x, **change))
    for i, (position, outcome, more) in enumerate([
            ("for", "adopted", {}), ("against", "adopted", {}), ("for", "rejected", {}), ("against", "rejected", {}), ("against", "referred", {}),
            ("for", "referred", {})]):
        tells[f"decided-{i}"] = lambda s, a, b, t, position=position, outcome=outcome: many(
            x := put(s), stand(s, a, x, position), decide(s, counted(s, x), outcome))
    tells |= {
        "decided-on-ballot": lambda s, a, b, t: decide(s, put(s)),
        "decided-below-quorum": lambda s, a, b, t: many(x := put(s, quorum=2), stand(s, a, x), decide(s, counted(s, x))),
        "decided-on-version": lambda s, a, b, t: many(d := drafted(s, 1), x := put(s, draft=d), stand(s, a, x), decide(s, counted(s, x), draft=d)),
        "decided-on-other-version": lambda s, a, b, t: many(d := drafted(s, 1), x := put(s, draft=d), stand(s, a, x), decide(s, counted(s, x)))}
    for name, tell in tells.items():
        one(f"ballot-{name}", tell, **WITH_BALLOTS)
    one("ballot-decided-too-few", lambda s, a, b, t: many(x := put(s), stand(s, a, x), decide(s, counted(s, x))),
        phase=WITH_BALLOTS["phase"], decides={**CHARTER["decides"], "quorum_people": 2})
    one("ballot-reason-waiting", lambda s, a, b, t: many(s.hide(), x := put(s), stand(s, a, x, "against", why="No")), moderation="before", **WITH_BALLOTS)


def organisations() -> None:
    """The register, who speaks for whom, and ballots of organisations."""
    words = {"content": 0, "language": "en", "length": 7}
    tells: dict[str, Callable[[Story, int, int, int], Any]] = {"registered": lambda s, a, b, t: register(s, a), "by-operator": lambda s, a, b, t: register(s, None)}
    for i, given in enumerate([{"kind": "club"}, {"group": "academia"}, {"group": "zz"}, {"country": "kr"}, {"register": ""}, {"register": " "},
                               {"register": "x" * 80}, {"register": "x" * 81}, {"funders_declined": None}, {"funders": words}, {"reason": "r"}, {"of": 3},
                               {"of": 99}, {"extra": 1}]):
        tells[f"register-{i}"] = lambda s, a, b, t, given=given: register(s, a, **given)
    for i, name in enumerate(["", "x" * 200, "x" * 201]):
        tells[f"name-{i}"] = lambda s, a, b, t, name=name: register(s, a, name)
    tells |= {
        "anew-by-stranger": lambda s, a, b, t: many(o := register(s, None), register(s, a, of=o)),
        "anew-by-registrar": lambda s, a, b, t: many(o := register(s, None), s.office(a, "registrar"), register(s, a, of=o, reason="new name")),
        "anew-without-reason": lambda s, a, b, t: many(o := register(s, None), register(s, None, of=o)),
        "anew-by-delegate": lambda s, a, b, t: many(o := register(s, None), delegate(s, a, o), register(s, a, of=o)),
        "anew-of-anew": lambda s, a, b, t: many(o := register(s, None), x := register(s, None, of=o, reason="as agreed"), register(s, None, of=x, reason="as agreed")),
        "rejected": lambda s, a, b, t: many(o := register(s, None), s.hide(), s.judge(o), delegate(s, a, o, None)),
        "rejected-anew": lambda s, a, b, t: many(o := register(s, None), x := register(s, None, of=o, reason="as agreed"), s.hide(), s.judge(x), delegate(s, a, o, None)),
        "rejected-before-anew": lambda s, a, b, t: many(o := register(s, None), s.hide(), x := register(s, None, of=o, reason="as agreed"), s.judge(o), delegate(s, a, o)),
        "asked": lambda s, a, b, t: delegate(s, a, register(s, a), None), "asked-of-nothing": lambda s, a, b, t: delegate(s, a, t, None),
        "asked-by-operator": lambda s, a, b, t: s.add("delegation", organisation=register(s, a)),
        "asked-twice": lambda s, a, b, t: many(o := register(s, a), delegate(s, a, o, None), delegate(s, a, o, None)),
        "asked-after-end": lambda s, a, b, t: many(o := register(s, a), delegate(s, a, o, "ended"), delegate(s, a, o)),
        "confirmed-by-self": lambda s, a, b, t: delegate(s, a, register(s, a), "confirmed", a=a),
        "confirmed-by-own-office": lambda s, a, b, t: many(s.office(a, "registrar"), delegate(s, a, register(s, a), "confirmed", a=a)),
        "confirmed-by-stranger": lambda s, a, b, t: delegate(s, a, register(s, a), "confirmed", a=s.join("wren")),
        "refused": lambda s, a, b, t: delegate(s, a, register(s, a), "refused"),
        "refused-without-reason": lambda s, a, b, t: delegate(s, a, register(s, a), "refused", reason=None),
        "ended-by-self": lambda s, a, b, t: delegate(s, a, register(s, a), "ended", a=a, reason=None),
        "ended-without-reason": lambda s, a, b, t: delegate(s, a, register(s, a), "ended", reason=" ")}
    for first in ("confirmed", "refused", "ended"):
        for then in ("confirmed", "refused", "ended"):
            tells[f"{first}-then-{then}"] = lambda s, a, b, t, first=first, then=then: s.add(
                "delegation-ruled", delegation=delegate(s, a, register(s, a), first), verdict=then, reason="again")
    tells |= {
        "holder-confirms": lambda s, a, b, t: many(o := register(s, a), delegate(s, a, o), delegate(s, s.join("wren"), o, "confirmed", a=a)),
        "second-confirms": lambda s, a, b, t: many(
            o := register(s, a), delegate(s, a, o), x := s.join("wren"), delegate(s, x, o, "confirmed", a=a), delegate(s, s.join("lark"), o, "confirmed", a=x)),
        "ended-holder-confirms": lambda s, a, b, t: many(
            o := register(s, a), d := delegate(s, a, o), s.add("delegation-ruled", delegation=d, verdict="ended", a=a),
            delegate(s, s.join("wren"), o, "confirmed", a=a))}

    def poll(acts: Callable[[Story, int, int, int], Any]) -> Callable[[Story, int, int, int], Any]:
        def told(s: Story, a: int, b: int, t: int) -> None:
            first = register(s, a, group="academia")
            d, x = delegate(s, a, first), put(s, electorate="organisations")
            acts(s, a, d, x)
            counted(s, x)
        return told

    polls: dict[str, Callable[[Story, int, int, int], Any]] = {
        "nobody": lambda s, a, d, x: None, "one": lambda s, a, d, x: stand(s, a, x), "stranger": lambda s, a, d, x: stand(s, s.join("wren"), x),
        "ended-before": lambda s, a, d, x: many(s.add("delegation-ruled", delegation=d, verdict="ended", reason="has left"), stand(s, a, x)),
        "ended-after": lambda s, a, d, x: many(stand(s, a, x), s.add("delegation-ruled", delegation=d, verdict="ended", reason="has left")),
        "two-delegates": lambda s, a, d, x: many(w := s.join("wren"), delegate(s, w, d - 1, "confirmed", a=a), stand(s, a, x), stand(s, w, x, "against")),
        "said-again-by-other": lambda s, a, d, x: many(w := s.join("wren"), delegate(s, w, d - 1, "confirmed", a=a), stand(s, a, x), stand(s, w, x)),
        "other-group": lambda s, a, d, x: many(stand(s, a, x), register(s, a, of=d - 1, group="industry")),
        "rejected-organisation": lambda s, a, d, x: many(stand(s, a, x), s.judge(d - 1, verdict="meta"))}
    tells |= {f"poll-{name}": poll(acts) for name, acts in polls.items()}
    for name, tell in tells.items():
        one(f"organisation-{name}", tell, **WITH_BALLOTS)


def random_ballot(seed: int) -> Story:
    """A random ballot with its count; every second seed has a vote or a figure that should not be."""
    chance = random.Random(f"ballot {seed}")
    wrong, rule, options = seed % 2 == 1, chance.choice(RULES), chance.randrange(2, 6)
    s = Story(**WITH_BALLOTS).open()
    people = [s.join(f"p{i}", verified=chance.random() < 0.6, **({"group": chance.choice(["academia", "industry"])} if chance.random() < 0.8 else {}))
              for i in range(chance.randrange(1, 12))]
    speak = {who: delegate(s, who, register(s, who, f"Union {who}", **({"group": "academia"} if chance.random() < 0.5 else {})))
             for who in people if chance.random() < 0.5}
    electorate = chance.choice(["everyone", "verified", "organisations"])
    choice = {"tie": chance.choice(["nobody", "first-listed"])} if rule in CHOICES else {}
    if chance.random() < 0.2: choice["groups"] = [chance.choice(["academia", "industry"])]
    on, stood = put(s, rule, options if rule in CHOICES else 0, electorate=electorate, quorum=chance.choice([0, 0, 2, 5]), **choice), {}
    for _ in range(chance.randrange(0, 25)):
        who = chance.choice(people)
        may = electorate == "everyone" or (who in speak if electorate == "organisations" else decode_entry(s.entries[who])[0]["verified"])
        if "groups" in choice:  # of organisations only those that state a group are in one
            of = {number: members.get("group") for number, members in ((n, decode_entry(e)[0]) for n, e in enumerate(s.entries)) if members["t"] in ("admit", "organisation")}
            spoken = decode_entry(s.entries[speak[who]])[0]["organisation"] if who in speak else None
            may = may and of.get(spoken if electorate == "organisations" else who) in choice["groups"]
        vote: tuple[Any, ...] = (None, chance.sample(range(options), chance.randrange(0, options + 1))) if rule in CHOICES else (
            chance.choice(["for", "for", "against", "abstain"]), [])
        if rule == "approval":
            vote = (None, sorted(vote[1]))
        if (may and stood.get(who) != vote) or (wrong and chance.random() < 0.1):
            stood[who] = vote
            stand(s, who, on, *vote, why="It costs" if vote[0] == "against" else None)
        if who in speak and chance.random() < 0.1:
            s.add("delegation-ruled", delegation=speak.pop(who), verdict="ended", reason="has left")
    counted(s, on, **({chance.choice(["cast", "electorate"]): chance.randrange(9)} if wrong and chance.random() < 0.5 else {}))
    return s


def noun(s: Story, type_: str, texts: dict[str, str], **members: Any) -> int:
    """An entry whose words stand under these names, in the order of the page."""
    given = {name: {"content": i, "language": "en", "length": len(text)} for i, (name, text) in enumerate(texts.items())}
    return s.add(type_, *(("en", text) for text in texts.values()), **{"text": None, **given, **members})


def deeds() -> tuple[Story, list[int]]:
    """An honest process with what is said beside its statements and its text, and the entries that say it."""
    s, a, _, t = begun(decides={**CHARTER["decides"], "quorum_people": 0})
    c, union = s.join("owl"), register(s, a)
    first = len(s.entries)
    noun(s, "contact", {"who": "The desk", "whom": "A firm", "text": "About labels"}, a=a, day="2026-09-20")
    noun(s, "verification", {"text": "Who they are was seen"}, participant=a, means="document")
    noun(s, "report", {"text": "It is rude"}, a=c, on=t)
    s.hide()
    noun(s, "report", {"text": "It is rude"}, on=t, code="7" * 64)
    s.hide()
    promise = {"actor": "A firm", "place": "Seoul", "source": "Its page", "confidence": "high", "provisions": ["eu:1"], "about": [t], "made": "2026-09-01", "due": "2026-09-10"}
    one, two = (noun(s, "commitment", {"text": text, "quotation": "We will"}, organisation=union, **promise) for text in ("To label", "To say nothing"))
    why = "They said so in their paper of spring."
    noun(s, "finding", {"text": why}, a=c, commitment=two, word="pending", day="2026-09-20")
    found = noun(s, "finding", {"text": why, "source": "Their paper, page 3"}, a=a, commitment=one, word="missed", day="2026-09-20")
    noun(s, "finding-objection", {"text": why}, a=c, finding=found)
    noun(s, "contradiction", {"text": why}, a=c, first=one, second=two)
    audit = noun(s, "audit", {"title": "A summit", "held_by": "A ministry"}, a=a, organisation=union, began="2024-05-21", ended="2024-05-22")
    found = noun(s, "audit-finding", {"text": why, "source": "Its paper, page 3"}, a=a, audit=audit, criterion="O40", word="met", confidence="low", read="2026-09-20")
    objection = noun(s, "audit-objection", {"text": why}, a=c, finding=found)
    noun(s, "audit-reply", {"text": why}, a=a, objection=objection)
    draft = drafted(s, 1)
    noun(s, "harm", {"text": why, "source": "A newspaper"}, a=a, kind="4.3", extent="country", country="KR", day="2026-09-01", names="none", attachments=[], about=[t],
         units=["art_1"], provisions=["eu:1"])
    code = {"statement_type": "duty", "deontic": "must", "sanction": "none", "testable": "yes", "bearer": ["provider"], "topics": ["labels"], "remedy": ""}
    noun(s, "coding", {"text": "It says must"}, draft=draft, unit="art_1", coding=code, as_suggested=True)
    decide(s, s.result(), draft=draft)
    duty = noun(s, "obligation", {"text": "It labels"}, draft=draft, unit="art_1", signatory="A firm", organisation=union, due="2026-09-21", review="2026-10-01")
    noun(s, "obligation-finding", {"text": why, "source": "Their paper, page 4"}, a=c, obligation=duty, word="pending", day="2026-09-21")
    demand = s.add("demand", ("en", "Bind them"), text=None, draft=draft, unit="art_1", texts=[{"content": 0, "language": "en", "length": 9}], to="governments")
    s.add("demand-looked", ("zxx", "eu:1"), ("en", "It is there"), a=a, demand=demand, within="library", found=[{"content": 0, "language": "zxx", "length": 4}],
          text={"content": 1, "language": "en", "length": 11})
    judged = {"draft", "result", "decision"}
    return s, [number for number in range(first, len(s.entries)) if decode_entry(s.entries[number])[0]["t"] not in judged]


def others(name: str, value: Any) -> list[Any]:
    """What might stand in the place of a member, and should not, or may."""
    match value:
        case bool(): return [not value]
        case int(): return [1, 2, 9_999, None]
        case list(): return [[], value * 2, None]
        case dict(): return [None, {**value, "length": 0}] if "length" in value else [None, {**value, "topics": ["x-y"]}]
        case str() if value[:2] == "20": return ["2026-12-31", "1900-01-01", "2026-02-30", None]
        case _: return ["", "missed", "kept", "x" * 1_200, None]


def beside() -> None:
    """Each member of each of these entries once in another way, and a few lies that take more than one act."""
    LIES["beside-honest"] = lambda: deeds()[0]
    for number in deeds()[1]:
        members = decode_entry(deeds()[0].entries[number])[0]
        for name, value in members.items():
            for i, other in enumerate(others(name, value) if name not in ("v", "t", "ts", "by", "role", "a", "n", "p") else []):
                def told(number: int = number, name: str = name, other: Any = other) -> Story:
                    story = deeds()[0]
                    story.remake(number, **{name: other})
                    return story
                LIES[f"beside-{number}-{members['t']}-{name}-{i}"] = told
    why = "They said so in their paper of spring."
    for name, tell in {
            "own-verification": lambda s, a, b, t: many(s.office(a, "registrar"), noun(s, "verification", {"text": "I am"}, a=a, participant=a, means="other")),
            "verified-twice": lambda s, a, b, t: many(*(noun(s, "verification", {"text": "Seen"}, participant=a, means="other") for _ in "12")),
            "report-twice": lambda s, a, b, t: many(c := s.join("owl"), *(many(noun(s, "report", {"text": "Rude"}, a=c, on=t), s.hide()) for _ in "12")),
            "report-published": lambda s, a, b, t: noun(s, "report", {"text": "Rude"}, a=s.join("owl"), on=t),
            "report-again-after-verdict": lambda s, a, b, t: many(c := s.join("owl"), *(many(noun(s, "report", {"text": text}, a=c, on=t), s.hide(), s.judge(t, verdict="meta")) for text in ("Rude", "Still"))),
            "report-of-hidden": lambda s, a, b, t: many(s.judge(t), s.kept_back.update(decode_entry(s.entries[t])[1]), noun(s, "report", {"text": "Rude"}, a=s.join("owl"), on=t), s.hide()),
            "audit-turned-away": lambda s, a, b, t: many(
                audit := noun(s, "audit", {"title": "A summit", "held_by": "Them"}, a=a, began="2024-05-21"), s.hide(), s.judge(audit),
                noun(s, "audit-finding", {"text": why, "source": "Its paper, page 3"}, a=a, audit=audit, criterion="O1", word="met", confidence="low", read="2026-09-20")),
            "harm-too-much": lambda s, a, b, t: noun(s, "harm", {"text": why, "source": "A newspaper"}, a=a, kind="1.1", extent="several", names="none", attachments=[],
                                                      about=[t], units=[], provisions=[f"eu:{i}" for i in range(20)]),
            "harm-after-end": lambda s, a, b, t: many(s.add("stage", stage="closed", reason="it is done"), noun(
                s, "harm", {"text": why, "source": "A newspaper"}, a=a, kind="1.1", extent="several", names="none", attachments=[], about=[t], units=[], provisions=[])),
            "obligation-of-nothing-adopted": lambda s, a, b, t: noun(s, "obligation", {}, draft=drafted(s, 1), unit="art_1", signatory="A firm", due="2026-09-21"),
            "commitment-by-anyone": lambda s, a, b, t: noun(s, "commitment", {"text": "To label"}, a=a, actor="A firm", place="", source="Its page", confidence="low", provisions=[], about=[]),
    }.items():
        one(f"beside-{name}", tell)
    for name, size, text, content in (("file", 9, "JVBERi0xLjQK", {"name": "a.pdf"}), ("file-of-another-size", 8, "JVBERi0xLjQK", {"name": "a.pdf"}),
                                      ("file-of-no-bytes", 9, "%" * 12, {"name": "a.pdf"}), ("file-without-a-name", 9, "JVBERi0xLjQK", {})):
        def filed(s: Story, a: int, _: int, t: int, size: int = size, text: str = text, content: dict[str, Any] = content) -> None:
            words = [{"content": i, "language": language, "length": length} for i, (language, length) in enumerate((("en", len(why)), ("en", 11), ("zxx", 12)))]
            s.add("harm", ("en", why), ("en", "A newspaper"), ("zxx", text), content=content, a=a, kind="1.1", extent="several", names="none", about=[t], units=[],
                  provisions=[], text=words[0], source=words[1], attachments=[{"media_type": "application/pdf", "size": size, "bytes": words[2]}])
        one(f"beside-{name}", filed)


for group in (trunk, beside, ballots, organisations, charters, members, people, words, offices, stages, imports, own_records, nodes, files, trust):
    group()


def main() -> None:
    folder, histories, seed = Path(sys.argv[1]), int((sys.argv + ["", "0"])[2] or 0), int((sys.argv + ["", "", "0"])[3] or 0)
    for name, tell in LIES.items():
        tell().write(folder / name)
    for number in range(seed, seed + histories):
        history(number).write(folder / f"{'history' if number % 2 else 'honest'}-{number}")
        mangled(number).write(folder / f"mangled-{number}")
        random_ballot(number).write(folder / f"{'ballot' if number % 2 else 'honest-ballot'}-{number}")
    print(f"{len(LIES)} named lies, {histories} random histories, {histories} random ballots, {histories} records in which one member of an entry is another")


if __name__ == "__main__":
    main()
