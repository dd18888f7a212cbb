"""Who says it: the kind of each source of a report's accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

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
        "brother bystander bystanders daughter detainee detainees driver elder elders eyewitness eyewitnesses families family farmer "
        "father friend friends hostage hostages husband local locals mother neighbor neighbors neighbour neighbours passenger passengers "
        "prisoner prisoners protester protesters refugee refugees relative relatives resident residents shopkeeper sister son student "
        "students survivor survivors victim victims villager villagers wife witness witnesses"
    ).split()
)
_HIDDEN = frozenset(
    (
        "critics document documents insider insiders leak leaks observers people person report reports rumor rumors rumour rumours "
        "sceptics source sources"
    ).split()
)
_BY_KIND: Mapping[ActorKind, SourceKind] = MappingProxyType({ActorKind.MEDIA: SourceKind.MEDIA, ActorKind.RIGHTS: SourceKind.RIGHTS_BODY})
_BODIES = frozenset("rights monitor monitors watchdog watchdogs ngo ngos".split())
_RIGHTS = frozenset("activist activists monitor monitors watchdog watchdogs campaigner campaigners ngo ngos".split())
_MEDIA = frozenset(
    (
        "agency blog broadcaster channel correspondent daily footage journalist journalists magazine media newspaper newspapers newswire "
        "outlet outlets press radio reporter reporters television tv video website"
    ).split()
)
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


@lru_cache(maxsize=10_000)  # "police" and "officials" recur
def _content_of(words: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens(words) if token.key not in DETERMINERS and token.key not in NUMBERS)


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
    if held & {"source", "sources"}:
        return next((_NEAR_SOURCES[key] for key in content if key in _NEAR_SOURCES), SourceKind.ANONYMOUS)
    if value is not None and value.kind in _BY_KIND:
        return _BY_KIND[value.kind]
    if not named or value is None or value.sector in (Sector.CVL, Sector.UNK, None):
        if held & _MEDIA:
            return SourceKind.MEDIA
        if held & _WITNESSES and not (value is not None and value.sector is Sector.MED):
            return SourceKind.WITNESS
        if held & _RIGHTS:
            return SourceKind.RIGHTS_BODY if held & _BODIES else SourceKind.ANONYMOUS
    if value is not None and value.sector in _BY_SECTOR and (named or (held - set(PRONOUNS) and not held & _HIDDEN)):
        return _BY_SECTOR[value.sector]
    if named and value is not None and value.country in ("UNO", "EUR", "IGO"):
        return SourceKind.OFFICIAL
    if not named and (held <= _HIDDEN or held & _HIDDEN or all(key in VAGUE or key in PRONOUNS for key in content)):
        return SourceKind.ANONYMOUS
    return SourceKind.UNKNOWN
