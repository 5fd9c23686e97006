"""How much memory a process and its children hold."""

from __future__ import annotations

from pathlib import Path

import psutil


def resident_bytes(process_id: int) -> int:
    """Resident memory of a process with all its descendants; 0 when it is gone."""
    try:
        process = psutil.Process(process_id)
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    total = 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.Error:
            continue  # ended while we looked
    return total


def peak_resident_bytes(process_id: int) -> int:
    """The most resident memory the process itself ever held, by the kernel's own count (VmHWM); 0 where unknown."""
    try:
        with Path(f"/proc/{process_id}/status").open() as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
