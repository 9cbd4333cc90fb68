"""Pin every Python package with its hashes, without naming a registry (docs/decisions/0001).

Run by a developer who changed ``pyproject.toml``; uv is needed for this alone.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
FILES = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["pyproject.toml", "--group", "dev", "--constraint", "requirements.txt"],
    "requirements-node.txt": ["--group", "pyproject.toml:node"],
}


def main() -> int:
    """Write the three requirement files; extra arguments go to uv (``--upgrade``)."""
    uv = which("uv") or str(ROOT / ".venv/bin/uv")
    env = os.environ | {"UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    for target, sources in FILES.items():
        command = [uv, "pip", "compile", *OPTIONS, "--no-annotate", *sources, "--output-file", target, *sys.argv[1:]]
        subprocess.run(command, cwd=ROOT, env=env, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
