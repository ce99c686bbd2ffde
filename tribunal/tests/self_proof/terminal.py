"""Runs a command at a terminal of its own and repeats what it shows.

    terminal.py WORD COMMAND...

When it shows WORD, somebody presses Ctrl-C there. The exit code is the command's.
"""

import os
import pty
import sys

word, command = sys.argv[1].encode(), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
shown = b""
while True:
    try:
        more = os.read(terminal, 65536)
    except OSError:  # Linux's way to say that nobody has the terminal open any more
        more = b""
    if not more:
        break
    if word and word in shown + more and word not in shown:
        os.write(terminal, b"\x03")
    shown += more
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
