"""The programs that the tests need from the system: installed through apt by root, else listed."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from setup_steps import SetupError, run


@dataclass(frozen=True)
class Package:
    """A Debian package, why it is needed, and how to see that it is there: a program, or a file that matches."""

    name: str
    why: str
    programs: tuple[str, ...] = ()
    files: str = ""

    def is_there(self) -> bool:
        if any(shutil.which(program) for program in self.programs):
            return True
        return bool(self.files) and any(Path("/").glob(self.files))


PACKAGES = (
    Package("chromium", "the tests drive a browser", programs=("chromium", "chromium-browser", "google-chrome")),
    Package(
        "postgresql",
        "storage and transport are tested on it too",
        programs=("initdb",),
        files="usr/lib/postgresql/*/bin/initdb",
    ),
    Package("libpangoft2-1.0-0", "reports become PDF", files="usr/lib/*/libpangoft2-1.0.so.0"),
    Package("libharfbuzz-subset0", "the fonts of a PDF become small", files="usr/lib/*/libharfbuzz-subset.so.0"),
    Package("fonts-dejavu-core", "the browser draws text", files="usr/share/fonts/**/*.[to]tf"),
)


def missing() -> list[Package]:
    return [package for package in PACKAGES if not package.is_there()]


def require() -> None:
    """Install what is missing when root may use apt. Raises SetupError with the list when that cannot be."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        install([package.name for package in wanted])
        wanted = missing()
    if wanted:
        lines = "\n".join(f"  {package.name}: {package.why}" for package in wanted)
        raise SetupError(f"The tests need these Debian packages:\n{lines}")


def install(names: list[str]) -> None:
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    run("Updating the list of packages", ["apt-get", "update", "-q"], env=env)
    options = ["-y", "-q", "--no-install-recommends"]
    run(f"Installing {', '.join(names)}", ["apt-get", "install", *options, *names], env=env)
