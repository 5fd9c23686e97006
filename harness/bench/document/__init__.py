"""Compares readers of timetables, ours and others that users could put together, on the same pages in the same run."""
