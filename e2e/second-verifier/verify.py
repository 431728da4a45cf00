#!/usr/bin/env python3
"""A second verifier of Maru's records, so that one judge is not one blind spot.
    verify.py [--json] [--key VKEY | --policy FILE] [--heads FILE] [--peer URL]… ADDRESS|FOLDER

Takes the ten steps of docs/record.md, "Checking a record". Exit status: 0 nothing wrong was found, 1 something is proven to
be wrong, 2 something could not be decided (or the command was not understood).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from process import HEXADECIMAL, NOT_JUDGED, OWN_SHARED, OWN_TYPES, Entry, Process, read, wrong_kind
from record import (MAX_HEAD, MAX_MISSES, Absent, Foreign, Head, Key, Malformed, Policy, Source, Tree, Unknown, Unreadable,
                    decode_entry, fold, from_base64, leaf_hash, parse_canonical, read_bundle, tile_path, tiles_of)

STEPS = {1: "the head is signed by the record's key, and by as many witnesses as were asked for", 2: "the record continues what was seen before",
    3: "others were shown the same history", 4: "the entries and hashes are those that were signed", 5: "every entry is well-formed",
    6: "authors' chains and signatures hold", 7: "every act was allowed when it was done", 10: "decisions rest on results that exist",
    8: "every content is there, or was withdrawn or hidden for a stated reason", 9: "every published result follows from the entries it names"}
UNDECIDED = set("post-dated not-in-copy entry-unknown head-missing head-malformed stale other-unsigned behind unreadable gave-up content-unreadable contents-not-asked algorithm-unknown "
    "results-not-computed behind-own-record history-undecided kind-missing key-not-given other-address record-unreadable back-dated-or-late dated-ahead".split())
ALGORITHMS = ("maru 2", "maru 3")
AHEAD = 300  # seconds by which a node's clock may differ from this one's

Told = tuple[int, bytes, int]  # size, root, and when that was said
@dataclass
class Finding:
    step: int; code: str; text: str; proven: bool; entry: int | None = None
@dataclass
class Options:
    key: str | None = None; policy: str | None = None; heads: str | None = None; peers: list[str] = field(default_factory=list); max_age: int | None = None
@dataclass
class Check:
    """One record's check: what was read of it, what was found, and what each step's answer is."""
    source: Source
    options: Options
    memory: dict[str, Any]
    named: list[str] = field(default_factory=list)  # keys that the node's own record names for this one
    told: list[Told] = field(default_factory=list)  # and the heads that it repeats of this one
    place: str = ""  # the process in whose place at a node this is
    listed: bool = True  # whether the node lists a record that its own record names
    records: dict[str, list[str]] = field(default_factory=dict)  # what it says, if this is that record
    repeated: dict[str, list[Told]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    answers: dict[int, tuple[str, str]] = field(default_factory=dict)
    head: Head = field(default_factory=lambda: Head("", 0, b"", b"", []))  # without a text until it was read
    policy: Policy = field(default_factory=lambda: Policy([]))
    tree: Tree = field(default_factory=Tree)
    entries: list[bytes] = field(default_factory=list)  # all before the first one that cannot be had
    misses: int = 0
    absent: bool = False  # the source says for certain that there is no head
    first_sight: bool = False
    foreign: int = -1  # the first entry that a newer program may have written
    at_home: bool = False  # whether it was read at the address that it bears
    hidden: int = 0
    grown: bool | None = None
    def found(self, step: int, code: str, text: str, entry: int | None = None, proven: bool = True) -> None:
        doubtful = step > 5 and -1 < self.foreign < (entry or 0)  # it may rest on what was not understood
        self.findings.append(Finding(step, code, text, proven and not doubtful and code not in UNDECIDED, entry))
    def say(self, step: int, answer: str, why: str = "") -> None: self.answers.setdefault(step, (answer, why))
    def run(self) -> None:
        if self.answers: return  # a node's own record is taken first, and then stands in the list with the others
        begun = self.step_1()
        missing = bool(self.findings) and self.findings[0].code == "head-missing"
        if missing and (not self.listed or self.absent and self.named):
            lacking = "record-hidden" if self.source.is_address else "not-in-copy"
            self.found(2, lacking if self.absent else "record-unreadable", "the node's own record names it")
        elif not self.listed: self.found(2, "record-unlisted", "the node's own record names it, and the node leaves it out of its list")
        if begun:
            self.step_4()
            self.steps_2_and_3()
        if self.entries: self.step_5_on()
        self.close()
    def close(self) -> None:
        """A step with a finding is wrong or undecided, whatever else was said; one that nobody took is not checked."""
        for step in STEPS:
            mine = [finding for finding in self.findings if finding.step == step]
            if mine: self.answers[step] = ("wrong" if any(f.proven for f in mine) else "undecided", mine[0].text)
            elif self.head.text and self.head.size == 0 and step > 4: self.say(step, "undecided", "the record has no entries")
            else: self.say(step, "not_checked", "nothing could be read")
    def remember(self, memory: dict[str, Any]) -> None:
        """Keeps keys and head of a record that was good, for the next visit."""
        if self.head.size and not self.findings:
            memory[self.head.origin] = {"size": self.head.size, "root": self.head.root.hex(), "at": int(time.time()),
                                        "keys": [key.text() for key in self.policy.logs if key.name == self.head.origin]}
    def step_1(self) -> bool:
        try: self.head = Head.parse(self.source.get("checkpoint", MAX_HEAD + 1))
        except (Absent, Unreadable, Malformed) as error:
            self.absent = isinstance(error, Absent)
            self.found(1, "head-malformed" if isinstance(error, Malformed) else "head-missing", str(error))
            return False
        try: self.policy = self._trusted()
        except (Unreadable, Absent, Malformed, OSError, UnicodeDecodeError) as error:
            self.found(1, "unreadable", f"there is no key to check the head with: {error}")
            return False
        keys = [key for key in self.policy.logs if key.name == self.head.origin]
        where = urllib.parse.urlsplit(self.source.where)
        host, _, path = self.head.origin.partition("/")
        self.at_home = where.netloc + where.path == self.head.origin or where.path == f"/{path}" and _is_here(where.netloc) and _is_here(host)
        if not keys:  # whoever gave the key of one process has asked nothing of another in its own place
            own = self.head.origin.rpartition("/p/")[2] == self.place if self.place else self.at_home
            self.found(1, "key-not-given" if own else "wrong-record", f"this is the record {self.head.origin}, of which no key is trusted")
            return False
        if self.first_sight and self.source.is_address and not self.at_home: self.found(1, "other-address", f"the record calls itself {self.head.origin}, and nobody else vouches for its keys")
        if self.place and self.head.origin.rpartition("/p/")[2] != self.place:
            self.found(1, "other-address", f"the record of {self.head.origin} is shown in the place of {self.place}")
        states = [self.head.state(key)[0] for key in keys]
        for state, code in (("wrong", "signature-wrong"), ("absent", "kind-missing")):
            if state in states:
                code = "key-unknown" if set(states) == {"absent"} else code
                self.found(1, code, f"the head is not signed as it should be: its keys' signatures are {', '.join(states)}")
                return False
        if "not checked" in states: self.say(1, "ok", "by the Ed25519 key alone: this machine's package cannot check ML-DSA, so that key was not checked")
        return self._witnesses(self.head, self.policy)
    def _trusted(self) -> Policy:
        """The keys that were given or remembered, or else those that the record itself shows: one of a kind, of its name."""
        if self.options.policy: return Policy.parse(Path(self.options.policy).read_text())
        shown = self.options.key or "\n".join(self.memory.get(self.head.origin, {}).get("keys", []))
        self.first_sight = not shown and not self.named
        keys = [Key.parse(line) for line in (shown or self.source.get("vkey", MAX_HEAD).decode()).split("\n") if line.strip()]
        if not keys or len({key.type for key in keys}) != len(keys) or len({key.name for key in keys}) != 1:
            raise Malformed("these are not the keys of one record, one of each kind")
        if self.named and not self.options.key and {key.text() for key in keys} != set(self.named):
            self.found(1, "other-keys-than-own-record", "it is shown under other keys than the node's own record names")
        return Policy(keys)
    def _witnesses(self, head: Head, policy: Policy) -> bool:
        for key in policy.witnesses.values():
            if head.state(key)[0] == "wrong":
                self.found(1, "signature-wrong", f"the signature of the witness {key.name} does not hold")
                return False
        if not policy.reached(lambda key: head.state(key)[0] == "signed"): self.found(1, "too-few-witnesses", "the quorum of the policy has not signed this head")
        times = [head.state(key)[1] for key in policy.witnesses.values() if head.state(key)[0] == "signed"]
        if self.options.max_age is not None and (not times or max(times) < time.time() - self.options.max_age):
            self.found(1, "stale", "no witness has signed this head lately")
        if not policy.witnesses: self.say(1, "ok", "by the record's key alone; no witness was named whose signature is needed")
        self.say(1, "ok")
        return True
    def _file(self, path: str, partial: bool) -> bytes | None:
        """A file that the head demands, or nothing, with the finding that says why."""
        try: return self.source.get(path)
        except Unreadable as error: self.found(4, "unreadable", str(error))
        except Absent as error:
            if partial and self._has_grown(): self.found(4, "unreadable", f"{error}; the record has grown meanwhile")
            else: self.found(4, "withheld" if self.source.is_address else "not-in-copy", f"{error}, though the signed head demands it")
        self.misses += 1
        if self.misses == MAX_MISSES: self.found(4, "gave-up", f"{MAX_MISSES} files could not be had; no more were asked for")
        return None
    def _has_grown(self) -> bool:
        """Whether the record's own key has signed a larger head since."""
        if self.grown is None:
            self.grown = False
            try:
                newer = Head.parse(self.source.get("checkpoint", MAX_HEAD + 1))
                keys = [key for key in self.policy.logs if key.name == newer.origin]
                self.grown = bool(keys) and newer.size > self.head.size and all(newer.state(key)[0] in ("signed", "not checked") for key in keys)
            except (Malformed, Absent, Unreadable): pass
        return self.grown
    def step_4(self) -> None:
        size, whole = self.head.size, True
        leaves: dict[int, bytes] = {}
        for number, width in tiles_of(size, 0):
            data = self._file(tile_path("entries", number, width), width < 256)
            if self.misses >= MAX_MISSES: break
            try: bundle = read_bundle(data, width) if data is not None else []
            except Malformed as error:
                self.found(4, "cut-short", f"bundle {number}: {error}")
                bundle, data = [], None
            whole = whole and data is not None
            if whole: self.entries += bundle
            leaves.update({256 * number + i: leaf_hash(entry) for i, entry in enumerate(bundle)})
        self._tiles(size, leaves)
    def _tiles(self, size: int, leaves: dict[int, bytes]) -> None:
        """Compares the published hashes with those of the entries, and both with the signed root."""
        said: dict[int, dict[int, bytes]] = {}
        level = 0
        while 256**level <= size and self.misses < MAX_MISSES:
            for number, width in tiles_of(size, level):
                data = self._file(tile_path(level, number, width), width < 256)
                if self.misses >= MAX_MISSES: break
                if data is not None and len(data) != 32 * width: self.found(4, "cut-short", f"tile {number} of level {level} has {len(data)} bytes")
                elif data is not None: said.setdefault(level, {}).update({256 * number + i: data[32 * i : 32 * i + 32] for i in range(width)})
            level += 1
        self.tree.at[0] = leaves
        top = max(said, default=0)
        for level in range(1, top + 1):  # hashes that follow from those below; the published ones only where there are holes
            below = self.tree.at.get(level - 1, {})
            for index in said.get(level, {}):
                hashes = [below[256 * index + i] for i in range(256) if 256 * index + i in below]
                if len(hashes) == 256: self.tree.at.setdefault(level, {})[index] = fold(hashes)
        own = {level: dict(row) for level, row in self.tree.at.items()}
        for level, row in said.items():
            for index, value in row.items(): self.tree.at.setdefault(level, {}).setdefault(index, value)
        self._compare(size, own, said)
    def _compare(self, size: int, own: dict[int, dict[int, bytes]], said: dict[int, dict[int, bytes]]) -> None:
        differ = [(level, i) for level, row in said.items() for i, v in row.items() if own.get(level, {}).get(i, v) != v]
        try: follows = self.tree.root(0, size) == self.head.root
        except Unknown:
            self.entries = []  # nothing ties what was read to the signed head
            if not any(f.step == 4 for f in self.findings): self.found(4, "unreadable", "not every hash could be had")
            return
        if not follows:
            self._blame(size, [i for level, i in differ if level == 0], said)
            self.entries = []
        elif differ: self.found(4, "hashes-altered", f"tile level {differ[0][0]}, hash {differ[0][1]} is not that of the entries")
        self.say(4, "ok")
    def _blame(self, size: int, changed: list[int], said: dict[int, dict[int, bytes]]) -> None:
        """The entries do not lead to the signed root. Where the published hashes do, they say which entry was changed."""
        try: tiles_hold = Tree({level: row for level, row in said.items()}).root(0, size) == self.head.root
        except Unknown: tiles_hold = False
        for index in changed[:10] if tiles_hold else []: self.found(4, "entry-changed", f"entry {index} is not the one that was signed", index)
        if not changed or not tiles_hold: self.found(4, "not-what-was-signed", "the entries do not lead to the signed root")
    def steps_2_and_3(self) -> None:
        seen = self.memory.get(self.head.origin)
        if seen and "size" in seen:
            self._hold_against(2, seen["size"], bytes.fromhex(seen["root"]), ("rolled-back" if self.at_home else "behind", "rewritten"), "this reader saw")
            self.say(2, "ok")
        for size, root, _ in self.told: self._hold_against(2, size, root, ("behind-own-record", "other-than-own-record"), "the node's own record repeats")
        self.say(2, "not_checked", "a first visit: nothing of this record is remembered here" + ", and the node itself wrote the heads of its own record" * bool(self.told))
        if any([self._ask(peer) for peer in self._peers()]): self.say(3, "ok")
        self.say(3, "not_checked", "nobody else was asked, or nobody else holds it")
    def _hold_against(self, step: int, size: int, root: bytes, codes: tuple[str, str], who: str) -> None:
        """Whether another head over `size` entries belongs to this history."""
        if size > self.head.size: return self.found(step, codes[0], f"{who} {size} entries; here are {self.head.size}")
        try: same = (self.head.root if size == self.head.size else self.tree.root(0, size)) == root
        except Unknown: return self.found(step, "history-undecided", f"{who} a head over {size} entries; too little could be read to compare it")
        if not same: self.found(step, codes[1], f"{who} another history of the first {size} entries")
    def _peers(self) -> list[Source]:
        name = hashlib.sha256(self.head.origin.encode()).hexdigest()
        places = [f"{peer.rstrip('/')}/{kind}/{name}" for peer in self.options.peers for kind in ("witness", "mirror")]
        return [Source(place) for place in places + [f"{a.rstrip('/')}/{name}" for a in self.policy.addresses]]
    def _ask(self, peer: Source) -> bool:
        """Whether somebody else holds a head of this record that could be compared."""
        try: other = Head.parse(peer.get("checkpoint", MAX_HEAD + 1))
        except Absent: return False
        except (Unreadable, Malformed) as error:
            self.found(3, "unreadable" if isinstance(error, Unreadable) else "other-unsigned", f"{peer.where}: {error}")
            return False
        keys = [key for key in self.policy.logs if key.name == self.head.origin]
        if other.origin != self.head.origin or not any(other.state(key)[0] == "signed" for key in keys):
            self.found(3, "other-unsigned", f"{peer.where} shows a head that the record's key has not signed")
            return False
        self._hold_against(3, other.size, other.root, ("behind", "two-histories"), f"{peer.where} holds")
        return True
    def step_5_on(self) -> None:
        whole = len(self.entries) == self.head.size
        if self.head.origin.endswith("/node"):
            self._own_record(whole)
            return
        process, unjudged, told, bound, before, latest = Process(self.head.origin), set[str](), list(self.told), 0, -1, 0
        for number, data in enumerate(self.entries):
            try:
                members, digests = decode_entry(data)
                entry: Entry | None = read(number, members, digests)
            except Malformed as error:
                entry, foreign = None, isinstance(error, Foreign)
                self.found(5, "entry-unknown" if foreign else "entry-malformed", f"entry {number}: {error}", number)
                if foreign: process.skip(number, members)
                if foreign and self.foreign < 0: self.foreign = number
            for step, code in process.take(entry):
                step = 10 if code in ("not-a-result", "quorum-missed") else step
                self.found(step, code, f"entry {number}, of the type {members['t']}, breaks a rule: {code}", number)
            if entry and entry["ts"] > time.time() + AHEAD: self.found(7, "post-dated", f"entry {number} is dated after now", number)
            while told and told[0][0] <= number: bound = max(bound, told.pop(0)[2])
            late = bound - entry["ts"] if entry else 0
            if late > AHEAD: self.found(7, "back-dated" if late > 3600 else "back-dated-or-late", f"entry {number} is {late} s older than a head that did not cover it", number)
            if entry and told and entry["ts"] - told[0][2] > AHEAD and before != (before := len(told)):  # once for each head
                self.found(7, "dated-ahead", f"entry {number} says that it is younger than a head that covers it", number)
            latest = max(latest, entry["ts"] if entry else 0)
            if entry and process.not_judged(entry): unjudged.add(entry.type)
        self._cosigned(latest)
        self._meaning(process, whole, unjudged)
    def _cosigned(self, latest: int) -> None:
        states = [self.head.state(key) for key in self.policy.witnesses.values()]  # who signs a head signs every entry under it
        if any(state == "signed" and latest - at > 3600 for state, at in states): self.found(7, "dated-ahead", "an entry says that it is younger than a cosignature over it")
    def _meaning(self, process: Process, whole: bool, unjudged: set[str]) -> None:
        if not whole:
            for step in range(5, 11): self.say(step, "not_checked", f"only the first {len(self.entries)} entries could be had")
        for step in (5, 7, 8, 9, 10) if unjudged else ():
            self.say(step, "not_checked", f"this program does not judge entries of the type {', '.join(sorted(unjudged))} yet")
        self.say(5, "ok")
        self.say(6, "ok", "" if process.signed else "by their numbering alone: no act was signed by its author")
        self.say(7, "ok")
        self._contents(process, whole)
        self._results(process)
        self.say(10, "ok" if process.decisions else "nothing_to_check", "" if process.decisions else "no decision was recorded")
    def _contents(self, process: Process, whole: bool) -> None:
        misses, asked = 0, 0
        for number, entry in sorted(process.worded.items()):
            standing = process.standing(number)
            for words in entry.words:
                if misses >= MAX_MISSES:
                    self.found(8, "contents-not-asked", f"{MAX_MISSES} texts could not be had; no more were asked for")
                    return
                asked += 1
                self.hidden += standing != "shown"
                misses += self._content(entry, words.digest, words.language, words.length, standing, whole)
        self.say(8, "ok" if asked else "nothing_to_check", "" if asked else "no entry has words")
    def _content(self, entry: Entry, digest: bytes, language: str, length: int, standing: str, whole: bool) -> bool:
        """Checks one text, and tells whether it could not be had though it should."""
        name, number = digest.hex(), entry.number
        try: data = self.source.get(f"addenda/{name[:2]}/{name[2:4]}/{name}")
        except Absent as error:
            if standing == "shown" and entry.type not in NOT_JUDGED:  # words of an act that was not allowed need not be there
                self.found(8, "content-missing" if self.source.is_address else "not-in-copy", f"entry {number}: {error}", number, whole and not self._has_grown())
            return standing == "shown"
        except Unreadable as error:
            self.found(8, "content-unreadable", f"entry {number}: {error}", number)
            return True
        if hashlib.sha256(data).digest() != digest:  # other bytes publish nothing of what may not be read
            if standing == "shown": self.found(8, "content-changed", f"the text of entry {number} is not the one that it names", number)
        elif standing != "shown":
            code = "not-withdrawn" if standing == "withdrawn" else "not-hidden"
            self.found(8, code, f"the text of entry {number} is {standing}, and published", number, whole and not self._has_grown())
        elif not _fits(data, language, length, {entry.digests[one["bytes"]["content"]]: one["size"] for one in entry.members.get("attachments", [])}.get(digest)): self.found(8, "content-unfit", f"the text of entry {number} is other than the entry says", number)
        return False
    def _results(self, process: Process) -> None:
        for number, result in ((at, one) for at, one in process.results.items() if one["kind"] not in ("participation", "openness")):
            if result["kind"] != "opinion-map" or result["algorithm"] not in ALGORITHMS:
                self.found(9, "algorithm-unknown", f"entry {number}: {result['algorithm']!r} is not known", number)
                continue
            counts, figures = process.counts[result["entries"]], result["figures"]
            wrong = {name: right for name, right in counts.items() if figures.get(name) != right}
            if wrong or set(figures) != {*counts, "groups"}: self.found(9, "wrong-result", f"entry {number} counts {figures}; right would be {wrong}", number)
        if process.results or process.drafts: self.say(9, "not_checked", "counts are right; maps are not computed, and the words of drafts not followed, by this program")
        self.say(9, "nothing_to_check", "no result and no draft was published")
    def _own_record(self, whole: bool, before: int = 0) -> None:
        for number, data in enumerate(self.entries):
            try:
                members, digests = decode_entry(data)
                _own_form(members, digests)
            except Malformed as error:
                self.found(5, "entry-malformed", f"entry {number}: {error}", number)
                continue
            if code := self._own_entry(number, members): self.found(7, code, f"entry {number} breaks a rule: {code}", number)
            if members["ts"] < before: self.found(7, "back-dated", f"entry {number} is dated before the one in front of it", number)
            if members["ts"] > time.time() + AHEAD: self.found(7, "post-dated", f"entry {number} is dated after now", number)
            before = max(before, members["ts"])
        self._cosigned(before)
        for step in range(5, 11): self.say(step, ("ok" if whole else "not_checked") if step in (5, 7) else "nothing_to_check")
    def _own_entry(self, number: int, members: dict[str, Any]) -> str | None:
        if members["t"] == "node": return "second-genesis" if number else None if members["origin"] == self.head.origin else "other-origin"
        if number == 0: return "no-genesis"
        if members["t"] == "record":
            if members["origin"] in self.records: return "record-twice"
            self.records[members["origin"]] = members["keys"]
            return None
        for origin, size, root in members["heads"]:
            if origin not in self.records: return "unknown-record"
            heads, new = self.repeated.setdefault(origin, []), (size, bytes.fromhex(root))
            if heads and new != heads[-1][:2] and size <= heads[-1][0]: return "two-histories"
            heads.append((*new, members["ts"]))
        return None

