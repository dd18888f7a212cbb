"""The words of a search as SQLite's full-text search takes them: names with an apostrophe are found however they are spelled."""

from __future__ import annotations

import re

_MARKS = "'’‘ʼʻʾʿ`"  # "Sana'a", "Sana’a"
_PART = re.compile(rf'"(?:[^"]|"")*"|(?P<word>\w+(?:[{_MARKS}]\w+)*)(?![\w{_MARKS}])(?P<open>\*?)|\s+|.', re.DOTALL)
_MARK = re.compile(rf"[{_MARKS}]")
_OPERATORS = frozenset(("AND", "OR", "NOT"))
_SYNTAX = re.compile(r"\bNEAR\s*\(|[:{}^+]")  # in which no brackets can stand


def spelled_out(query: str) -> str:
    """Write a query with all spellings of names with an apostrophe: Sana'a, and Sanaa, as (sanaa OR "sana a").

    A query without such a word stays as it is, and so does one with NEAR, or a column, in which no brackets can stand.
    """
    if _SYNTAX.search(query):
        return query
    written: list[str] = []
    run: list[str] = []  # words side by side: all have to be there, and brackets among them need an AND
    is_changed = False
    for match in _PART.finditer(query):
        part, word = match[0], match["word"]
        if part.isspace():
            continue
        if part in _OPERATORS or (word is None and not part.startswith('"')):
            written += [*_joined(run), part]
            run = []
            continue
        spellings = [] if word is None else _spellings(word)
        is_changed = is_changed or len(spellings) > 1
        run.append(f"({' OR '.join(one + match['open'] for one in spellings)})" if len(spellings) > 1 else part)
    return " ".join([*written, *_joined(run)]) if is_changed else query


def _joined(run: list[str]) -> list[str]:
    return [f"({' AND '.join(run)})"] if len(run) > 1 else run


def _spellings(word: str) -> list[str]:
    """List how a word is spelled: without its apostrophes and as the words that they part; two a's in a row may have lost one between them."""
    if _MARK.search(word):
        return [_MARK.sub("", word), f'"{_MARK.sub(" ", word)}"']
    at = word.lower().find("aa")
    return [word] if at < 0 else [word, f'"{word[: at + 1]} {word[at + 1 :]}"']
