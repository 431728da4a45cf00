#!/bin/sh
# Programs that strangers wrote judge a record: they must accept it, and refuse tampered copies of it.
#
#   e2e/record-verifiers.sh [DIR|URL LOG_VKEY [WITNESS_VKEY [WITNESS_URL]]]
#
# DIR or URL is the folder or prefix under which `checkpoint` and `tile/` are found. Without arguments a record of 70,000
# made-up votes is written first. A URL is fetched whole. WITNESS_URL is a witness of ours that has cosigned this very head,
# such as https://other.example/witness: a stranger's client asks it again. MARU_VERIFIERS names a folder for the Python environment, so that
# a second run need not install it again, MARU_MAKE_LOG the built example that writes the record. Ends with 'N passed, N failed' and fails if any did.
set -u

here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
venv=${MARU_VERIFIERS:-$work/venv}
passed=0
failed=0
servers=''
finish() {
    for server in $servers; do kill "$server" 2>/dev/null; done
    rm -rf "$work"
}
trap finish EXIT INT TERM

# good NAME COMMAND...: the command must succeed.   bad NAME COMMAND...: it must fail.
good() {
    name=$1; shift
    if "$@" >"$work/out" 2>&1; then passed=$((passed + 1)); echo "pass  $name"
    else failed=$((failed + 1)); echo "FAIL  $name"; sed 's/^/      /' "$work/out" | tail -n 8; fi
}
bad() {
    name=$1; shift
    if "$@" >"$work/out" 2>&1; then failed=$((failed + 1)); echo "FAIL  accepted: $name"
    else passed=$((passed + 1)); echo "pass  refused: $name"; fi
}

if [ ! -x "$venv/bin/aics-witness" ] || ! "$venv/bin/python" -c 'import dnsid.c2sp_tlog' 2>/dev/null; then
    python3 -m venv "$venv" &&
    "$venv/bin/pip" install -q --disable-pip-version-check tlog-scales==0.0.3 proofbundle==6.3.1 dnsid==0.30.0 'cryptography>=50.0.2' &&
    "$venv/bin/pip" install -q --disable-pip-version-check --ignore-requires-python --no-deps aics-tlog==0.2.1 aics-witness==0.1.0 ||
    { echo "the verifiers could not be installed"; exit 2; }
fi
bin=$venv/bin

