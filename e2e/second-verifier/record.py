"""The bytes of a record, as docs/record.md and the C2SP pages that it names describe them.

Written from those pages alone, by somebody who had not read the Rust: what both programs get wrong in the same way is then
more likely a fault of the page, where it can be seen.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import time
import unicodedata
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

try: from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
except ImportError:  # an older package: lines by such keys are then "not checked", and the report says so
    MLDSA44PublicKey = None  # type: ignore[assignment,misc]

MAX_HEAD = 128 * 1024
MAX_LINES = 64
MAX_FILE = 256 * (65_535 + 2)
MAX_MISSES = 32  # after so many files that cannot be had, a head is not believed to speak of what exists
NO_FILES = ("text/html", "application/xhtml", "text/css", "text/javascript", "application/javascript", "application/problem+", "image/", "audio/", "video/", "font/", "multipart/")
PATIENCE = 20.0  # seconds for one file, however slowly it drips
class Malformed(Exception):
    """These bytes are not what the page says they are. This proves something."""
class Foreign(Malformed):
    """An entry that a newer program may have written. This proves nothing."""
class Absent(Exception):
    """The source says for certain that there is no such file."""
class Unreadable(Exception):
    """The source could not be read. This proves nothing."""
class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None: return None  # a redirect could lead to another host's record

_OPENER = urllib.request.build_opener(_NoRedirect)
@dataclass
class Source:
    """A prefix: a folder or an address under which a record's files are found."""
    where: str
    @property
    def is_address(self) -> bool: return self.where.startswith(("http://", "https://"))
    def get(self, path: str, limit: int = MAX_FILE) -> bytes: return self._fetch(path, limit) if self.is_address else self._read(path, limit)
    def _read(self, path: str, limit: int) -> bytes:
        try:
            with open(Path(self.where) / path, "rb") as file: data = file.read(limit + 1)
        except FileNotFoundError:
            if (data := self._wider(path)) is None: raise Absent(f"there is no file {path}") from None
        except OSError as error: raise Unreadable(f"{path}: {error.strerror}") from None
        if len(data) > limit: raise Unreadable(f"{path} is larger than {limit} bytes")
        return data
    def _wider(self, path: str) -> bytes | None:
        """A partial file, cut from a wider form: who copies a running node's folder has the head of one moment and the files of the next."""
        full, _, width = path.partition(".p/")
        beside = [int(one.name) for one in Path(self.where, f"{full}.p").glob("*") if one.name.isdigit()]
        wider = min((one for one in beside if one > int(width or 256)), default=None)
        file = Path(self.where, f"{full}.p/{wider}" if wider else full)
        data, at = file.read_bytes() if width and file.is_file() else b"", 0
        for _ in range(int(width or 0)): at += 2 + int.from_bytes(data[at : at + 2], "big") if full.startswith("tile/entries/") else 32
        return data[:at] if 0 < at <= len(data) else None
    def _fetch(self, path: str, limit: int) -> bytes:
        end = time.monotonic() + PATIENCE
        data = b""
        try:
            with _OPENER.open(f"{self.where.rstrip('/')}/{path}", timeout=PATIENCE) as answer:
                while piece := answer.read1(1 << 16):
                    data += piece
                    if len(data) > limit or time.monotonic() > end: raise Unreadable(f"{path} is too large or came too slowly")
                headers, promised, status = answer.headers, answer.headers.get("Content-Length"), answer.status
        except urllib.error.HTTPError as error:
            if error.code in (404, 410): raise Absent(f"{path} was answered by {error.code}") from None
            raise Unreadable(f"{path} was answered by {error.code}") from None
        except Unreadable: raise
        except Exception as error:  # the network's errors, and those of http.client for broken answers
            raise Unreadable(f"{path}: {error or type(error).__name__}") from None
        if promised is not None and promised.isdigit() and int(promised) != len(data): raise Unreadable(f"{path} was cut on its way")
        # An answer that calls itself good may be a network's own page, or half of one: bytes that nobody signed prove nothing.
        is_page, coding = headers.get("Content-Type", "").lower().startswith(NO_FILES), headers.get("Content-Encoding", "identity").lower()
        endless = promised is None and "Transfer-Encoding" not in headers
        if status != 200 or is_page or coding != "identity" or endless or not data and path != "addenda.v1":
            raise Unreadable(f"{path} was answered by something else than a file of a record")
        return data

