"""Compile the Dutch catalogue (and the fragments beside it) without the gettext programs."""

import sys

import catalogue


def main() -> int:
    """Write ``django.mo``; conflicts between fragments are printed, the first translation is kept."""
    try:
        whole, conflicts = catalogue.read_catalogue()
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for conflict in conflicts:
        sys.stderr.write(f"{conflict}\n")
    catalogue.compile_catalogue(whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
