"""Organisations, those who speak for them, and ballots: docs/record.md, "Organisations and those who speak for them" and "Ballots".
A mixin of `process.Process`, which holds who takes part and what the charter says.
"""
from __future__ import annotations
import re
from dataclasses import dataclass, field
from typing import Any
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))  # of Unicode; Python knows more
WORDS = {"content": "count", "language": "language", "length": "count"}
CHOICES = ("approval", "schulze", "instant-runoff")
RULES = ("consensus", "majority", "two-thirds", "double-majority", "consent", *CHOICES)
COUNT = {"outcome": ("passed", "failed", "quorum-missed", "tied"), "winner?": "count", "electorate": "whole", "cast": "whole", "figures": "figures"}
TYPES: dict[str, dict[str, Any]] = {"organisation": {
        "of?": "number", "name": WORDS, "kind": ("government", "intergovernmental", "business", "civil-society", "technical", "academia", "workers",
        "indigenous", "local-authority", "oversight", "other"), "group?": "text", "country?": re.compile("[A-Z]{2}"), "register?": "text",
        "funders?": WORDS, "funders_declined": "flag", "interests?": WORDS, "interests_declined": "flag", "reason?": "text", "number?": WORDS, "why?": WORDS},
    "delegation": {"organisation": "number"},
    "delegation-ruled": {"delegation": "number", "verdict": ("confirmed", "refused", "ended"), "reason?": "text", "why?": WORDS}, "ballot": {"terms": {
        "phase": "text", "rule": RULES, "electorate": ("everyone", "verified", "organisations"), "groups?": ["text"], "quorum": "count", "consent?": "count",
        "objection?": "count", "tie?": ("nobody", "first-listed"), "draft?": "number", "question": [WORDS],
        "options": [{"words": [WORDS], "amendment?": "number"}]}},
    "ballot-vote": {"on": "number", "position?": ("for", "against", "abstain"), "choices": ["count"], "reason?": WORDS},
    "objection-answer": {"on": "number", "text": WORDS},
    "count": {"on": "number", "count": COUNT},}

def when(broken: bool, code: str) -> str | None: return code if broken else None

@dataclass
class Delegation:
    delegate: int; organisation: int
    standing: str = "asked"  # or confirmed, refused, ended
    holds: bool = False  # confirmed by the registrar or the operator
@dataclass
class Ballot:
    terms: dict[str, Any]
    votes: dict[int, Any] = field(default_factory=dict)  # the last vote of each, by admission or organisation
    counted: bool = False
