"""The document function: the timetable on a page, from its words, ruling lines and a grammar of days and times."""
