"""A hook handler that does what its hook files say, however wrong that is.

    scripted.py PORT FILE...

A file defines `on(event, data, wire)` and returns what goes back, or misbehaves through `wire`. Everything received is
kept in the file `received` of the working folder, one line for each read from the socket.
"""

import json
import os
import signal
import socket
import sys
import time


class Wire:
    """What a healthy handler never does."""

    def __init__(self, connection):
        self.connection = connection
        self.uuid = None

    def raw(self, text):
        self.connection.sendall(text.encode())

    def close(self):
        self.connection.shutdown(socket.SHUT_RDWR)
        raise ConnectionError("closed on purpose")

    def die(self, code, words=""):
        print(words, file=sys.stderr, flush=True)
        os._exit(code)

    def killed(self):
        os.kill(os.getpid(), signal.SIGKILL)

    def wait(self, seconds):
        time.sleep(seconds)


def serve(connection, handlers, received):
    wire, rest = Wire(connection), b""
    while True:
        chunk = connection.recv(1 << 22)
        if not chunk:
            return
        received.write(json.dumps(chunk.decode()) + "\n")
        received.flush()
        rest += chunk
        while b"\n" in rest:
            line, rest = rest.split(b"\n", 1)
            message = json.loads(line)
            wire.uuid = message["uuid"]
            for on in handlers:
                message["data"] = on(message["event"], message["data"], wire)
            if message["data"] is not Ellipsis:
                connection.sendall(json.dumps(message).encode() + b"\n")


def main():
    port, files = int(sys.argv[1]), sys.argv[2:]
    handlers = []
    for name in files:
        scope = {"__file__": name}
        with open(name) as file:
            exec(compile(file.read(), name, "exec"), scope)
        handlers.append(scope["on"])
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    with open("received", "a") as received:
        while True:
            connection, _ = listener.accept()
            try:
                serve(connection, handlers, received)
            except ConnectionError:
                pass
            connection.close()


main()