class Ballots:
    def __init__(self) -> None:
        self.organisations: dict[int, Any] = {}  # by the first entry: the one that states it now
        self.delegations: dict[int, Delegation] = {}
        self.ballots: dict[int, Ballot] = {}
        self.reasoned: dict[int, int | None] = {}  # votes with a reason, by whom; those that a later one replaced too
        self.ballot_counts: dict[int, tuple[Ballot, dict[str, Any]]] = {}
    def _organisation(self, number: int) -> str | None:
        if number not in self.organisations: return "unknown-organisation"
        return when(self.standing(self.organisations[number].number) == "rejected", "turned-away")
    def _speaks_for(self, who: int | None) -> int | None:
        return next((one.organisation for one in self.delegations.values() if one.delegate == who and one.standing == "confirmed"), None)
    def _length(self, words: Any, most: int) -> str | None: return when(words["length"] == 0, "text-empty") or when(words["length"] > most, "text-too-long")
    def on_organisation(self, entry: Any) -> str | None:
        has, of, registers = entry.members.get, entry.members.get("of"), self._may(entry.author, "registrar")
        declined = any(name in entry.members and entry[f"{name}_declined"] for name in ("funders", "interests")) or has("number") and has("register") or has("why") and has("reason")
        texts = [self._length(has(name), most) for name, most in (("name", 200), ("number", 80), ("why", 4_000), ("funders", 4_000), ("interests", 4_000)) if has(name)]
        return (self._ended() or (None if of is None else self._organisation(of) or (None if self._speaks_for(entry.author) == of else
                    when(not registers, "not-allowed") or self._reason({"reason": has("why") and "x" or has("reason", "")})))
                or when(has("group") not in {None, *(group["id"] for group in self.charter["groups"])}, "unknown-group")
                or when(bool(declined), "said-and-declined") or when(not 1 <= len(has("register", "x").strip(WHITE)) <= 80, "text-too-long")
                or next(filter(None, texts), None))
    def on_delegation(self, entry: Any) -> str | None:
        stands = any(one.delegate == entry.author and one.standing in ("asked", "confirmed") for one in self.delegations.values())
        return (when(entry.author is None, "not-a-participant") or self._ended() or self._organisation(entry["organisation"])
                or when(stands, "delegate-already"))
    def on_delegation_ruled(self, entry: Any) -> str | None:
        one, verdict = self.delegations.get(entry["delegation"]), entry["verdict"]
        if one is None or self._ended(): return self._ended() or "unknown-delegation"
        own, why = entry.author == one.delegate, entry.members.get("why")
        if why and "reason" in entry.members: return "said-and-declined"
        if why and self._length(why, 4_000): return self._length(why, 4_000)
        holds = any(other.delegate == entry.author and other.organisation == one.organisation and other.holds and other.standing == "confirmed"
                    for other in self.delegations.values())
        return (when(not own and not holds and not self._may(entry.author, "registrar"), "not-allowed")
                or when(own and verdict != "ended", "own-delegation")
                or when(one.standing != "asked" and (verdict, one.standing) != ("ended", "confirmed"), "nothing-changed")
                or (None if own or why or verdict == "confirmed" else self._reason({"reason": entry.members.get("reason", "")})))
    def _phase(self, id_: str) -> dict[str, Any] | str:
        phase = next((phase for phase in self.charter["phase"] if phase["id"] == id_), None)
        return "unknown-phase" if phase is None else phase if "ballot" in phase["acts"] else "no-ballot-phase"
    def on_ballot(self, entry: Any) -> str | None:
        terms, phase = entry["terms"], self._phase(entry["terms"]["phase"])
        rule, options, shares = terms["rule"], terms["options"], [terms.get(name) for name in ("consent", "objection")]
        figures = (1 <= (shares[0] or 0) <= 100 and shares[1] is not None and shares[1] <= 99) if rule == "consent" else shares == [None, None]
        choice, groups = rule in CHOICES, terms.get("groups")
        bad = (2 <= len(options) <= 40) != choice or (not choice and bool(options)) or ("tie" in terms) != choice or not figures
        amendments = [self.moderated_type(option["amendment"]) for option in options if "amendment" in option]
        rejected = any(self.standing(option["amendment"]) == "rejected" for option in options if "amendment" in option)
        return (self._office(entry, "chair", self._closed()) or (phase if isinstance(phase, str) else
                when(phase["closes"] < self.day_of(entry), "ballot-over")) or when(bad, "bad-ballot")
                or when(groups == [] or len(set(groups or [])) != len(groups or []), "bad-list")
                or when(not set(groups or []) <= {group["id"] for group in self.charter["groups"]}, "unknown-group")
                or next(filter(None, map(self._in_all, [terms["question"], *(option["words"] for option in options)])), None)
                or when("draft" in terms and terms["draft"] not in self.drafts, "unknown-entry")
                or when(any(type_ != "amendment" for type_ in amendments), "unknown-amendment") or when(rejected, "turned-away"))
    def _in_all(self, texts: list[dict[str, Any]]) -> str | None:
        """A text is there in every language of the charter, and in none twice."""
        languages = [words["language"] for words in texts]
        return (when(len(set(languages)) != len(languages) or not languages, "bad-list")
                or next(filter(None, (self._length(words, 2_000) for words in texts)), None)
                or when(not set(languages) >= set(self.charter["languages"]), "language-missing"))
    def _is_in(self, electorate: str, number: int) -> bool:
        return not self.people[number].imported and (electorate == "everyone" or electorate == "verified" and self.people[number].verified)
    def _voter(self, ballot: Ballot, who: int) -> int | None:
        """Whose vote somebody casts."""
        of = self._speaks_for(who) if ballot.terms["electorate"] == "organisations" else who if self._is_in(ballot.terms["electorate"], who) else None
        return of if of is not None and self._of_its_groups(ballot, of) else None
    def _group_of(self, ballot: Ballot, voter: int) -> str | None:
        """The group with which a voter is counted: of an organisation the one that it states now."""
        return self.organisations[voter].members.get("group") if ballot.terms["electorate"] == "organisations" else self.people[voter].group
    def _of_its_groups(self, ballot: Ballot, voter: int) -> bool: return "groups" not in ballot.terms or self._group_of(ballot, voter) in ballot.terms["groups"]
    def on_objection_answer(self, entry: Any) -> str | None:
        on = entry["on"]
        return (self._office(entry, "chair", self._closed()) or when(on not in self.reasoned, "unknown-objection") or when(self.standing(on) == "rejected", "turned-away")
                or when(entry.author is not None and self.reasoned.get(on) == entry.author, "own-words") or self._length(entry["text"], 4_000) or when(entry["text"]["length"] < 20, "reason-too-short"))
    def on_ballot_vote(self, entry: Any) -> str | None:
        ballot, has = self.ballots.get(entry["on"]), entry.members.get
        if entry.author is None or ballot is None or self._outside(entry, "ballot"):
            return when(entry.author is None, "not-a-participant") or self._outside(entry, "ballot") or "unknown-ballot"
        phase, day, voter, choices = self._phase(ballot.terms["phase"]), self.day_of(entry), self._voter(ballot, entry.author), entry["choices"]
        if isinstance(phase, str): return phase
        rule, stands = ballot.terms["rule"], ballot.votes.get(-1 if voter is None else voter)
        against = has("position") == "against"
        bad = ((rule in CHOICES) != (has("position") is None) or has("position") is not None and choices
               or any(choice >= len(ballot.terms["options"]) for choice in choices)
               or (not has("reason") if against and rule == "consensus" else has("reason") and not against))
        same = stands and stands.author == entry.author and not has("reason") and all(
            has(name) == stands.members.get(name) for name in ("position", "choices", "reason"))
        return (when(day < phase["opens"], "ballot-not-begun") or when(day > phase["closes"] or ballot.counted, "ballot-over")
                or when(voter is None, "not-in-electorate") or when(bool(bad), "bad-ballot-vote")
                or when(len(set(choices)) != len(choices), "bad-list") or when(bool(same), "nothing-changed")
                or (self._length(has("reason"), 4_000) if has("reason") else None))
    def on_count(self, entry: Any) -> str | None:
        ballot, late = self.ballots.get(entry["on"]), self._office(entry, "chair", self._closed())
        phase = self._phase(ballot.terms["phase"]) if ballot else "unknown-ballot"
        if late or ballot is None or isinstance(phase, str): return late or str(phase)
        return (when(self.day_of(entry) <= phase["closes"], "phase-runs") or when(ballot.counted, "counted-already")
                or when(entry["count"] != self.count(ballot), "miscounted-ballot"))
    def _electorate(self, ballot: Ballot) -> int:
        if ballot.terms["electorate"] == "organisations":
            return len({one.organisation for one in self.delegations.values() if one.standing == "confirmed" and self._of_its_groups(ballot, one.organisation)} | set(ballot.votes))
        return sum(number in ballot.votes or self._is_in(ballot.terms["electorate"], number) and self._of_its_groups(ballot, number) for number in self.people)
    def count(self, ballot: Ballot) -> dict[str, Any]:
        terms, votes = ballot.terms, [vote.members for vote in ballot.votes.values()]
        if terms["rule"] in CHOICES:
            named = [vote["choices"] for vote in votes]
            figures, first = {"approval": approval, "schulze": schulze, "instant-runoff": run_off}[terms["rule"]](
                named, len(terms["options"]), terms["tie"] == "first-listed")
            outcome = "failed" if not first else "passed" if len(first) == 1 or terms["tie"] == "first-listed" else "tied"
        else:
            figures, first, outcome = self._standings(ballot), [], ""
            outcome = "passed" if self._passes(terms, figures, len(votes)) else "failed"
        outcome = "quorum-missed" if len(votes) < terms["quorum"] else outcome
        winner = {"winner": first[0]} if first and outcome == "passed" else {}
        return {"outcome": outcome, **winner, "electorate": self._electorate(ballot), "cast": len(votes), "figures": figures}
    def _standings(self, ballot: Ballot) -> dict[str, int]:
        groups = ["", *(f":{group['id']}" for group in self.charter["groups"] if group["id"] in ballot.terms.get("groups", [group["id"]]))]
        figures = {f"{position}{group}": 0 for group in groups for position in ("for", "against", "abstain")}
        for voter, vote in ballot.votes.items():
            of = self._group_of(ballot, voter)
            for name in [vote["position"]] + [f"{vote['position']}:{of}"] * (f":{of}" in groups): figures[name] += 1
        return figures
    def _passes(self, terms: dict[str, Any], figures: dict[str, int], cast: int) -> bool:
        for_, against, groups = figures["for"], figures["against"], [name[4:] for name in figures if name.startswith("for:")]
        favour = sum(figures[f"for:{group}"] > figures[f"against:{group}"] for group in groups)
        return for_ > 0 and {"consensus": against == 0, "majority": for_ > against, "two-thirds": 3 * for_ >= 2 * (for_ + against),
            "double-majority": for_ > against and 2 * favour > len(groups),
            "consent": 100 * for_ >= terms.get("consent", 0) * cast and 100 * against <= terms.get("objection", 0) * cast}[terms["rule"]]
    def apply_ballots(self, entry: Any) -> None:
        match entry.type:
            case "organisation": self.organisations[entry.members.get("of", entry.number)] = entry
            case "delegation": self.delegations[entry.number] = Delegation(entry.author, entry["organisation"])
            case "delegation-ruled":
                one = self.delegations[entry["delegation"]]
                one.standing = entry["verdict"]
                if one.standing != "ended": one.holds = one.standing == "confirmed" and self._may(entry.author, "registrar")
            case "ballot": self.ballots[entry.number] = Ballot(entry["terms"])
            case "ballot-vote":
                ballot = self.ballots[entry["on"]]
                ballot.votes[self._voter(ballot, entry.author)] = entry
                if "reason" in entry.members: self.reasoned[entry.number] = entry.author
            case "count":
                ballot = self.ballots[entry["on"]]
                ballot.counted = True
                self.ballot_counts[entry.number] = ballot, entry["count"]

