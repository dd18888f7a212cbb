"""What a page states of itself in its head: JSON-LD, OpenGraph and other meta tags. Nothing is taken from its visible part."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LD = re.compile(r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>", re.IGNORECASE)
_META = re.compile(r"<(?:meta|link)\b([^<>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LD_END = re.compile("</script", re.IGNORECASE)
_LD_TRAILING = re.compile(r",\s*(?=[}\]])")
_TITLE_TAG = re.compile(r"<title\b[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_MOST_NODES = 2_000

_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
_OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre", "source")
_AUTHOR = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
_URL = ("canonical", "og:url")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "article.published",
    "date",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The metadata that a page states; None where it does not.

    page_title   of its `<title>`, with whatever the outlet puts there
    body         the text that its JSON-LD holds
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    page_title: str | None = None
    body: str | None = None


def metadata_of(source: str) -> Stated:
    """Read the metadata of a page: JSON-LD of an article, where there is one, before meta tags."""
    article = _article(source)
    meta = _meta_tags(source)

    def tag(names: tuple[str, ...]) -> str | None:
        return next((meta[name] for name in names if name in meta), None)

    page_title = _TITLE_TAG.search(source)
    author = _names(article.get("author")) or tag(_AUTHOR)
    return Stated(
        title=_text(article.get("headline")) or _text(article.get("name")) or tag(_TITLE),
        outlet=_names(article.get("publisher")) or tag(_OUTLET),
        author=None if author is None or re.match(r"https?://", author) else author,
        url=_address(tag(("canonical",)), article.get("url"), article.get("mainEntityOfPage"), article.get("@id"), tag(("og:url",))),
        published=_text(article.get("datePublished")) or tag(_PUBLISHED),
        page_title=None if page_title is None else _text(" ".join(page_title[1].split())),
        body=_text(article.get("articleBody")),
    )


def _article(source: str) -> dict[str, Any]:
    """Find the JSON-LD of the page's article: the first node of an article's type that has a headline or a date."""
    for opening in _LD.finditer(source):
        closing = _LD_END.search(source, opening.end())
        if closing is None:
            break
        for node in _nodes(_loaded(source[opening.end() : closing.start()])):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and re.search(r"(?:Article|BlogPosting|Report)$", kind) for kind in kinds) and (
                node.get("headline") or node.get("datePublished")
            ):
                return node
    return {}


def _loaded(words: str) -> Any:
    words = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$", "", words).strip().rstrip(";")
    for attempt in (words, _LD_TRAILING.sub("", words)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Go through the objects of a JSON-LD block: lists, `@graph`, and what the page says it is about; not into other stories that it lists."""
    waiting, n = [value], 0
    while waiting and n < _MOST_NODES:
        n += 1
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(value.get(key), dict | list))


def _meta_tags(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in _META.finditer(source):
        attributes = {match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(tag[1])}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if attributes.get("rel", "").lower() == "canonical":
            name, content = "canonical", attributes.get("href")
        if name and content and content.strip():
            found.setdefault(name.lower(), " ".join(content.split()))
    return found


def _address(*candidates: Any) -> str | None:
    for candidate in candidates:
        value = candidate.get("@id") if isinstance(candidate, dict) else candidate
        if isinstance(value, str) and re.match(r"https?://[^\s/]+\S*$", value.strip()):
            return value.strip()
    return None


def _names(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for item in value if (name := _names(item)) is not None]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return _names(value.get("name"))
    return _text(value)


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return re.sub(r"[^\S\n]+", " ", html.unescape(value)).strip() or None
