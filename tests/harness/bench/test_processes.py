"""What a command takes, measured on small commands with a known appetite."""

import os
import sys

import pytest

from harness.bench.processes import run
from harness.errors import HarnessError

MEGABYTE = 1_000_000


def python(tmp_path, script: str):
    return run([sys.executable, "-c", script], tmp_path, os.environ)


def test_the_memory_of_descendants_counts(tmp_path):
    eater = "import time; held = b'1' * 60_000_000; time.sleep(0.8)"
    parent = f"import subprocess, sys; held = b'1' * 60_000_000; subprocess.run([sys.executable, '-c', {eater!r}])"
    alone, both = python(tmp_path, eater), python(tmp_path, parent)
    assert alone.peak_bytes > 60 * MEGABYTE
    assert both.peak_bytes > 120 * MEGABYTE


def test_processor_time_is_of_work_and_not_of_waiting(tmp_path):
    busy = python(tmp_path, "import time\nwhile time.process_time() < 0.5: pass")
    waiting = python(tmp_path, "import time; time.sleep(0.5)")
    assert busy.processor_seconds >= 0.5
    assert waiting.seconds >= 0.5
    assert waiting.processor_seconds < busy.processor_seconds


def test_what_the_command_prints_is_kept(tmp_path):
    assert python(tmp_path, "print('done')").output == "done\n"


def test_a_command_that_fails_is_an_error_with_what_it_printed(tmp_path):
    with pytest.raises(HarnessError, match=r"failed:\nno disk\n"):
        python(tmp_path, "import sys; sys.exit('no disk')")
