"""What is said beside statements, ballots and the way of the draft: contacts, verifications, commitments, audits, reports, harms, codings,
obligations, demands. A mixin of `process.Process`. What a table can say of a type stands in KINDS: its members; who may, and whether only
while the process is open; what its numbers name ("!": not turned away); how long its words and texts are; which of its days are past.
"""
from __future__ import annotations
import re
from typing import Any
from ballots import WORDS, when
CODE, CRITERION, RISK = re.compile("[A-Za-z0-9_]{1,40}"), re.compile("O([1-9]|[123][0-9]|40)"), re.compile("1.[123]|[235].[12]|4.[123]|[67].[1-6]".replace(".", r"\."))
FOUND, SURE, SAID = ("kept", "partly", "missed", "contested", "pending"), ("high", "medium", "low"), {"text": (20, 4_000)}
FILE = {"media_type": "text", "size": "count", "bytes": WORDS}
Kind = tuple[dict[str, Any], str, bool, dict[str, str], dict[str, tuple[int, int]], str]
KINDS: dict[str, Kind] = {
    "contact": ({"who": WORDS, "whom": WORDS, "day": "day", "text": WORDS}, "anyone secretariat", False, {}, {"who": (1, 300), "whom": (1, 300), "text": (1, 4_000)}, "day"),
    "verification": ({"participant": "number", "means?": ("document", "in-person", "organisation", "address", "electronic-identity", "other"), "text": WORDS}, "registrar", False, {}, {"text": (1, 2_000)}, ""),
    "report": ({"on": "number", "text": WORDS, "code?": re.compile("[0-9a-f]{64}")}, "anyone node", False, {}, {"text": (1, 4_000)}, ""),
    "commitment": ({"actor": "text", "organisation?": "number", "text": WORDS, "quotation?": WORDS, "made?": "day", "place": "text", "due?": "day", "source": "text", "confidence": SURE, "provisions": ["text"], "about": ["number"]},
                   "secretariat", False, {"organisation": "organisation"}, {"actor": (1, 200), "text": (1, 4_000), "quotation": (1, 4_000), "place": (0, 200), "source": (1, 1_000)}, "made"),
    "finding": ({"commitment": "number", "word": FOUND, "text": WORDS, "source?": WORDS, "day": "day"}, "anyone", True, {"commitment": "commitment"}, {**SAID, "source": (8, 1_000)}, "day"),
    "finding-objection": ({"finding": "number", "text": WORDS}, "anyone", True, {"finding": "finding!"}, SAID, ""),
    "contradiction": ({"first": "number", "second": "number", "text": WORDS}, "anyone", True, {"first": "commitment", "second": "commitment"}, SAID, ""),
    "audit": ({"title": WORDS, "held_by": WORDS, "organisation?": "number", "began": "day", "ended?": "day"}, "anyone", True, {"organisation": "organisation"}, {"title": (1, 200), "held_by": (1, 200)}, "began ended"),
    "audit-finding": ({"audit": "number", "criterion": CRITERION, "word": ("met", "not_met", "not_applicable", "cannot_be_known"), "text": WORDS, "source": WORDS, "confidence": SURE, "read": "day"},
                      "anyone", True, {"audit": "audit!"}, {**SAID, "source": (8, 1_000)}, "read"),
    "audit-objection": ({"finding": "number", "text": WORDS}, "anyone", True, {"finding": "audit-finding"}, SAID, ""),
    "audit-reply": ({"objection": "number", "text": WORDS}, "anyone", True, {"objection": "audit-objection!"}, SAID, ""),
    "harm": ({"kind": RISK, "extent": ("country", "several", "not_known"), "country?": re.compile("[A-Z]{2}"), "day?": "day", "text": WORDS, "source": WORDS, "names": ("none", "agreed"), "attachments": [FILE], "about": ["number"],
              "units": ["unit"], "provisions": ["text"]}, "anyone secretariat", True, {"about": "statement! remark!"}, {**SAID, "source": (8, 1_000)}, "day"),
    "coding": ({"draft": "number", "unit": "unit", "coding": {"statement_type": CODE, "deontic": CODE, "sanction": CODE, "testable": CODE, "bearer": [CODE], "topics": [CODE], "remedy": "text"}, "as_suggested?": "flag", "text?": WORDS},
               "drafter", False, {"draft": "draft"}, {"text": (1, 2_000)}, ""),
    "obligation": ({"draft": "number", "unit": "unit", "signatory": "text", "organisation?": "number", "due": "day", "review?": "day", "text?": WORDS}, "secretariat", True, {"draft": "draft", "organisation": "organisation"},
                   {"signatory": (1, 200), "text": (1, 2_000)}, ""),
    "obligation-finding": ({"obligation": "number", "word": FOUND, "day": "day", "text": WORDS, "source?": WORDS}, "anyone", True, {"obligation": "obligation"}, {"text": (20, 2_000), "source": (8, 1_000)}, "day"),
    "demand": ({"of?": "number", "draft": "number", "unit?": "unit", "texts": [WORDS], "to": "text"}, "drafter", False, {"of": "demand", "draft": "draft"}, {"to": (1, 200)}, ""),
    "demand-looked": ({"demand": "number", "within": ("library", "commitments", "audits"), "found": [WORDS], "text?": WORDS}, "anyone secretariat", True, {"demand": "demand"}, {"text": (1, 4_000)}, ""),}
