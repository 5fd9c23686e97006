"""A reading as one HTML page: the upload with its words and cells drawn over it, and beside it the week they make."""

from harness.view.html import document_html

__all__ = ["document_html"]
