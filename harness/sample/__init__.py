"""A sample timetable page of our own, drawn by a script, with its exact truth.

`python -m harness.sample FILE.png` (or .pdf) writes the page. Nothing here imports functions/: the page must
not depend on what is measured with it.
"""

from harness.sample.pdf import sample_pdf
from harness.sample.png import sample_image
from harness.sample.week import sample_truth

__all__ = ["sample_image", "sample_pdf", "sample_truth"]
