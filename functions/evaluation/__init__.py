"""How well a page was read: pure scores over words in boxes, the same for every reader.

Imports nothing else of the project and ships in no function, so that a score cannot depend on what it measures.
docs/ocr.md explains the definitions to people.
"""
