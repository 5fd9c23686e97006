"""A sample timetable page of our own, drawn by a script, with its exact truth, and the score of a reading.

Imports nothing of functions/: the page and the score must not depend on what they measure.
"""
