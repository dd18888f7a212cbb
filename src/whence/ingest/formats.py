"""Which format a file has: its first bytes decide, then the suffix, then what the text begins with."""

from __future__ import annotations

import json
import re
from enum import Enum, auto
from pathlib import PurePath

from whence.errors import RefusalError
from whence.ingest.decoding import marked_encoding, plain_line_ends
from whence.terms import ProblemKind


class Format(Enum):
    """What the room reads."""

    TEXT = auto()
    MARKDOWN = auto()
    HTML = auto()
    JSON = auto()
    JSON_LINES = auto()
    CSV = auto()


HEAD = 65_536  # bytes that tell the format

_SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".shtml": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".jsonlines": Format.JSON_LINES,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".tab": Format.CSV,
}
_NO_REPORT = {
    **dict.fromkeys((".css", ".js", ".mjs", ".map", ".py", ".sh", ".php", ".ini", ".toml", ".yaml", ".yml"), "source code or settings, not a report"),
    **dict.fromkeys((".rss", ".atom", ".xml", ".svg"), "XML, which is not read as a report"),
}
_MAIL_SUFFIXES = (".eml", ".emlx", ".mbox", ".mbx", ".msg")
_TO_TEXT = "Save it as text (.txt) or HTML, then read that."
_MAIL_TO_TEXT = "Save what it says as text (.txt), without the head lines, then read that; --published DATE gives its date."
_MAGIC: tuple[tuple[bytes, ProblemKind, str, str | None], ...] = (
    (b"\xff\xd8\xff", ProblemKind.BINARY, "a JPEG image", None),
    (b"\x89PNG\r\n", ProblemKind.BINARY, "a PNG image", None),
    (b"GIF87a", ProblemKind.BINARY, "a GIF image", None),
    (b"GIF89a", ProblemKind.BINARY, "a GIF image", None),
    (b"II*\0", ProblemKind.BINARY, "a TIFF image", None),
    (b"MM\0*", ProblemKind.BINARY, "a TIFF image", None),
    (b"OggS", ProblemKind.BINARY, "an Ogg recording", None),
    (b"ID3\x03", ProblemKind.BINARY, "an MP3 recording", None),
    (b"ID3\x04", ProblemKind.BINARY, "an MP3 recording", None),
    (b"\x7fELF", ProblemKind.BINARY, "a program", None),
    (b"%PDF-", ProblemKind.UNSUPPORTED, "a PDF", "Turn it into text first: pdftotext FILE.pdf FILE.txt"),
    (
        b"PK\x03\x04",
        ProblemKind.UNSUPPORTED,
        "a ZIP archive or an office document",
        f"An archive: unpack it and name the folder. A document: {_TO_TEXT}",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ProblemKind.UNSUPPORTED, "an old office document or a mail of Outlook", _TO_TEXT),
    (rb"{\rtf", ProblemKind.UNSUPPORTED, "an RTF document", _TO_TEXT),
    (b"\x1f\x8b", ProblemKind.UNSUPPORTED, "a gzip archive", "Unpack it first: gunzip --keep FILE"),
    (b"BZh", ProblemKind.UNSUPPORTED, "a bzip2 archive", "Unpack it first: bunzip2 --keep FILE"),
    (b"\xfd7zXZ\0", ProblemKind.UNSUPPORTED, "an xz archive", "Unpack it first: unxz --keep FILE"),
    (b"\x28\xb5\x2f\xfd", ProblemKind.UNSUPPORTED, "a zstd archive", "Unpack it first: unzstd --keep FILE"),
    (b"7z\xbc\xaf\x27\x1c", ProblemKind.UNSUPPORTED, "a 7z archive", "Unpack it and name the folder."),
    (b"Rar!\x1a", ProblemKind.UNSUPPORTED, "a RAR archive", "Unpack it and name the folder."),
    (b"SQLite format 3\0", ProblemKind.UNSUPPORTED, "an SQLite database", "If it is a record: whence show FILE"),
    (b"WARC/1.", ProblemKind.UNSUPPORTED, "a web archive", "Take the pages out of it and save them as HTML."),
    (b"MIME-Version:", ProblemKind.UNSUPPORTED, "a page saved as MHTML or a mail", _TO_TEXT),
    (b"From: <Saved by", ProblemKind.UNSUPPORTED, "a page saved as MHTML", "Save the page as HTML, then read that."),
)
_COMMENT = r"<!--(?:(?!-->).){0,2000}+-->"  # possessive, as what repeats it must be: comments are never cut in another way
_PAGE = re.compile(rf"(?:<\?xml[^>]{{0,200}}>|{_COMMENT}|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HEAD_LINES = re.compile(r"(?:From \S[^\n]*\n)?(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,100}", re.IGNORECASE)
# What only programs write into a mail's head; a mail pasted into a text has From, Sent and Subject, and is read.
_BY_PROGRAM = re.compile(
    r"^(?:MIME-Version|Content-Transfer-Encoding|Message-ID|Return-Path|Delivered-To|DKIM-Signature):|^Received: (?:from|by) ",
    re.IGNORECASE | re.MULTILINE,
)
_SENDER = re.compile(r"^From:[^\n]*\S@\S", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(r"^Date:[^\n]* \d{4} +\d\d?:\d\d(?::\d\d)? +(?:[+-]\d{4}|[A-Z]{2,3})\b", re.IGNORECASE | re.MULTILINE)  # RFC 5322, section 3.3
_MAILBOX = re.compile(r"From \S+ +[A-Z][a-z]{2} +[A-Z][a-z]{2} +\d\d? +\d\d:\d\d")  # RFC 4155: the address, then the time as C's asctime gives it
_FEED = re.compile(rf"(?:<\?xml[^>]{{0,400}}>|{_COMMENT}|\s)*+<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*<(?:\?xml|rss|feed|svg)\b", re.IGNORECASE)
_OBJECTS = re.compile(r"\s*\[\s*\{")


def tell_format(head: bytes, name: str) -> Format:
    """Tell the format of a file from its first bytes (up to `HEAD`) and its name ("-" for a pipe).

    Raises RefusalError: BINARY or UNSUPPORTED, naming what it is and what to do.
    """
    for magic, kind, what, remedy in _MAGIC:
        if head.startswith(magic):
            raise RefusalError(kind, f"It is {what}.", remedy)
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise RefusalError(ProblemKind.BINARY, "It is an image, a recording or a film.")
    if head[4:8] == b"ftyp":
        raise RefusalError(ProblemKind.BINARY, "It is an image or a film.")
    suffix = PurePath(name).suffix.lower()
    text = _peek(head)
    if suffix in _MAIL_SUFFIXES:
        raise RefusalError(ProblemKind.UNSUPPORTED, f"It is a mail or a mailbox (by its suffix, {suffix}).", _MAIL_TO_TEXT)
    if _is_mail(plain_line_ends(text)):
        raise RefusalError(ProblemKind.UNSUPPORTED, "It is a mail, or a page as a mail program keeps it (by its first lines).", _MAIL_TO_TEXT)
    if _FEED.match(text):
        raise RefusalError(
            ProblemKind.UNSUPPORTED, "It is a feed, which only lists stories.", "Save the pages that it leads to as HTML, then read those."
        )
    by_suffix = _SUFFIXES.get(suffix)
    if by_suffix is Format.JSON:
        return Format.JSON_LINES if _is_json_lines(text) else Format.JSON
    if by_suffix is not None:
        return by_suffix
    if suffix in _NO_REPORT:
        raise RefusalError(
            ProblemKind.UNSUPPORTED, f"It is {_NO_REPORT[suffix]} (by its suffix, {suffix}).", "If it is a report all the same, name it .txt or .html"
        )
    if _PAGE.match(text):
        return Format.HTML
    if _XML.match(text):
        raise RefusalError(ProblemKind.UNSUPPORTED, "It is XML, which is not read as a report.", "A page: name it .html")
    if _is_json_lines(text):
        return Format.JSON_LINES
    if text.lstrip()[:1] == "{" or _OBJECTS.match(text):
        return Format.JSON if _is_json_so_far(text) else Format.TEXT
    return Format.TEXT


def _peek(head: bytes) -> str:
    name, n_skipped = marked_encoding(head) or ("utf-8", 0)
    return head[n_skipped:].decode(name, "replace")


def _is_mail(text: str) -> bool:
    """Tell a mail as programs send and keep it, and a page in that form, by its first lines."""
    lines = _HEAD_LINES.match(text)
    head = lines[0] if lines else ""
    return bool(_MAILBOX.match(text) or _BY_PROGRAM.search(head) or (_SENDER.search(head) and _SENT.search(head)))


def _is_json_lines(text: str) -> bool:
    line, _, rest = text.lstrip().partition("\n")
    if not (rest.strip() and line.startswith("{")):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json_so_far(text: str) -> bool:
    return bool(re.match(r'\s*(?:\[\s*)*\{\s*(?:"|\})', text))
