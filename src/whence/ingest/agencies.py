"""News agencies by the names that credit lines and datelines give them: a small table, since most credits name themselves without it."""

from __future__ import annotations

import re
from functools import cache

from whence.text import fold

# One agency a line: its plain name, then other names and acronyms. Acronyms count only as written here.
_TABLE = """
Reuters | Thomson Reuters | REUTERS
Associated Press | AP | The AP | The Associated Press | apnews
Agence France-Presse | AFP | Agence France Presse
United Press International | UPI
Deutsche Presse-Agentur | dpa | DPA | d.p.a.
PA Media | PA | Press Association
Bloomberg | Bloomberg News
CNN
BBC | BBC News
VOA | Voice of America
RFE/RL | Radio Free Europe/Radio Liberty
Deutsche Welle | DW
Canadian Press | CP | The Canadian Press
AAP | Australian Associated Press
EFE
ANSA
Kyodo | Kyodo News
Yonhap | Yonhap News Agency
Xinhua | Xinhua News Agency
TASS | ITAR-TASS | Itar-Tass
RIA Novosti | RIA
Interfax
Interfax-Ukraine
Sputnik
BelTA
Ukrinform
UNIAN
Anadolu Agency | Anadolu | AA
IRNA | Islamic Republic News Agency
Fars News Agency | FNA | Fars
Mehr News Agency | MNA | Mehr
Tasnim | Tasnim News Agency
Press TV
SANA | Syrian Arab News Agency
WAFA | Wafa
Hawar News Agency | ANHA | Hawar News
Ma'an | Ma'an News Agency | Ma’an
Shafaq News
Iraqi News Agency | INA
National News Agency | NNA
Petra
Saudi Press Agency | SPA
WAM
KUNA
QNA | Qatar News Agency
MENA | Middle East News Agency
Al Jazeera
Press Trust of India | PTI
ANI
IANS
APP | Associated Press of Pakistan
UNB
Khaama Press
Pajhwok | Pajhwok Afghan News
TOLOnews
News Agency of Nigeria | NAN
Ghana News Agency | GNA
SAnews
"""


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        plain, *others = (name.strip() for name in line.split("|"))
        for name in (plain, *others):
            names[name] = plain
            if len(name) > 5:
                names[fold(name)] = plain
    return names


@cache
def agency_pattern() -> str:
    """Regular expression, without groups, for the table's names as they are written; longest first."""
    names = {name for name in _by_name() if name[:1].isupper() or name in ("dpa", "d.p.a.")}
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) + r")(?!\w|-\w)"


def agency_of(name: str) -> str | None:
    """Give the plain name of an agency known by a name; None where the table lacks it."""
    return _by_name().get(name) or (_by_name().get(fold(name)) if len(name) > 5 else None)


# Words that a name of an outlet ends with, as "The Chindwin Post"; a place or a person has none of them.
_OUTLET_ENDS = re.compile(
    r"(?:agency|banner|bulletin|chronicle|citizen|courier|daily|dispatch|echo|examiner|express|gazette|globe|guardian|herald|independent|inquirer"
    r"|journal|ledger|mail|mercury|messenger|mirror|monitor|news|newspaper|news service|observer|online|post|press|radio|record|register|review"
    r"|sentinel|standard|star|sun|telegraph|television|times|today|tribune|tv|voice|weekly|wire)",
    re.IGNORECASE,
)
_OUTLET_STARTS = re.compile(r"(?:the )?(?:daily|radio|times of|voice of)\s", re.IGNORECASE)
_NO_OUTLET = frozenset("breaking business fake good latest local more national news off sports state top video world".split())
# Behind one of those they still end a name: "National Sentinel".
_PROPER_ENDS = frozenset("chronicle courier dispatch examiner gazette herald inquirer sentinel standard telegraph tribune".split())
# Words that end the name of a text rather than of an outlet, a person or a place: "Daily Briefing", "Ukraine Update".
KINDS_OF_TEXT = frozenset("analysis brief briefing bulletin overview report roundup sitrep statement summary update".split())


def is_outlet_name(words: str) -> bool:
    """Tell whether words name an outlet.

    That is an agency of the table, or two to six words with capitals, the last of them one like "Post" or "Wire", or the first one like "Radio".
    """
    if agency_of(words) is not None:
        return True
    parts = words.split()
    if not 2 <= len(parts) <= 6 or not all(part[0].isupper() or part in ("the", "of", "and", "de") for part in parts):
        return False
    last = parts[-1].lower()
    if _OUTLET_ENDS.fullmatch(last) is not None:
        return parts[0].lower() not in _NO_OUTLET or last in _PROPER_ENDS
    return _OUTLET_STARTS.match(words) is not None and last not in KINDS_OF_TEXT


def is_same_outlet(a: str | None, b: str | None) -> bool:
    """Tell whether two names stand for one outlet: "AP" and apnews.com, "The Lagos Courier" and "lagoscourier.com"; None is like no other."""
    if a is None or b is None:
        return False
    one, other = (_core(agency_of(name) or name) for name in (a, b))
    if one == other:
        return bool(one)
    hosts = [core for core, name in ((one, a), (other, b)) if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name)]
    return bool(hosts) and min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one))


def _core(name: str) -> str:
    host = re.sub(r"^(?:https?://)?(?:www\.)?|/.*$", "", fold(name))
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host):
        labels = host.split(".")
        short_end = len(labels) > 2 and len(labels[-2]) <= 3
        label = labels[-3] if short_end else labels[-2]
        return _core(agency_of(label) or label)
    return re.sub(r"^the |[^\w]|\b(?:newspaper|online|news agency)\b", "", host)
