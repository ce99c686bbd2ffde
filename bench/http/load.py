"""What is asked, and how fast it is answered: scenarios, and wrk with one thread."""

import json
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
REQUESTS = 2000


@dataclass(frozen=True)
class Scenario:
    """Requests of one kind, for so many connections."""

    name: str
    connections: int
    lines: list[str]
    with_token: bool = False
    writes: bool = False


@dataclass(frozen=True)
class Answered:
    """What one measurement gave: a rate, and how long an answer takes, in milliseconds."""

    rate: float
    p50: float
    p99: float


def scenarios(users, people, password, connections, login_connections):
    """The four of them. The ids are the same in every run."""
    ids = random.Random(20).choices(range(1, users + 1), k=REQUESTS)
    content = {"type": "text", "text": "See you at the meeting on Thursday."}
    login = [json.dumps({"username": person, "password": password}) for person in people]
    message = [json.dumps({"recipient_id": id, "content": content}) for id in ids]
    return [
        Scenario("GET one user", connections, [f"GET /users/{id}" for id in ids]),
        Scenario("list of 20", connections, ["GET /users?limit=20"]),
        Scenario("login", login_connections, [f"POST /login {body}" for body in login], writes=True),
        Scenario("POST /messages", connections, [f"POST /messages {body}" for body in message], True, writes=True),
    ]


def measure(scenario, server, token, seconds, folder):
    """Sends as fast as it is answered. An answer that is an error, or none at all, ends the run."""
    requests = folder / "requests"
    requests.write_text("\n".join(scenario.lines) + "\n")
    command = ["wrk", "-t1", f"-c{scenario.connections}", f"-d{seconds}s", "--timeout", "30s", "--latency"]
    command += ["-s", HERE / "load.lua", server.url, "--", requests]
    command += [token] if scenario.with_token else []
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = next((line for line in output.splitlines() if line.startswith("figures ")), None)
    if figures is None:
        raise SystemExit(f"wrk gave no figures:\n{output}")
    count, micros, failed, p50, p99 = map(int, figures.split()[1:])
    if failed or not count:
        raise SystemExit(f"{scenario.name} at {server.url}: {failed} of {count} requests failed\n{output}")
    return Answered(rate=count / micros * 1e6, p50=p50 / 1000, p99=p99 / 1000)


def settle(server):
    """wrk cuts its last requests off. A connection to the database that was in use then may keep its transaction open
    until it is used again, with the locks in it; a second of reading uses all of them."""
    command = ["wrk", "-t1", "-c32", "-d1s", f"{server.url}/users/1"]
    subprocess.run(command, capture_output=True, check=True)
