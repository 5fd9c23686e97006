"""The command line, `python -m harness`: a module per group of commands, for people or, with --json, for programs."""
