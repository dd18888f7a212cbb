"""What in a report is not its story: the patterns by which walls, captions, credits and the like are told from sentences of the story.

Part of the form of a sketch (see `sketches.py`), as `story.py` is. A line is tried first as a whole, then each of its sentences. What could as well
be a sentence of the story is left in: a line too many in a story lowers a share by a little, a sentence too few hides a copy.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Noise(StrEnum):
    """Why words are no part of the story."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    STAFF = "staff credit"  # "Reporting by …; editing by …", "… contributed to this report"
    CREDIT = "credit line"  # "Source: …", "Culled from …", an agency's name alone
    COPYRIGHT = "copyright"
    CAPTION = "caption"
    WALL = "subscription wall"
    NEWSLETTER = "newsletter"
    SHARE = "share line"
    READ_MORE = "read more"
    CONTACT = "contact line"
    STAMP = "time stamp"
    NOTE = "editor's note"


_REVISED = "updated|corrected|amended|edited|withdrawn|retracted|killed"  # what is done to a story that has come out
_LINE_STARTS: dict[Noise, tuple[str, ...]] = {
    Noise.READ_MORE: (
        r"(?:read|see|find out|learn|watch|listen)\s+(?:more|also|next|too|:)",
        r"(?:also|more)\s+(?:read|on this|from|like this|stories|news|coverage|about this)\b.{0,80}$",
        r"(?:read|watch|see|listen)\s*(?:\||:|–|—|-\s)",
        r"related(?:\s+(?:stor(?:y|ies)|articles?|topics?|news|content|links?|coverage|posts?))?\s*(?:[:|]|$)",
        r"(?:recommended|trending|most read|most popular|top stories|you (?:may|might) also like|don't miss|editors?['’]? picks?|up next)\b.{0,80}$",
        r"(?:click|tap)\s+here\b",
        r"live updates?\b.{0,60}$",
        r"story highlights\s*$",
        r"(?:key points|at a glance|in this article)\s*:?$",
    ),
    Noise.WALL: (
        r"advertisements?\s*(?:$|[-–—|:]|continue|skip|scroll)",
        r"(?:story|article) continues (?:below|after)",
        r"continue reading\b",
        r"(?:this (?:article|story|content|page) is (?:for|only|available|exclusive|reserved))",
        r"(?:already|not yet|not) a (?:subscriber|member)\b",
        r"(?:please )?(?:log|sign) ?in\b.{0,80}$",
        r"(?:please )?register (?:now|here|for free|to (?:continue|read|comment))\b",
        r"(?:subscribe|become a (?:subscriber|member|supporter))\b.{0,160}$",
        r"join (?:us (?:on|today|now)|now|our (?:channel|community|whatsapp|telegram))\b.{0,160}$",
        r"to (?:continue|keep|finish) reading",
        r"(?:unlock|get) (?:unlimited|full|this|instant) (?:access|article)",
        r"you (?:have|['’]ve) (?:reached|read|used|hit)\b.{0,60}(?:article|limit|stor(?:y|ies))",
        r"(?:this site|we) uses? cookies|by (?:continuing|using) (?:to|this)\b.{0,80}(?:cookies|agree)",
        r"(?:please )?(?:enable|turn on) javascript|your browser does not support|media playback is (?:un)?supported",
        r"(?:please )?(?:support|donate to|help us|fund)\s+(?:our|us|the|independent|quality|keep)\b.{0,60}(?:journalism|newsroom|our reporting)",
        r"(?:please )?verify (?:that )?you(?:['’]re| are) not a robot",
    ),
    Noise.NEWSLETTER: (
        r"(?:newsletters?\W+)?(?:sign|signed) up\b",
        r"(?:get|receive|have)\b.{0,100}(?:newsletter|in your inbox|to your inbox|delivered|breaking news alerts|by e-?mail)",
        r"enter your e-?mail|(?:please )?(?:check|confirm) your (?:e-?mail|inbox)|thank you for (?:subscribing|signing up)",
        r"you (?:must|need to|will receive|agree to receive|are already subscribed|may opt)\b.{0,140}(?:newsletters?|e-?mails?|offers|subscri\w+)",
        r"invalid e-?mail",
    ),
    Noise.SHARE: (
        r"(?:read or )?share (?:this|on|via|your|with)\b.{0,120}$",
        r"share\s*$",
        r"(?:share\W+)?(?:facebook|twitter|whatsapp|e-?mail|linkedin|pinterest|reddit|tweet|print|copy link|comments?|save)(?:\W+(?:\w+\W+)?"
        r"(?:facebook|twitter|whatsapp|e-?mail|linkedin|pinterest|reddit|tweet|print|copy link|comments?|save))*\W*$",
        r"(?:follow|like|find|join)\s+(?:us|@\w+|[\w .'’]{2,40})\s+on\s+(?:facebook|twitter|instagram|telegram|whatsapp|x|youtube|tiktok|google)\b",
        r"(?:leave|post|view|show|add|write)\s+(?:a|your|all|\d+)?\s*comments?\b.{0,40}$",
        r"download (?:our|the)\b.{0,60}\bapp\b",
    ),
    Noise.CONTACT: (
        r"(?:contact|e-?mail|write to|reach|text|call)\s+(?:us|the (?:writers?|authors?|reporters?|newsroom|news ?desk|editors?))\b",
        r"(?:do you|did you|have you|if you)\b.{0,80}(?:a story|information|tips?|witness\w*|been affected)\b.{0,100}(?:e-?mail|contact|call|us|@)",
        r"(?:got|have) a (?:story|tip|news tip|question)\b",
        r"we pay for\b",
        r"[\w.+-]+@[\w-]+\.[\w.]+\s*$",
    ),
    Noise.BYLINE: (
        r"(?-i:(?:By|BY)\s+(?:[A-Z][\w'’.-]*|and|in|for|of|the|de|al|el|bin|van|von)(?:[\s,|&]+(?:[A-Z][\w'’.@-]*|and|in|for|of|the|de|al|el|bin|van|von)){0,14}\s*$)",
        r"(?-i:[A-Z][\w'’.-]+(?:\s+[A-Z][\w'’.-]*){1,3},\s+(?:[\w.]+\.(?:com|ca|net|org)|(?:Staff|Senior|Chief|Special|Our|Political|Foreign)\b[\w\s]{0,40}|"
        r"[\w ]{0,30}(?:Correspondent|Reporter|Editor|Writer))\s*$)",
        r"(?:from|by)\s+(?:our|a|the)\s+(?:[\w']+\s+){0,2}(?:correspondents?|reporters?|staff(?: writers?)?|news ?desk)\b.{0,40}$",
        r"(?:staff|web ?desk|news ?desk|agencies|staff (?:writers?|reporters?)|news agencies)\s*$",
    ),
    Noise.STAMP: (
        r"(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|date(?=:))\b\W{0,3}(?:on |at )?.{0,6}\d.{0,60}$",
        r"(?:first |last )?(?:published|updated|posted|modified)\b.{0,30}\bago\s*$",
        r"(?-i:[A-Z])[\w .'’-]{1,40}\|\s*(?:first |last )?(?:updated|published|posted)\b.{0,40}$",
        r"\d+\s*(?:min(?:ute)?s?|sec(?:ond)?s?)\s+read\b",
        r"\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\W*$",
        r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\W+)?(?:\d{1,2}\W{1,2})?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
        r"(?:\W{1,2}\d{1,2})?\W{1,2}\d{4}\W{0,4}(?:\W*\d{1,2}[:.]\d{2}.{0,16})?$",
    ),
    Noise.COPYRIGHT: (r"(?:copyright\s*(?:©|\(c\)|\d|by\b|[:,–—-]|the\b|$)|©|\(c\)\s)",),
    Noise.CREDIT: (
        r"\W{0,4}(?:news |original |story )?sources?\s*[:：]",
        r"\W{0,4}(?:culled|reproduced|republished|re-published|reposted|reprinted|syndicated|excerpted)\s+(?:with (?:kind )?permission )?from\b",
        r"\W{0,4}(?:this (?:story|article|report|post)\s+)?(?:was |is |has been )?(?:first|originally)\s+(?:published|appeared|posted)\b.{0,120}$",
        r"the (?:post|article|story)\b.{0,250}\bappeared first on\b",
        r"\W{0,4}(?:via|courtesy(?: of)?)\s*:?\s+(?-i:[A-Z@])[\w.'’-]*(?:\s+[\w.'’-]+){0,2}$",
    ),
    Noise.CAPTION: (
        r"file(?: photo| picture| image)?\s*[-–—:]",
        r"(?:photo|picture|image|video|photograph|graphic|illustration|map|slideshow|gallery|watch)\s*(?:$|[:|(]|\d|credit\b|caption\b|copyright\b)",
        r"(?:photo|picture|image|photograph|graphic|illustration) (?:by|source)\b",
        r"(?:image|media|photo) (?:copyright|caption|source|credit)\b",
        r"enlarge this image|toggle caption|hide caption|skip image",
        r"this (?:\w+ )?(?:photo|image|picture|handout|photograph|file photo)\b.{0,60}\b(?:shows?|released|taken|provided|made available|from)\b",
        r"(?:in )?this\b.{0,60}\b(?:file photo|photo provided|image made|image taken|frame grab|handout)\b",
        r"(?:a |an )?(?:screengrab|screen ?shot|screen grab)\b",
        r"pic\.twitter\.com",
    ),
    Noise.NOTE: (
        r"\(?(?:corrects?|corrected|recasts|refiles|updates? (?:with|to)|adds|clarifies)\b",
        r"(?:editor['’]?s['’]? note|correction|clarification|note to editors)\s*[:–—-]",
        rf"(?:this (?:story|article|report) (?:has been|was) (?:{_REVISED}|generated|automatically))",
        r"(?:this is a )?(?:breaking|developing) (?:news )?(?:story|news)\b.{0,100}$",
        r"(?:please )?(?:refresh|check back|stay with us)\b.{0,60}$",
        r"more (?:to follow|follows|details soon)\b",
        r"(?:the )?views expressed\b",
    ),
    Noise.STAFF: (r"(?:additional |further )?reporting by\b.{0,200}$",),
}

