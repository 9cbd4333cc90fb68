"""``make demo``: from a bare clone to a running platform with content and demo accounts, on 127.0.0.1:$PORT.

Only the standard library: it runs before ``.venv`` exists. Ctrl-C or SIGTERM stops the web server and the worker.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

import setup_steps
from setup_steps import PYTHON, ROOT, VAR, SetupError, say

ACCOUNT = re.compile(r"^[a-z_]+\t\S+@\S+\t.+$", re.MULTILINE)
PATIENCE = 60


class StopRequested(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def main() -> int:
    port = int(os.environ.get("PORT") or 8000)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        check_port(port)
        accounts = prepare(port)
        return serve(port, accounts)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except StopRequested:
        return 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise StopRequested


def check_port(port: int) -> None:
    """Raises SetupError when something listens on ``port`` already."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            raise SetupError(f"Port {port} is in use. Choose another: make demo PORT={port + 1}") from error


def prepare(port: int) -> list[str]:
    """Everything before the servers start; returns the lines with the demo accounts."""
    say("Preparing the demo (the first time takes a few minutes)")
    setup_steps.install_python_packages("requirements.txt")
    setup_steps.install_assets()
    setup_steps.write_dotenv(setup_steps.demo_settings(), port=port)
    setup_steps.compile_messages()
    return ACCOUNT.findall(setup_steps.fill_database({"PORT": str(port)}))


def serve(port: int, accounts: list[str]) -> int:
    """Run the web server and the worker until one of them ends or somebody asks to stop.

    The worker waits for the web server: starting both at once would make the visitor wait longer.
    """
    children: dict[str, subprocess.Popen] = {}
    try:
        for name, command in servers(port).items():
            children[name] = start(name, command, port)
            wait_until_it_answers(port, children)
        say(f"\nThe platform runs on http://127.0.0.1:{port}/  (Ctrl-C stops it)")
        if accounts:
            say("Demo accounts (role, e-mail address, password):")
        for line in accounts:
            say(line)
        return watch(children)
    finally:
        stop(children)


def servers(port: int) -> dict[str, list[str | os.PathLike[str]]]:
    """The command lines of the two processes."""
    available = setup_steps.commands()
    manage = [PYTHON, ROOT / "manage.py"]
    found: dict[str, list[str | os.PathLike[str]]] = {
        "web": [*manage, "serve", "--port", str(port)]
        if "serve" in available
        else [PYTHON, "-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(port)]
    }
    if "work" in available:
        found["work"] = [*manage, "work"]
    return found


def start(name: str, command: list[str | os.PathLike[str]], port: int) -> subprocess.Popen:
    """Start one process in a session of its own, so that Ctrl-C reaches it through us alone; output to var/log."""
    log = VAR / "log" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=setup_steps.environment({"PORT": str(port)}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def wait_until_it_answers(port: int, children: dict[str, subprocess.Popen]) -> None:
    """Raises SetupError when a process ends, or when the web server says nothing for a minute."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        check_alive(children)
        try:
            direct.open(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
    raise SetupError(f"The web server does not answer; see {VAR / 'log' / 'web.log'}")


def check_alive(children: dict[str, subprocess.Popen]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            tail = (VAR / "log" / f"{name}.log").read_text(encoding="utf-8", errors="replace")[-3000:]
            raise SetupError(f"The process “{name}” stopped (code {child.returncode}):\n{tail}")


def watch(children: dict[str, subprocess.Popen]) -> int:
    while True:
        check_alive(children)
        time.sleep(1)


def stop(children: dict[str, subprocess.Popen]) -> None:
    """Ask every child to stop; whoever has not done so after fifteen seconds is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    say("Stopped.")


if __name__ == "__main__":
    sys.exit(main())
