"""Fold the fragments of ``locale/nl/parts`` into the one catalogue and delete them."""

import sys

import catalogue


def main() -> int:
    """Write the merged catalogue, unless two fragments disagree."""
    whole, conflicts = catalogue.read_catalogue()
    if conflicts:
        sys.stderr.write("\n".join(conflicts) + "\n")
        return 1
    catalogue.write_catalogue(whole)
    for path in catalogue.PARTS.glob("*.po"):
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
