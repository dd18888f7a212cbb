"""Markdown to text: the words stay, the markup goes; front matter gives the metadata."""

from __future__ import annotations

import html
import re

_FENCE_OF_FRONT = re.compile(r"(?:---|\+\+\+)[ \t]*\n")
_FRONT_LINE = re.compile(r"(?P<key>[\w-]+)\s*[:=]\s*(?P<value>.*)$")
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), words)
    for pattern, words in (
        (r"^[ ]{0,3}(?:```|~~~)[^\n]*$", ""),
        (r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]+\S[^\n]*$", ""),  # where a reference link leads; a footnote
        (r"^[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", ""),
        (r"^[ ]{0,3}\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$\n?", ""),
        (r"^[ ]{0,3}#{1,6}[ \t]+([^\n]*?)[ \t]*#*[ \t]*$", r"\1"),
        (r"^(?:[ ]{0,3}>[ \t]?)+", ""),
        (r"^[ \t]*[*+-][ \t]+(?=\S)", ""),
        (r"!\[[^\[\]\n]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])", ""),  # pictures, before the links around them
        (r"\[\^[^\[\]\n]{1,40}\]", ""),
        (r"\[([^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])", r"\1"),
        (r"<(https?://[^<>\s]{1,2000})>", r"\1"),
        (r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,2000})?/?>", ""),
        (r"(?<![\w*\\])\*{1,3}(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*{1,3}(?![\w*])", r"\1"),
        (r"(?<![\w\\])_{1,3}(?=[^\s_])([^_\n]+?)(?<=[^\s\\])_{1,3}(?!\w)", r"\1"),
        (r"~~(?=\S)([^~\n]+?)~~", r"\1"),
        (r"`([^`\n]+)`", r"\1"),
        (r"\\([\\`*_{}\[\]()#+.!|>~-])", r"\1"),
    )
)
_SETEXT = re.compile(r"^(?P<title>\S[^\n]*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_ATX = re.compile(r"^[ ]{0,3}#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def read_markdown(source: str) -> tuple[str, str | None, dict[str, str]]:
    """Take a Markdown text apart: (text without markup, title, front matter).

    source   with line feeds for line ends
    The title is the first heading of the first level, where nothing but its markup stands before it. Front matter is read as `key: value` lines
    (YAML) or `key = "value"` lines (TOML); lists are joined with commas; anything nested is left out.
    """
    front: dict[str, str] = {}
    if _FENCE_OF_FRONT.match(source):
        front, source = _front_matter(source)
    source = source.strip("\n")
    heading = _ATX.match(source) or _SETEXT.match(source)
    title = None
    if heading is not None:
        title = without_markup(heading["title"]).strip() or None
        source = source[heading.end() :]
    source = _SETEXT.sub(r"\g<title>", source)
    return without_markup(source), title, front


def without_markup(source: str) -> str:
    """Take the markup out of Markdown; the words of links, emphasis, quotations, lists and headings stay, pictures go."""
    source = _without_comments(source)
    for pattern, words in _MARKUP:
        source = pattern.sub(words, source)
    return html.unescape(source)


def _without_comments(source: str) -> str:
    kept = []
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start)) >= 0:
        kept.append(source[at:start])
        at = end + 3
    return "".join((*kept, source[at:]))


def _front_matter(source: str) -> tuple[dict[str, str], str]:
    fence = source[:3]
    end = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(source, 4)
    if end is None:
        return {}, source
    front: dict[str, str] = {}
    key = None
    for line in source[4 : end.start()].splitlines():
        item = re.match(r"\s*-\s+(.*)$", line)
        match = _FRONT_LINE.match(line)
        if item and key is not None:
            front[key] = ", ".join(filter(None, (front.get(key), _unquoted(item[1]))))
        elif match:
            key = match["key"]
            front[key] = _unquoted(match["value"])
    return {key: value for key, value in front.items() if value}, source[end.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(filter(None, (_unquoted(item) for item in value[1:-1].split(","))))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
