"""Dredd and Tribunal on the same service, the same documents and the same hook files, in one run.

    compare.py --tribunal PROGRAM --dredd PROGRAM --database URL --work FOLDER
"""

import argparse
import json
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import time

import documents

HERE = pathlib.Path(__file__).parent


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("tribunal", "dredd", "database", "work"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--rounds", type=int, default=3, help="of what takes less than a few seconds")
    return parser.parse_args()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def started(command, port):
    process = subprocess.Popen(command)
    for _ in range(1000):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            time.sleep(0.01)
    sys.exit("the service does not come up")


class Bench:
    def __init__(self, given):
        self.given, self.work = given, pathlib.Path(given.work)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "BENCH_DATABASE": given.database, "NO_COLOR": "1"}
        documents.write(self.work)

    def document(self, name):
        return str(self.work / f"{name}.json")

    def run(self, command):
        begun = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, cwd=self.work)
        return time.monotonic() - begun, done.stdout + done.stderr, done.returncode

    def dredd(self, document, *more):
        # On a busy machine its 1.5 s to connect are too few, and the run would be none.
        patience = ["--hooks-worker-connect-timeout=30000", "--hooks-worker-timeout=30000"]
        return self.run([self.given.dredd, self.document(document), self.url, "--no-color", *patience, *more])

    def tribunal(self, document, *more):
        return self.run([self.given.tribunal, "run", self.document(document), self.url, *more])

    def timed(self, tool, expected, rounds, *more):
        """The median of whole runs, from start to end, all of whose hundred transactions passed."""
        times = []
        for _ in range(rounds):
            seconds, said, _ = tool("hundred", *more)
            if expected not in said:
                sys.exit(f"not every transaction passed:\n{said[-3000:]}")
            times.append(seconds)
        return statistics.median(times)


def dredd_verdicts(said):
    """By Dredd's id: `GET (200) /healthy`."""
    lines = re.findall(r"^(pass|fail|skip|error): (\S+ \(\S*\) \S+)", said, re.MULTILINE)
    return {name: verdict for verdict, name in lines}


def tribunal_verdicts(report):
    words = {"passed": "pass", "failed": "fail"}
    told = {}
    for transaction in report["transactions"]:
        verdict = words.get(transaction["verdict"], transaction["verdict"])
        told[transaction["name"]] = verdict
    return told


def names(bench, document):
    """The names of both tools, and whether they are the same."""
    _, said, _ = bench.dredd(document, "--names")
    ours = bench.tribunal(document, "--names")[1].splitlines()
    theirs = [re.sub(r"^info: ", "", line) for line in said.splitlines() if " > " in line and "warn" not in line.split(" > ")[0]]
    return ours, theirs


def compare_verdicts(bench):
    ours, theirs = names(bench, "verdicts")
    print(f"names: {len(ours)} of Tribunal's, {len(theirs)} of Dredd's, {len(set(ours) & set(theirs))} the same")
    for name in sorted(set(ours) ^ set(theirs)):
        print(f"  only {'Tribunal' if name in ours else 'Dredd'}: {name}")
    _, said, _ = bench.dredd("verdicts")
    by_id = dredd_verdicts(said)
    report = bench.work / "verdicts-report.json"
    bench.tribunal("verdicts", "--reporter", f"json:{report}")
    told = tribunal_verdicts(json.loads(report.read_text()))
    print("\n| transaction | right is | Dredd | Tribunal |\n|--|--|--|--|")
    wrong = {"Dredd": 0, "Tribunal": 0}
    for name in [*ours, *(name for name in theirs if name not in ours)]:
        path, method, status = name.split(" > ")[:3]
        right = documents.truth(name)
        his = by_id.get(f"{method} ({status}) {path.replace('{id}', '1')}", "not tried")
        verdicts = {"Dredd": his, "Tribunal": told.get(name, "none")}
        cells = []
        for tool, verdict in verdicts.items():
            good = verdict == right
            wrong[tool] += not good
            cells.append(verdict if good else f"**{verdict}**")
        print(f"| `{name}` | {right} | {' | '.join(cells)} |")
    print(f"\nwrong: Dredd {wrong['Dredd']}, Tribunal {wrong['Tribunal']} of {len(set(ours) | set(theirs))}")
    _, said, code = bench.dredd("named")
    tried = len(dredd_verdicts(said))
    _, us, our_code = bench.tribunal("named")
    print(f"a document with a required parameter that has named examples only: Dredd tried {tried} of 3 (exit code {code}),"
          f" Tribunal: {us.splitlines()[-2].split(';')[0].strip()} (exit code {our_code})")
    return wrong["Tribunal"] == 0


