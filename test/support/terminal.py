"""Runs a command in a pseudo-terminal, waits for texts and types.

Reads JSON from standard input: command, cwd, env, steps (each with wait, a regular expression, and send), patience
(seconds).
Writes JSON: transcript (without escape sequences), status, signal, waiting (the step that never came).
"""

import json
import os
import pty
import re
import select
import sys
import time

ESCAPES = re.compile(rb"\x1b(\[[0-9;?<=>]*[ -/]*[@-~]|\][^\x07]*\x07|[()][0-9A-B]|[=>78])")


def main() -> None:
    task = json.load(sys.stdin)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(task["cwd"])
        os.execvpe(task["command"][0], task["command"], task["env"])
    seen = b""
    unread = 0
    steps = list(task["steps"])
    patience = task["patience"]
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if steps:
            text = ESCAPES.sub(b"", seen).decode("utf-8", "replace")
            found = re.search(steps[0]["wait"], text[unread:])
            if found:
                unread += found.end()
                os.write(terminal, steps.pop(0)["send"].encode())
                deadline = time.monotonic() + patience
                continue
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if not ready:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:
            data = b""
        if data == b"":
            break
        seen += data
    else:
        os.kill(child, 9)
    _, result = os.waitpid(child, 0)
    json.dump(
        {
            "transcript": ESCAPES.sub(b"", seen).decode("utf-8", "replace").replace("\r\n", "\n"),
            "status": os.WEXITSTATUS(result) if os.WIFEXITED(result) else None,
            "signal": os.WTERMSIG(result) if os.WIFSIGNALED(result) else None,
            "waiting": steps[0]["wait"] if steps else None,
        },
        sys.stdout,
    )


main()
