"""The OCR function: every word of an uploaded page, with its box and confidence."""