_SENTENCES: dict[Noise, str] = {
    Noise.STAFF: r"\b(?:contributed|contributing)\s+(?:(?:additional|further)\s+)?(?:(?:reporting|research)\s+)?(?:to|from)\s+(?:this|the)?\s*"
    r"(?:report|story|article|coverage|\w+$)"
    r"|^\W{0,3}(?:additional |further )?(?:reporting|writing|editing|edited|written|compiled|translat(?:ed|ion))(?: and (?:writing|editing))? by\s"
    r"|^\W{0,3}(?:with (?:additional )?(?:files|reporting|inputs?|material|contributions?) (?:from|by))\b",
    Noise.COPYRIGHT: r"\ball rights reserved\b|\bmay not be (?:published|reproduced|rewritten|broadcast)\b|^\W{0,2}(?:copyright\s*(?:©|\(c\)|\d)|©)",
    Noise.CAPTION: r"^\W{0,2}file(?: photo)?\s*[-–—]\s|\bfile photo\b",
    Noise.NEWSLETTER: r"^(?:sign up|subscribe)\b|\b(?:our|free|daily|weekly) newsletters?\b.{0,40}$",
    Noise.NOTE: rf"^\W{{0,2}}(?:this (?:story|article|report) (?:has been|was|is being) (?:{_REVISED}))",
    Noise.CREDIT: r"^\W{0,4}(?:culled|reproduced|republished|reposted|reprinted|syndicated|excerpted)\s+(?:with (?:kind )?permission )?from\b"
    r"|^\W{0,4}please credit\b|^\W{0,4}visit\s+(?:https?://)?[\w-]+\.[\w.-]+",
}

