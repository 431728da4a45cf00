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

import ballots
import nouns
from ballots import WHITE, WORDS, Ballots, when
from record import Foreign, Malformed, ed25519_holds, encode_entry, from_base64, is_good_key

OFFICES = ("secretariat", "moderator", "drafter", "chair", "registrar", "appeals")
# Acts of a phase (docs/charter.md, "Promises"), and whether the program enforces them: one that is not may not be promised.
ACTS = {"join": True, "statement": True, "vote": True, "decide": True,
        "remark": True, "amend": True, "answer": True, "ballot": True, "initiative": True, "endorse": True}
# Kinds, for `wrong_kind`: a name, a tuple of the texts allowed, a list of one kind, or an object of exactly these members.
HEXADECIMAL = re.compile("[0-9a-f]{64}")
CHARTER: dict[str, Any] = {"id": re.compile("[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?"), "contact": "text", "registration": ("open", "invited"),
    "participation_level": ("inform", "consult", "involve", "collaborate", "empower"), "moderation": ("before", "after"),
    "title": "texts", "purpose": "texts", "mandate": "texts", "eligibility": "texts", "budget": "texts", "funders": "texts",
    "decides": {"who": "texts", "rule": "texts", "quorum": "texts", "tie": "texts", "quorum_people": "count", "tie_rule?": ("first-listed",), "revision": "flag"},
    "groups": [{"id": "text", "title": "texts"}], "languages": ["language"], "minimum_group": "count", "simulated": "flag",
    "answer_consent": "flag", "reply_days": "count", "edit_minutes?": "count",
    "initiatives?": {"supporters": "count", "groups": "count", "countries": "count", "in_each": "count", "answer_days": "count", "verified": "flag"},
    "disclosed?": {"effect": ("unsaid", "binding", "advice", "none"), "fixed": "texts", "options": "texts", "costs": "text", "amounts": "text",
        "support": ("unsaid", "offered", "none"), "taken": "text", "ways": [("mail", "paper", "telephone", "place")]},
    "phase": [{"id": "text", "title": "texts", "opens": "day", "closes": "day", "acts": [tuple(ACTS)]}],}
# What each type of entry has beside the shared members; "?" after the name: may be absent.
TYPES: dict[str, dict[str, Any]] = {"genesis": {"origin": "text", "charter": CHARTER}, "rule": {"charter": CHARTER, "reason": "text"},
    "stage": {"stage": ("open", "closed", "abandoned"), "reason": "text", "cuts?": ["text"]},
    "office": {"holder": "number", "office": OFFICES, "granted": "flag", "reason": "text"},
    "source": {"name": "text", "url": "text", "licence": "text", "description": "text", "reason?": "text"},
    "admit": {"pseudonym": "pseudonym", "group?": "text", "country?": re.compile("[A-Z]{2}"), "key?": "key", "verified": "flag",
              "reason?": "text", "invitation?": "number", "application?": "number", "code?": re.compile("[0-9A-HJKMNP-TV-Z]{20}"), "source_id?": "count", "source_text?": "text"},
    "statement": {"text": WORDS, "source_id?": "count", "source_text?": "text"},
    "translation": {"statement": "number", "translator": "text", "text": WORDS},
    "vote": {"statement": "number", "value": ("agree", "disagree", "pass")},
    "mod": {"on": ["number"], "verdict": ("accepted", "rejected", "meta"), "reason": "text", "rule": "text"},
    "draft": {"version": "count", "texts": [{"text": WORDS, "standing": ("authentic", "official", "reviewed", "machine"), "by?": "text",
              "operations?": WORDS}], "causes": [{"unit": "unit", "by": ["number"]}], "reason": "text"},
    "result": {"kind": "text", "entries": "count", "algorithm": "text", "output": HEXADECIMAL, "figures": "figures"},
    "decision": {"outcome": ("adopted", "rejected", "referred"), "result": "number", "draft?": "number", "text": WORDS},
    "redact": {"entry": "number", "reason": ("personal-data", "unlawful", "court-order", "copyright", "safety", "author"), "ground": "text"}, **ballots.TYPES, **{name: kind[0] for name, kind in nouns.KINDS.items()}}
