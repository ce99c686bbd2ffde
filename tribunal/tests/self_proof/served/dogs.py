"""A server with two dogs, and a child of its own.

    dogs.py PORT [slow SECONDS | dies | leaves]
"""

import http.server
import json
import os
import subprocess
import sys
import time

port, act = int(sys.argv[1]), sys.argv[2:]
print("the kennel opens", flush=True)
if act[:1] == ["dies"]:
    sys.exit("no food left")
if act[:1] == ["slow"]:
    time.sleep(float(act[1]))
child = subprocess.Popen(["sleep", "600"])
with open("ids", "w") as ids:
    ids.write(f"{os.getpid()} {child.pid}")


class Dogs(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        if act[:1] == ["leaves"] and self.path == "/dogs":
            print("out for a walk", flush=True)
            os._exit(7)
        if self.path == "/slow":
            open("busy", "w").close()
            time.sleep(600)
        body = json.dumps({"dogs": [{"id": 1, "name": "Rex", "age": 4}, {"id": 2, "name": "Bella", "age": 7}]}).encode()
        head = ["HTTP/1.1 200 OK", "Content-Type: application/json", "X-Total: 2", f"Content-Length: {len(body)}"]
        self.wfile.write("\r\n".join(head + ["", ""]).encode() + body)


http.server.ThreadingHTTPServer(("127.0.0.1", port), Dogs).serve_forever()
