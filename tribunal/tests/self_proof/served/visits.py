"""A server that counts visits: in the SQLite file that DATABASE_URL names, else in the file `store-SLOT` of its folder.

    visits.py [--port PORT] [elsewhere | dies]

It makes an empty database when there is none. A store that it makes itself has had a visit already, which only a reset
takes back. Without --port it listens on PORT. Its document is at /docs/openapi.yaml, and any path may come before /visits.
"""

import http.server
import json
import os
import socket
import sqlite3
import subprocess
import sys

words = sys.argv[1:]
port = int(words[words.index("--port") + 1]) if "--port" in words else int(os.environ["PORT"])
slot, database = os.environ["TRIBUNAL_SLOT"], os.environ.get("DATABASE_URL", "")
print(f"slot {slot} opens", flush=True)
child = subprocess.Popen(["sleep", "600"])
with open(f"ids-{slot}", "w") as ids:
    ids.write(f"{os.getpid()} {child.pid}")


class InDatabase:
    def __init__(self, url):
        self.path = url.removeprefix("sqlite:///")
        self("CREATE TABLE IF NOT EXISTS visits (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)")

    def __call__(self, *statement):
        with sqlite3.connect(self.path) as db:
            made = db.execute(*statement)
            rows, last = made.fetchall(), made.lastrowid
        db.close()
        return rows, last

    def add(self, name):
        return self("INSERT INTO visits (name) VALUES (?)", [name])[1]

    def count(self):
        return self("SELECT count(*) FROM visits")[0][0][0]


class InFile:
    def __init__(self):
        self.path = f"store-{slot}"
        if not os.path.exists(self.path):
            self.write(1)

    def write(self, visits):
        with open(self.path, "w") as store:
            store.write(str(visits))

    def count(self):
        with open(self.path) as store:
            return int(store.read())

    def add(self, _):
        self.write(self.count() + 1)
        return self.count()


store = InDatabase(database) if database.startswith("sqlite:") else InFile()


class Visits(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, **content):
        content |= {"slot": slot, "database": database, "host": self.headers["Host"]}
        body = json.dumps(content).encode()
        head = [f"HTTP/1.1 {status} Told", "Content-Type: application/json", f"Content-Length: {len(body)}"]
        self.wfile.write("\r\n".join(head + ["", ""]).encode() + body)

    def do_GET(self):
        if self.path.endswith("/visits"):
            self.answer(200, visits=store.count())
        elif self.path == "/docs/openapi.yaml":
            with open("visits.yaml", "rb") as document:
                body = document.read()
            self.wfile.write(b"HTTP/1.1 200 Told\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        elif self.path == "/slow":
            open(f"busy-{slot}", "w").close()
            __import__("time").sleep(600)
        else:
            self.answer(404)

    def do_POST(self):
        if "dies" in words:
            print(f"slot {slot} leaves", flush=True)
            os._exit(7)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(201, id=store.add(body["name"]))


class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET


try:
    server = Server(("127.0.0.1", port), Visits)
except OSError:
    if "elsewhere" not in words:
        raise
    server = Server(("127.0.0.1", 0), Visits)
server.serve_forever()
