"""Which words of a page are its story: leftovers and walls told by their words, and prose found without a parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser


def _one_of(table: str, *, end: str = "") -> re.Pattern[str]:
    """Compile a table of patterns, one a line, any of which may follow marks at the beginning of a paragraph."""
    return re.compile(rf"[\W_]*(?:{'|'.join(table.strip().splitlines())}){end}", re.IGNORECASE)


_LABEL = _one_of(
    r"""
advertis(?:e?ment|ing)
sponsored(?: content)?
related(?: (?:articles?|stories|posts|news|topics|coverage|content|links?))?
recommended(?: (?:for you|stories|reading))?
more (?:stories|news|from [\w .'’-]{1,40}|on this (?:story|topic))
most (?:read|popular|viewed)
trending(?: now)?
you (?:may|might) also (?:like|be interested in)
read (?:more|next|also)
(?:also read|see also|continue reading)
(?:\d+ )?comments?
\d+ (?:shares?|views?)
leave a (?:reply|comment)
share(?: (?:this(?: (?:article|story|post|page))?|on [\w /&,]{1,60}|via [\w /&,]{1,60}))?
(?:tweet|print|e-?mail|whatsapp|facebook|twitter|telegram|instagram|copy link|copied|save|listen)
(?:skip to (?:main )?content|menu|search|home|back to top|photo gallery|gallery)
(?:previous|next)(?: (?:article|post))?
(?:newsletters?|subscribe(?: now)?|sign (?:in|up)|log ?in|register|follow us|download (?:the|our) app)
(?:accept(?: all)?(?: cookies)?|reject all|cookie settings)
""",
    end=r"[\W_]*",
)
_WITH_COLON = _one_of(
    r"""
read (?:also|more|next|full (?:story|report))
(?:also read|see also|must read|don[’']t miss|trending|recommended|you may also like)
related(?: (?:articles?|stor(?:y|ies)|posts?|news))?
more (?:on this|from \w+)
watch(?: (?:also|video|live|more))?
(?:listen|share this|tags?|filed under|topics|categor(?:y|ies)|click here)
follow (?:us|@\w+)
editor[’']?s? picks?
""",
    end=r"\s*[:»>]",
)
_INVITES = _one_of(
    r"""
(?:please )?(?:subscribe|sign up|register|log in|sign in) (?:to|for|now|here|today|with|and)\b
follow (?:us|our|@\w+|[\w ]{1,30} on (?:twitter|x|facebook|instagram|telegram|whatsapp|google))\b
join (?:us on|our|the [\w ]{1,30}(?:whatsapp|telegram)|[\w ]{1,30} (?:whatsapp|telegram) (?:channel|group))\b
(?:get|receive) (?:the |our |all )?(?:latest|breaking|top|daily)[\w ,]{0,40}(?:news|stories|headlines|updates|newsletter)\b
click (?:here|on the link)\b
download (?:the|our) [\w ]{0,20}app\b
(?:copyright|©|\(c\))[\W_]*(?:\d{4}|by\b|the\b)
[\w .,]{0,60}all rights reserved
(?:like us on facebook|support (?:our|independent) journalism|enter your e-?mail|never miss)
(?:this (?:site|website) uses cookies|we use cookies|by clicking\b|by continuing to (?:use|browse)\b)
our (?:free )?(?:daily |weekly )?newsletter\b
""",
)
_LONGEST_LEFTOVER = 240  # characters; a paragraph that is longer holds more than an invitation


def is_leftover(paragraph: str) -> bool:
    """Tell whether a paragraph of a page is no part of its story: READ ALSO, share buttons, newsletters, copyright lines."""
    if len(paragraph) > _LONGEST_LEFTOVER:
        return False
    if not any(char.isalnum() for char in paragraph):
        return True
    return bool(_LABEL.fullmatch(paragraph) or _WITH_COLON.match(paragraph) or _INVITES.match(paragraph))


_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bprivacy (?:policy|settings|notice|preferences)\b|\bpersonali[sz]ed (?:ads|advertising|content)\b"
    r"|\blegitimate interests?\b|\bour (?:\d+ )?partners\b|\bstore and/or access\b|\baccept all\b|\b(?:manage|your) (?:preferences|choices)\b"
    r"|\bpersonal data\b|\bGDPR\b",
    re.IGNORECASE,
)
_SHUT = re.compile(
    r"enable javascript|javascript is (?:disabled|required)|checking your browser|verify (?:that )?you are (?:a )?human|are you a robot|captcha"
    r"|access to this page (?:is|has been) denied|have permission to access|page (?:not found|can(?:not|[’']t) be found)|error 40[34]",
    re.IGNORECASE,
)
_LONGEST_SHUT = 600  # characters; who is shut out is told so in a few lines


def wall_of(paragraphs: Sequence[str]) -> str | None:
    """Tell what stands in place of a story, where half of the sentences speak of cookies and consent, or a few lines of a shut door."""
    sentences = [sentence for paragraph in paragraphs for sentence in re.split(r"(?<=[.!?])\s+", paragraph) if len(sentence.split()) > 2]
    if not sentences:
        return None
    n_consent = sum(bool(_CONSENT.search(sentence)) for sentence in sentences)
    n_kinds = len({match.lower() for sentence in sentences for match in _CONSENT.findall(sentence)})
    if n_consent >= len(sentences) / 2 and n_kinds >= 2:
        return "a notice about cookies and consent"
    text = " ".join(paragraphs)
    if len(text) <= _LONGEST_SHUT and _SHUT.search(text):
        return "a notice that the page is shut to programs or gone"
    return None


_BLOCKS = frozenset(
    "address article aside blockquote body br button center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section select summary table tbody td tfoot th thead title tr ul".split()
)
_SILENT = frozenset("script style noscript template svg".split())
_LONGEST_FLAT = 4_000  # characters; trafilatura runs together only what is too short for its rules
_LEAST_PROSE = 60  # characters of a paragraph taken for prose


class _Prose(HTMLParser):
    """Collects the text between block tags, without building a tree: any depth of nesting costs nothing.

    blocks      all of it
    paragraphs  what of it reads like prose
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._n_linked = 0
        self._silent = ""
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = self._silent or tag
        elif tag in _BLOCKS:
            self.end_paragraph()
        elif tag == "a":
            self._in_link = True

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in _BLOCKS:
            self.end_paragraph()
        elif tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)
            self._n_linked += len(data.strip()) if self._in_link else 0

    def end_paragraph(self) -> None:
        paragraph = " ".join("".join(self._words).split())
        if paragraph:
            self.blocks.append(paragraph)
        if len(paragraph) >= _LEAST_PROSE and self._n_linked < len(paragraph) / 2 and paragraph.rstrip("\"'”’)] ")[-1:] in (".", "!", "?"):
            self.paragraphs.append(paragraph)
        self._words.clear()
        self._n_linked = 0


def prose_of(source: str) -> list[str]:
    """Find the paragraphs of a page that read like prose: 60 characters and more, ending as sentences do, less than half of them links."""
    return list(dict.fromkeys(_parsed(source).paragraphs))


def split_by_blocks(words: str, source: str) -> list[str]:
    """Part words that run through several blocks of a page, as trafilatura 2.3.1 gives short stories; as they are where no blocks make them up."""
    if len(words) > _LONGEST_FLAT:
        return [words]
    blocks = _parsed(source).blocks
    for first in range(len(blocks)):
        rest, k = words, first
        while rest and k < len(blocks) and rest.startswith(blocks[k]):
            rest = rest[len(blocks[k]) :].lstrip()
            k += 1
        if not rest:
            return blocks[first:k]
    return [words]


def _parsed(source: str) -> _Prose:
    parser = _Prose()
    parser.feed(source)
    parser.close()
    parser.end_paragraph()
    return parser
