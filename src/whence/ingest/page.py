"""A page of the web, taken apart: what the worker process sends back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Main text and metadata of a page.

    paragraphs   of the main text, in order; empty where none was found
    published    as the metadata state it, any form
    broken       the page could not be parsed; the paragraphs, if any, are what its raw text gives
    n_stories    how many articles of the page the main text is of
    wall         what stands in place of a story: "a cookie notice" or the like; None: a story
    """

    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    broken: bool = False
    n_stories: int = 1
    wall: str | None = None