def _own_form(members: dict[str, Any], digests: list[bytes]) -> None:
    """The form of an entry of the node's own record."""
    needed = OWN_TYPES.get(str(members.get("t")))
    if needed is None or digests or wrong_kind(members, {**OWN_SHARED, **needed}) or members["v"] != 1: raise Malformed("its members are not those of its type")
    if not 1 <= len(members.get("heads", "1")) <= 150 or not members.get("keys", "1"): raise Malformed("there are no heads or keys, or more than an entry may have")
    for key in members.get("keys", []): Key.parse(key)
    for head in members.get("heads", []):
        if len(head) != 3 or any(map(wrong_kind, head, ("text", "number", HEXADECIMAL))): raise Malformed("a head is not origin, size and root")
def _fits(data: bytes, language: str, length: int, size: int | None) -> bool:
    """Whether a text is what its entry says; the one of an attachment is a file of so many bytes, with a name."""
    try:
        content = parse_canonical(data)
        if size is not None and (not isinstance(content.get("name"), str) or len(from_base64(content["text"])) != size): return False
    except (Malformed, KeyError, TypeError): return False
    nonce, text = content.get("nonce"), content.get("text")
    return (all(isinstance(value, str) for value in content.values()) and content.get("language") == language
            and not wrong_kind(nonce, HEXADECIMAL) and isinstance(text, str) and len(text) == length)
