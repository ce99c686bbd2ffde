"""Plenary beside the same four operations written with axum, FastAPI and Flask, on one PostgreSQL, in one run."""

import argparse
import json
import resource
import socket
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import contenders
import database
import figures
import load
import memory


def arguments():
    parser = argparse.ArgumentParser(prog="bench/http/run", description=__doc__)
    setup = parser.add_argument_group("given by the script")
    for name in ("plenary", "axum", "python", "psql", "logs", "output"):
        setup.add_argument(f"--{name}", type=Path, required=True, help=argparse.SUPPRESS)
    setup.add_argument("--database", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=3, help="so often everybody has a turn (3)")
    parser.add_argument("--seconds", type=int, default=5, help="how long one measurement takes (5)")
    parser.add_argument("--warm-up", type=int, default=2, help="seconds before the first measurement (2)")
    parser.add_argument("--users", type=int, default=10_000, help="users in the tables (10000)")
    parser.add_argument("--connections", type=int, default=32, help="connections of the load (32)")
    parser.add_argument("--login-connections", type=int, default=4, help="those of the logins (4)")
    parser.add_argument("--starts", type=int, default=3, help="so often each is started for its start time (3)")
    parser.add_argument("--skip", choices=["rates", "memory"], help="measures only the other half")
    return parser.parse_args()


def main():
    options = arguments()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    plenary = contenders.plenary("Plenary", options.plenary, options.database)
    everybody = [plenary, *contenders.peers(options.axum, options.python, options.database)]
    database.fill(options.plenary, plenary, options.database, options.users, *ports(1), options.logs)
    # Statistics once, and nobody at work on the tables while time is taken.
    database.sql(options.psql, options.database, "VACUUM ANALYZE", "CHECKPOINT")

    report, raw = [], {}
    if options.skip != "rates":
        results = rates(options, everybody)
        report.append(figures.rates(results, [contender.name for contender in everybody]))
        raw["rates"] = [
            {"scenario": scenario, "contender": name} | asdict(answered)
            for (scenario, name), all_rounds in results.items()
            for answered in all_rounds
        ]
    if options.skip != "memory":
        results = footprints(options, everybody)
        peers = [contender.name for contender in everybody[1:]]
        report.append(figures.footprints(results, list(results), peers))
        raw["footprints"] = {name: asdict(footprint) for name, footprint in results.items()}
    options.output.mkdir(exist_ok=True)
    (options.output / "figures.json").write_text(json.dumps(raw, indent=2) + "\n")
    (options.output / "figures.md").write_text("\n\n".join(report) + "\n")
    print("\n\n".join(report))
    print(f"\nwritten to {options.output}")


def rates(options, everybody):
    """All servers run at the same time; one at a time has something to do."""
    scenarios = load.scenarios(
        options.users, database.PEOPLE, database.PASSWORD, options.connections, options.login_connections
    )
    results = {(scenario.name, contender.name): [] for scenario in scenarios for contender in everybody}
    with ExitStack() as stack:
        servers = {
            contender.name: stack.enter_context(contenders.started(contender, port, options.logs))
            for contender, port in zip(everybody, ports(len(everybody)))
        }
        token = database.compare(servers)
        for turn in range(options.rounds):
            for scenario in scenarios:
                for name, server in servers.items():
                    if turn == 0:
                        load.measure(scenario, server, token, options.warm_up, options.logs)
                    answered = load.measure(scenario, server, token, options.seconds, options.logs)
                    results[scenario.name, name].append(answered)
                    if scenario.writes:
                        load.settle(server)
                        database.sql(options.psql, options.database, "TRUNCATE jobs")
                    print(f"round {turn + 1}: {scenario.name}, {name}: {answered.rate:,.0f}/s", flush=True)
    return results


def footprints(options, everybody):
    """One server at a time. Plenary is there twice: with a file of SQLite it has the database in its own memory."""
    file = f"sqlite://{options.logs}/plenary.db"
    embedded = contenders.plenary("Plenary, SQLite", options.plenary, file)
    database.fill(options.plenary, embedded, file, options.users, *ports(1), options.logs)
    first, *peers = everybody
    results = {}
    for contender in (first, embedded, *peers):
        results[contender.name] = memory.footprint(contender, *ports(1), options.logs, options.starts)
        print(f"{contender.name}: {results[contender.name]}", flush=True)
    return results


def ports(count):
    """Free ports outside the range that outgoing connections are given ports from."""
    free = []
    for port in range(21_000, 32_000):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
        free.append(port)
        if len(free) == count:
            return free
    raise SystemExit("no free ports")


if __name__ == "__main__":
    main()
