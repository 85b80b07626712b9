"""Sheets as PDF and as pictures, drawn from our own files alone: nothing is ever fetched.

Templates of sheets name files as `own:core/sheet.css`; every other address is refused, so that no
text a person wrote can make the server open a door.
"""

import mimetypes
from io import BytesIO
from pathlib import Path

import pypdfium2
from django.contrib.staticfiles import finders
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

OWN = "own:"
PICTURE_WIDTH = 1080  # px; the sheet is laid out in CSS px, a PDF counts 3/4 of them


class OwnFiles(URLFetcher):
    """Serves static files of the platform by name, and nothing else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file, or a refusal."""
        path = finders.find(url.removeprefix(OWN)) if url.startswith(OWN) else None
        if not path or not isinstance(path, str):
            raise ValueError("Only the platform's own files are drawn.")
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})


def pdf_of(html: str) -> bytes:
    """The sheet as a PDF."""
    return (
        HTML(string=html, base_url=OWN, url_fetcher=OwnFiles()).write_pdf(
            font_config=FontConfiguration()
        )
        or b""
    )


def picture_of(html: str) -> bytes:
    """The first page of the sheet as a PNG, 1080 pixels wide."""
    document = pypdfium2.PdfDocument(pdf_of(html))
    try:
        page = document[0]
        bitmap = page.render(scale=PICTURE_WIDTH / page.get_width())
        picture = BytesIO()
        bitmap.to_pil().convert("P", palette=1, colors=128).save(picture, "PNG", optimize=True)
        return picture.getvalue()
    finally:
        document.close()
