"""The data that everybody serves: Plenary's own tables, filled by Plenary's own commands."""

import os
import subprocess

from contenders import plenary_command, started

PASSWORD = "correct horse battery staple"
PEOPLE = [f"person{number}" for number in range(1, 9)]


def fill(program, contender, database_url, users, port, logs):
    """Tables, `users` users that nobody is, and eight who can log in."""
    for arguments in (["migrate", "up"], ["create-fake-chats", "--total", str(users)]):
        command = plenary_command(program, database_url, *arguments)
        subprocess.run(command, check=True, capture_output=True, cwd=logs, env={"PATH": os.environ["PATH"]})
    with started(contender, port, logs) as server:
        for person in PEOPLE:
            body = {"username": person, "email": f"{person}@example.org", "password": PASSWORD}
            status, _, answer = server.ask("POST", "/auth/register", body)
            if status != 201:
                raise SystemExit(f"{person} could not be registered: {answer}")


def sql(psql, database_url, *statements):
    """Executes statements one by one."""
    command = [psql, "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", database_url]
    for statement in statements:
        command += ["--command", statement]
    subprocess.run(command, check=True)


def compare(servers):
    """Ends the run unless everybody gives the same answers; gives a token that all of them accept."""
    (name, first), *others = servers.items()
    token = None
    for path in ("/users/7", "/users?limit=20", "/users?limit=20&start=5"):
        status, headers, body = first.ask("GET", path)
        expected = (status, headers["Link"], body)
        for other, server in others:
            status, headers, body = server.ask("GET", path)
            if (status, headers["Link"], body) != expected:
                raise SystemExit(f"GET {path}: {name} gives {expected}, {other} gives {(status, headers['Link'], body)}")
    shapes = {}
    for other, server in servers.items():
        status, _, body = server.ask("POST", "/login", {"username": PEOPLE[0], "password": PASSWORD})
        wrong, _, _ = server.ask("POST", "/login", {"username": PEOPLE[0], "password": "wrong"})
        token = token or body["data"]["token"]
        own = body["data"].pop("token"), body["data"].pop("refresh_token")
        message = {"recipient_id": 7, "content": {"type": "text", "text": "Hello"}}
        sent = [server.ask("POST", "/messages", message, it) for it in (own[0], token, own[1], None)]
        jobs = [list(answer["data"]) for status, _, answer in sent if status == 202]
        shapes[other] = (status, wrong, body, [status for status, _, _ in sent], jobs)
    for other, shape in shapes.items():
        if shape != shapes[name]:
            raise SystemExit(f"logins and messages: {name} gives {shapes[name]}, {other} gives {shape}")
    return token