def compare_times(bench):
    all_of_dredd, all_of_us = "100 passing, 0 failing", "100 passed, 0 failed"
    plain, reset = str(HERE / "hooks_plain.py"), str(HERE / "hooks_reset.py")
    python = ["--language", "python", "--hookfiles"]
    rounds = bench.given.rounds
    ours, theirs = names(bench, "hundred")
    print(f"\nnames of the hundred: {'the same' if ours == theirs else 'NOT the same'}")
    rows = [
        (
            "without hooks",
            bench.timed(bench.dredd, all_of_dredd, rounds),
            bench.timed(bench.tribunal, all_of_us, rounds),
        ),
        (
            "Python hooks that do next to nothing",
            bench.timed(bench.dredd, all_of_dredd, 1, *python, plain),
            bench.timed(bench.tribunal, all_of_us, rounds, *python, plain),
        ),
        (
            "a fresh database before each",
            bench.timed(bench.dredd, all_of_dredd, 1, *python, reset),
            bench.timed(bench.tribunal, all_of_us, rounds, "--database", bench.given.database),
        ),
    ]
    print("\n| 100 transactions, start to end | Dredd s | Tribunal s | Dredd / Tribunal |\n|--|--:|--:|--:|")
    for name, theirs_took, ours_took in rows:
        print(f"| {name} | {theirs_took:.2f} | {ours_took:.2f} | {theirs_took / ours_took:.0f} |")
    report = bench.work / "reset-report.json"
    bench.tribunal("hundred", "--database", bench.given.database, "--reporter", f"json:{report}")
    critical = json.loads(report.read_text())["summary"]["reset_ms"]
    bare = rows[0][1]
    their_reset = (rows[2][1] - bare) * 10
    our_reset = (rows[2][2] - rows[0][2]) * 10
    print("\n| a fresh database, per transaction | ms |\n|--|--:|")
    print(f"| Dredd: hooks that drop and create the schema (run with them less run without hooks) | {their_reset:.1f} |")
    print(f"| Tribunal: snapshot (run with it less run without) | {our_reset:.2f} |")
    print(f"| Tribunal: what a transaction waited, p50 / p95 | {critical['p50']:.2f} / {critical['p95']:.2f} |")
    goals = [
        ("without hooks, at most half of Dredd's time", rows[0][1] / rows[0][2], 2),
        ("with the Python handler, at least 20 times faster", rows[1][1] / rows[1][2], 20),
        ("a fresh database, at least 100 times faster by what a transaction waits", their_reset / critical["p50"], 100),
    ]
    print()
    for name, reached, wanted in goals:
        print(f"{'reached' if reached >= wanted else 'MISSED '}  {name}: {reached:.0f}")
    return ours == theirs and all(reached >= wanted for _, reached, wanted in goals)


def main():
    bench = Bench(arguments())
    service = started([sys.executable, str(HERE / "service.py"), str(bench.port), bench.given.database], bench.port)
    try:
        good = compare_verdicts(bench)
        good = compare_times(bench) and good
    finally:
        service.terminate()
        service.wait()
    sys.exit(0 if good else 1)


main()
