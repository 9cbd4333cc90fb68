"""Every row of docs/visibility.md has a test that tries it, cell by cell."""

import re
from pathlib import Path

from tests.visibility_table import table


def test_every_row_is_tried_over_http_for_everybody() -> None:
    files = Path(__file__).parent.glob("**/test_*.py")
    tried = {
        thing for file in files for thing in re.findall(r'^@everybody\("([^"]+)"\)$', file.read_text(), re.MULTILINE)
    }
    assert tried == set(table())
