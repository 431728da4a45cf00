"""Lets both verifiers judge the same records, and says where they disagree.

    second_verifier_compare.py MARU FOLDER|ADDRESS…     what lies in a FOLDER is judged: records, nodes, records kept as one file

A pair of verdicts is the same if both say good, wrong or undecided. What the first finds in a step of which the second says "not
checked" (opinion maps, entries that it does not judge yet) is left out of the comparison, and counted. Ends in `N passed, N failed`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "second-verifier"))

from verify import Options, checks, report  # noqa: E402

Answer = tuple[str, list[dict[str, Any]]]
VERDICTS = {0: "good", 1: "wrong", 2: "undecided"}


def beside(target: str, name: str) -> Path | None:
    """What lies in a record's folder for its readers, and is no part of it."""
    found = Path(target) / name
    return found if not target.startswith("http") and found.exists() else None


def prepared(target: str, home: Path) -> str:
    """A record kept as one file by the tests of the Rust (`path hexadecimal-bytes`, a line each) is laid out as a folder."""
    if target.startswith("http") or Path(target).is_dir():
        return target
    for line in Path(target).read_text().splitlines():
        path, _, data = line.partition(" ")
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(bytes.fromhex(data))
    return str(home)


def first(maru: str, target: str) -> Answer:
    """What `maru verify` says: of a record with an earlier state beside it, what it says at the second visit."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        place = prepared(target, home / "kept")
        policy, earlier = beside(target, "policy.txt"), beside(target, "before")
        trust, memory = ["--policy", str(policy)] if policy else [], ["--forget"]
        if earlier:
            place, memory = str(home / "record"), ["--heads", str(home / "heads")]
            shutil.copytree(earlier, place)
            subprocess.run([maru, "verify", place, *memory], capture_output=True, cwd=home, check=False)
            shutil.rmtree(place)
            shutil.copytree(target, place, ignore=shutil.ignore_patterns("before"))
        command = [maru, "verify", place, "--json", *trust, *memory]
        done = subprocess.run(command, capture_output=True, text=True, cwd=home, check=False)
    verdict = VERDICTS.get(done.returncode, f"exit {done.returncode}")
    try:
        reports = json.loads(done.stdout)
    except ValueError:  # what is no record at all is answered in words
        return verdict, []
    return verdict, reports if isinstance(reports, list) else [reports]


def second(target: str) -> Answer:
    with tempfile.TemporaryDirectory() as name:
        place, memory = prepared(target, Path(name)), dict[str, Any]()
        policy, earlier = beside(target, "policy.txt"), beside(target, "before")
        options = Options(policy=str(policy) if policy else None)
        if earlier:
            judged(str(earlier), options, memory)
        reports = judged(place, options, memory)
    verdicts = [one["verdict"] for one in reports]
    return next((verdict for verdict in ("wrong", "undecided") if verdict in verdicts), "good"), reports


def judged(place: str, options: Options, memory: dict[str, Any]) -> list[dict[str, Any]]:
    done = checks(place, options, memory)
    for check in done:
        check.run()
        check.remember(memory)
    return [report(check) for check in done]


def but_for_unchecked(reports: list[dict[str, Any]], others: list[dict[str, Any]]) -> str | None:
    """The first verifier's verdict without the steps of which the second says that it did not check them."""
    unchecked = {(one["origin"], step["step"]) for one in others for step in one["steps"] if step["answer"] == "not_checked"}
    answers = [(one["origin"], step["step"], step["answer"]) for one in reports for step in one["steps"]]
    left = [answer for origin, step, answer in answers if (origin, step) not in unchecked]
    if not any(answer in ("wrong", "undecided") for origin, step, answer in answers if (origin, step) in unchecked):
        return None
    return next((verdict for verdict in ("wrong", "undecided") if verdict in left), "good")


def codes(reports: list[dict[str, Any]]) -> str:
    found = sorted({(str(f["entry"]), f["code"]) for one in reports for f in one["findings"]})
    return ", ".join(f"{code} ({entry})" for entry, code in found) or "nothing"


def main() -> int:
    maru, places = sys.argv[1], sys.argv[2:]
    targets = [place for place in places if place.startswith("http")]
    targets += sorted(str(one) for place in places if place not in targets for one in Path(place).resolve().iterdir())
    passed, failed, unchecked, same_codes, counts = 0, 0, 0, 0, dict.fromkeys(VERDICTS.values(), 0)
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda target: first(maru, target), targets)
        for target, (verdict, reports) in zip(targets, answers):
            other, others = second(target)
            counts[other] = counts.get(other, 0) + 1
            same_codes += codes(reports) == codes(others)
            but = but_for_unchecked(reports, others)
            unchecked += but is not None
            # What is dated after now is undecided by either, whatever else the first alone finds in the same step.
            late = all(any(f["code"] == "post-dated" for one in said for f in one["findings"]) for said in (reports, others))
            if (other == (verdict if but is None else but) or late and other == "undecided") and (other == "good" or not Path(target).name.startswith("honest")):
                passed += 1
            else:
                failed += 1
                print(f"FAIL  {Path(target).name}: maru says {verdict} ({codes(reports)}), the second {other} ({codes(others)})")
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    print(f"{len(targets)} records: {said}; every finding the same in {same_codes}; found in steps that the second does not check: {unchecked}")
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0 or not targets)


if __name__ == "__main__":
    sys.exit(main())
