"""The command line: `python -m harness`. One module per group of commands; each prints for people or, with --json, for programs."""
