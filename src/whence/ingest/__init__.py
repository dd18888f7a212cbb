"""Bytes in, reports out: files, pages, rows and pipes become `whence.terms.Report`, and what cannot be read becomes a Problem with its reason.

    files, problems = find_files(["reports/", "page.html"])
    for file in files:
        for found in read_file(file):
            ...                                  # a Report or a Problem

The room knows formats and what a report says of itself (title, dateline, date, credit of origin); it knows nothing of what the news is about.
"""

from whence.ingest.files import find_files, find_in_order, read_file, read_text
from whence.ingest.options import Columns, IngestOptions
from whence.ingest.reports import note_withdrawal

__all__ = ["Columns", "IngestOptions", "find_files", "find_in_order", "note_withdrawal", "read_file", "read_text"]
