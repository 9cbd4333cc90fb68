"""Fail when a text of the code or a template has no Dutch, and list every such text."""

import sys

import catalogue


def main() -> int:
    whole, conflicts = catalogue.read_catalogue()
    problems = conflicts + catalogue.faults(whole)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