_PICTURE_AGENCIES = (
    r"(?:AP|A\.P\.|Associated Press|AFP|Agence France-?\s?Presse|Reuters|REUTERS|Getty(?: Images)?|EPA|EPA-EFE|PA|Xinhua|Shutterstock|Alamy|Rex"
    r"|SWNS|dpa|DPA|TASS)"
)
_CAPTION_END = re.compile(
    rf"\((?=[^()]*(?:/|\bvia\b|[Pp]hoto|\b[Ff]ile\b))[^()]{{0,90}}\b{_PICTURE_AGENCIES}\b[^()]{{0,40}}\)(?:\s*\(\s*/?{_PICTURE_AGENCIES}\))?\s*$"
    r"|\((?:[Pp]hoto|[Pp]icture|[Ii]mage|[Cc]redit)s?(?:\s+by|\s*:|\s+credit)[^()]{0,80}\)\s*$"
    rf"|(?<![.!?”\"’])\s*[(©]?\s*(?:[\w .'’-]{{2,40}}[/©|]\s*)?{_PICTURE_AGENCIES}(?:\s*/\s*{_PICTURE_AGENCIES})?(?:\s+\d{{1,2}}/\d{{1,2}})?\)?\s*$"
    r"|©[\w .'’/()-]{2,60}$"
)
_CAPTION_ENDS = frozenset("/)0123456789sSPAXasyk")  # last characters of which one must be there for the pattern above to match
_AGENCY_ALONE = re.compile(
    r"\W*(?:[a-z]{2,4}(?:/[a-z]{2,4})+\W*)?(?:(?:AP|AFP|Ap|Afp|Reuters|REUTERS|dpa|DPA|UPI|PA|TASS|Xinhua|Agencies|agencies|and)\b\W*){1,6}$"
)

