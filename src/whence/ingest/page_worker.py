"""The worker process that takes pages apart: one JSON line in, one out. Run as `python -m whence.ingest.page_worker`; nothing imports it.

Main text by trafilatura; metadata first from JSON-LD and meta tags, then from trafilatura's own search. Only the date is never taken from that: with
`extensive_search: False`, too, trafilatura 2.3.1 dates undated pages by the cards of other stories in the sidebar.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from dataclasses import asdict
from typing import Any

from whence.ingest.agencies import is_same_outlet
from whence.ingest.notices import is_name
from whence.ingest.page import Page
from whence.ingest.page_metadata import metadata_of
from whence.ingest.page_text import is_leftover, prose_of, split_by_blocks, wall_of
from whence.ingest.page_tree import articles_of, date_of, headline_of, unwrap_layout
from whence.text import fold

_NO_SEARCH = {"extensive_search": False, "original_date": True}  # its date is not used; the quickest search it has
_LEAST_WORDS = 8  # of a sentence in a main text: a flash of one line has more, a menu none
_WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*(?:\s|$)")
_LEAST_STORY = 100  # characters of an article in the main text that make it a story of its own; a card of another story has fewer there
_LEAST_RAW = 200  # characters of prose that raw text must hold to be taken for a story


def main() -> None:
    """Answer each line on standard input with one on standard output, until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not answer for us
    import trafilatura

    _answer(answers, {"ready": trafilatura.__version__})
    for request in sys.stdin.buffer:
        try:
            found: dict[str, Any] = asdict(take_apart(json.loads(request)["source"]))
        except Exception as err:  # whatever a parser raises on a hostile page is that page's problem, and the next page must be read
            found = {"error": f"{type(err).__name__}: {err}"}
        _answer(answers, found)


def _answer(answers: Any, found: dict[str, Any]) -> None:
    answers.write(json.dumps(found).encode("ascii") + b"\n")
    answers.flush()


def take_apart(source: str) -> Page:
    """Take one page apart: main text, metadata, and whether it is only a wall."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree = load_html(source if _WHOLE.search(source) else f"<html><body><div>{source}</div></body></html>")
    document = None
    dated = None
    articles: list[str] = []
    if tree is not None:
        dated = date_of(tree)
        articles = articles_of(tree)
        unwrap_layout(tree)
        document = bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=_NO_SEARCH)
    stated = metadata_of(source)
    text = _words(document, "text") or ""
    paragraphs = _story(text if "\n" in text else "\n".join(split_by_blocks(text, source)))
    if not any(_reads_like_prose(paragraph) for paragraph in paragraphs):
        raw = [paragraph for paragraph in prose_of(source) if not is_leftover(paragraph)]
        paragraphs = raw if sum(map(len, raw)) >= _LEAST_RAW else _story(stated.body or "")
    shown = None if tree is None else headline_of(tree)
    outlet = stated.outlet or _words(document, "sitename") or _site_in(stated.page_title, shown)
    if paragraphs and outlet is not None and fold(paragraphs[0]) == fold(outlet):
        del paragraphs[0]
    if shown is None or not paragraphs or fold(paragraphs[0]) != fold(shown):
        shown = None
    titles = (shown, stated.title, _words(document, "title"), stated.page_title)
    author = _words(document, "author")
    return Page(
        paragraphs=tuple(paragraphs),
        title=next((title for words in titles if words is not None and (title := _without_site(words, outlet)) is not None), None),
        outlet=outlet,
        author=stated.author or (author if author is not None and all(is_name(name.strip()) for name in author.split(";")) else None),
        url=stated.url or _words(document, "url"),
        published=stated.published or dated,
        broken=tree is None,
        n_stories=max(1, sum(_n_shared(paragraphs, article) >= _LEAST_STORY for article in articles)),
        wall=wall_of(paragraphs),
    )


def _n_shared(paragraphs: list[str], article: str) -> int:
    """Count the characters of the paragraphs that stand in an article, given without white space: its elements leave some ("( here )")."""
    return sum(len(paragraph) for paragraph in paragraphs if "".join(paragraph.split()) in article)


def _story(text: str) -> list[str]:
    lines = (line.strip().removeprefix("|").removesuffix("|").strip() for line in text.split("\n"))
    return [line for line in lines if not is_leftover(line)]


def _reads_like_prose(paragraph: str) -> bool:
    return len(paragraph.split()) >= _LEAST_WORDS and _SENTENCE_END.search(paragraph) is not None


def _words(document: Any, field: str) -> str | None:
    value = getattr(document, field, None)
    return value.strip() or None if isinstance(value, str) else None


_PARTS = re.compile(r"\s+[|–—:«»-]+\s+|\s*::\s*")


def _without_site(title: str, outlet: str | None) -> str | None:
    """Take the outlet's name off the end of a page's title: "Two killed in Kabul | The Courier"; None where nothing else is in it."""
    if outlet is None:
        return title
    if fold(title) == fold(outlet):
        return None
    ends = [match for match in _PARTS.finditer(title) if is_same_outlet(title[match.end() :], outlet)]
    return title[: ends[0].start()] if ends else title


def _site_in(page_title: str | None, shown: str | None) -> str | None:
    """Take the outlet's name from the end of a page's title, where the page shows it for its headline."""
    parts = [] if page_title is None else _PARTS.split(page_title)
    return parts[-1] if len(parts) > 1 and shown is not None and fold(parts[-1]) == fold(shown) else None


if __name__ == "__main__":
    main()
