"""Runs a program as a container's first process: `python supervise.py PARENT program argument…`.

What the program starts ends with it, and all of it ends with the emulator, even when that is killed (Linux). Exits as
container runtimes report it: with the program's status, or with 128 and the number of the signal that ended it.
SIGTERM goes on to the program; SIGHUP kills everything. A file of its own, on the standard library only.
"""

# ruff: noqa: PTH123, PTH208 - pathlib would add its import to every start

import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h
PASSED_ON, KILL_ALL = signal.SIGTERM, signal.SIGHUP


def main(parent: int, program: list[str]) -> int:
    """Runs the program to its end and returns the status to exit with."""
    adopt_strays_and_die_with(parent)
    signal.pthread_sigmask(signal.SIG_BLOCK, {PASSED_ON, KILL_ALL})  # until there is a program that they can reach
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {PASSED_ON, KILL_ALL})
        os.execv(program[0], program)  # noqa: S606 - a shell has no place here
    signal.signal(PASSED_ON, lambda number, frame: send(child, number))
    signal.signal(KILL_ALL, lambda number, frame: kill_descendants())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {PASSED_ON, KILL_ALL})
    if os.getppid() != parent:  # it died before we asked to be told
        kill_descendants()
    status = wait_for(child)
    with contextlib.suppress(ChildProcessError):  # once none is left
        while True:
            kill_descendants()
            os.wait()
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def adopt_strays_and_die_with(parent: int) -> None:
    """Makes the kernel give us what our descendants leave behind, and tell us when `parent` dies (Linux)."""
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        libc.prctl(PR_SET_PDEATHSIG, int(KILL_ALL), 0, 0, 0)


def wait_for(child: int) -> int:
    """Waits for the program, and meanwhile for strays; returns its status."""
    while True:
        ended, status = os.wait()
        if ended == child:
            return status


def kill_descendants() -> None:
    for pid in descendants(os.getpid()):
        send(pid, signal.SIGKILL)


def send(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def descendants(root: int) -> list[int]:
    """Children of a process, their children, and so on, as far as the system tells (Linux)."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc/self") else []:  # noqa: PTH112
        with contextlib.suppress(OSError, ValueError), open(f"/proc/{int(name)}/stat") as file:
            parent = int(file.read().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(name))
    found = [root]
    for pid in found:  # grows on the way
        found.extend(children.get(pid, []))
    return found[1:]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
