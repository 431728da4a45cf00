#!/bin/sh
# Two verifiers judge the same records, and must say the same: `maru verify`, and the one in e2e/second-verifier, which was
# written in Python from docs/record.md and docs/charter.md by somebody who had not read the Rust.
#
#   e2e/second-verifier.sh MARU [KEPT]
#
# MARU is the built program, KEPT a folder of records that the tests kept (KEEP_CHEATS). Judged are: the demonstration,
# over HTTP; a node with processes made on the command line; the lies and random histories of e2e/second_verifier_lies.py; and
# what the tests kept. MARU_SECOND_VERIFIER names a folder for the Python environment, so that a second run need not install it
# again; MARU_HISTORIES says how many random histories (150), MARU_SEED from which on.
# Ends with 'N passed, N failed' and fails if any did.
set -u

here=$(cd "$(dirname "$0")/.." && pwd)
maru=$1
kept=${2:-}
work=$(mktemp -d)
server=''
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT INT TERM
# Short enough to be read in an evening, or it is no second opinion. Blank lines are not read; longer lines take longer.
lines=$(cat "$here"/e2e/second-verifier/*.py | grep -c .)
[ "$lines" -le 1500 ] || { echo "e2e/second-verifier has $lines lines that are not blank; at most 1,500 can be read in an evening"; exit 1; }
bytes=$(cat "$here"/e2e/second-verifier/*.py | wc -c)
[ "$bytes" -le 125000 ] || { echo "e2e/second-verifier has $bytes bytes; at most 125,000 can be read in an evening"; exit 1; }
venv=${MARU_SECOND_VERIFIER:-$work/venv}
histories=${MARU_HISTORIES:-150}
seed=${MARU_SEED:-0}
unset MARU_SECOND_VERIFIER MARU_HISTORIES MARU_SEED # the program refuses variables that it does not know
python=$venv/bin/python
if ! "$python" -c 'import cryptography' 2>/dev/null; then
    python3 -m venv "$venv" && "$venv/bin/pip" install -q --disable-pip-version-check 'cryptography>=50.0.2' || {
        echo "SKIPPED second verifier: Python's package cryptography is absent and cannot be installed"
        echo "0 passed, 0 failed, 1 skipped"
        exit 0
    }
fi

told() { "$maru" "$@" >>"$work/log" 2>&1 || { echo "the story could not be told: maru $*"; tail -n 5 "$work/log"; exit 2; }; }

# A node with a process that goes through its whole life, one that is given up, and a conversation from elsewhere.
node=$work/nodes/node
process() { act=$1; shift; told process "$act" --data "$node" "$@"; }
mkdir -p "$work/nodes" "$work/polis"
charter() { # ID
    "$maru" process template | sed -e "s/\"20[0-9][0-9]-[0-9-]*\"/\"$(date -u +%Y-%m-%d)\"/; s/\"my-process\"/\"$1\"/; s/^revision = false/revision = true/" \
        -e 's/^\(en\|contact\) = ""/\1 = "Something"/; s/{ en = "" }/{ en = "Something" }/g'
}
charter story >"$work/charter.toml"
process create "$work/charter.toml" --address https://forum.example
sed 's/"Something"/"Something else"/' "$work/charter.toml" >"$work/later.toml"
process charter story "$work/later.toml" --shorten --reason "Nobody understood the first one"
process open story --reason "The timetable says so"
process state story "Labels help" --language en          # entry 3
process state story "Labels cost" --language en          # entry 4
process state story "Labels lie" --language en           # entry 5
process translate story 3 "표시는 도움이 됩니다" --language ko --translator human
process moderate story 4,5 rejected --reason "Said twice" --rule none
process moderate story 4 meta --reason "It is about the process"
process redact story 3 --reason copyright --ground "Act 12, section 3"
echo "One article." >"$work/draft.en"
process draft story --text "en=$work/draft.en" --reason "A first version"   # entry 10
process result story                                     # entry 11
process decide story adopted --text "We do" --language en --result 11 --draft 10
process decide story referred --text "Or somebody else does" --language en --result 11
process close story --cut-short --reason "It is done"
charter given-up >"$work/charter.toml"
process create "$work/charter.toml" --address https://forum.example
process abandon given-up --reason "Nobody wanted it"
printf 'timestamp,comment-id,voter-id,vote\n1,0,0,1\n2,0,1,-1\n3,1,1,1\n4,0,1,0\n5,2,0,1\n' >"$work/polis/votes.csv"
printf 'timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,0,0,1,0,1,One\n1,1,9,1,0,0,Two\n1,2,1,1,0,-1,Three\n' \
    >"$work/polis/comments.csv"
told import polis --address https://forum.example --data "$node" --process elsewhere --title Elsewhere --reason "held elsewhere, to be compared" "$work/polis"

# The demonstration, as it is served.
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$maru" demo --data "$work/demo" --listen "127.0.0.1:$port" --fresh >>"$work/log" 2>&1 &
server=$!
address=http://127.0.0.1:$port
for _ in $(seq 60); do
    "$python" -c "import urllib.request as r; r.urlopen('$address/p/synthetic-media/checkpoint').read()" 2>/dev/null && break
    sleep 1
done

"$python" "$here/e2e/second_verifier_lies.py" "$work/lies" "$histories" "$seed" || exit 2
if [ -z "$kept" ] || [ -z "$(ls "$kept" 2>/dev/null)" ]; then
    echo "SKIPPED kept cheats: no folder of records that the tests kept"
    set --
else
    set -- "$kept"
fi
"$python" "$here/e2e/second_verifier_compare.py" "$maru" "$address" "$address/p/synthetic-media" "$work/nodes" "$work/lies" "$@"
