"""What every worker does: reads the pages that it is told, one after the other, and says what each took.

Lines of JSON: in, the path of an image a line; out, first `{"started": seconds of processor time}` once the reader is
loaded, then a page a line, last `{"peak_memory_bytes": …}`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict


class Text(TypedDict):
    """What was read: a word, or a line where the reader tells no words apart; the box in pixels."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


Read = Callable[[Path], Sequence[Text]]


def serve(read: Read) -> None:
    """Reads pages until the input ends. A page on which the reader fails is reported as an error, not as the end."""
    _say({"started": processor_seconds()})
    for line in sys.stdin:
        wall, processor = time.perf_counter(), processor_seconds()
        texts: Sequence[Text] = ()
        error = None
        try:
            texts = read(Path(json.loads(line)))
        except Exception as failure:
            error = f"{type(failure).__name__}: {failure}"
        seconds = {"wall": time.perf_counter() - wall, "processor": processor_seconds() - processor}
        _say({"texts": list(texts), "error": error, **seconds})
    _say({"peak_memory_bytes": peak_memory()})


def processor_seconds() -> float:
    """Of this process and of those it has waited for, since their start."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_memory() -> int:
    """The most that this process, or one that it has waited for, held in memory at once, in bytes."""
    return max(_own_peak(), _bytes(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))


def _own_peak() -> int:
    """Linux hands ru_maxrss on from the process that started this one; its status file starts anew."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _bytes(resident: int) -> int:
    return resident if sys.platform == "darwin" else resident * 1024


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()