def _is_here(host: str) -> bool:  # this machine has several names, and ports that change
    return (urllib.parse.urlsplit(f"//{host}").hostname or "") in ("localhost", "127.0.0.1", "::1")
def _says(own: Check) -> dict[str, list[str]]:  # of others: nothing if it is wrong itself, or nobody vouches for its keys
    return {} if any(finding.proven or finding.code == "other-address" for finding in own.findings) else own.records
def checks(target: str, options: Options, memory: dict[str, Any]) -> list[Check]:
    """The records behind a target: one, if it has a head; else those of a node, its own record first."""
    source = Source(target.rstrip("/"))
    node, _, id_ = source.where.rpartition("/p/")
    if source.is_address and node:  # what the node's own record says of it is used, and told of only where that is wrong
        own, check = Check(Source(f"{node}/node"), options, memory), Check(source, options, memory)
        own.run()
        for origin in (one for one in _says(own) if one.endswith(f"/p/{id_}")): check.named, check.told = own.records[origin], own.repeated.get(origin, [])
        return [own, check] if any(finding.proven for finding in own.findings) else [check]
    try:
        source.get("checkpoint", MAX_HEAD + 1)
        return [Check(source, options, memory)]
    except Unreadable: return [Check(source, options, memory)]
    except Absent: pass
    own = Check(Source(f"{source.where}/node"), options, memory)
    own.run()
    listed = _listed(source)
    if not listed and own.absent: return [Check(source, options, memory)]
    done, says = [] if own.absent else [own], _says(own)
    if listed is None:  # what could not be read is not absent
        done.append(unread := Check(source, options, memory))
        unread.found(1, "unreadable", "the list of the node's processes could not be read")
        unread.close()
    named = {origin.rpartition("/p/")[2]: origin for origin in says}
    for id_ in dict.fromkeys([*named, *(listed or [])]):
        check = Check(Source(f"{source.where}/{'p' if source.is_address else 'record'}/{id_}"), options, memory, place=id_)
        if origin := named.get(id_): check.named, check.told, check.listed = says[origin], own.repeated.get(origin, []), listed is None or id_ in listed
        done.append(check)
    return done
