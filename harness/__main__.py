"""`python -m harness`."""

import gc
import sys

from harness.provider.protocol import leave_sdk_out

gc.disable()  # what is loaded stays: there is nothing to collect while it loads, nor in it later
leave_sdk_out()  # the engine speaks Pulumi's messages and needs nothing else of its SDK

from harness.cli.application import main  # noqa: E402

gc.freeze()
gc.enable()
sys.exit(main())
