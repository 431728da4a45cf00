#!/usr/bin/env bash
# Makes the folder that a release leaves behind, for the suite to open, verify and upgrade later: make.sh BINARY VERSION
# What stands in it is invented. Run it once, with the released binary; the folder is never changed afterwards.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
binary=$(realpath "$1")
into=$here/$2
[ ! -e "$into" ] || { echo "$into is there already" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export MARU_HEADS=$work/heads.json MARU_DATA=$work/node

cp "$here/../../src/bench-charter.toml" bench.toml
mkdir lakeside
printf '%s\n' 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body' \
  '1700000000000,2023-11-14,0,0,2,1,1,"Boats keep clear of the reeds."' \
  '1700000060000,2023-11-14,1,1,1,2,1,"The path is lit at night."' > lakeside/comments.csv
printf '%s\n' 'timestamp,datetime,comment-id,voter-id,vote' \
  1700000100000,2023-11-14,0,0,1 1700000110000,2023-11-14,0,1,1 1700000120000,2023-11-14,0,2,-1 \
  1700000130000,2023-11-14,1,0,-1 1700000140000,2023-11-14,1,1,-1 1700000150000,2023-11-14,1,2,1 > lakeside/votes.csv
printf '%s\n' 'topic,"The lakeside (simulated)"' 'url,https://example.org/lakeside' 'voters,3' 'comments,2' \
  'conversation-description,"Invented for a test."' > lakeside/summary.csv

"$binary" init --address http://localhost --operator Hosts --contact hosts@example.org
"$binary" process create bench.toml
"$binary" process open bench --reason "To be kept as an example"
"$binary" process state bench "Labels are due." --language en
"$binary" process state bench "Jane Doe lives at 5 Elm Street." --language en
"$binary" process redact bench 3 --reason personal-data --ground "GDPR Art 17(1)"
"$binary" import polis lakeside --process lakeside --reason "To be kept as an example"
"$binary" verify node
python3 - node/node.db node/lock.db <<'P'
import sqlite3, sys
for path in sys.argv[1:]:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
P
rm -f node/maru.lock node/maru.sock node/maru.toml node/*.db-wal node/*.db-shm
cp -a node "$into"
du -sh "$into"
