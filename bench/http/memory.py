"""How soon a server answers, and how much memory it keeps: idle, with idle connections, after many logins at once."""

import socket
import statistics
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from contenders import started
from database import PASSWORD, PEOPLE

IDLE_CONNECTIONS = 1000
LOGINS = 58
# How long memory may take to come back.
SETTLE = 3
MEBI = 1024 * 1024
REQUEST = b"GET /users/1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@dataclass(frozen=True)
class Footprint:
    """One server: seconds until its first answer, MiB."""

    first_answer: float
    idle: float
    connections: float
    still_open: int
    logins: float


def footprint(contender, port, logs, starts):
    """Starts it a few times for the median of the start, and afresh for each way of using memory."""
    times = []
    for _ in range(starts):
        with started(contender, port, logs) as server:
            times.append(server.first_answer)
    with started(contender, port, logs) as server:
        idle = settled(server)
        with ExitStack() as stack:
            connections = [open_idle(stack, port) for _ in range(IDLE_CONNECTIONS)]
            with_connections = settled(server)
            still_open = sum(map(is_open, connections))
    with started(contender, port, logs) as server:
        before = settled(server)
        log_in_at_once(server)
        after = settled(server)
    return Footprint(statistics.median(times), idle, with_connections, still_open, after - before)


def settled(server):
    time.sleep(SETTLE)
    return resident(server.process.pid)


def resident(pid):
    """Resident memory of a process and of all that it has started, in MiB. What several of them share counts once."""
    processes = tree(pid)
    field = "Rss:" if len(processes) == 1 else "Pss:"
    kibi = 0
    for process in processes:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        kibi += next(int(line.split()[1]) for line in lines if line.startswith(field))
    return kibi * 1024 / MEBI


def tree(pid):
    children = " ".join(task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children"))
    return [pid] + [process for child in children.split() for process in tree(int(child))]


def open_idle(stack, port):
    """A connection that has been used once and stays open."""
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
    connection.sendall(REQUEST)
    answer = b""
    while b'"status"' not in answer or not answer.rstrip().endswith(b"}"):
        part = connection.recv(65536)
        if not part:
            break
        answer += part
    return connection


def is_open(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def log_in_at_once(server):
    """All of them are under way before the first one is answered."""
    statuses = []
    barrier = threading.Barrier(LOGINS)

    def log_in(number):
        body = {"username": PEOPLE[number % len(PEOPLE)], "password": PASSWORD}
        barrier.wait()
        try:
            statuses.append(server.ask("POST", "/login", body)[0])
        except OSError as error:
            statuses.append(error)

    threads = [threading.Thread(target=log_in, args=(number,)) for number in range(LOGINS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if statuses != [200] * LOGINS:
        raise SystemExit(f"logins at once: {statuses}")