def _listed(source: Source) -> list[str] | None:
    """The processes that a node shows. What it does not list and its own record names is asked for all the same."""
    if not source.is_address: return sorted(folder.name for folder in (Path(source.where) / "record").glob("*"))
    try: return [str(process["id"]) for process in json.loads(source.get("api/processes"))["processes"]]
    except (Absent, Unreadable, ValueError, KeyError, TypeError): return None
def report(check: Check) -> dict[str, Any]:
    proven = any(finding.proven for finding in check.findings)
    verdict = "wrong" if proven else "undecided" if check.findings or check.head.text != b"" and check.head.size == 0 else "good"
    return {"origin": check.head.origin or check.source.where, "verdict": verdict,
        "steps": [{"step": step, "what": what, "answer": check.answers[step][0],
                   **({"reason": check.answers[step][1]} if check.answers[step][1] else {})} for step, what in sorted(STEPS.items())],
        "entries": len(check.entries), "hidden": check.hidden, "findings": [vars(finding) for finding in check.findings],}
def print_report(one: dict[str, Any]) -> None:
    print(f"{one['origin']}: {one['verdict']} ({one['entries']} entries read)")
    for step in one["steps"]:
        why = f" ({step['reason']})" if "reason" in step else ""
        print(f"  {step['answer'].replace('_', ' '):17}{step['step']:2}. {step['what']}{why}")
    for finding in one["findings"]:
        print(f"  {'proven' if finding['proven'] else 'undecided'}: step {finding['step']}, {finding['code']}: {finding['text']}")
