#!/usr/bin/env python3
"""Plants faults in a copy of the sources and shows which of them the tests catch.

    python3 Tests/Mutation/run.py [NUMBER...]

All faults of faults.txt are built in at once, each behind a number that SYSTOLE_FAULT gives when the tests begin: one
build, many runs. For each fault the tests of its module run first, then the others until one fails; the slowest are left
out. A crash or a run without end is a failure, too. Prints a table in Markdown and ends with 1 if fewer than 95 % are
caught; faults whose line is not there any more, or not once, are named and count as not caught.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COPY = ROOT / ".build-mutation" / "tree"
SWIFT = os.environ.get("SWIFT", "swift")
FLAGS = ["-c", "release", "-Xswiftc", "-enable-testing"]
MODULES = [
    "Quantities", "JSONText", "EventKernel", "OperatorTrace", "Models", "Architecture", "Mapping", "Accelerator",
    "Exploration", "Reporting",
]
# What runs after the tests of the fault's own module, quick ones first.
STAGES = [
    [module + "Tests" for module in MODULES],
    ["ValidationTests"],
    [
        "BytePropertyTests", "CapacityPropertyTests", "EvictionTests", "ForcedTilePropertyTests", "FuzzInputTests",
        "HeldPropertyTests", "MappedPartsTests", "ScheduleTests", "SteadyStatePropertyTests", "VerificationTests",
        "WorkloadPropertyTests", "RunPropertyTests", "PrefetchTests", "AlikeLayerTests", "ShortcutTests",
        "ArrangementTests", "RepeatedCommandTests", "OverwriteTests",
    ],
    [
        "AssumptionsDocumentTests", "CostTests", "DerivationDocumentTests", "ReadmeTests", "ValidationDocumentTests",
        "WorkedExampleTests", "GoldenRunTests",
    ],
]
SECONDS = 180


class Fault:
    def __init__(self, number, path, what, line):
        self.number, self.path, self.what = number, path, what
        match = re.fullmatch(r"(.*?)\{\{(do )?(.*) =>( .*)?\}\}(.*)", line.strip())
        if not match:
            raise SystemExit(f"faults.txt: \"{line.strip()}\" has no {{{{right => wrong}}}}")
        before, self.isStatement, right, wrong, after = match.groups()
        wrong = (wrong or "").strip()
        self.old = before + right + after
        is_faulty = f"plantedFault == {number}"
        if self.isStatement:
            self.new = f"if {is_faulty} {{ {wrong} }} else {{ {right} }}"
        else:
            self.new = f"{before}({is_faulty} ? ({wrong}) : ({right})){after}"

    @property
    def module(self):
        return self.path.split("/")[1]


def read_faults():
    faults, path, what = [], None, None
    for line in (HERE / "faults.txt").read_text().splitlines():
        if line.startswith("== "):
            path = line[3:].strip()
        elif line.startswith("    "):
            faults.append(Fault(len(faults) + 1, path, what, line))
        elif line and not line.startswith("#"):
            what = line
    return faults


def copy_sources(faults):
    """Copies what git tracks, with the faults planted; files that are as they were keep their date."""
    texts = {}
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
        capture_output=True).stdout.decode()
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            texts[name] = (ROOT / name).read_bytes()
    for fault in faults:
        text = texts.get(fault.path, b"").decode()
        fault.isPlanted = text.count(fault.old) == 1
        if fault.isPlanted:
            texts[fault.path] = text.replace(fault.old, fault.new).encode()
    for path in {fault.path for fault in faults if fault.isPlanted}:
        text = texts[path].decode()
        if "import Quantities\n" not in text and "/Quantities/" not in path:
            texts[path] = ("import Quantities\n" + text).encode()
    texts["Sources/Quantities/PlantedFault.swift"] = (HERE / "PlantedFault.txt").read_bytes()
    for name, text in texts.items():
        target = COPY / name
        if not target.is_file() or target.read_bytes() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
    for folder in ("Sources", "Tests"):
        for target in (COPY / folder).rglob("*"):
            if target.is_file() and str(target.relative_to(COPY)) not in texts:
                target.unlink()


def build():
    result = subprocess.run([SWIFT, "build", "--build-tests", *FLAGS], cwd=COPY, capture_output=True, text=True)
    if result.returncode != 0:
        print(result.stdout[-4000:], result.stderr[-2000:], file=sys.stderr)
        raise SystemExit("the faulty sources do not build")
    folder = subprocess.run(
        [SWIFT, "build", *FLAGS, "--show-bin-path"], cwd=COPY, check=True, capture_output=True, text=True).stdout.strip()
    bundle = next(Path(folder).glob("*.xctest"))
    return bundle if bundle.is_file() else bundle / "Contents" / "MacOS" / bundle.stem


def fails(program, number, tests):
    """The first test that fails with this fault; None if all pass."""
    command = [str(program), "--testing-library", "swift-testing", "--filter", "|".join(f"({name})" for name in tests)]
    environment = dict(os.environ, SYSTOLE_FAULT=str(number), SWIFT_BACKTRACE="enable=no")
    try:
        result = subprocess.run(
            command, cwd=COPY, env=environment, timeout=SECONDS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        return "no end"
    output = result.stdout.decode(errors="replace")
    if result.returncode == 0:
        if "Test run with 0 tests" in output:
            raise SystemExit(f"no tests are called {', '.join(tests)}")
        return None
    match = re.search(r"Test (\"[^\"]*\"|\w+\([^)]*\)).*? recorded an issue", output)
    return match.group(1) if match else "a crash"


def caught_by(program, fault):
    own = [fault.module + "Tests"]
    for tests in [own] + STAGES:
        if failure := fails(program, fault.number, tests):
            return failure
    return None


def main():
    faults = read_faults()
    copy_sources(faults)
    program = build()
    wanted = [int(word) for word in sys.argv[1:]] or [fault.number for fault in faults]
    for tests in STAGES:
        if failure := fails(program, 0, tests):
            raise SystemExit(f"without a fault, {failure} fails")
    survivors = []
    print("| fault | in | caught by |\n|---|---|---|", flush=True)
    for fault in faults:
        if fault.number not in wanted:
            continue
        caught = caught_by(program, fault) if fault.isPlanted else None
        if not caught:
            survivors.append(fault)
        note = f"`{caught}`" if caught and caught[0].islower() and "(" in caught else caught
        file = "/".join(fault.path.split("/")[1:]).removesuffix(".swift")
        print(f"| {fault.number}. {fault.what} | `{file}` | {note or ('**nothing**' if fault.isPlanted else '*not planted*')} |",
            flush=True)
    count = len(wanted)
    print(f"\n{count - len(survivors)} of {count} faults are caught.")
    sys.exit(0 if (count - len(survivors)) * 100 >= 95 * count else 1)


main()
