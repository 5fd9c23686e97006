"""One module per reader of timetables, run as a process of its own; the peer's in an environment that holds only it."""
