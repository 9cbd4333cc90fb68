"""``make bench [ONLY=group]``: set up what is needed, then measure. JSON goes to stdout, the rest to stderr."""

from __future__ import annotations

import os
import subprocess
import sys

import setup_steps
from setup_steps import PYTHON, ROOT, VAR, SetupError, environment


def main() -> int:
    setup_steps.out = sys.stderr
    folder = VAR / "bench"
    env = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": setup_steps.demo_settings()["SECRET_KEY"],
    }
    try:
        setup_steps.install_for_tests()
        setup_steps.fill_database(env, folder=folder)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    command = [PYTHON, "-m", "benchmarks", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment(env)).returncode


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