Ranked = list[list[int]]  # of each vote the options that it names, in order

def approval(votes: Ranked, options: int, _: bool) -> tuple[dict[str, int], list[int]]:
    approve = [sum(option in vote for vote in votes) for option in range(options)]
    first = [option for option in range(options) if approve[option] == max(approve) > 0]
    return {f"approve:{option + 1}": count for option, count in enumerate(approve)}, first
def schulze(votes: Ranked, options: int, _: bool) -> tuple[dict[str, int], list[int]]:
    prefer = [[0] * options for _ in range(options)]
    for vote in votes:
        for place, above in enumerate(vote):
            for below in set(range(options)) - set(vote[: place + 1]): prefer[above][below] += 1
    path = [[prefer[a][b] if prefer[a][b] > prefer[b][a] else 0 for b in range(options)] for a in range(options)]
    for through in range(options):
        for a in range(options):
            for b in range(options):
                if len({a, b, through}) == 3: path[a][b] = max(path[a][b], min(path[a][through], path[through][b]))
    beats = [sum(path[a][b] > path[b][a] for b in range(options)) for a in range(options)]
    first = [a for a in range(options) if any(votes) and all(path[a][b] >= path[b][a] for b in range(options))]
    return {f"beats:{option + 1}": count for option, count in enumerate(beats)}, first
def run_off(votes: Ranked, options: int, first_listed: bool) -> tuple[dict[str, int], list[int]]:
    left, figures = list(range(options)), dict[str, int]()
    while True:
        tops = [next((choice for choice in vote if choice in left), None) for vote in votes]
        firsts = {option: tops.count(option) for option in left}
        figures |= {f"firsts:{option + 1}": count for option, count in firsts.items()}
        half = [option for option in left if 2 * firsts[option] > sum(firsts.values())]
        if half or not sum(firsts.values()): return figures, half
        fewest = min(firsts.values())
        last = [option for option in left if firsts[option] == fewest]
        if len(last) == len(left): return figures, left  # all alike
        others = min(count for count in firsts.values() if count > fewest)
        if len(last) > 1 and len(last) * fewest >= others:
            if not first_listed: return figures, last
            last = last[-1:]
        left = [option for option in left if option not in last]