def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--key", help="the record's verifier key, or several, one a line")
    parser.add_argument("--policy", help="a trust policy (C2SP tlog-policy)")
    parser.add_argument("--heads", help="a file in which keys and heads are remembered")
    parser.add_argument("--peer", action="append", default=[], help="another node, asked what it holds")
    parser.add_argument("--max-age", type=int, help="seconds since the newest cosignature")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    options = Options(given.key, given.policy, given.heads, given.peer, given.max_age)
    kept = Path(given.heads) if given.heads else None
    memory: dict[str, Any] = json.loads(kept.read_text()) if kept and kept.exists() else {}
    reports = []
    for check in checks(given.target, options, memory):
        check.run()
        check.remember(memory)
        reports.append(report(check))
    if kept: kept.write_text(json.dumps(memory, indent=1))
    if given.json: print(json.dumps(reports[0] if len(reports) == 1 else reports, indent=2, ensure_ascii=False))
    for one in [] if given.json else reports: print_report(one)
    verdicts = {one["verdict"] for one in reports}
    return 1 if "wrong" in verdicts else 2 if "undecided" in verdicts else 0

if __name__ == "__main__":
    try: sys.exit(main())
    except Exception as fault:  # a fault of this program must not look like a proof
        print(f"this program failed: {type(fault).__name__}: {fault}", file=sys.stderr)
        sys.exit(2)
