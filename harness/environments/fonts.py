"""The fonts and word lists that training text is drawn with, which the image of training holds too."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from harness.environments.errors import InstallationError
from harness.environments.interpreters import Report
from harness.environments.programs import ensure_npm
from harness.environments.virtual_environment import LOG_LINES_SHOWN, exclusively
from harness.settings import Settings

PACKAGES = Path("functions/training/fontsource/package.json")
FOLDER = Path(".harness/fonts")  # of the checkout, where `functions.training` looks for them


def prepare_fonts(settings: Settings, report: Report) -> None:
    """Installs the fonts with npm; quick when they are there.

    Args:
        settings: where the checkout and the logs are.
        report: told what is being installed.

    Raises:
        InstallationError: npm is missing or failed; the message shows the end of its log.
    """
    folder, wanted = settings.project / FOLDER, hashlib.sha256((settings.project / PACKAGES).read_bytes()).hexdigest()
    marker, log = folder / "installed.txt", settings.logs / "install-fonts.log"
    with exclusively(folder):
        if marker.exists() and marker.read_text() == wanted:
            return
        ensure_npm(report)
        report("Installing fonts with npm, some 400 MB")
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            command = [sys.executable, "-m", "functions.training", "fonts"]
            done = subprocess.run(command, cwd=settings.project, stdout=output, stderr=output, check=False)
        if done.returncode != 0:
            end = "\n".join(f"  {line}" for line in log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:])
            raise InstallationError(
                "Could not install the fonts. Check the network and npm's registry, then run the command again. "
                f"The end of {log}:\n{end}"
            )
        marker.write_text(wanted)
