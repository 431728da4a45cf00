"""What the entries of a process mean and which rules bind them: docs/record.md ("Entry types") and docs/charter.md.

`Process.take` is asked about one entry after the other. It answers with the codes of the rules that the entry breaks; an entry
that breaks one is no part of the process and changes nothing, so that what rests on it is found too.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Callable

from record import Malformed, ed25519_holds, encode_entry, from_base64, is_good_key

OFFICES = ("secretariat", "moderator", "drafter", "chair", "registrar", "appeals")
OUTCOMES = ("adopted", "rejected", "referred")
GROUNDS = ("personal-data", "unlawful", "court-order", "copyright", "safety")
VERDICTS = ("accepted", "rejected", "meta")

# Member → kind; "?" after the name: may be absent. Kinds are those of the page, or the tuple of words allowed.
TYPES: dict[str, dict[str, Any]] = {
    "genesis": {"origin": "text", "charter": "charter"},
    "rule": {"charter": "charter", "reason": "text"},
    "stage": {"stage": ("open", "closed", "abandoned"), "reason": "text"},
    "office": {"holder": "number", "office": OFFICES, "granted": "flag", "reason": "text"},
    "source": {"name": "text", "url": "text", "licence": "text", "description": "text"},
    "admit": {"pseudonym": "pseudonym", "group?": "text", "country?": "country", "key?": "key", "verified": "flag",
              "reason?": "text", "source_id?": "count"},
    "statement": {"text": "words", "source_id?": "count"},
    "translation": {"statement": "number", "translator": "text", "text": "words"},
    "vote": {"statement": "number", "value": ("agree", "disagree", "pass")},
    "mod": {"on": "numbers", "verdict": VERDICTS, "reason": "text", "rule": "text"},
    "draft": {"version": "count", "texts": "list of words", "reason": "text"},
    "result": {"kind": "text", "entries": "count", "algorithm": "text", "output": "digest", "figures": "figures"},
    "decision": {"outcome": OUTCOMES, "result": "number", "draft?": "number", "text": "words"},
    "redact": {"entry": "number", "reason": GROUNDS, "ground": "text"},
}
# Types that the page has and this program does not judge yet: what they say is "not checked", and the report says so.
NOT_JUDGED: set[str] = set()
IMPORTABLE = ("admit", "statement", "vote", "mod")

CHARTER_TEXTS = {"id": "[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", "contact": "(?s:.*)", "registration": "open|invited",
                 "participation_level": "inform|consult|involve|collaborate|empower", "moderation": "before|after"}
CHARTER_WORDS = ("title", "purpose", "mandate", "eligibility", "budget", "funders")
DECIDES_WORDS = ("who", "rule", "quorum", "tie")
# Acts of a phase (docs/charter.md, "Promises"), and whether the program enforces them: one that is not may not be promised.
ACTS = {"join": True, "statement": True, "vote": True, "decide": True,
        "remark": False, "amend": False, "initiative": False, "answer": False}


@dataclass
class Words:
    digest: bytes
    language: str
    length: int


@dataclass
class Entry:
    """An entry whose form is right; whether it was allowed is another question."""

    number: int
    type: str
    members: dict[str, Any]
    digests: list[bytes]
    words: list[Words] = field(default_factory=list)

    def __getitem__(self, member: str) -> Any:
        return self.members[member]

    def get(self, member: str) -> Any:
        return self.members.get(member)

    @property
    def author(self) -> int | None:
        """The number of the participant, or nothing where it is the operator."""
        return self.members.get("a")

    @property
    def imported(self) -> bool:
        return "from" in self.members


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return _is_whole(value) and 0 <= value < 2**32


def _matches(value: Any, pattern: str) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def is_language(value: Any) -> bool:
    return _matches(value, "[A-Za-z][A-Za-z0-9-]{1,34}")


def _wrong_kind(value: Any, kind: Any) -> bool:
    match kind:
        case tuple():
            return value not in kind if isinstance(value, str) else True
        case "text" | "charter":
            return not isinstance(value, str if kind == "text" else dict)
        case "flag":
            return not isinstance(value, bool)
        case "count":
            return not _is_count(value)
        case "number":
            return not _is_whole(value) or value < 0
        case "numbers":
            return not isinstance(value, list) or any(_wrong_kind(item, "number") for item in value)
        case "figures":
            return not isinstance(value, dict) or not all(_is_whole(v) for v in value.values())
        case "digest":
            return not _matches(value, "[0-9a-f]{64}")
        case "country":
            return not _matches(value, "[A-Z]{2}")
        case "pseudonym":
            return (not isinstance(value, str) or not 1 <= len(value) <= 40 or value != value.strip()
                    or any(unicodedata.category(c) == "Cc" for c in value))
        case "key":
            return not isinstance(value, str) or len(from_base64(value)) != 32
        case "words":
            return (not isinstance(value, dict) or set(value) != {"content", "language", "length"}
                    or not _is_count(value["content"]) or not _is_count(value["length"]) or not is_language(value["language"]))
        case "list of words":
            return not isinstance(value, list) or any(_wrong_kind(item, "words") for item in value)
    raise AssertionError(kind)


def _shared_members(members: dict[str, Any]) -> set[str]:
    """Checks the members that all entries share, and says which are there."""
    if members.get("v") != 2 or not _is_whole(members["v"]) or not _is_whole(members.get("ts")):
        raise Malformed("`v` is not 2, or `ts` is no time")
    shared = {"v", "t", "ts", "by"}
    if members.get("role") == "operator" and "a" not in members:
        shared.add("role")
    else:
        shared |= {"a", "n", "p"}
        if not all(_is_count(members.get(name)) for name in ("a", "n", "p")):
            raise Malformed("the author is not named as authors are")
    match members.get("by"):
        case "self" if "a" in members and isinstance(members.get("sig"), str):
            if len(from_base64(members["sig"])) != 64:
                raise Malformed("the signature has not 64 bytes")
            shared.add("sig")
        case "node":
            pass
        case _:
            raise Malformed("`by` does not fit the author")
    if "from" in members:
        shared.add("from")
        if not _is_count(members["from"]) or not (_is_whole(members.get("from_time", 0))):
            raise Malformed("`from` is no number")
        if "from_time" in members:
            shared.add("from_time")
    return shared


def read(number: int, members: dict[str, Any], digests: list[bytes]) -> Entry:
    """Reads an entry of a process; one that is not what the page says is `entry-malformed`."""
    type_ = members.get("t")
    if type_ in NOT_JUDGED:
        return Entry(number, str(type_), members, digests)
    if not isinstance(type_, str) or type_ not in TYPES:
        raise Malformed(f"the type {type_!r} is not known")
    shared, table = _shared_members(members), TYPES[type_]
    words: list[dict[str, Any]] = []
    for name, kind in table.items():
        member = name.rstrip("?")
        if member not in members:
            if not name.endswith("?"):
                raise Malformed(f"`{member}` is missing")
        elif _wrong_kind(members[member], kind):
            raise Malformed(f"`{member}` is not what it has to be")
        elif kind in ("words", "list of words"):
            words += members[member] if kind == "list of words" else [members[member]]
    if surplus := set(members) - shared - {name.rstrip("?") for name in table}:
        raise Malformed(f"`{min(surplus)}` does not belong here")
    if [w["content"] for w in words] != list(range(len(digests))):
        raise Malformed("words and digests do not fit each other")
    if "charter" in table and (fault := charter_shape(members["charter"])):
        raise Malformed(f"the charter's `{fault}` is not what it has to be")
    return Entry(number, type_, members, digests, [Words(digests[w["content"]], w["language"], w["length"]) for w in words])


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(is_language(k) and isinstance(v, str) for k, v in value.items())


def charter_shape(charter: dict[str, Any]) -> str | None:
    """The first member whose kind is wrong, that is missing, or that no charter has."""
    decides, groups, phases = charter.get("decides"), charter.get("groups"), charter.get("phase")
    known = {*CHARTER_TEXTS, *CHARTER_WORDS, "decides", "groups", "languages", "phase", "minimum_group", "simulated"}
    for name in sorted(known | set(charter)):
        value = charter.get(name)
        right = name in known and name in charter
        if name in CHARTER_TEXTS:
            right = right and _matches(value, CHARTER_TEXTS[name])
        elif name in CHARTER_WORDS:
            right = right and _is_texts(value)
        if not right:
            return name
    if not (isinstance(decides, dict) and set(decides) == {*DECIDES_WORDS, "quorum_people", "revision"}
            and all(_is_texts(decides[name]) for name in DECIDES_WORDS)
            and _is_count(decides["quorum_people"]) and isinstance(decides["revision"], bool)):
        return "decides"
    if not (isinstance(groups, list) and all(isinstance(g, dict) and set(g) == {"id", "title"}
            and isinstance(g["id"], str) and _is_texts(g["title"]) for g in groups)):
        return "groups"
    if not isinstance(phases, list) or not all(map(_is_phase, phases)):
        return "phase"
    if not isinstance(charter["languages"], list) or not all(map(is_language, charter["languages"])):
        return "languages"
    if not _is_count(charter["minimum_group"]) or not isinstance(charter["simulated"], bool):
        return "minimum_group"
    return None


def _is_phase(phase: Any) -> bool:
    return (isinstance(phase, dict) and set(phase) == {"id", "title", "opens", "closes", "acts"}
            and isinstance(phase["id"], str) and _is_texts(phase["title"])
            and _is_day(phase["opens"]) and _is_day(phase["closes"])
            and isinstance(phase["acts"], list) and all(isinstance(act, str) and act in ACTS for act in phase["acts"]))


def _is_day(text: Any) -> bool:
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return False
    try:  # the days of the year 0 are those of 2000; Python knows none before the year 1
        datetime.date.fromisoformat(text if text[:4] != "0000" else f"2000{text[4:]}")
    except ValueError:
        return False
    return True


def _blank(text: str) -> bool:
    return not text.strip()


def is_complete(charter: dict[str, Any]) -> bool:
    """Whether it says all that it has to in every language it promises, and promises only what is enforced."""
    languages, groups, phases = charter["languages"], charter["groups"], charter["phase"]
    said = [charter[name] for name in CHARTER_WORDS] + [charter["decides"][name] for name in DECIDES_WORDS]
    said += [one["title"] for one in groups + phases]
    return (
        bool(languages and groups and phases) and len(set(languages)) == len(languages)
        and all(not _blank(texts.get(language, "")) for texts in said for language in languages)
        and not _blank(charter["contact"])
        and all(len({one["id"] for one in many}) == len(many) for many in (groups, phases))
        and all(phase["opens"] <= phase["closes"] for phase in phases)
        and all(ACTS[act] for phase in phases for act in phase["acts"])
    )


@dataclass
class Person:
    pseudonym: str
    group: str | None
    key: bytes | None
    imported: bool
    acts: int = 0  # how many entries they have made
    last: int = 0  # and the number of the last one, at first that of the admission


@dataclass
class Statement:
    author: int | None
    imported: bool
    language: str
    waits: bool  # for a first verdict
    verdict: str | None = None

    @property
    def kept_back(self) -> str | None:
        if self.verdict is None:
            return "waiting" if self.waits else None
        return "rejected" if self.verdict == "rejected" else None


@dataclass
class Counts:
    """How much there was after so many entries, as results count: people who voted, statements that were voted on, and votes as
    they stand. Votes on statements that were rejected or withdrawn are among them."""

    participants: int
    statements: int
    votes: int


class Process:
    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.charter: dict[str, Any] = {}
        self.stage = "nothing"
        self.people: dict[int, Person] = {}
        self.offices: set[tuple[int, str]] = set()
        self.sources: set[int] = set()
        self.statements: dict[int, Statement] = {}
        self.translations: dict[int, int] = {}
        self.votes: dict[tuple[int | None, int], str] = {}
        self.voters: set[int | None] = set()
        self.voted_on: set[int] = set()
        self.worded: dict[int, Entry] = {}  # entries that have words
        self.withdrawn: dict[int, int] = {}  # entry → the redact entry
        self.drafts: dict[int, int] = {}  # version → entry
        self.results: dict[int, Entry] = {}
        self.decisions: list[Entry] = []
        self.named: set[bytes] = set()  # digests
        self.time = 0
        self.signed = 0
        self.counts: list[Counts] = [Counts(0, 0, 0)]

    def take(self, entry: Entry | None) -> list[tuple[int, str]]:
        """Judges the next entry, applies it if it may be, and answers with steps and codes. None: malformed."""
        found: list[tuple[int, str]] = []
        if entry is not None:
            found = [(6, code) for code in self._author(entry)]
            if entry["ts"] < self.time:
                found.append((7, "back-dated"))
            if not found and entry.type not in NOT_JUDGED:
                found = [(7, code) for code in [self._rule(entry)] if code]
                if not found:
                    self._apply(entry)
            self._chain_on(entry)
            self.time = max(self.time, entry["ts"])
        self.counts.append(Counts(len(self.voters), len(self.voted_on), len(self.votes)))
        return found

    def _author(self, entry: Entry) -> list[str]:
        """Step 6: the author's chain and signature."""
        if entry.author is None:
            return []
        person = self.people.get(entry.author)
        if person is None:
            return ["unknown-author"]
        found = []
        if (entry["n"], entry["p"]) != (person.acts, person.last):
            found.append("author-chain")
        if person.key is None:
            return found + ["bad-signature"] * (entry["by"] == "self")
        if entry["by"] != "self":
            return found + ["signature-missing"]
        unsigned = {k: v for k, v in entry.members.items() if k not in ("sig", "ts")}
        message = b"maru/entry/v1\0" + self.origin.encode() + b"\0" + encode_entry(unsigned, entry.digests)
        if not ed25519_holds(person.key, message, from_base64(entry["sig"])):
            return found + ["signature-forged"]
        self.signed += 1
        return found

    def _chain_on(self, entry: Entry) -> None:
        if entry.author is not None and (person := self.people.get(entry.author)):
            person.acts, person.last = entry["n"] + 1, entry.number

    def _holds(self, author: int | None, *offices: str) -> bool:
        return author is None or any((author, office) in self.offices for office in offices)

    def _may(self, author: int | None, office: str) -> bool:
        """The operator may do what every office may, the secretariat all but rule on appeals."""
        return self._holds(author, office) or (office != "appeals" and self._holds(author, "secretariat"))

    def _ended(self) -> str | None:
        return self.stage if self.stage in ("closed", "abandoned") else None

    def _closed(self) -> str | None:
        return self._ended() or ("not-open" if self.stage != "open" else None)

    def _outside(self, entry: Entry, act: str) -> str | None:
        """The process is open, and a phase that runs on that day (UTC) has the act."""
        day = datetime.datetime.fromtimestamp(entry["ts"], datetime.timezone.utc).date().isoformat()
        runs = any(p["opens"] <= day <= p["closes"] and act in p["acts"] for p in self.charter["phase"])
        return self._closed() or (None if runs else "not-in-this-phase")

    def _office(self, entry: Entry, office: str, when: str | None) -> str | None:
        return when or (None if self._may(entry.author, office) else "not-allowed")

    def _rule(self, entry: Entry) -> str | None:
        """The code of the rule that this entry breaks."""
        if entry.type == "genesis":
            return self.on_genesis(entry)
        if entry.number == 0 or not self.charter:
            return "no-genesis"
        if entry.imported and (code := self._import(entry)):
            return code
        if not entry.imported and entry.author is not None and self.people[entry.author].imported:
            return "acts-elsewhere"
        if any(digest in self.named for digest in entry.digests):
            return "seed-used"
        judge: Callable[[Entry], str | None] = getattr(self, f"on_{entry.type}")
        return judge(entry)

    def _import(self, entry: Entry) -> str | None:
        if entry.type not in IMPORTABLE or (entry.type == "admit" and entry.author is not None):
            return "bad-import"
        if entry["from"] not in self.sources:
            return "unknown-source"
        if entry.type == "admit" and "source_id" not in entry.members:
            return "bad-import"
        if entry.author is not None and not self.people[entry.author].imported:
            return "imported-for-member"
        return self._ended()

    def on_genesis(self, entry: Entry) -> str | None:
        if entry.number != 0:
            return "no-genesis"
        if entry.author is not None:
            return "not-allowed"
        if entry["origin"] != self.origin:
            return "other-origin"
        return None if is_complete(entry["charter"]) else "charter-incomplete"

    def on_rule(self, entry: Entry) -> str | None:
        if code := self._office(entry, "secretariat", self._ended()) or self._reason(entry):
            return code
        old, new = self.charter, entry["charter"]
        kept = {group["id"] for group in new["groups"]}
        if old == new or any(old[name] != new[name] for name in ("id", "simulated")):
            return "charter-fixed"
        if any(person.group is not None and person.group not in kept for person in self.people.values()):
            return "charter-fixed"
        return None if is_complete(new) else "charter-incomplete"

    def _reason(self, entry: Entry) -> str | None:
        return "reason-missing" if _blank(entry["reason"]) else None

    def on_stage(self, entry: Entry) -> str | None:
        if code := self._office(entry, "secretariat", self._ended()) or self._reason(entry):
            return code
        match entry["stage"]:
            case "open" | "abandoned" if self.stage == "open":
                return "already-open"
            case "closed" if self.stage != "open":
                return "not-open"
        return None

    def on_office(self, entry: Entry) -> str | None:
        if code := self._office(entry, "secretariat", None) or self._reason(entry):
            return code
        holder = self.people.get(entry["holder"])
        if holder is None:
            return "unknown-participant"
        if holder.imported:
            return "acts-elsewhere"
        held = (entry["holder"], entry["office"]) in self.offices
        if held == entry["granted"]:
            return "office-held" if held else "office-not-held"
        return None

    def on_source(self, entry: Entry) -> str | None:
        return self._office(entry, "secretariat", self._ended()) or ("text-empty" if _blank(entry["name"]) else None)

    def on_admit(self, entry: Entry) -> str | None:
        if entry.imported:
            if any(entry.get(name) is not None for name in ("key", "reason")):
                return "bad-import"
        elif "reason" in entry.members:
            if code := self._office(entry, "registrar", self._ended()) or self._reason(entry):
                return code
        elif code := self._joins(entry):
            return code
        if not entry.imported and "source_id" in entry.members:
            return "unknown-source"
        if any(person.pseudonym == entry["pseudonym"] for person in self.people.values()):
            return "pseudonym-taken"
        if "group" in entry.members and all(g["id"] != entry["group"] for g in self.charter["groups"]):
            return "unknown-group"
        if "key" in entry.members and not is_good_key(from_base64(entry["key"])):
            return "bad-key"
        return None

    def _joins(self, entry: Entry) -> str | None:
        """A person joins by themselves: the operator writes it, because the person does not exist before it."""
        if entry.author is not None:
            return "reason-missing" if self._may(entry.author, "registrar") else "not-allowed"
        if self.charter["registration"] != "open":
            return "not-invited"
        return self._outside(entry, "join")

    def _text(self, entry: Entry, most: int) -> str | None:
        length = entry.words[0].length
        return "text-empty" if length == 0 else "text-too-long" if length > most else None

    def on_statement(self, entry: Entry) -> str | None:
        if not entry.imported:
            if "source_id" in entry.members:
                return "unknown-source"
            when = self._ended() if self._may(entry.author, "secretariat") else self._outside(entry, "statement")
            if when:
                return when
        return self._text(entry, 4_000 if entry.imported else 280)

    def on_translation(self, entry: Entry) -> str | None:
        when = self._ended() if self._may(entry.author, "secretariat") else self._closed()
        if when:
            return when
        statement = self.statements.get(entry["statement"])
        if statement is None:
            return "unknown-statement"
        if entry["statement"] in self.withdrawn:
            return "withdrawn-already"
        if entry.words[0].language == statement.language:
            return "same-language"
        return "text-empty" if _blank(entry["translator"]) else self._text(entry, 4_000)

    def on_vote(self, entry: Entry) -> str | None:
        if entry.author is None:
            return "not-a-participant"
        if not entry.imported and (code := self._outside(entry, "vote")):
            return code
        statement = self.statements.get(entry["statement"])
        if statement is None:
            return "unknown-statement"
        if entry.imported:
            return None if statement.imported else "bad-import"
        return "statement-not-visible" if statement.kept_back else None  # withdrawn words bar no vote

    def on_mod(self, entry: Entry) -> str | None:
        if code := None if entry.imported else self._office(entry, "moderator", self._ended()):
            return code
        if code := self._reason(entry):
            return code
        if not entry["on"] or len(set(entry["on"])) != len(entry["on"]):
            return "bad-list"
        for number in entry["on"]:
            if number not in self.statements:
                return "unknown-statement"
            if entry.imported and not self.statements[number].imported:
                return "bad-import"
        return None

    def on_draft(self, entry: Entry) -> str | None:
        if code := self._office(entry, "drafter", self._ended()) or self._reason(entry):
            return code
        languages = [words.language for words in entry.words]
        if len(set(languages)) != len(languages):
            return "bad-list"
        if entry["version"] != len(self.drafts) + 1:
            return "wrong-version"
        for words in entry.words:
            if not 1 <= words.length <= 1_500_000:
                return "text-too-long" if words.length else "text-empty"
        return None if set(self.charter["languages"]) <= set(languages) else "language-missing"

    def on_result(self, entry: Entry) -> str | None:
        if code := self._office(entry, "secretariat", self._closed()):
            return code
        if entry["entries"] > entry.number:
            return "result-beyond-record"
        return "text-empty" if _blank(entry["algorithm"]) else None

    def on_decision(self, entry: Entry) -> str | None:
        if code := self._office(entry, "chair", self._outside(entry, "decide")):
            return code
        if self.decisions and not self.charter["decides"]["revision"]:
            return "decided-already"
        result = self.results.get(entry["result"])
        if result is None:
            return "not-a-result"
        if result["figures"].get("participants", 0) < self.charter["decides"]["quorum_people"]:
            return "quorum-missed"
        if "draft" in entry.members and entry["draft"] not in self.drafts.values():
            return "unknown-entry"
        if entry["outcome"] == "adopted" and self.drafts and "draft" not in entry.members:
            return "nothing-adopted"
        return self._text(entry, 20_000)

    def on_redact(self, entry: Entry) -> str | None:
        named = self.worded.get(entry["entry"])
        if named is None:
            return "nothing-to-withdraw" if entry["entry"] < entry.number else "unknown-entry"
        if entry["entry"] in self.withdrawn:
            return "withdrawn-already"
        if not self._may(entry.author, "secretariat") and named.author != entry.author:
            return "not-allowed"
        if named.type in ("draft", "decision") and entry["reason"] not in ("unlawful", "court-order"):
            return "words-of-the-process"
        return "ground-missing" if len(entry["ground"].strip()) < 8 else None

    def _apply(self, entry: Entry) -> None:
        number = entry.number
        self.named.update(entry.digests)
        if entry.words:
            self.worded[number] = entry
        match entry.type:
            case "genesis":
                self.charter, self.stage = entry["charter"], "prepared"
            case "rule":
                self.charter = entry["charter"]
            case "stage":
                self.stage = entry["stage"]
            case "office":
                change = self.offices.add if entry["granted"] else self.offices.discard
                change((entry["holder"], entry["office"]))
            case "source":
                self.sources.add(number)
            case "admit":
                key = from_base64(entry["key"]) if "key" in entry.members else None
                self.people[number] = Person(entry["pseudonym"], entry.get("group"), key, entry.imported, 0, number)
            case "statement":
                waits = self.charter["moderation"] == "before" and not self._holds(entry.author, "moderator", "secretariat")
                self.statements[number] = Statement(entry.author, entry.imported, entry.words[0].language, waits)
            case "translation":
                self.translations[number] = entry["statement"]
            case "vote":
                self.votes[entry.author, entry["statement"]] = entry["value"]
                self.voters.add(entry.author)
                self.voted_on.add(entry["statement"])
            case "mod":
                for on in entry["on"]:
                    self.statements[on].verdict = entry["verdict"]
            case "draft":
                self.drafts[entry["version"]] = number
            case "result":
                self.results[number] = entry
            case "decision":
                self.decisions.append(entry)
            case "redact":
                translations = [t for t, statement in self.translations.items() if statement == entry["entry"]]
                for withdrawn in [entry["entry"], *translations]:
                    self.withdrawn.setdefault(withdrawn, number)

    def standing(self, number: int) -> str:
        """`shown`, `waiting`, `rejected` or `withdrawn`: whether anyone may read the words of an entry."""
        if number in self.withdrawn:
            return "withdrawn"
        if number in self.translations:
            return self.standing(self.translations[number])
        statement = self.statements.get(number)
        return (statement.kept_back if statement else None) or "shown"
