"""``python -m benchmarks [group]``: run the groups, each in a process of its own, and print one JSON object a line."""

import importlib
import subprocess
import sys
from pathlib import Path

import benchmarks


def groups() -> list[str]:
    """The modules of this package that measure something: those with a ``run()``."""
    modules = sorted(Path(benchmarks.__path__[0]).glob("*.py"))
    return [path.stem for path in modules if not path.stem.startswith("_") and "\ndef run(" in path.read_text()]


def run(group: str) -> None:
    for measurement in importlib.import_module(f"benchmarks.{group}").run():
        print(measurement.as_json(), flush=True)


def main(arguments: list[str]) -> int:
    """Run one group here, or every group in turn; a group that fails does not stop the others."""
    known = groups()
    if arguments:
        if arguments[0] not in known:
            sys.stderr.write(f"There is no group “{arguments[0]}”; there are: {', '.join(known)}\n")
            return 2
        run(arguments[0])
        return 0
    codes = [subprocess.run([sys.executable, "-m", "benchmarks", group]).returncode for group in known]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
