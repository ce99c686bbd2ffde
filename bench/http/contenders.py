"""Who is measured, and how each is deployed: two cores, and four connections to the database in all."""

import http.client
import json
import os
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PEERS = Path(__file__).parent / "peers" / "python"
SECRET = "a secret of the measurement alone, 256 bits or more"
CONNECTIONS = 4
WORKERS = 2
PATIENCE = 60


@dataclass(frozen=True)
class Contender:
    """A server: its command, in which {port} is the port, and its variables."""

    name: str
    command: list[str]
    variables: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None


def plenary_command(program, database_url, *arguments):
    """Plenary as it comes, but for its limits of requests, which are off, and its log, which is as quiet as all others."""
    settings = ["--database-url", database_url, "--log", "warn", "--secret", SECRET, "--storage-url", "memory:"]
    return [str(program), *arguments, *settings]


def plenary(name, program, database_url):
    """Without a worker in the same process: the peers execute no jobs either."""
    serve = ["serve", "--no-worker", "--listen", "127.0.0.1:{port}", "--access-ttl", "1d", "--rate-limit", "0"]
    serve += ["--login-limit-account", "0", "--login-limit-address", "0"]
    serve += ["--database-connections", str(CONNECTIONS)]
    return Contender(name, plenary_command(program, database_url, *serve))


def peers(axum, python, database_url):
    """The three others, on the same tables. Where there are several processes they share the connections."""
    shared = {"DATABASE_URL": database_url, "SECRET": SECRET, "PYTHONDONTWRITEBYTECODE": "1"}
    rust = shared | {"DATABASE_CONNECTIONS": str(CONNECTIONS), "LISTEN": "127.0.0.1:{port}"}
    several = shared | {"DATABASE_CONNECTIONS": str(CONNECTIONS // WORKERS)}
    uvicorn = [f"{python}/uvicorn", "asgi:app", "--host", "127.0.0.1", "--port", "{port}", "--workers", str(WORKERS)]
    uvicorn += ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
    # As long as behind a proxy: a connection that is idle for 5 s, or 2 s, is closed by default.
    uvicorn += ["--timeout-keep-alive", "75"]
    gunicorn = [f"{python}/gunicorn", "wsgi:app", "--bind", "127.0.0.1:{port}", "--workers", str(WORKERS)]
    gunicorn += ["--worker-class", "gthread", "--threads", "8", "--keep-alive", "75", "--log-level", "warning"]
    return [
        Contender("axum + sqlx", [str(axum)], rust),
        Contender("FastAPI + asyncpg", uvicorn, several, PEERS),
        Contender("Flask + psycopg", gunicorn, several, PEERS),
    ]


@dataclass
class Running:
    """A server that answers."""

    process: subprocess.Popen
    port: int
    first_answer: float

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method, path, body=None, token=None):
        """One request on a connection of its own: status, headers, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            body = answer.read()
            is_json = answer.headers.get_content_type() == "application/json"
            return answer.status, answer.headers, json.loads(body) if is_json else body
        finally:
            connection.close()


@contextmanager
def started(contender, port, logs, path="/users/1"):
    """Starts a server and gives it once it has answered 200; ends it, with all that it has started."""
    command = [part.replace("{port}", str(port)) for part in contender.command]
    variables = {key: value.replace("{port}", str(port)) for key, value in contender.variables.items()}
    log = logs / f"{contender.name}.log"
    with log.open("ab") as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            env={"PATH": os.environ["PATH"]} | variables,
            cwd=contender.folder or logs,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        running = Running(process, port, 0)
        while not answers(running, path):
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise SystemExit(f"{contender.name} does not answer:\n{log.read_text()[-2000:]}")
            time.sleep(0.001)
        running.first_answer = time.monotonic() - began
        yield running
    finally:
        end(process)


def answers(running, path):
    try:
        return running.ask("GET", path)[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def end(process):
    """Asks it to end, and after ten seconds ends it with its group."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