_LINE = re.compile(
    r"[\s|•*_>\[(\"“–—-]{0,6}(?:" + "|".join(f"(?P<{kind.name}>{'|'.join(starts)})" for kind, starts in _LINE_STARTS.items()) + ")", re.IGNORECASE
)
_SENTENCE = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _SENTENCES.items()), re.IGNORECASE)
# Without any of these in its lowered words, no sentence pattern above can match.
_CUES = (
    "contribut",
    *(f"{work} by " for work in "reporting writing editing edited written compiled translated translation".split()),
    *(f"with {what}" for what in "additional files reporting input material contribution".split()),
    *("copyright", "©", "rights reserved", "may not be ", "please credit", "visit "),
    *("file photo", "file -", "file –", "file —", "sign up", "subscribe", "newsletter", "this story", "this article", "this report"),
    *("culled ", "reproduced ", "republished ", "reposted ", "reprinted ", "syndicated ", "excerpted "),
)

_LONGEST_LINE = 300  # characters; longer lines are paragraphs, told sentence by sentence
_STORY_LINE = 50  # characters; a line this long that ends like a sentence is one, unless its beginning leaves no doubt
_SURE = frozenset({Noise.CAPTION, Noise.COPYRIGHT, Noise.STAFF, Noise.NEWSLETTER, Noise.WALL, Noise.NOTE, Noise.CREDIT, Noise.CONTACT, Noise.SHARE})
_LONG = frozenset({Noise.CAPTION, Noise.NEWSLETTER, Noise.WALL})  # these run on over many sentences in one line
_ENDS_LIKE_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s*$")


def noise_of_line(line: str) -> Noise | None:
    """Tell why a whole line is no part of the story; None where it is, or only some of its sentences are not."""
    if len(line) <= _STORY_LINE and _AGENCY_ALONE.match(line):
        return Noise.CREDIT
    match = _LINE.match(line) if len(line) <= 4 * _LONGEST_LINE else None
    if match is not None:
        kind = Noise[match.lastgroup or ""]
        is_long = len(line) > (4 * _LONGEST_LINE if kind in _LONG else _LONGEST_LINE)
        if not is_long and (kind in _SURE or len(line) <= _STORY_LINE or not _ENDS_LIKE_SENTENCE.search(line)):
            return kind
    return Noise.CAPTION if line.rstrip()[-1:] in _CAPTION_ENDS and _CAPTION_END.search(line[-160:]) else None


def has_cues(text: str) -> bool:
    """Tell whether a sentence of a text may be noise: where not, `noise_of_sentence` gives None for each."""
    lowered = text.lower()
    return any(cue in lowered for cue in _CUES)


def noise_of_sentence(sentence: str) -> Noise | None:
    """Tell why a sentence is no part of the story; None where it is."""
    match = _SENTENCE.search(sentence)
    return None if match is None else Noise[match.lastgroup or ""]
