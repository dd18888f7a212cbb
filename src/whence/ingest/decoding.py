"""Bytes to text: the encoding is told from the bytes or not at all, never forced."""

from __future__ import annotations

import codecs
import re

from whence.errors import RefusalError
from whence.terms import ProblemKind

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n?")
_CHANGED = re.compile(r"[^\x00-\x7f]")
_OPENING, _CLOSING = "“‘‚„«‹", "”’»›"
_ANYWHERE = set("–—…•·°£€¥¢©®™§½¼¾¡¿\xa0\xad")
_SAMPLE = 100_000  # characters looked at to judge a text; the head tells as well as the whole
_LEAST_PLAUSIBLE = 0.95  # share of non-ASCII characters that stand where such a character can stand
_MOST_CHANGED = 0.10  # share of non-ASCII characters; a text of another script, read as cp1252, is made of little else
_MOST_BROKEN = 0.01  # share of characters; with more, bytes are of another encoding rather than of UTF-8 that broke
_LINE_FEED = b"\n"
_CUT_OFF = "unexpected end of data"  # what Python's decoder says
_ICONV_BROKEN = "iconv -c -f UTF-8 -t UTF-8 FILE > FILE.txt"
_LEAVE_OUT = f"Get it anew, or leave out what is broken: {_ICONV_BROKEN}"
_REMEDY = "Turn it into UTF-8 first, naming its encoding: iconv -f ENCODING -t UTF-8 FILE > FILE.txt"


def marked_encoding(data: bytes) -> tuple[str, int] | None:
    """Tell the encoding that the first bytes show: (name, length of the byte order mark), None for UTF-8 or 8-bit without a mark.

    data   the beginning of a file, or all of it
    Without a mark, UTF-16 and UTF-32 show by the zero bytes of their ASCII letters, digits, spaces and line ends. A mark of UTF-16 before UTF-8 is
    none: two bytes that broke.
    """
    for mark, name in _MARKS:
        if data.startswith(mark) and not (name.startswith("utf-16") and _is_utf_8(data[len(mark) : _SAMPLE])):
            return name, len(mark)
    if b"\0" not in data[:_SAMPLE]:
        return None
    head = data[: _SAMPLE - _SAMPLE % 4]
    zeros = [head[n::4].count(0) / max(1, len(head[n::4])) for n in range(4)]
    if zeros[3] == 1 and zeros[2] > 0.98 and zeros[0] < 0.02:
        return "utf-32-le", 0
    if zeros[0] == 1 and zeros[1] > 0.98 and zeros[3] < 0.02:
        return "utf-32-be", 0
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.03 and even < 0.01:
        return "utf-16-le", 0
    if even > 0.03 and odd < 0.01:
        return "utf-16-be", 0
    return None


def decode(data: bytes, *, declared: str | None = None, lenient: bool = False) -> str:
    """Decode a text whose encoding can be told; its byte order mark is left out.

    declared   the encoding that a page names; tried when the bytes carry no mark and are no UTF-8
    lenient    a few damaged characters, up to one in 1,000, become U+FFFD, as browsers do it

    Told by: mark, zero bytes of UTF-16 and UTF-32, valid UTF-8, `declared`, then cp1252 or Mac Roman where at least 95 % of the non-ASCII
    characters stand where such a character can ("don’t", "café"), at most 10 % of all are such, and nothing in it looks like UTF-8.
    Raises RefusalError: BINARY for zero bytes or control characters, ENCODING where the encoding cannot be told, or where UTF-8 is broken: some of
    its non-ASCII characters are valid, or it breaks off within the last.
    """
    if (marked := marked_encoding(data)) is not None:
        name, n_skipped = marked
        try:
            return _text_only(data[n_skipped:].decode(name))
        except UnicodeDecodeError as err:
            if not n_skipped and name != "utf-8":
                raise _binary(data.count(0)) from err
            if name == "utf-8":
                raise _broken(data, err, n_skipped) from err
            raise RefusalError(
                ProblemKind.ENCODING, f"It begins as {name.upper()}, but the bytes at {err.start + n_skipped:,} are none: {err.reason}.", _REMEDY
            ) from err
    if b"\0" in data:
        raise _binary(data.count(0))
    try:
        return _text_only(data.decode("utf-8"))
    except UnicodeDecodeError as err:
        first_wrong = err
    if declared is not None and (text := _declared(data, declared, lenient=lenient)) is not None:
        return _text_only(text)
    damaged = data.decode("utf-8", "replace")
    n_wrong = damaged.count("\ufffd")
    if lenient and n_wrong * 1000 <= len(damaged):
        return _text_only(damaged)
    n_right = sum(1 for _ in _CHANGED.finditer(damaged)) - n_wrong
    is_marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if n_right < n_wrong and not is_marked:
        text = _eight_bit(data)
        if text is not None:
            return text
    few = n_wrong <= _MOST_BROKEN * len(damaged)
    if is_marked or n_right >= n_wrong or (n_right and few) or first_wrong.reason == _CUT_OFF:
        raise _broken(data, first_wrong) from first_wrong
    raise RefusalError(
        ProblemKind.ENCODING,
        f"The encoding cannot be told: byte 0x{data[first_wrong.start]:02x} at {first_wrong.start:,} is no UTF-8, and the text reads neither as "
        "cp1252 nor as Mac Roman.",
        f"{_REMEDY}; if it is UTF-8 that broke, leave out what is broken: {_ICONV_BROKEN}" if few else _REMEDY,
    ) from first_wrong


