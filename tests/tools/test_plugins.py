"""In CI nothing is skipped in silence, and checks that failed are not forgotten."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SKIPPING = {
    "a test": "import pytest\n@pytest.mark.skip(reason='no browser')\ndef test_a(): pass\n",
    "a test from inside": "import pytest\ndef test_a(): pytest.skip('no browser')\n",
    "a module": "import pytest\npytest.skip('no browser', allow_module_level=True)\n",
    "a missing package": "import pytest\npytest.importorskip('no_such_package', reason='no browser')\n",
}


def run(folder: Path, source: str, **env: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.plugins",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        folder,
        folder,
    ]
    clean = {name: value for name, value in os.environ.items() if name not in {"CI", "FAILED_CHECKS"}}
    return subprocess.run(
        command, cwd=ROOT, env=clean | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} | env, capture_output=True, text=True
    )


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING)
def test_a_skip_fails_in_ci_and_says_why(source: str, tmp_path: Path) -> None:
    done = run(tmp_path, source, CI="true")
    assert done.returncode != 0
    assert "no browser" in done.stdout


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING)
def test_a_skip_elsewhere_is_a_skip(source: str, tmp_path: Path) -> None:
    assert "1 skipped" in run(tmp_path, source).stdout


def test_a_check_that_failed_before_the_tests_fails_the_run_and_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "def test_a(): pass\n", FAILED_CHECKS="ruff check")
    assert done.returncode == 1
    assert "ruff check" in done.stdout
    assert "1 passed" in done.stdout.splitlines()[-1]