# The node's own record. A head is a list of origin, size and root.
OWN_SHARED = {"v": "count", "t": "text", "ts": "whole", "by": ("node",)}
OWN_TYPES: dict[str, dict[str, Any]] = {"node": {"origin": "text"}, "record": {"origin": "text", "keys": ["text"]}, "heads": {"heads": ["list"]}}
# Types that this program does not judge yet: whether they were allowed is "not checked". MODERATED: words are kept back as those of statements are.
MODERATED = set("translation organisation rendering remark comment submission amendment reply ballot-vote initiative finding finding-objection contradiction contact "
    "endorsement endorsement-withdrawn signatory demand-looked demand-answer obligation-finding audit audit-finding audit-objection audit-reply report harm".split())
SEALED, IMPORTABLE = {"application", "appeal", "mod-appeal"}, ("admit", "statement", "vote", "mod")  # words that only those read who decide on them; what may be brought in
PROCESS, OFFICIAL = ("draft answer ballot initiative-answer demand decision".split(), "ruling refusal mod-ruling objection-answer handover meeting meeting-changed minutes commitment obligation coding verification delegation-ruled invitation-declined".split())
NOT_JUDGED = (SEALED | MODERATED - {"translation", "organisation", "ballot-vote"} | set("remark-edited support cosign amendment-withdrawn answer answer-given told act-told phase initiative-answer "
    "meeting meeting-changed meeting-registration floor floor-called floor-ended attendance minutes commitment invitation invitation-sent invitation-codes invitation-declined application-granted refusal ruling demand handover coding obligation verification translation-review mod-ruling".split())) - set(nouns.KINDS)
@dataclass
class Words:
    digest: bytes; language: str; length: int
@dataclass
class Entry:
    """An entry whose form is right; whether it was allowed is another question."""
    number: int
    type: str
    members: dict[str, Any]
    digests: list[bytes]
    words: list[Words] = field(default_factory=list)
    def __getitem__(self, member: str) -> Any: return self.members[member]
    @property
    def author(self) -> int | None: return self.members.get("a")  # the number of the participant, or nothing where it is the operator
    @property
    def imported(self) -> bool: return "from" in self.members

def _is_whole(value: Any) -> bool: return isinstance(value, int) and not isinstance(value, bool)
def _is_day(text: str) -> bool:
    try: datetime.date.fromisoformat(text)
    except ValueError: return False
    return re.fullmatch(r"(1[89]|2\d)\d\d-\d\d-\d\d", text, re.ASCII) is not None
