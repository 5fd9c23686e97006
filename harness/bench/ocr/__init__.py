"""Compares readers of pages, ours and others that users could install, on the same pages in the same run."""