_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
def _write_text(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text): raise Malformed("a text is not in normalization form C")
    return '"' + "".join(_SHORT.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'
def _write(value: Any, depth: int) -> str:
    if isinstance(value, bool): return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) >= 2**53: raise Malformed("a number is too large")
        return str(value)
    if isinstance(value, str): return _write_text(value)
    if depth > 16: raise Malformed("nested too deep")
    if isinstance(value, list): return "[" + ",".join(_write(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        for key in value:
            if not 1 <= len(key) <= 128 or any(not " " <= c <= "~" or c in '"\\' for c in key): raise Malformed("a key has other characters than printable ASCII")
        return "{" + ",".join(f'"{key}":{_write(value[key], depth + 1)}' for key in sorted(value)) + "}"
    raise Malformed("null and fractions are not allowed")
def canonical(value: Any) -> bytes:
    """The one text of a value."""
    try: return _write(value, 0).encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        raise Malformed("a text is not Unicode") from None
def parse_canonical(data: bytes) -> dict[str, Any]:
    """Reads one JSON object that must be written in its one way."""
    try: value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError): raise Malformed("this is not JSON in UTF-8") from None
    if not isinstance(value, dict): raise Malformed("this is not a JSON object")
    if canonical(value) != data: raise Malformed("this JSON is not in canonical form")
    return value
def encode_entry(members: dict[str, Any], digests: list[bytes]) -> bytes:
    head = canonical(members) + b"\n"
    offsets = (len(head) + 32 * i for i in range(len(digests)))
    return head + b"".join(digests) + b"".join(o.to_bytes(4, "big") for o in offsets) + bytes([len(digests)])
def decode_entry(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    if len(data) < 4: raise Malformed("too short for an entry")
    count = data[-1]
    end = len(data) - 1 - 36 * count  # after the line feed
    if end < 3 or data[end - 1 : end] != b"\n": raise Malformed("the index of addenda is wrong")
    members = parse_canonical(data[: end - 1])
    digests = [data[end + 32 * i : end + 32 * i + 32] for i in range(count)]
    if encode_entry(members, digests) != data: raise Malformed("the index of addenda is wrong")
    return members, digests
def read_bundle(data: bytes, width: int = 256) -> list[bytes]:
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        entry = data[at + 2 : at + 2 + length]
        if at + 2 > len(data) or len(entry) != length: raise Malformed("a bundle ends within an entry")
        entries.append(entry)
        at += 2 + length
    if len(entries) != width: raise Malformed(f"a bundle has {len(entries)} entries and not {width}")
    return entries
def leaf_hash(entry: bytes) -> bytes: return hashlib.sha256(b"\0" + entry).digest()
def node_hash(left: bytes, right: bytes) -> bytes: return hashlib.sha256(b"\1" + left + right).digest()
def fold(hashes: list[bytes]) -> bytes:
    """The root over a list whose members are roots of whole subtrees of one size (RFC 6962)."""
    if not hashes: return hashlib.sha256(b"").digest()
    if len(hashes) == 1: return hashes[0]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(fold(hashes[:half]), fold(hashes[half:]))
class Unknown(Exception):
    """A hash that is needed is not known."""
@dataclass
class Tree:
    """What is known of a tree: `at[level][i]` covers the entries from `i · 256^level` on, 256^level of them."""
    at: dict[int, dict[int, bytes]] = field(default_factory=dict)
    def root(self, start: int, end: int) -> bytes:
        """The root over [start, end), `start` a multiple of the power of two that holds the range."""
        count = end - start
        if count == 0: return fold([])
        level = (count.bit_length() - 1) // 8
        if count == 256**level and (known := self.at.get(level, {}).get(start // count)) is not None: return known
        if count == 1: raise Unknown
        half = 1 << (count - 1).bit_length() - 1
        return node_hash(self.root(start, start + half), self.root(start + half, end))
def place(number: int) -> str:
    """1234067 is x001/x234/067."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000: parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts))
def tiles_of(size: int, level: int) -> Iterator[tuple[int, int]]:
    """Number and width of each tile (or bundle) of a level in a tree of `size` entries."""
    whole, rest = divmod(size // 256**level, 256)
    for number in range(whole): yield number, 256
    if rest: yield whole, rest
def tile_path(level: int | str, number: int, width: int) -> str: return f"tile/{level}/{place(number)}" + ("" if width == 256 else f".p/{width}")

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_Point = tuple[int, int, int, int]
_ZERO: _Point = (0, 1, 1, 0)
def _add(a: _Point, b: _Point) -> _Point:
    """Points of the curve in extended coordinates (RFC 8032, 5.1.4)."""
    p, q = (a[1] - a[0]) * (b[1] - b[0]) % _P, (a[1] + a[0]) * (b[1] + b[0]) % _P
    r, s = 2 * a[3] * b[3] * _D % _P, 2 * a[2] * b[2] % _P
    e, f, g, h = q - p, s - r, s + r, q + p
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P
def _times(count: int, point: _Point) -> _Point:
    sum_ = _ZERO
    while count:
        if count & 1: sum_ = _add(sum_, point)
        point, count = _add(point, point), count >> 1
    return sum_
def _is_zero(point: _Point) -> bool: return point[0] % _P == 0 and (point[1] - point[2]) % _P == 0
def _point(data: bytes) -> _Point | None:
    """The point that 32 bytes stand for, if they are its canonical encoding."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if len(data) != 32 or y >= _P: return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P: x = x * pow(2, (_P - 1) // 4, _P) % _P
    if (x * x - square) % _P or (x == 0 and sign): return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P
@functools.lru_cache(maxsize=100_000)
def is_good_key(key: bytes) -> bool:
    """Canonical, and without a part of small order: in the large subgroup, and not its zero."""
    point = _point(key)
    return point is not None and not _is_zero(point) and _is_zero(_times(_L, point))
def ed25519_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Strictly, as "What is not promised" says: no weak keys, no `R` of small order, no cofactor, a small scalar."""
    if len(signature) != 64 or not is_good_key(key): return False
    commitment = _point(signature[:32])
    if commitment is None or _is_zero(_times(8, commitment)) or int.from_bytes(signature[32:], "little") >= _L: return False
    return _holds(Ed25519PublicKey, key, message, signature)
def _holds(algorithm: Any, key: bytes, message: bytes, signature: bytes) -> bool:
    try: algorithm.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError): return False
    return True
def from_base64(text: str) -> bytes:
    try: data = base64.b64decode(text, validate=True)
    except ValueError: raise Malformed("this is not base64") from None
    if base64.b64encode(data).decode() != text: raise Malformed("this base64 is not canonical")
    return data
@dataclass(frozen=True)
class Key:
    """A published key: `<key name>+<key id in hex>+base64(<type> || <public key>)`."""
    name: str
    id: bytes
    type: int
    public: bytes
    @staticmethod
    def parse(text: Any) -> Key:
        if not isinstance(text, str): raise Malformed("a verifier key is a text")
        name, plus, rest = text.strip().partition("+")
        id_, _, key = rest.partition("+")
        data = from_base64(key)
        if not name or not plus or len(id_) != 8 or any(c.isspace() for c in name): raise Malformed("this is not a verifier key")
        if len(data) != 1 + {1: 32, 4: 32, 6: 1312}.get(data[0] if data else 0, -1): raise Malformed("this is a verifier key of a kind that is not known here")
        expected = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        if id_ != expected.hex(): raise Malformed("the id of the verifier key is not that of its bytes")
        return Key(name, expected, data[0], data[1:])
    def text(self) -> str: return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.type]) + self.public).decode()}"
@dataclass
class Head:
    """A signed head: origin, number of entries, root, and signature lines."""
    origin: str
    size: int
    root: bytes
    text: bytes
    lines: list[tuple[str, bytes, bytes]]  # key name, key id, signature
    @staticmethod
    def parse(data: bytes) -> Head:
        if len(data) > MAX_HEAD: raise Malformed("the head is too long")
        try: whole = data.decode("utf-8")
        except UnicodeDecodeError: raise Malformed("the head is not UTF-8") from None
        if any(c < " " and c != "\n" for c in whole): raise Malformed("the head has control characters")
        text, gap, signatures = whole.rpartition("\n\n")
        lines = text.split("\n")
        if not gap or len(lines) != 3 or not lines[0] or not signatures.endswith("\n"): raise Malformed("the head has not three lines, an empty one, and signatures")
        if len(lines[1]) > 19 or not (lines[1].isascii() and lines[1].isdigit()) or str(int(lines[1])) != lines[1]:
            raise Malformed("the head's number of entries is not a number")
        root = from_base64(lines[2])
        if len(root) != 32: raise Malformed("the head's root has not 32 bytes")
        signed = [_line(line) for line in signatures[:-1].split("\n")]
        if len(signed) > MAX_LINES or int(lines[1]) >= 2**63: raise Malformed("the head has too many signatures or entries")
        return Head(lines[0], int(lines[1]), root, (text + "\n").encode(), signed)
    def state(self, key: Key) -> tuple[str, int]:
        """`signed`, `absent`, `wrong` or `not checked`, and the time that a cosignature states."""
        for name, id_, signature in self.lines:  # the first line by a key counts, as in Go's package of signed notes
            if (name, id_) == (key.name, key.id):
                answer = {True: "signed", False: "wrong", None: "not checked"}[self._holds(key, signature)]
                return answer, int.from_bytes(signature[:8], "big") if key.type != 1 else 0
        return "absent", 0
    def _holds(self, key: Key, signature: bytes) -> bool | None:
        if key.type == 1: return ed25519_holds(key.public, self.text, signature)
        when, rest = signature[:8], signature[8:]
        if key.type == 4:
            seconds = int.from_bytes(when, "big")
            return ed25519_holds(key.public, b"cosignature/v1\ntime %d\n" % seconds + self.text, rest)
        if MLDSA44PublicKey is None: return None
        name, origin = key.name.encode(), self.origin.encode()
        message = b"subtree/v1\n\0" + bytes([len(name)]) + name + when + bytes([len(origin)]) + origin
        message += (0).to_bytes(8, "big") + self.size.to_bytes(8, "big") + self.root
        return _holds(MLDSA44PublicKey, key.public, message, rest)
def _line(line: str) -> tuple[str, bytes, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, signature = rest.partition(" ")
    data = from_base64(signature)
    if dash != "—" or not name or "+" in name or len(data) < 5: raise Malformed("a signature line of the head is malformed")
    return name, data[:4], data[4:]
@dataclass
class Policy:
    """Whose signatures a head must carry (C2SP tlog-policy), or one key, or what was found beside the record."""
    logs: list[Key]
    witnesses: dict[str, Key] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str = "none"
    @staticmethod
    def parse(text: str) -> Policy:
        policy, said = Policy([]), False
        for line in text.split("\n"):
            words = line.split()
            if not words or words[0].startswith("#"): continue
            match words:
                case ["log", key, *_]: policy.logs.append(Key.parse(key))
                case ["witness", name, key, *address] if policy._is_new(name):
                    policy.witnesses[name] = Key.parse(key)
                    policy.addresses += address
                case ["group", name, count, *members] if policy._is_new(name) and members:
                    if any(policy._is_new(member) for member in members): raise Malformed("the policy names a witness before it says who it is")
                    needed = {"any": 1, "all": len(members)}.get(count) or (int(count) if count.isdigit() else 0)
                    if not 1 <= needed <= len(members): raise Malformed("a group of the policy asks for a number that it cannot reach")
                    policy.groups[name] = (needed, members)
                case ["quorum", name] if not said and (name == "none" or not policy._is_new(name)): policy.quorum, said = name, True
                case _: raise Malformed(f"the policy has a line that is not understood: {line}")
        if not policy.logs or not said: raise Malformed("the policy names no log or no quorum")
        return policy
    def _is_new(self, name: str) -> bool: return name != "none" and name not in self.witnesses and name not in self.groups
    def reached(self, signed: Callable[[Key], bool], name: str | None = None) -> bool:
        name = name or self.quorum
        if name == "none": return True
        if name in self.witnesses: return signed(self.witnesses[name])
        needed, members = self.groups[name]
        return sum(self.reached(signed, member) for member in members) >= needed
