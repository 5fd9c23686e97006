"""What the process of every reader does: reads the files that it is told, one after the other, and says what each took.

Lines of JSON: in, the path of a file a line; out, first `{"started": seconds of processor time}` once the reader is
loaded, then a reading a line, last `{"peak_memory_bytes": …}`. A peer's process has an environment that holds nothing
but the peer, so this needs the standard library only.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Read = Callable[[Path], object]


def serve(read: Read) -> None:
    """Reads files until the input ends. One on which the reader fails is reported as an error, not as the end.

    Args:
        read: from a file to what JSON can say of it.
    """
    _say({"started": processor_seconds()})
    for line in sys.stdin:
        wall, processor = time.perf_counter(), processor_seconds()
        result, error = None, None
        try:
            result = read(Path(json.loads(line)))
        except Exception as failure:
            error = f"{type(failure).__name__}: {failure}"
        seconds = {"wall": time.perf_counter() - wall, "processor": processor_seconds() - processor}
        _say({"result": result, "error": error, **seconds})
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
