"""Pages of real PDFs that no model here was trained on. Their text layers are the exact truth of their renderings.

They must stay out of training: reference cards with tables in five languages, tables of figures and of names, a dense
page of a journal. Each was looked at with the boxes of its words drawn in; layers that leave out what a picture says
were not taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from harness.bench.ocr.downloads import PublishedFile
from harness.bench.ocr.evaluation_page import save_page
from harness.bench.ocr.text_layer import words

POINTS_PER_INCH = 72


@dataclass(frozen=True)
class DocumentPage:
    """A page of a published PDF.

    Attributes:
        name: of the page in the set.
        file: the PDF.
        index: of the page, from 0.
        dots_per_inch: of its rendering.
    """

    name: str
    file: PublishedFile
    index: int
    dots_per_inch: int

    def draw(self, folder: Path, downloads: Path) -> Path:
        """Renders the page into a folder, with its truth; returns the image.

        Args:
            downloads: folder that keeps what was fetched.

        Raises:
            HarnessError: the file cannot be fetched.
        """
        scale = self.dots_per_inch / POINTS_PER_INCH
        image = folder / f"{self.name}.png"
        with pdfium.PdfDocument(self.file.fetch(downloads)) as document:
            sheet = document[self.index]
            save_page(sheet.render(scale=scale).to_pil().convert("RGB"), image, words(sheet, scale))
        return image


def _reference_card(language: str, sha256: str, index: int, dots_per_inch: int) -> DocumentPage:
    path = f"usr/share/doc/debian-refcard/refcard-{language}-a4.pdf.gz"
    file = PublishedFile("apt-get", "debian-refcard=12.0", path, sha256)
    return DocumentPage(f"reference-card-{language}", file, index, dots_per_inch)


def _table(name: str, sha256: str, dots_per_inch: int) -> DocumentPage:
    file = PublishedFile("pip", "tabula-py==2.9.0", f"tabula-py-2.9.0/tests/resources/{name}.pdf", sha256)
    return DocumentPage(f"table-{name.lower().replace('_', '-')}", file, 0, dots_per_inch)


DOCUMENT_PAGES = (
    _reference_card("en", "e876ef5e889cc82835b96a1b32df6a295e41534a1adae69def6d4ad981e38f61", 0, 130),
    _reference_card("de", "e788565be0b9db4d22eeb8fb5ee295f7eea869ec1f4d13fa5c42e21febc73971", 1, 120),
    _reference_card("fr", "7876f11d932cf2bfa20881a57b36711125eaf4d0fd0edc69b7b49de571c76454", 1, 130),
    _reference_card("pl", "73168a49a575ef5e0995ea7d1cb9cb7dc3db07373a1301fd8f88b56439076524", 1, 120),
    _reference_card("es", "0fc08a50cc3fd7fdb56508724ffdc2b6c105a3c15f46a8a4c32617752bd5f664", 1, 110),
    _table("campaign_donors", "e08bf501a22136360ac22020caae5ce21934de8cf18c62ca293dd02b8971088e", 150),
    _table("data", "398b460ae6896c553335c45736fe6962992ee3b3f22d15058c335846f7c60143", 110),
    _table("MultiColumn", "ad8639d78ff804aff84ec15eac915367f3aa177f39de12b7b02cbc6cb19d3162", 130),
    DocumentPage(
        "journal",
        PublishedFile(
            "npm",
            "pdf-parse@1.1.1",
            "package/test/data/04-valid.pdf",
            "d106f5ebb2daa6ec1f29d1a36fdfefb20fe01fe998591ab6eb10a8c068283ef3",
        ),
        3,
        130,
    ),
)
