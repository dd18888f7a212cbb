"""HTML to drafts: pages are taken apart in a worker process, which is held to a time and started again when it hangs or dies.

The worker is a plain child process that talks over its standard input and output (`whence.ingest.page_worker`), not one of `multiprocessing`: that
would import the caller's main module again, with the whole command line or, in a script without a guard, the script itself.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator

from whence.errors import RefusalError
from whence.ingest.decoding import decode
from whence.ingest.draft import Draft
from whence.ingest.options import IngestOptions
from whence.ingest.page import Page
from whence.terms import ProblemKind

_MAX_CHARS = 2_000_000  # trafilatura 2.3.1 takes 7 s for 5 MB of text, and more than 25 s for 20 MB of links
_START_S = 60.0  # importing the parsers takes half a second, on a busy machine a multiple
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w-]{2,40})|<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([\w-]{2,40})""", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->", re.IGNORECASE)
_UNTOLD = re.compile(r"</?(?:nobr|wbr)\b[^>]{0,200}>", re.IGNORECASE)  # trafilatura 2.3.1 drops the words inside <nobr>
_REMEDY = "Save the story of the page as a text file (.txt), then read that."


def read_page(data: bytes, *, options: IngestOptions, file_name: str | None = None) -> Draft:
    """Take an HTML page apart, in the worker process.

    Raises RefusalError: ENCODING, TOO_LARGE (over 2 million characters without scripts and styles), TIMED_OUT, BROKEN_HTML, NO_MAIN_TEXT.
    """
    charset = _CHARSET.search(data[:4096])
    source = decode(data, declared=None if charset is None else (charset[1] or charset[2]).decode("ascii"), lenient=True)
    if not source.strip():
        raise RefusalError(ProblemKind.EMPTY, "It is empty.")
    if "<" not in source:
        return Draft(body=source, file_name=file_name)
    if len(source) > _MAX_CHARS:
        source = without_code(source)
    if len(source) > _MAX_CHARS:
        reason = f"The page has {len(source):,} characters without its scripts and styles; the limit for pages is {_MAX_CHARS:,}."
        raise RefusalError(ProblemKind.TOO_LARGE, reason, _REMEDY)
    page = _WORKER.take_apart(_UNTOLD.sub("", source), timeout_s=options.html_timeout_s)
    if page.wall is not None:
        raise RefusalError(
            ProblemKind.NO_MAIN_TEXT, f"The page holds no story, only {page.wall}.", "Open it in a browser, accept or sign in, and save it again."
        )
    if not page.paragraphs:
        if page.broken:
            raise RefusalError(ProblemKind.BROKEN_HTML, "The page cannot be parsed, and its raw text holds no story.", _REMEDY)
        raise RefusalError(ProblemKind.NO_MAIN_TEXT, "No story was found on the page.", _REMEDY)
    saved_from = _SAVED_FROM.search(source, 0, 4096)
    return Draft(
        body="\n\n".join(page.paragraphs),
        title=page.title,
        outlet=page.outlet,
        author=page.author,
        url=page.url or (None if saved_from is None else saved_from[1]),
        published=page.published,
        n_stories=page.n_stories,
        file_name=file_name,
    )


def without_code(source: str) -> str:
    """Take scripts, styles, comments and inline pictures out of a page; scripts that hold metadata (JSON-LD) stay. Linear in its length."""
    kept = []
    at = 0
    for start, end in _code_in(source):
        kept.append(source[at:start])
        at = end
    kept.append(source[at:])
    return _INLINE.sub("data:,", "".join(kept))


_INLINE = re.compile(r"data:[a-z]+/[\w.+-]+;base64,[A-Za-z0-9+/=]+", re.IGNORECASE)
_OPENING = re.compile(r"<(script|style|svg)\b([^>]{0,1000})>|<!--", re.IGNORECASE)
_CLOSINGS = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("script", "style", "svg")} | {"": re.compile("-->")}


def _code_in(source: str) -> Iterator[tuple[int, int]]:
    """Find scripts, styles, drawings and comments in a page: (start, end) of each, in order; one that is not closed is left in."""
    never_closed: set[str] = set()
    at = 0
    while opening := _OPENING.search(source, at):
        at = opening.end()
        tag = (opening[1] or "").lower()
        if tag in never_closed or "ld+json" in (opening[2] or "").lower():
            continue
        closing = _CLOSINGS[tag].search(source, at)
        if closing is None:
            never_closed.add(tag)
            continue
        at = closing.end()
        yield opening.start(), at


class PageWorker:
    """The one process that takes pages apart; started with the first page, used again for the next, killed when it is over its time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def take_apart(self, source: str, *, timeout_s: float) -> Page:
        """Send a page to the worker and wait for what it found. Raises RefusalError: TIMED_OUT, or BROKEN_HTML where the worker dies of it."""
        with self._lock:
            process = self._running()
            request = json.dumps({"source": source}).encode("ascii") + b"\n"
            answer = self._ask(process, request, timeout_s)
            if answer is None:
                raise RefusalError(ProblemKind.TIMED_OUT, f"Taking the page apart took longer than {timeout_s:g} s.", _REMEDY)
        if not answer:
            raise RefusalError(ProblemKind.BROKEN_HTML, "The parser died of the page.", _REMEDY)
        found = json.loads(answer)
        if "error" in found:
            raise RefusalError(ProblemKind.BROKEN_HTML, f"The parser failed on the page: {found['error']}.", _REMEDY)
        return Page(**{**found, "paragraphs": tuple(found["paragraphs"])})

    def close(self) -> None:
        """End the worker, if there is one; the next page starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        if self._owner == os.getpid():
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what could not be written to a dead worker is flushed again on closing
                    pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._owner != os.getpid() or self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._process = _start()
            self._owner = os.getpid()
            ready = self._ask(self._process, b"", _START_S)
            if not ready:
                self.close()
                raise RefusalError(
                    ProblemKind.UNREADABLE,
                    "The process that takes pages apart could not be started.",
                    "What is installed and what is missing: whence doctor",
                )
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], request: bytes, timeout_s: float) -> bytes | None:
        """Send a request and wait for one line: empty where the worker died, None where its time was over. The worker is gone then."""
        assert process.stdin is not None and process.stdout is not None
        over = threading.Event()

        def stop() -> None:
            over.set()
            process.kill()

        timer = threading.Timer(timeout_s, stop)
        timer.daemon = True
        timer.start()
        answer = b""
        try:
            process.stdin.write(request)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:  # the worker died while it was written to
            pass
        finally:  # also after Ctrl-C: an answer that nobody waits for must not meet the next page
            timer.cancel()
            timer.join()
            if over.is_set() or not answer:
                self.close()
        return None if over.is_set() else answer


def _start() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109  (the string that a child's path needs)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "whence.ingest.page_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # nothing of what parsers print, nor a traceback of an interrupted start, belongs on the user's terminal
        env=os.environ | {"PYTHONPATH": path, "PYTHONWARNINGS": "ignore"},
    )


_WORKER = PageWorker()
atexit.register(_WORKER.close)
