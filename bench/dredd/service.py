"""The service under test: items in PostgreSQL, and answers that are right or wrong on purpose.

    service.py PORT DATABASE_URL
"""

import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg

from schema import recreate

port, url = int(sys.argv[1]), sys.argv[2]
# Without prepared statements: a schema that is dropped leaves their plans behind.
database = psycopg.connect(url, autocommit=True, prepare_threshold=None)
database.execute(recreate())
one_at_a_time = threading.Lock()

CAT = {"name": "Tom", "age": 3}


def answer(method, path, headers, body):
    """Status, headers, body."""
    item = re.fullmatch(r"/items/(\d+)(/notes)?", path)
    if item:
        with one_at_a_time:
            if item[2]:
                row = database.execute(
                    "INSERT INTO notes (item_id, text) VALUES (%s, %s) RETURNING id", (item[1], json.loads(body)["text"])
                ).fetchone()
                database.execute("UPDATE items SET changed = changed + 1 WHERE id = %s", (item[1],))
                return 201, {}, {"id": row[0], "item_id": int(item[1])}
            row = database.execute("SELECT id, name FROM items WHERE id = %s", (item[1],)).fetchone()
            return (200, {}, {"id": row[0], "name": row[1]}) if row else (404, {}, {"error": "no such item"})
    kind = headers.get("Content-Type", "").split(";")[0]
    match path:
        case "/wrong-status":
            return 500, {}, {"error": "boom"}
        case "/wrong-type":
            return 200, {"Content-Type": "text/html"}, "<p>Tom"
        case "/missing-key":
            return 200, {}, {"name": "Tom"}
        case "/wrong-value-type":
            return 200, {}, {"name": "Tom", "age": "three"}
        case "/below-minimum":
            return 200, {}, {"name": "Tom", "age": -3}
        case "/not-in-enum":
            return 200, {}, {"state": "lost"}
        case "/too-short":
            return 200, {}, {"name": "", "age": 3}
        case "/undocumented-null":
            return 200, {}, {"name": None, "age": 3}
        case "/no-header":
            return 200, {}, CAT
        case "/not-empty":
            return 200, {}, {"error": "gone"}
        case "/teapot":
            return 418, {}, {"error": "a teapot"}
        case "/all-of" | "/generated":
            given = json.loads(body) if body else {}
            ok = isinstance(given.get("name"), str) and isinstance(given.get("age"), int)
            return (201, {}, CAT) if ok else (422, {}, {"error": "no name or age"})
        case "/form":
            ok = kind == "application/x-www-form-urlencoded" and b"name=Tom" in body
            return (201, {}, CAT) if ok else (422, {}, {"error": "no name"})
        case "/multipart":
            return (201, {}, CAT) if kind == "multipart/form-data" and b"Tom" in body else (422, {}, {"error": "no name"})
    return 200, {"X-Total": "1"}, CAT


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, headers, content = answer(self.command, self.path.split("?")[0], self.headers, body)
        content = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        fields = {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}
        head = [f"HTTP/1.1 {status} Answer", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        # One write: two would wait for each other's acknowledgement.
        self.wfile.write("\r\n".join(head).encode() + content)

    do_GET = do_POST = do_DELETE = reply


ThreadingHTTPServer(("127.0.0.1", port), Service).serve_forever()