def wrong_kind(value: Any, kind: Any) -> bool:
    match kind:
        case dict():
            kinds = _present(kind, value)
            return not isinstance(value, dict) or set(value) != set(kinds) or any(wrong_kind(value[m], kinds[m]) for m in kinds)
        case tuple(): return not isinstance(value, str) or value not in kind
        case [one]: return not isinstance(value, list) or any(wrong_kind(item, one) for item in value)
        case "flag": return not isinstance(value, bool)
        case "count": return not _is_whole(value) or not 0 <= value < 2**32
        case "number": return not _is_whole(value) or value < 0
        case "whole": return not _is_whole(value)
        case "list": return not isinstance(value, list)
        case "texts": return not isinstance(value, dict) or any(wrong_kind(k, "language") or not isinstance(v, str) for k, v in value.items())
        case "figures": return not isinstance(value, dict) or not all(map(_is_whole, value.values()))
    if not isinstance(value, str): return True
    match kind:
        case re.Pattern(): return kind.fullmatch(value) is None
        case "language": return len(value) > 35 or re.fullmatch("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value) is None
        case "day": return not _is_day(value)
        case "key" | "signature": return len(from_base64(value)) != (32 if kind == "key" else 64)
        case "unit": return not 1 <= len(value.encode()) <= 240 or any(c in WHITE or unicodedata.category(c) == "Cc" for c in value)
        case "pseudonym": return not 1 <= len(value) <= 40 or value != value.strip(WHITE) or any(unicodedata.category(c) == "Cc" for c in value)
    return False
def _shared(members: dict[str, Any]) -> dict[str, Any]:
    """The members that all entries share, as they have to be for this author."""
    kinds: dict[str, Any] = {"v": "count", "t": "text", "ts": "whole", "by": ("node",)}
    if "a" not in members: kinds["role"] = ("operator",)
    else:
        kinds |= {"a": "number", "n": "count", "p": "number"}
        if members.get("by") == "self": kinds |= {"by": ("self",), "sig": "signature"}
    if "from" in members: kinds |= {"from": "number"} | ({"from_time": "whole"} if "from_time" in members else {})
    return kinds
def read(number: int, members: dict[str, Any], digests: list[bytes]) -> Entry:
    """Reads an entry of a process; one that is not what the page says is `entry-malformed`."""
    type_ = str(members.get("t"))
    version, is_known = members.get("v"), type_ in TYPES or type_ in NOT_JUDGED
    if not is_known or version != 2:
        newer = type(version) is int and version > 2 or version == 2 and re.fullmatch("[a-z-]{1,40}", type_) and isinstance(members["t"], str)
        raise (Foreign if newer else Malformed)(f"the type {type_!r}, version {members.get('v')}, is not known")
    kinds = {**_present(TYPES.get(type_, {}), members), **_shared(members)}
    for name in sorted(kinds | (members if type_ in TYPES else {})):
        if name not in kinds or name not in members or wrong_kind(members[name], kinds[name]):
            raise Malformed(f"`{name}` is missing, does not belong here, or is not what it has to be")
    words = sorted(_any_words(members), key=lambda one: int(one["content"])) if type_ in NOT_JUDGED else _words_in(members, TYPES[type_])
    if [one["content"] for one in words] != list(range(len(digests))): raise Malformed("words and digests do not fit each other")
    return Entry(number, type_, members, digests, [Words(digests[w["content"]], w["language"], w["length"]) for w in words])
def _present(kinds: dict[str, Any], members: Any) -> dict[str, Any]:
    """The members that have to be there: those that may be absent only where they are there."""
    return {name.rstrip("?"): kind for name, kind in kinds.items() if name[-1] != "?" or isinstance(members, dict) and name[:-1] in members}
def _words_in(value: Any, kind: Any) -> list[dict[str, Any]]:
    """All words in an entry, in the order in which the page names its members."""
    if kind is WORDS: return [value]
    inner = ([(value[name.rstrip("?")], one) for name, one in kind.items() if name.rstrip("?") in value] if isinstance(kind, dict)
             else [(item, kind[0]) for item in value] if isinstance(kind, list) else [])
    return [words for item, one in inner for words in _words_in(item, one)]
def _any_words(value: Any) -> list[dict[str, Any]]:
    """The same of an entry of which not even the form is judged."""
    if isinstance(value, dict) and not wrong_kind(value, WORDS): return [value]
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [words for one in inner for words in _any_words(one)]
def _blank(text: str) -> bool: return not text.strip(WHITE)
def _initiatives_can_be_held(charter: dict[str, Any]) -> bool:
    rule, has_days = charter.get("initiatives"), any("initiative" in phase["acts"] for phase in charter["phase"])
    return rule is None and not has_days if rule is None or not has_days else (rule["supporters"] > 0 and rule["in_each"] > 0 and rule["groups"]
        <= len(charter["groups"]) and rule["countries"] <= 249 and 1 <= rule["answer_days"] <= 366)
MONEY, TAKEN = "[0-9]{1,12} [A-Z]{3}", "(low|lower-middle|upper-middle|high) *: *[0-9]{1,6}"
def _disclosed_can_be_read(charter: dict[str, Any]) -> bool:
    one = charter.get("disclosed")
    if one is None: return True
    lines = lambda name: [line.strip(WHITE) for line in one[name].splitlines() if not _blank(line)]
    said = [one[name] for name in ("fixed", "options") if not all(map(_blank, one[name].values()))]
    groups = [line.split(":")[0].strip() for line in lines("taken")]
    return (all(not _blank(texts.get(language, "")) for texts in said for language in charter["languages"])
        and (_blank(one["costs"]) or re.fullmatch(MONEY, one["costs"].strip(WHITE)) is not None)
        and all(re.fullmatch(rf".*[^ :].*: *{MONEY}", line) for line in lines("amounts")) and all(re.fullmatch(TAKEN, line) for line in lines("taken"))
        and len(set(groups)) == len(groups) and len(set(one["ways"])) == len(one["ways"]))
def is_complete(charter: dict[str, Any]) -> bool:
    """Whether it says all that it has to in every language it promises, and promises only what is enforced."""
    languages, groups, phases = charter["languages"], charter["groups"], charter["phase"]
    # Who decides, and how, may be left unsaid where no phase has decisions.
    decides = any("decide" in phase["acts"] for phase in phases)
    asked = {name: kind for name, kind in CHARTER["decides"].items() if kind == "texts" and (decides or not all(map(_blank, charter["decides"][name].values())))}
    wholes = [(charter, CHARTER), (charter["decides"], asked)] + [(one, {"title": "texts"}) for one in groups + phases]
    said = [whole[name] for whole, kinds in wholes for name, kind in kinds.items() if kind == "texts"]
    return (bool(languages and groups and phases) and len(set(languages)) == len(languages)
        and all(not _blank(texts.get(language, "")) for texts in said for language in languages) and not _blank(charter["contact"])
        and all(len({one["id"] for one in many}) == len(many) for many in (groups, phases))
        and all(phase["opens"] <= phase["closes"] for phase in phases) and all(ACTS[act] for phase in phases for act in phase["acts"])
        and _initiatives_can_be_held(charter) and _disclosed_can_be_read(charter))
@dataclass
class Person:
    group: str | None; key: bytes | None; verified: bool; imported: bool
    acts: int = 0  # how many entries they have made
    last: int = 0  # and the number of the last one, at first that of the admission
@dataclass
class Statement:
    author: int | None; imported: bool; language: str
    waits: bool  # for a first verdict
    verdict: str | None = None; by: int = -1  # and the entry of that verdict
    @property
    def kept_back(self) -> str | None: return "rejected" if self.verdict == "rejected" else "waiting" if self.waits and self.verdict is None else None
class Process(Ballots, nouns.Nouns):
    def __init__(self, origin: str) -> None:
        super().__init__()
        nouns.Nouns.__init__(self)
        self.origin = origin
        self.charter: dict[str, Any] = {}
        self.stage = "nothing"
        self.people: dict[int, Person] = {}
        self.pseudonyms: set[str] = set()
        self.offices: set[tuple[int, str]] = set()
        self.sources: set[int] = set()
        self.statements: dict[int, Statement] = {}
        self.translations: dict[int, int] = {}
        self.votes: dict[tuple[int | None, int], str] = {}
        self.voters: set[int | None] = set()
        self.voted_on: set[int] = set()
        self.worded: dict[int, Entry] = {}  # entries that have words
        self.withdrawn: dict[int, int] = {}  # entry → the redact entry
        self.drafts: list[int] = []  # their entries, by version
        self.drafted: set[str] = set()  # the languages of the newest
        self.moderated: dict[int, Statement] = {}  # whatever moderators may keep back, statements among it
        self.results: dict[int, Entry] = {}
        self.decisions: list[Entry] = []
        self.named: set[bytes] = set()  # digests
        self.time = 0
        self.signed = 0
        self.counts: list[dict[str, int]] = []
        self._count()
    def take(self, entry: Entry | None) -> list[tuple[int, str]]:
        """Judges the next entry, applies it if it may be, and answers with steps and codes. None: malformed."""
        found: list[tuple[int, str]] = []
        if entry is not None:
            found = [(6, code) for code in self._author(entry)]
            if entry["ts"] < self.time: found.append((7, "back-dated"))
            if not found and entry.type not in NOT_JUDGED: found = [(7, code) for code in [self._rule(entry)] if code]
            if not found: self._apply(entry)
            if person := self.people.get(-1 if entry.author is None else entry.author): person.acts, person.last = entry["n"] + 1, entry.number
            self.time = max(self.time, entry["ts"])
        self._count()
        return found
    def skip(self, number: int, members: dict[str, Any]) -> None:
        """Counts an entry that is not understood as the next act of whoever it names."""
        if type(members.get("a")) is int and type(members.get("n")) is int and (person := self.people.get(members["a"])):
            person.acts, person.last = members["n"] + 1, number
    def _count(self) -> None:
        """Notes what a result over the entries so far would count, votes on statements that are gone now among them."""
        self.counts.append({"participants": len(self.voters), "statements": len(self.voted_on), "votes": len(self.votes)})
    def _author(self, entry: Entry) -> list[str]:
        """Step 6: the author's chain and signature."""
        if entry.author is None: return []
        person = self.people.get(entry.author)
        if person is None: return ["unknown-author"]
        found = []
        if (entry["n"], entry["p"]) != (person.acts, person.last): found.append("author-chain")
        if person.key is None: return found + ["bad-signature"] * (entry["by"] == "self")
        if entry["by"] != "self": return found + ["signature-missing"]
        unsigned = {k: v for k, v in entry.members.items() if k not in ("sig", "ts")}
        message = b"maru/entry/v1\0" + self.origin.encode() + b"\0" + encode_entry(unsigned, entry.digests)
        if not ed25519_holds(person.key, message, from_base64(entry["sig"])): return found + ["signature-forged"]
        self.signed += 1
        return found
    def _holds(self, author: int | None, *offices: str) -> bool: return author is None or any((author, office) in self.offices for office in offices)
    def _may(self, author: int | None, office: str) -> bool:
        """The operator may do what every office may, the secretariat all but rule on appeals."""
        return self._holds(author, office) or (office != "appeals" and self._holds(author, "secretariat"))
    def _ended(self) -> str | None: return self.stage if self.stage in ("closed", "abandoned") else None
    def _closed(self) -> str | None: return self._ended() or when(self.stage != "open", "not-open")
    def day_of(self, entry: Entry) -> str:
        since_1970 = max(-(2**35), min(entry["ts"], 2**37)) // 86_400  # Python knows only the years 1 to 9999
        return (datetime.date(1970, 1, 1) + datetime.timedelta(days=since_1970)).isoformat()
    def _outside(self, entry: Entry, act: str) -> str | None:
        """The process is open, and a phase that runs on that day (UTC) has the act."""
        runs = any(p["opens"] <= self.day_of(entry) <= p["closes"] and act in p["acts"] for p in self.charter["phase"])
        return self._closed() or when(not runs, "not-in-this-phase")
    def moderated_type(self, number: int) -> str | None:
        """What an entry is that moderators may judge."""
        return self.worded[number].type if number in self.moderated and number in self.worded else None
    def _office(self, entry: Entry, office: str, not_now: str | None) -> str | None: return not_now or when(not self._may(entry.author, office), "not-allowed")
    def _rule(self, entry: Entry) -> str | None:
        """The code of the rule that this entry breaks. Rules stand in the order in which they are asked."""
        here = entry.author is not None and not entry.imported
        judge: Callable[[Entry], str | None] = self.on_said if entry.type in nouns.KINDS else getattr(self, f"on_{entry.type.replace('-', '_')}")
        return (when((entry.type == "genesis") != (entry.number == 0) or entry.number > 0 and not self.charter, "no-genesis")
                or (self._import(entry) if entry.imported else None) or when(here and self.people[entry.author or 0].imported, "acts-elsewhere")
                or when(any(digest in self.named for digest in entry.digests), "seed-used") or judge(entry))
    def _import(self, entry: Entry) -> str | None:
        """An import brings in what was done elsewhere, by people who were brought in, or by nobody known."""
        admits, author = entry.type == "admit", entry.author
        return (when(entry.type not in IMPORTABLE or admits and author is not None, "bad-import")
                or when(entry["from"] not in self.sources, "unknown-source") or when(admits and "source_id" not in entry.members, "bad-import")
                or when(author is not None and not self.people[author].imported, "imported-for-member") or self._ended())
    def _reason(self, entry: Any) -> str | None:
        """In a reason, control characters count as white space too."""
        said = sum(c not in WHITE and unicodedata.category(c) != "Cc" for c in entry["reason"])
        return when(said == 0, "reason-missing") or when(said < 2, "reason-too-short")
    def _source(self, entry: Entry) -> str | None:
        """An id that is a text in its source stands on one line."""
        text = entry.members.get("source_text")
        return when(text is not None and (not 1 <= len(text) <= 64 or text[0] in WHITE or text[-1] in WHITE
                                          or any(unicodedata.category(c) == "Cc" for c in text)), "bad-import")
    def _text(self, words: Words, most: int) -> str | None: return when(words.length == 0, "text-empty") or when(words.length > most, "text-too-long")
    def on_genesis(self, entry: Entry) -> str | None:
        return (when(entry.author is not None, "not-allowed") or when(entry["origin"] != self.origin, "other-origin") or when(entry["origin"].rpartition("/p/")[2] != entry["charter"]["id"], "other-charter")
                or when(not is_complete(entry["charter"]), "charter-incomplete"))
    def on_rule(self, entry: Entry) -> str | None:
        old, new = self.charter, entry["charter"]
        kept = {None, *(group["id"] for group in new["groups"])}
        return (self._office(entry, "secretariat", self._ended()) or self._reason(entry)
                or when(old == new or any(old[name] != new[name] for name in ("id", "simulated")), "charter-fixed")
                or when(bool(self.decisions) and new["decides"]["revision"] and not old["decides"]["revision"], "charter-fixed")
                or when(any(person.group not in kept for person in self.people.values()), "charter-fixed")
                or when(not is_complete(new), "charter-incomplete"))
    def on_stage(self, entry: Entry) -> str | None:
        is_open, cuts, left = self.stage == "open", entry.members.get("cuts"), [p["id"] for p in self.charter["phase"] if p["closes"] >= self.day_of(entry)]
        return (self._office(entry, "secretariat", self._ended()) or self._reason(entry) or when(cuts is not None and (entry["stage"] != "closed" or cuts != left or not left), "cuts-short")
                or when(is_open and entry["stage"] != "closed", "already-open") or when(not is_open and entry["stage"] == "closed", "not-open"))
    def on_office(self, entry: Entry) -> str | None:
        holder, held = self.people.get(entry["holder"]), (entry["holder"], entry["office"]) in self.offices
        return (self._office(entry, "secretariat", None) or self._reason(entry)
                or when(holder is None, "unknown-participant") or when(holder is not None and holder.imported, "acts-elsewhere")
                or when(held and entry["granted"], "office-held") or when(not held and not entry["granted"], "office-not-held"))
    def on_source(self, entry: Entry) -> str | None:
        return self._office(entry, "secretariat", self._ended()) or (self._reason(entry) if "reason" in entry.members else None) or when(_blank(entry["name"]), "text-empty")
    def on_admit(self, entry: Entry) -> str | None:
        if entry.imported: admitted = self._source(entry) or when("key" in entry.members or "reason" in entry.members, "bad-import")
        elif "reason" in entry.members: admitted = self._office(entry, "registrar", self._ended()) or self._reason(entry)
        else:  # a person joins by themselves: the operator writes it, because the person does not exist before it
            admitted = (when(not self._may(entry.author, "registrar"), "not-allowed") or when(entry.author is not None, "reason-missing")
                        or when(self.charter["registration"] != "open" and "code" not in entry.members, "not-invited") or self._outside(entry, "join"))
        groups = {None, *(group["id"] for group in self.charter["groups"])}
        return (admitted or when(("source_id" in entry.members or "source_text" in entry.members) and not entry.imported, "unknown-source")
                or when(entry["pseudonym"] in self.pseudonyms, "pseudonym-taken") or when(entry.members.get("group") not in groups, "unknown-group")
                or when("key" in entry.members and not is_good_key(from_base64(entry["key"])), "bad-key"))
    def on_statement(self, entry: Entry) -> str | None:
        if entry.imported: return self._source(entry) or self._text(entry.words[0], 4_000)
        return (when("source_id" in entry.members or "source_text" in entry.members, "unknown-source")
                or (self._ended() if self._may(entry.author, "secretariat") else self._outside(entry, "statement"))
                or self._text(entry.words[0], 280))
    def on_translation(self, entry: Entry) -> str | None:
        statement = self.statements.get(entry["statement"])
        return ((self._ended() if self._may(entry.author, "secretariat") else self._closed())
                or when(statement is None, "unknown-statement") or when(entry["statement"] in self.withdrawn, "withdrawn-already")
                or when(statement is not None and statement.language == entry.words[0].language, "same-language")
                or when(_blank(entry["translator"]), "text-empty") or when(len(entry["translator"]) > 100, "text-too-long") or self._text(entry.words[0], 4_000))
    def on_vote(self, entry: Entry) -> str | None:
        statement, brought = self.statements.get(entry["statement"]), entry.imported
        return (when(entry.author is None, "not-a-participant") or (None if brought else self._outside(entry, "vote"))
                or when(statement is None, "unknown-statement") or when(statement is not None and brought and not statement.imported, "bad-import")
                or when(statement is not None and not brought and statement.kept_back is not None, "statement-not-visible")
                or when(not brought and entry["statement"] in self.withdrawn, "withdrawn-already"))
    def on_mod(self, entry: Entry) -> str | None:
        on = [self.moderated.get(number) for number in entry["on"]]
        return ((None if entry.imported else self._office(entry, "moderator", self._ended())) or self._reason(entry)
                or when(not on or len(set(entry["on"])) != len(on), "bad-list") or when(None in on, "unknown-statement")
                or when(entry.imported and not all(statement and statement.imported for statement in on), "bad-import"))
    def on_draft(self, entry: Entry) -> str | None:
        texts = {text["text"]["language"]: text for text in entry["texts"]}
        unsaid = any(text["standing"] in ("reviewed", "machine") and _blank(text.get("by", "")) for text in entry["texts"])
        leads = {language for language, text in texts.items() if "operations" in text}
        return (self._office(entry, "drafter", self._ended()) or self._reason(entry)
                or when(len(texts) != len(entry["texts"]), "bad-list") or when(entry["version"] != len(self.drafts) + 1, "wrong-version")
                or next((code for words in entry.words if (code := self._text(words, 1_500_000))), None)
                or when(not texts.keys() >= set(self.charter["languages"]), "language-missing") or when(unsaid, "standing-unsaid")
                or when(leads != texts.keys() & self.drafted, "operations-missing"))
    def on_result(self, entry: Entry) -> str | None:
        return (self._office(entry, "secretariat", self._closed()) or when(entry["entries"] > entry.number, "result-beyond-record")
                or when(_blank(entry["algorithm"]), "text-empty"))
    def on_decision(self, entry: Entry) -> str | None:
        result, promised, adopts = self.results.get(entry["result"]), self.charter["decides"], entry["outcome"] == "adopted"
        people = result["figures"].get("participants", 0) if result else 0
        names_draft, carried = "draft" in entry.members, True
        if counted := self.ballot_counts.get(entry["result"]):
            terms, people, passed = counted[0].terms, counted[1]["cast"], counted[1]["outcome"] == "passed"
            voted_on = terms.get("draft") in (None, entry.members.get("draft"))
            carried = passed and voted_on if adopts else not passed or entry["outcome"] == "referred"
        return (self._office(entry, "chair", self._outside(entry, "decide"))
                or when(bool(self.decisions) and not promised["revision"], "decided-already")
                or when(any(one["result"] == entry["result"] and {one["outcome"], entry["outcome"]} == {"adopted", "rejected"} for one in self.decisions), "opposite-decision")
                or when(result is None and counted is None, "not-a-result") or when(not carried, "not-carried")
                or when(people < promised["quorum_people"], "quorum-missed")
                or when(names_draft and entry["draft"] not in self.drafts, "unknown-entry")
                or when(adopts and bool(self.drafts) and not names_draft or names_draft and not adopts, "nothing-adopted") or self._text(entry.words[0], 20_000))
    def on_redact(self, entry: Entry) -> str | None:
        named, number = self.worded.get(entry["entry"]), entry["entry"]
        if named is None: return "nothing-to-withdraw" if number < entry.number else "unknown-entry"
        return (when(number in self.withdrawn, "withdrawn-already")
                or when(not self._may(entry.author, "secretariat") and named.author != entry.author, "not-allowed")
                or when(entry["reason"] == "author" and named.author != entry.author, "not-the-author") or when(len(entry["ground"].strip(WHITE)) < 8, "ground-missing")
                or when(named.type in PROCESS and entry["reason"] not in ("unlawful", "court-order") or named.type in OFFICIAL and (entry["reason"] == "author" or not self._may(entry.author, "secretariat")), "words-of-the-process"))
    def _apply(self, entry: Entry) -> None:
        number = entry.number
        self.named.update(entry.digests)
        self.by_type.setdefault(entry.type, {})[number] = entry
        if entry.words: self.worded[number] = entry
        if entry.type == "statement" or entry.type in MODERATED and entry.words:
            waits = self.charter.get("moderation") == "before" and not self._holds(entry.author, "moderator", "secretariat")
            language = entry.words[0].language if entry.words else ""
            self.moderated[number] = Statement(entry.author, entry.imported, language, waits)
        match entry.type:
            case "genesis": self.charter, self.stage = entry["charter"], "prepared"
            case "rule": self.charter = entry["charter"]
            case "stage": self.stage = entry["stage"]
            case "office":
                change = self.offices.add if entry["granted"] else self.offices.discard
                change((entry["holder"], entry["office"]))
            case "source": self.sources.add(number)
            case "admit":
                key = from_base64(entry["key"]) if "key" in entry.members else None
                self.pseudonyms.add(entry["pseudonym"])
                self.people[number] = Person(entry.members.get("group"), key, entry["verified"], entry.imported, 0, number)
            case "verification":
                if entry["participant"] in self.people: self.people[entry["participant"]].verified = "means" in entry.members
            case "statement": self.statements[number] = self.moderated[number]
            case "translation": self.translations[number] = entry["statement"]
            case "vote":
                self.votes[entry.author, entry["statement"]] = entry["value"]
                self.voters.add(entry.author)
                self.voted_on.add(entry["statement"])
            case "mod":
                for on in entry["on"]: self.moderated[on].verdict, self.moderated[on].by = entry["verdict"], number
            case "mod-ruling":
                # Only the act that was appealed against falls; words that were judged anew stay as they were judged, and erased ones are gone.
                against, on = self.by_type.get("mod-appeal", {}).get(entry["appeal"]), self.moderated.get(entry["on"])
                if entry["verdict"] == "overturned" and on and against and self.standing(entry["on"]) == "rejected" and on.by == against.members.get("verdict"): on.verdict = "accepted"
            case "draft":
                self.drafts.append(number)
                self.drafted = {text["text"]["language"] for text in entry["texts"]}
            case "result": self.results[number] = entry
            case "decision": self.decisions.append(entry)
            case "redact":
                translations = [t for t, statement in self.translations.items() if statement == entry["entry"]]
                for withdrawn in [entry["entry"], *translations]: self.withdrawn.setdefault(withdrawn, number)
            case _: self.apply_ballots(entry)
    def not_judged(self, entry: Entry) -> bool:
        """Whether more would have to be known of this entry than this program knows: later drafts rest on remarks and answers."""
        more = {"admit": "code" in entry.members, "draft": bool(entry.members.get("causes")), "result": entry.members.get("kind") in ("participation", "openness")}
        return entry.type in NOT_JUDGED or more.get(entry.type, False)
    def standing(self, number: int) -> str:
        """`shown`, `waiting`, `rejected`, `sealed` or `withdrawn`: whether anyone may read the words of an entry."""
        if number in self.withdrawn: return "withdrawn"
        if number in self.worded and self.worded[number].type in (*SEALED, "report"): return "waiting" if self.worded[number].type == "report" else "sealed"
        own = number in self.moderated and self.moderated[number].kept_back or "shown"
        return self.standing(self.translations[number]) if own == "shown" and number in self.translations else own
