"""Who says it: the kind of each source of a report's accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from whence.resolve.actors.lexicon import NounClass, load_lexicon
from whence.resolve.actors.names import tokens
from whence.resolve.actors.values import ActorValue
from whence.resolve.actors.words import DETERMINERS, NUMBERS, PRONOUNS, VAGUE
from whence.terms import ActorKind, Claim, Sector, SourceKind, Span

_BY_SECTOR: Mapping[Sector | None, SourceKind] = MappingProxyType(
    {
        **dict.fromkeys((Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.SPY), SourceKind.OFFICIAL),
        **dict.fromkeys((Sector.REB, Sector.PRM, Sector.UAF), SourceKind.ARMED_GROUP),
        Sector.MED: SourceKind.MEDICAL,
        Sector.JRN: SourceKind.MEDIA,
        Sector.SOC: SourceKind.RIGHTS_BODY,
    }
)
_WITNESSES = frozenset(
    (
        "aunt boy boys brother bystander bystanders child children cousin customer customers daughter daughters detainee detainees driver drivers "
        "elder elders eyewitness eyewitnesses families family farmer farmers father fathers fisherman fishermen friend friends girl girls herder "
        "herders hostage hostages husband labourer labourers local locals man men merchant merchants mother mothers neighbor neighbors neighbour "
        "neighbours nephew niece observer observers parent parents passenger passengers passerby pilgrim pilgrims prisoner prisoners protester "
        "protesters pupil pupils refugee refugees relative relatives resident residents shopkeeper shopkeepers sister sisters son sons student "
        "students survivor survivors teenager teenagers trader traders uncle vendor vendors victim victims villager villagers widow widows wife "
        "witness witnesses woman women"
    ).split()
)
_HIDDEN = frozenset(
    (
        "critics document documents insider insiders leak leaks leaflet leaflets letter letters message messages note notes observers people person "
        "report reports rumor rumors rumour rumours sceptics source sources"
    ).split()
)
_PAPERS = frozenset(
    "communique communiqué count data figures document documents paper papers records source sources statement statistics tally".split()
)
_OFFICES = (NounClass.STATE, NounClass.OFFICIAL, NounClass.OFFICE, NounClass.POLICE, NounClass.FORCE, NounClass.COURT)
_OFFICIAL_WORDS = frozenset("ministry ministries embassy consulate kremlin parliament spokesperson".split())
# Nouns of offices that parties, groups and companies have too: the value tells, not the noun.
_ANYBODYS = frozenset(
    (
        "adviser advisor aide chairman chief commander delegate delegation deputy director head leader leaders leadership member members mission "
        "negotiator negotiators representative representatives secretary side spokesman spokespeople spokesperson spokeswoman team"
    ).split()
)
_GROUPS = frozenset("armed guerrilla guerrillas insurgent insurgents militant militants militia militias rebel rebels separatist separatists".split())
_OF_A_STATE = frozenset("force forces police service services".split())
# Words that make of police, soldiers and officials somebody else.
_OF_THEIR_OWN = frozenset(
    "attorney attorneys former guild lawyer lawyers organiser organisers organizer organizers retired syndicate union unions veteran veterans".split()
)
_NAMELESS = frozenset("they them those these some others many".split())
_BY_KIND: Mapping[ActorKind, SourceKind] = MappingProxyType({ActorKind.MEDIA: SourceKind.MEDIA, ActorKind.RIGHTS: SourceKind.RIGHTS_BODY})
_BODIES = frozenset("rights monitor monitors watchdog watchdogs ngo ngos".split())
_RIGHTS = frozenset("activist activists monitor monitors watchdog watchdogs campaigner campaigners ngo ngos".split())
_MEDIA = frozenset(
    (
        "agency blog broadcaster channel correspondent daily footage journalist journalists magazine media newspaper newspapers newswire "
        "outlet outlets paper papers press radio reporter reporters television tv video website"
    ).split()
)
_PRIVATE = (Sector.CVL, Sector.UNK, Sector.BUS, Sector.AGR, Sector.LAB, Sector.EDU, Sector.REF, None)
_BEHIND = frozenset("in from at who whom whose which with near on for".split())  # what follows them is where, not who
_NEAR_SOURCES: Mapping[str, SourceKind] = MappingProxyType(
    {
        **dict.fromkeys(("medical", "hospital", "health"), SourceKind.MEDICAL),
        **dict.fromkeys(
            ("military", "security", "police", "government", "intelligence", "diplomatic", "army", "official", "judicial"), SourceKind.OFFICIAL
        ),
        **dict.fromkeys(("defence", "defense", "ministry"), SourceKind.OFFICIAL),
        **dict.fromkeys(("rebel", "opposition", "militant", "insurgent", "militia", "guerrilla"), SourceKind.ARMED_GROUP),
        **dict.fromkeys(("local", "tribal"), SourceKind.WITNESS),
        **dict.fromkeys(("media", "press", "news"), SourceKind.MEDIA),
    }
)


def classify_sources(claims: Sequence[Claim], actors: Mapping[Span, ActorValue]) -> Mapping[Span, SourceKind]:
    """Tell the kind of every source in the accounts of claims.

    actors   values of the claims' spans, as `resolve_actors` gives them

    A link without a source has no entry: it is anonymous by its form.
    """
    return {
        link.source: source_kind(link.source.words, actors.get(link.source))
        for claim in claims
        for link in claim.account.links
        if link.source is not None
    }


def source_kind(words: str, value: ActorValue | None) -> SourceKind:
    """Tell the kind of one source by its words and by whom it stands for.

    Unnamed officials are official, "medical sources" medical; "sources", "reports" and people without any description are anonymous.
    """
    content = _content_of(words)
    named = value is not None and value.name is not None
    held = set(content)
    if held & {"source", "sources"} or (content and content[-1] in _PAPERS and held & set(_NEAR_SOURCES)):
        near = sorted((key for key in content if key in _NEAR_SOURCES), key="local".__eq__)  # "local government sources"
        return _NEAR_SOURCES[near[0]] if near else SourceKind.ANONYMOUS
    if value is not None and value.kind in _BY_KIND:
        return _BY_KIND[value.kind]
    if held & _OF_THEIR_OWN and not (named and value is not None and value.sector not in _PRIVATE):
        return SourceKind.UNKNOWN
    private = not named or value is None or value.sector in _PRIVATE
    by_words = _by_words(content) if private else None
    if by_words is not None:
        return by_words
    if value is not None and value.sector is Sector.MED and value.kind is ActorKind.PERSON and not _has_sector(content, Sector.MED):
        return SourceKind.UNKNOWN  # a private person whose calling alone is told
    if value is not None and value.sector in _BY_SECTOR and (named or (held - set(PRONOUNS) and not held & _HIDDEN)):
        return _BY_SECTOR[value.sector]
    if named and value is not None and value.country in ("UNO", "EUR", "IGO"):
        return SourceKind.OFFICIAL
    if not named and (held & _HIDDEN or all(key in VAGUE or key in _NAMELESS for key in content)):
        return SourceKind.ANONYMOUS
    return SourceKind.UNKNOWN


def _has_sector(content: Sequence[str], sector: Sector) -> bool:
    nouns = load_lexicon().nouns
    return any(key in nouns and nouns[key].sector is sector for key in content)


def _by_words(content: Sequence[str]) -> SourceKind | None:
    """Tell the kind of a source by its nouns alone, the first that tells it; None: they do not."""
    held = set(content)
    if held & _GROUPS:
        return SourceKind.ARMED_GROUP
    if held & _RIGHTS:
        return SourceKind.RIGHTS_BODY if held & _BODIES else SourceKind.ANONYMOUS
    if held & _MEDIA:
        return SourceKind.MEDIA
    lexicon = load_lexicon()
    for key in content:
        if key in _WITNESSES and (key != "local" or key == content[-1]):
            return SourceKind.WITNESS
        noun = lexicon.capitals.get(key) or lexicon.nouns.get(key)  # a house that says something is a parliament
        if key in _OFFICIAL_WORDS or (noun is not None and noun.cls in _OFFICES and key not in _ANYBODYS and noun.sector in _BY_SECTOR):
            return SourceKind.OFFICIAL
    return SourceKind.WITNESS if "local" in held and not _has_sector(content, Sector.MED) else None


@lru_cache(maxsize=10_000)  # "police" and "officials" recur
def _content_of(words: str) -> tuple[str, ...]:
    """Give the folded words of a source up to the first preposition behind a noun, without determiners and numbers.

    The armed forces are forces like others: "armed" is left out where it makes no armed group.
    """
    keys = [token.key for token in tokens(words)]
    content: list[str] = []
    for key, after in zip(keys, [*keys[1:], ""], strict=True):
        if key == "armed" and after in _OF_A_STATE:
            continue
        if content and key in _BEHIND:
            break
        if key not in DETERMINERS and key not in NUMBERS:
            content.append(key)
    return tuple(content)