class Nouns:
    def __init__(self) -> None: self.by_type: dict[str, dict[int, Any]] = {}
    def on_said(self, entry: Any) -> str | None:
        """What the table says of an entry, and then what only its type asks for."""
        _, who, open_, names, limits, past = KINDS[entry.type]
        has, day = entry.members.get, self.day_of(entry)
        may = ("anyone" in who and entry.author is not None or "node" in who and entry.author is None
               or any(self._may(entry.author, office) for office in who.split() if office not in ("anyone", "node")))
        lengths = [(has(name)["length"] if isinstance(has(name), dict) else len(has(name)), span) for name, span in limits.items() if name in entry.members]
        named = [(one, kinds) for name, kinds in names.items() for one in (has(name) if isinstance(has(name), list) else [has(name)]) if one is not None]
        also = getattr(self, f"also_{entry.type.replace('-', '_')}", lambda *_: False)
        return ((self._closed() if open_ else self._ended()) or when(not may, "not-allowed") or when(not all(self._is(*one) for one in named), "unknown-entry")
                or when(not all(low <= length <= high for length, (low, high) in lengths), "text-too-long")
                or when(any(has(name) and has(name) > day for name in past.split()) or also(entry, has, day), f"bad-{entry.type}"))
    def _is(self, number: int, kinds: str) -> bool:
        return any(number in (self.organisations if kind == "organisation" else self.by_type.get(kind.rstrip("!"), {})) and not (kind[-1] == "!" and self.standing(number) == "rejected") for kind in kinds.split())
    def _of(self, type_: str, number: int) -> Any: return self.by_type[type_][number]
    def also_verification(self, entry: Any, has: Any, _: str) -> bool:
        person = self.people.get(has("participant"))
        return person is None or person.imported or has("participant") == entry.author or person.verified == ("means" in entry.members)
    def also_report(self, entry: Any, has: Any, _: str) -> bool:
        reports = self.by_type.get("report", {}).values()
        judged = lambda on: max((one.number for one in self.by_type.get("mod", {}).values() if on in one["on"]), default=-1)
        last = judged(has("on"))
        mine = [one for one in reports if (one.author, one["on"]) == (entry.author, has("on")) and one.number > last]
        open_ = [one for one in reports if "code" in one.members and one.number > judged(one["on"]) and self.standing(one["on"]) != "withdrawn"]
        stranger = has("code") is not None and (any(one.members.get("code") == has("code") for one in reports) or len(mine) >= 3 or len(open_) >= 200)
        return (has("on") not in self.moderated or self.moderated_type(has("on")) == "report" or self.standing(has("on")) != "shown" or (entry.author is None) != (has("code") is not None)
                or stranger or entry.author is not None and bool(mine))
    def also_commitment(self, entry: Any, has: Any, _: str) -> bool:
        bad = any(not len(one) <= 200 for one in has("provisions")) or any(one >= entry.number for one in has("about")) or len(has("provisions") + has("about")) > 50
        return bad or any(len(set(has(name))) != len(has(name)) for name in ("provisions", "about")) or has("made", "") > has("due", "9")
    def also_finding(self, _: Any, has: Any, __: str) -> bool: return has("word") == "missed" and self._of("commitment", has("commitment")).members.get("due", "") >= has("day")
    def also_finding_objection(self, entry: Any, has: Any, _: str) -> bool: return self._of("finding", has("finding")).author == entry.author
    def also_contradiction(self, _: Any, has: Any, __: str) -> bool: return has("first") >= has("second") or len({self._of("commitment", has(one))["actor"] for one in ("first", "second")}) > 1
    def also_audit(self, _: Any, has: Any, __: str) -> bool: return has("ended", "9") < has("began")
    def also_audit_finding(self, _: Any, has: Any, __: str) -> bool: return has("read") < self._of("audit", has("audit"))["began"]
    def also_audit_objection(self, entry: Any, has: Any, _: str) -> bool:
        finding = self._of("audit-finding", has("finding"))
        return finding.author == entry.author or self.standing(finding["audit"]) == "rejected"
    def also_audit_reply(self, entry: Any, has: Any, _: str) -> bool: return self._of("audit-finding", self._of("audit-objection", has("objection"))["finding"]).author != entry.author
    def also_harm(self, _: Any, has: Any, __: str) -> bool:
        lists, files = [has(name) for name in ("about", "units", "provisions")], has("attachments")
        return (("country" == has("extent")) != (has("country") is not None) or sum(map(len, lists)) > 20 or any(len(set(one)) != len(one) for one in lists) or bool(has("units") and not self.drafts)
                or len(files) > 3 or any(file["size"] > 2 << 20 for file in files))
    def also_coding(self, _: Any, has: Any, __: str) -> bool: return len(has("coding")["topics"]) > 20 or len(set(has("coding")["topics"])) != len(has("coding")["topics"]) or len(has("coding")["remedy"]) > 200
    def also_obligation(self, _: Any, has: Any, __: str) -> bool:
        adopted = [one for one in self.decisions if one["outcome"] == "adopted" and one.members.get("draft") == has("draft")]
        coded = any(one["unit"] == has("unit") and one["draft"] <= has("draft") for one in self.by_type.get("coding", {}).values())
        same = any((one["draft"], one["unit"], one["due"]) == (has("draft"), has("unit"), has("due")) and (one["signatory"] == has("signatory") or has("organisation") is not None and one.members.get("organisation") == has("organisation"))
                   for one in self.by_type.get("obligation", {}).values())
        return not adopted or has("due") < self.day_of(adopted[0]) or has("review", "9") < has("due") or not coded or same
    def also_obligation_finding(self, _: Any, has: Any, __: str) -> bool: return has("word") == "missed" and self._of("obligation", has("obligation"))["due"] >= has("day")
    def also_demand(self, _: Any, has: Any, __: str) -> bool: return any(not 1 <= one["length"] <= 1_000 for one in has("texts")) or self._in_all(has("texts")) is not None
    def also_demand_looked(self, _: Any, has: Any, __: str) -> bool: return len(has("found")) > 50 or any(not 1 <= one["length"] <= 200 for one in has("found"))