if [ $# -eq 0 ]; then
    if [ -n "${MARU_MAKE_LOG:-}" ]; then make_log() { "$MARU_MAKE_LOG" "$@"; }
    else make_log() { (cd "$here" && cargo run -q -p maru-record --example make_log -- "$@"); }; fi
    make_log "$work/made" 70000 "$(date +%s)" >"$work/keys" || exit 2
    set -- "$work/made" "$(sed -n 's/^log.vkey //p' "$work/keys")" "$(sed -n 's/^witness.vkey //p' "$work/keys")"
fi
source=$1
log=$2
witness=${3:-}
witness_url=${4:-}

# Fetches all files of a record's newest head, as its size names them.
fetch='
import os, sys, urllib.request
prefix, target = sys.argv[1].rstrip("/"), sys.argv[2]
def get(path):
    os.makedirs(os.path.dirname(os.path.join(target, path)) or target, exist_ok=True)
    with urllib.request.urlopen(prefix + "/" + path) as answer, open(os.path.join(target, path), "wb") as file:
        file.write(answer.read())
get("checkpoint")
size = int(open(os.path.join(target, "checkpoint")).read().split("\n")[1])
def place(n):
    text = "%03d" % (n % 1000)
    while n >= 1000:
        n //= 1000
        text = "x%03d/%s" % (n % 1000, text)
    return text
level, count = 0, size
while count:
    for n in range(0, count, 256):
        width = min(256, count - n)
        end = "" if width == 256 else ".p/%d" % width
        for kind in (["entries", "0"] if level == 0 else [str(level)]):
            get("tile/%s/%s%s" % (kind, place(n // 256), end))
    level, count = level + 1, count // 256
'
case $source in
http://*|https://*)
    good "every file of the head can be fetched" "$bin/python" -c "$fetch" "$source" "$work/copy" ;;
*)
    source=$(cd "$source" && pwd) && cp -R "$source" "$work/copy" ;;
esac
copy=$work/copy
origin=$(sed -n 1p "$copy/checkpoint")
size=$(sed -n 2p "$copy/checkpoint")
[ "$size" -gt 0 ] || { echo "an empty record gives the verifiers nothing to do"; exit 2; }
last=$((size - 1))
middle=$((size / 2))

audit='
import sys, base64, aics_tlog as a
store = a.DirectoryTileStore(sys.argv[1])
lines = open(sys.argv[1] + "/checkpoint").read().split("\n")
print(a.audit_tiles(store, int(lines[1]), base64.b64decode(lines[2])))
'
checkpoint() { "$bin/aics-tlog" verify-checkpoint --tiles "$1" --log-key "$2"; }
inclusion() { "$bin/aics-tlog" verify-inclusion --tiles "$1" --index "$2" --log-key "$log" --entry-out "$work/leaf-$2"; }
all_tiles() { "$bin/python" -c "$audit" "$1"; }
same_leaf() { "$bin/tlog-tiles" get-leaf -c "$1" "$2" >"$work/other-leaf" && cmp "$work/other-leaf" "$work/leaf-$2"; }
prove() { "$bin/tlog-tiles" gen-proof "$1" "$2" >"$work/$2.tlog-proof" && [ -s "$work/$2.tlog-proof" ]; }
proof() {
    if [ -n "$witness" ]; then set -- "$@" --witness-vkey "$witness" --threshold 1; fi
    file=$1; leaf=$2; key=$3; shift 3
    "$bin/proofbundle" verify-proof "$file" --payload-file "$leaf" --log-vkey "$key" --expected-origin "$origin" "$@"
}

# A third opinion on proofs, which also reads the policy file.
{ echo "log $log"; if [ -n "$witness" ]; then echo "witness w $witness"; echo "quorum w"; else echo "quorum none"; fi; } >"$work/policy"
third='
import base64, sys, time
from dnsid.c2sp_tlog import parse_c2sp_policy_file, parse_tlog_proof_v1, verify_c2sp_tlog_proof
policy = parse_c2sp_policy_file(open(sys.argv[1]).read())
proof = parse_tlog_proof_v1(open(sys.argv[2]).read())
entry = open(sys.argv[3], "rb").read() if len(sys.argv) > 3 else base64.b64decode(proof.extra[0])
verify_c2sp_tlog_proof(entry, proof, policy, now_ms=time.time() * 1000)
'
third() { "$bin/python" -c "$third" "$@"; }

echo "--- $origin, $size entries: strangers' programs accept it"
for place in "$source" "$copy"; do
    good "aics-tlog: checkpoint" checkpoint "$place" "$log"
    for index in 0 "$middle" "$last"; do
        good "aics-tlog: entry $index is in" inclusion "$place" "$index"
        good "tlog-scales: entry $index is the same" same_leaf "$place" "$index"
        good "tlog-scales: makes a proof of $index" prove "$place" "$index"
        good "proofbundle: accepts that proof" proof "$work/$index.tlog-proof" "$work/leaf-$index" "$log"
        good "dnsid: accepts it under our policy file" third "$work/policy" "$work/$index.tlog-proof" "$work/leaf-$index"
    done
done
[ -z "$witness" ] || good "aics-tlog: cosignature" "$bin/aics-tlog" verify-checkpoint --tiles "$copy" --log-key "$log" \
    --witness-key "$witness" --quorum 1
good "aics-tlog: every bundle and tile leads to the root" all_tiles "$copy"
for receipt in "$copy"/*.tlog-proof; do
    [ -f "$receipt" ] || continue
    sed -n 's/^extra //p' "$receipt" | base64 -d >"$work/receipt-leaf"
    good "proofbundle: our receipt $(basename "$receipt")" proof "$receipt" "$work/receipt-leaf" "$log"
    good "dnsid: our receipt $(basename "$receipt"), with the entry in it" third "$work/policy" "$receipt"
done

free_port() { "$bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
serve() { # DIR PORT
    "$bin/python" -m http.server --bind 127.0.0.1 --directory "$1" "$2" >/dev/null 2>&1 &
    servers="$servers $!"
    sleep 1
}
echo "--- over HTTP"
port=$(free_port)
serve "$copy" "$port"
good "aics-tlog: checkpoint over HTTP" checkpoint "http://127.0.0.1:$port" "$log"
good "aics-tlog: entry $last is in, over HTTP" inclusion "http://127.0.0.1:$port" "$last"
good "tlog-scales: entry $last is the same, over HTTP" same_leaf "http://127.0.0.1:$port" "$last"

echo "--- a stranger's witness cosigns it"
witness_port=$((port + 1))
export AICS_WITNESS_CONFIG="$work/witness.json"
"$bin/aics-witness" init --name witness.test/w --listen "127.0.0.1:$witness_port" >/dev/null 2>&1
"$bin/aics-witness" add-log --origin "$origin" --vkey "$log" >/dev/null 2>&1
"$bin/aics-witness" serve --log-level ERROR >/dev/null 2>&1 &
servers="$servers $!"
sleep 2
post() { # EXPECTED_STATUS BODY_FILE
    status=$(curl -s -o "$work/answer" -w '%{http_code}' --data-binary "@$2" "http://127.0.0.1:$witness_port/add-checkpoint")
    echo "status $status"; cat "$work/answer"; [ "$status" = "$1" ]
}
{ printf 'old 0\n\n'; cat "$copy/checkpoint"; } >"$work/first"
if [ -d "$source.requests" ]; then
    for request in "$source.requests"/*; do good "aics-witness: $(basename "$request") with our proof" post 200 "$request"; done
else
    good "aics-witness: first checkpoint" post 200 "$work/first"
fi
good "aics-witness: names the size it holds" post 409 "$work/first"
{ printf 'old %s\n\n' "$size"; sed '3s/^./x/' "$copy/checkpoint"; } >"$work/forged"
bad "a changed root" post 200 "$work/forged"

if [ -n "$witness_url" ]; then
    echo "--- a stranger's client asks our witness"
    client='
import sys
from aics_witness.feeder import WitnessClient
def proof(old, new):
    raise SystemExit("it was asked for a proof from %d to %d" % (old, new))
with WitnessClient(sys.argv[1], sys.argv[2], state_path=sys.argv[4]) as client:
    print(client.submit(open(sys.argv[3], "rb").read(), proof))
'
    ask() { "$bin/python" -c "$client" "$witness_url" "$witness" "$1" "$work/client-state"; }
    good "aics-witness: its client gets a fresh cosignature" ask "$copy/checkpoint"
    good "aics-witness: and again, from the size that it remembers" ask "$copy/checkpoint"
    sed '3s/^./x/' "$copy/checkpoint" >"$work/forged-head"
    bad "a forged head" ask "$work/forged-head"
fi

echo "--- tampered copies are refused"
tampered() { # NAME PATH-PATTERN PYTHON-EXPRESSION-ON-b
    rm -rf "$work/bad"; cp -R "$copy" "$work/bad"
    target=$(cd "$work/bad" && find . -path "./$2" -type f | sort | head -n 1)
    if [ -z "$target" ]; then echo "skip  $1: this record has no such file"; return 1; fi
    "$bin/python" -c 'import sys; p = sys.argv[1]; b = bytearray(open(p, "rb").read()); b = eval(sys.argv[2]); open(p, "wb").write(b)' \
        "$work/bad/$target" "$3"
}
flip='bytes(b[:len(b)//2]) + bytes([b[len(b)//2] ^ 1]) + bytes(b[len(b)//2+1:])'
tampered "a changed byte in a bundle" 'tile/entries/*' "$flip" && bad "a changed byte in a bundle" all_tiles "$work/bad"
tampered "a changed hash" 'tile/0/*' "$flip" && bad "a changed hash" all_tiles "$work/bad"
tampered "a changed hash above" 'tile/1/*' "$flip" && bad "a changed hash above" all_tiles "$work/bad"
tampered "a truncated tile" 'tile/0/*' 'b[:-32]' && bad "a truncated tile" all_tiles "$work/bad"
tampered "a truncated bundle" 'tile/entries/*' 'b[:-1]' && bad "a truncated bundle" all_tiles "$work/bad"
tampered "an emptied bundle" 'tile/entries/*' 'b""' && bad "an emptied bundle" all_tiles "$work/bad"
rm -rf "$work/over-http"; tampered "a changed byte in a bundle, over HTTP" 'tile/entries/*' 'bytes(b[:2]) + bytes([b[2] ^ 1]) + bytes(b[3:])' &&
    mv "$work/bad" "$work/over-http" && bad_port=$(free_port) && serve "$work/over-http" "$bad_port" &&
    bad "a changed entry, over HTTP" inclusion "http://127.0.0.1:$bad_port" 0
tampered "a larger size in the head" checkpoint "bytes(b).replace(b'\n$size\n', b'\n$((size + 1))\n', 1)" &&
    bad "a larger size in the head" checkpoint "$work/bad" "$log"
tampered "a forged signature" checkpoint 'bytes(b[:-6]) + (b"AAAA" if b[-6:-2] != b"AAAA" else b"BBBB") + bytes(b[-2:])' &&
    if grep -c "$origin" "$work/bad/checkpoint" | grep -qx 2; then bad "a forged signature" checkpoint "$work/bad" "$log"; fi
stranger=$("$bin/python" -c '
import base64, hashlib, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
public = b"\x01" + Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
name = sys.argv[1]
print(name + "+" + hashlib.sha256(name.encode() + b"\n" + public).hexdigest()[:8] + "+" + base64.b64encode(public).decode())
' "$origin")
bad "another key of the same name" checkpoint "$copy" "$stranger"
bad "a proof under another key" proof "$work/$middle.tlog-proof" "$work/leaf-$middle" "$stranger"
echo other >"$work/other"
bad "a proof of another entry, by dnsid" third "$work/policy" "$work/$middle.tlog-proof" "$work/other"
bad "a proof of another entry" proof "$work/$middle.tlog-proof" "$work/other" "$log"
sed "s/^index .*/index $last/" "$work/0.tlog-proof" >"$work/moved.tlog-proof"
[ "$last" = 0 ] || bad "a proof for another place" proof "$work/moved.tlog-proof" "$work/leaf-0" "$log"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
