"""What the tree of a page tells beyond its head and its main text: a date beside the headline, and which tables only lay it out."""

from __future__ import annotations

import re
from typing import Any

from whence.ingest.dates import parse_date

_DATED_CLASS = re.compile(
    r"\b(?:date|published|posted|pubdate|timestamp|dateline|post-date|entry-date|article-date|publish-date|time)\b", re.IGNORECASE
)
_CHANGED = re.compile(r"updated|modified", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"related|sidebar|widget|recommend|latest|popular|trending|\bmore\b|\bcards?\b|teaser|copyright|comment|footer|newsletter|promo|archive|breaking|\bnav",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset(("aside", "nav", "footer", "li", "form"))
_LEVELS = 4  # from the headline up to what still is its block
_LEAST_OF_LAYOUT = 400  # characters; a cell that holds more is no datum


def date_of(tree: Any) -> str | None:
    """Find the date that stands beside a page's headline, in a `<time>` or an element of a class such as "date"; as it is written there.

    tree   lxml tree of the page

    Looked for in the innermost blocks around the one `<h1>`, up to its `<article>`, the first in document order; never in sidebars, lists, cards of
    other stories, footers and comments. None: no such date, or no single headline.
    """
    headlines = tree.xpath("//h1")
    if len(headlines) != 1:
        return None
    block = headlines[0]
    for _ in range(_LEVELS):
        above = block.getparent()
        if above is None or above.tag in ("body", "html"):
            break
        block = above
        for element in block.iter("time", "span", "p", "div", "em", "small", "abbr", "i"):
            if (date := _date_in(element)) is not None and not _is_elsewhere(element, block):
                return date
        if block.tag == "article":
            break
    return None


def articles_of(tree: Any) -> list[str]:
    """Give the text of each article element of a page that lies in no other, without white space."""
    outer = (article for article in tree.iter("article") if next(article.iterancestors("article"), None) is None)
    return ["".join("".join(article.itertext()).split()) for article in outer]


def headline_of(tree: Any) -> str | None:
    """Give the words of the page's one `<h1>`; None where there is none or several."""
    headlines = tree.xpath("//h1")
    words = " ".join("".join(headlines[0].itertext()).split()) if len(headlines) == 1 else ""
    return words or None


def _date_in(element: Any) -> str | None:
    hints = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    if _CHANGED.search(hints) or not (element.tag == "time" or _DATED_CLASS.search(hints)):
        return None
    stated = element.get("datetime") or element.get("content")
    if stated is None:
        words = " ".join("".join(element.itertext()).split()) if len(element) < 10 else ""
        stated = re.sub(r"^(?:published|posted|date)(?: on)?\s*:?\s*", "", words, flags=re.IGNORECASE)
    date = parse_date(stated)
    return date if date is not None and len(date) == 10 else None


def _is_elsewhere(element: Any, block: Any) -> bool:
    while element is not None and element is not block:
        if element.tag in _ELSEWHERE_TAGS or _ELSEWHERE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


def unwrap_layout(tree: Any) -> None:
    """Turn the tables that only lay a page out into plain blocks, so that their text keeps its paragraphs; changes the tree."""
    for cell in tree.xpath("//td"):
        if len("".join(cell.itertext())) <= _LEAST_OF_LAYOUT:
            continue
        element = cell
        while element is not None and element.tag in ("td", "th", "tr", "tbody", "thead", "table"):
            element.tag = "div"
            element = element.getparent()
    for cell in tree.xpath("//td[not(ancestor::table)] | //tr[not(ancestor::table)] | //tbody[not(ancestor::table)]"):
        cell.tag = "div"
