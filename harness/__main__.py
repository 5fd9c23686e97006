"""`python -m harness`."""

import sys

from harness.cli.application import main

sys.exit(main())