def _broken(data: bytes, first: UnicodeDecodeError, n_skipped: int = 0) -> RefusalError:
    """Say of UTF-8 where it is broken. first: the first error, in the bytes after n_skipped."""
    at = first.start + n_skipped
    line = f", in line {data.count(_LINE_FEED, 0, at) + 1:,}" if _LINE_FEED in data.rstrip() else ""  # not of the one line of a table
    n_wrong = data[n_skipped:].decode("utf-8", "replace").count("\ufffd") - data.count("\ufffd".encode())
    if first.reason == _CUT_OFF:
        told = f"It is UTF-8 that breaks off within a character, at byte {at:,}{line}."
    else:
        more = f", and {n_wrong - 1:,} more" if n_wrong > 1 else ""
        told = f"It is broken UTF-8: byte 0x{data[at]:02x} at {at:,}{line} belongs to no character{more}."
    return RefusalError(ProblemKind.ENCODING, told, _LEAVE_OUT)


def _is_utf_8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8, but for a few that broke, and no UTF-16, which has zero bytes in spaces and line ends."""
    if not data or b"\0" in data:
        return False
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") <= _MOST_BROKEN * len(text)


def plain_line_ends(text: str) -> str:
    """Make every line end a line feed."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _declared(data: bytes, declared: str, *, lenient: bool) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        name = "cp1252"  # what browsers take these labels for (WHATWG Encoding Standard)
    if name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        return None  # a page whose label can be read in ASCII is not written in these
    try:
        text = data.decode(name, "replace" if lenient else "strict")
    except (UnicodeError, LookupError):  # LookupError: a codec that is no text encoding, such as "hex"
        return None
    return text if text.count("\ufffd") * 1000 <= len(text) else None


def _eight_bit(data: bytes) -> str | None:
    fits = []
    for name in ("cp1252", "mac-roman"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        fits.append((_plausible(text), text))
    if not fits:
        return None
    share, text = max(fits, key=lambda fit: fit[0])  # the first of equals: cp1252
    return text if share >= _LEAST_PLAUSIBLE else None


def _plausible(text: str) -> float:
    """Share of the non-ASCII characters that stand where such a character can stand; 0 where there are more of them than a Latin text has."""
    n = n_plausible = 0
    for match in _CHANGED.finditer(text, 0, _SAMPLE):
        n += 1
        at = match.start()
        n_plausible += _fits(match[0], text[at - 1 : at] or " ", text[at + 1 : at + 2] or " ")
    if n > max(2, _MOST_CHANGED * min(len(text), _SAMPLE)) or _CONTROL.search(text, 0, _SAMPLE):
        return 0.0
    return n_plausible / max(1, n)


def _fits(char: str, before: str, after: str) -> bool:
    if char in _ANYWHERE:
        return True
    if char in _CLOSING and (before.isalnum() or before in ".,!?;:)]…'\"") and not (char in "”»›" and after.isalnum()):
        return True
    if char in _OPENING or char == "’":
        return not before.isalnum() and (after.isalnum() or after in "(['\"…$“‘")
    if char.isalpha():
        if char.isupper():
            return (before.isupper() or not before.isalnum()) and after.isalpha()
        return before.isalpha() or after.isalpha()
    return False


def _text_only(text: str) -> str:
    n_controls = sum(1 for _ in _CONTROL.finditer(text, 0, _SAMPLE))
    if n_controls > 0.01 * min(len(text), _SAMPLE):
        n_first = min(len(text), _SAMPLE)
        raise RefusalError(ProblemKind.BINARY, f"It is no text: control characters stand among its first {n_first:,} ({n_controls:,} of them).")
    return text


def _binary(n_zeros: int) -> RefusalError:
    return RefusalError(ProblemKind.BINARY, f"It is no text: it holds {n_zeros:,} zero byte{'' if n_zeros == 1 else 's'}.")
