"""Runs a command that ends with its parent: `python orphan_guard.py COMMAND [ARGUMENT...]`.

A parent killed by SIGKILL cannot end its children. On Linux the kernel does it for them when they ask
(PR_SET_PDEATHSIG); elsewhere the command simply runs.

A shell starts what it puts into the background with SIGINT ignored, and a shell script could not even trap it then: the
command would miss that it is to stop.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def main() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606


if __name__ == "__main__":
    main()
