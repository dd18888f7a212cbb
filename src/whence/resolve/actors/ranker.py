"""Which figure a pronoun or a description stands for: a weighted sum of what speaks for and against each one.

The weights (tables/weights.tsv) were fitted on annotated reports as those of a log-linear ranker (bench/actors.py --fit); "nobody" competes
with the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from whence.resolve.actors.check import INTERNATIONAL
from whence.resolve.actors.figures import Cast, Figure, Mention
from whence.resolve.actors.lexicon import Noun
from whence.resolve.actors.phrases import Opening
from whence.resolve.actors.rows import read_rows
from whence.resolve.actors.table import Form
from whence.resolve.actors.words import SAYING, VERBS
from whence.terms import ActorKind, Sector

GROUPISH = frozenset({ActorKind.ARMED_GROUP, ActorKind.GANG, ActorKind.MOVEMENT})
BODIES = frozenset({ActorKind.BODY, ActorKind.ORGANISATION, ActorKind.COMPANY, ActorKind.MEDIA, ActorKind.RIGHTS, ActorKind.PARTY})


_GROUP_NOUNS = frozenset("group organization organisation movement network faction alliance coalition front body wing branch squad member".split())
_SECTORS: Mapping[str, frozenset[Sector]] = MappingProxyType(
    {
        "police": frozenset({Sector.COP}),
        "force": frozenset({Sector.MIL, Sector.PRM, Sector.SPY, Sector.COP}),
        "court": frozenset({Sector.JUD, Sector.LEG}),
    }
)


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that stand for somebody named elsewhere.

    type       class of pronoun ("he") or of the head noun ("office")
    at         offset; sentence: index of its sentence
    sex        "f", "m" or None
    country    named in the phrase ("the Turkish president")
    excluded   a figure that it cannot be (the possessor of "his mother")
    coarguments, speakers   figures of the other side of its claims, and of their accounts
    role       actor, recipient or source
    quoted     it stands inside quotation marks
    form       the pronoun's case: subject, object, possessive; empty for a description
    opens      it opens its sentence
    says       a verb of saying follows
    """

    type: str
    at: int
    sentence: int
    opening: Opening
    plural: bool
    noun: Noun | None = None
    modifiers: tuple[str, ...] = ()
    sex: str | None = None
    country: str | None = None
    excluded: Figure | None = None
    coarguments: tuple[Figure, ...] = ()
    speakers: tuple[Figure, ...] = ()
    role: str = "actor"
    quoted: bool = False
    form: str = ""
    opens: bool = False
    says: bool = False


@dataclass(slots=True)
class Scene:
    """What the ranker knows of a report beside its cast.

    arrested, victims, attackers   who was charged or held, harmed, or did harm in the claims resolved so far
    marked                         offsets and roles in which a figure stands in claims
    taken                          pronouns and descriptions resolved to a figure: they count as mentions of it
    """

    cast: Cast
    arrested: set[Figure] = field(default_factory=set)
    victims: set[Figure] = field(default_factory=set)
    attackers: set[Figure] = field(default_factory=set)
    marked: dict[Figure, list[tuple[int, str]]] = field(default_factory=dict)
    taken: dict[Figure, list[Mention]] = field(default_factory=dict)


Features = dict[str, float]
Candidate = tuple[Figure | None, Mention | None, Features]


def candidates(anaphor: Anaphor, scene: Scene) -> list[Candidate]:
    """List the figures that an anaphor could stand for with what speaks for each, the first being nobody."""
    found: list[Candidate] = [(None, None, _nobody(anaphor))]
    near: list[tuple[int, Figure, Mention]] = []
    for figure in scene.cast.figures:
        if figure is anaphor.excluded or not possible(anaphor, figure):
            continue
        mention = _nearest(figure, anaphor.at, scene.taken.get(figure, ()))
        if mention is None:
            if figure.kind is ActorKind.STATE:
                found.append((figure, None, _implicit(anaphor, figure)))
        else:
            near.append((anaphor.at - mention.end if mention.start < anaphor.at else 5000 + mention.start - anaphor.at, figure, mention))
    near.sort(key=lambda item: item[0])
    for rank, (_, figure, mention) in enumerate(near[:14]):
        found.append((figure, mention, _features(anaphor, figure, mention, rank, scene)))
    return found


def possible(anaphor: Anaphor, figure: Figure) -> bool:
    """Tell whether a figure is of a kind that the anaphor can stand for at all."""
    kind, type_ = figure.kind, anaphor.type
    elsewhere = anaphor.country is not None and figure.country not in (None, anaphor.country, *INTERNATIONAL)
    if elsewhere and type_ != "people":
        return False
    if type_ == "body" and kind in GROUPISH and anaphor.noun is not None and anaphor.noun.words not in _GROUP_NOUNS:
        return False
    if figure.members:
        return (anaphor.plural or type_ in ("they", "we", "vague")) and (kind is not ActorKind.STATES or type_ not in ("people", "crime"))
    if type_ in ("he", "she", "i", "office", "crime", "who") or (type_ == "people" and not anaphor.plural):
        if kind is ActorKind.UNKNOWN and (type_ in ("office", "crime") or (not figure.heads and len(figure.mentions) < 2)):
            return False
        if type_ != "who" and kind not in (ActorKind.PERSON, ActorKind.UNKNOWN):
            return False
        return not (anaphor.sex and figure.sex and anaphor.sex != figure.sex)
    if type_ == "people":
        return kind in (
            ActorKind.PEOPLE,
            ActorKind.MOVEMENT,
            ActorKind.STATE,
            ActorKind.ARMED_GROUP,
            ActorKind.UNKNOWN,
            ActorKind.ORGANISATION,
            ActorKind.PERSON,
        )
    if type_ in ("it", "they", "we", "body", "thing", "vague"):
        return type_ in ("we", "they", "thing", "vague") or kind is not ActorKind.PERSON
    if type_ in ("state", "land", "official"):
        return kind in (ActorKind.STATE, ActorKind.STATES, ActorKind.BODY, ActorKind.PLACE, ActorKind.ORGANISATION) or (
            type_ == "land" and kind is ActorKind.UNKNOWN
        )
    if type_ in _SECTORS:
        if kind in (ActorKind.BODY, ActorKind.ORGANISATION):
            return figure.sector in _SECTORS[type_]
        return kind is ActorKind.STATE or (kind is ActorKind.PLACE and type_ == "police") or (kind is ActorKind.ARMED_GROUP and type_ == "force")
    if type_ == "armed":
        return kind in GROUPISH or kind in (ActorKind.PEOPLE, ActorKind.UNKNOWN) or (not anaphor.plural and kind is ActorKind.PERSON)
    if type_ == "party":
        return kind in (ActorKind.PARTY, ActorKind.MOVEMENT, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION) or (
            not anaphor.plural and kind is ActorKind.PERSON
        )
    return True


def _nobody(anaphor: Anaphor) -> Features:
    type_ = anaphor.type
    found = {"nobody": 1.0, f"nobody|{type_}": 1.0, f"nobody|{type_}|{anaphor.opening}": 1.0, f"nobody|{anaphor.role}": 1.0}
    if anaphor.plural:
        found[f"nobody|{type_}|plural"] = 1.0
    if anaphor.noun is not None:
        found[f"nobody|noun|{anaphor.noun.words}"] = 1.0
    if anaphor.modifiers:
        found["nobody|modified"] = 1.0
        found[f"nobody|modified|{type_}"] = 1.0
    if anaphor.sentence == 0:
        found["nobody|first"] = 1.0
    if anaphor.country:
        found[f"nobody|country|{type_}"] = 1.0
    return found


def _implicit(anaphor: Anaphor, figure: Figure) -> Features:
    """Weigh the state that the report is about where it is nowhere named itself."""
    type_ = anaphor.type
    found = {f"kind|{figure.kind}|{type_}": 1.0, f"home|{type_}": 1.0, "implicit": 1.0, f"implicit|{type_}": 1.0}
    if anaphor.country:
        found[f"country{'=' if figure.country == anaphor.country else '!'}|{type_}"] = 1.0
    return found


def _nearest(figure: Figure, at: int, taken: Sequence[Mention]) -> Mention | None:
    """Give the last mention before an offset (a pronoun or description that was resolved to the figure counts), else the first one after it."""
    before = None
    for mention in figure.mentions:
        if mention.start >= at:
            break
        before = mention
    for mention in taken:
        if mention.start < at and (before is None or mention.start > before.start):
            before = mention
    if before is not None:
        return before
    return figure.mentions[0] if figure.mentions else None


def _features(anaphor: Anaphor, figure: Figure, mention: Mention, rank: int, scene: Scene) -> Features:
    type_ = anaphor.type
    cast = scene.cast
    sentence = cast.sentence_of(mention.start)
    found: Features = {}
    if mention.start > anaphor.at:
        where = "after"
    else:
        distance = anaphor.sentence - sentence
        where = f"d{distance}" if distance < 3 else "d3" if distance < 6 else "d6"
    found[where] = found[f"{where}|{type_}"] = 1.0
    order = f"rank{min(rank, 3)}"
    found[order] = found[f"{order}|{type_}"] = 1.0
    subject = is_subject(mention, cast)
    if subject:
        found["subject"] = found[f"subject|{type_}"] = 1.0
        if where in ("d0", "d1"):
            found[f"subject|{where}"] = 1.0
    if anaphor.form:
        found[f"{anaphor.form}|{where}|{'subject' if subject else 'other'}"] = 1.0
        if anaphor.opens:
            found[f"opens|{where}|{'subject' if subject else 'other'}"] = 1.0
        if says(mention, cast):
            found[f"says|{'says' if anaphor.says else 'acts'}"] = 1.0
    kind = "group" if figure.kind in GROUPISH else "body" if figure.kind in BODIES else str(figure.kind)
    found[f"kind|{kind}|{type_}"] = 1.0
    if anaphor.plural:
        found[f"kind|{kind}|plural"] = 1.0
    weight = math.log1p(len(figure.mentions)) / 2
    found["often"] = found[f"often|{type_}"] = weight
    if anaphor.noun is not None and type_ in ("thing", "land", "armed", "body"):
        found[f"kind|{kind}|noun|{anaphor.noun.words}"] = 1.0
    if figure.actor is None:
        found[f"unlisted|{type_}"] = 1.0
        if figure.person and " " not in figure.name:
            found["one word"] = found[f"one word|{type_}"] = 1.0
    if mention.form is Form.ADJECTIVE:
        found["adjective"] = 1.0
    if mention.first < 0:
        found["taken"] = found[f"taken|{type_}"] = 1.0
    if figure.members:
        found["pair"] = found[f"pair|{type_}"] = 1.0
        if anaphor.plural:
            found["pair|plural"] = 1.0
    if mention.start < cast.sentences[0][1]:
        found[f"headline|{type_}"] = 1.0
    if anaphor.sex and figure.sex:
        found["sex"] = 1.0
    if anaphor.noun is not None:
        _compare_heads(anaphor, figure, found)
    if anaphor.country:
        found[f"country{'=' if figure.country == anaphor.country else '!'}|{type_}"] = 1.0
    if figure.country is not None and figure.country == cast.home:
        found[f"home|{type_}"] = 1.0
    if figure in anaphor.coarguments:
        found["coargument"] = found[f"coargument|{type_}"] = 1.0
    if figure in anaphor.speakers:
        found[f"speaker|{type_}"] = found[f"speaker|{'quoted' if anaphor.quoted else 'told'}|{type_}"] = 1.0
    for name, members in (("arrested", scene.arrested), ("victim", scene.victims), ("attacker", scene.attackers)):
        if figure in members:
            found[f"{name}|{type_}"] = 1.0
            if anaphor.noun is not None:
                found[f"{name}|noun|{anaphor.noun.words}"] = 1.0
    last = [role for at, role in scene.marked.get(figure, ()) if at < anaphor.at]
    if last:
        found["marked"] = 1.0
        if last[-1] == anaphor.role:
            found["parallel"] = 1.0
    return found


def _compare_heads(anaphor: Anaphor, figure: Figure, found: Features) -> None:
    noun = anaphor.noun
    if noun is None or (not figure.heads and figure.actor is not None and figure.kind is not ActorKind.PERSON):
        if noun is not None and noun.words in figure.name.lower():
            found["named"] = 1.0
            found[f"named|{anaphor.type}"] = 1.0
        return
    full = noun.words
    former = "former" in anaphor.modifiers or "ex" in anaphor.modifiers
    if f"former {full}" in figure.heads if former else full in figure.heads:
        found["head"] = found[f"head|{anaphor.type}"] = 1.0
    elif (former and full in figure.heads) or (not former and f"former {full}" in figure.heads):
        found["head|tense"] = 1.0
    elif any(head.rsplit(" ", 1)[-1] == full.rsplit(" ", 1)[-1] for head in figure.heads):
        found["head|last"] = 1.0
    elif figure.heads:
        found["head|other"] = found[f"head|other|{anaphor.type}"] = 1.0
    else:
        found["head|none"] = 1.0
    words = noun.words.split()
    if not figure.person and words[-1] in figure.name.lower().split():
        found["named"] = found[f"named|{anaphor.type}"] = 1.0


def is_subject(mention: Mention, cast: Cast) -> bool:
    """Guess whether a name is a subject: a verb follows, or nothing but its title stands before it in the sentence."""
    after = cast.tokens[mention.last + 1] if 0 <= mention.last + 1 < len(cast.tokens) else None
    if after is not None and (
        after.key in VERBS
        or (after.word.islower() and after.word.endswith(("ed", "es", "ts", "ns", "ls", "rs")) and after.key not in ("its", "theirs"))
    ):
        return True
    start = cast.sentences[cast.sentence_of(mention.start)][0]
    return mention.start - start < 3 and mention.form is not Form.ADJECTIVE


def says(mention: Mention, cast: Cast) -> bool:
    """Tell whether a verb of saying stands beside a name."""
    beside = [mention.last + 1, mention.first - 1] if mention.first >= 0 else [mention.last + 1]
    return any(0 <= i < len(cast.tokens) and cast.tokens[i].key in SAYING for i in beside)


def score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Sum the weights of what speaks for a candidate."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def choose(found: Sequence[Candidate], weights: Mapping[str, float]) -> tuple[Figure | None, Mention | None]:
    """Choose the best candidate; nobody wins a tie. Scores are rounded, so that every machine chooses alike."""
    best = max(enumerate(found), key=lambda item: (round(score(item[1][2], weights), 6), -item[0]))
    return best[1][0], best[1][1]


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """Load the weights (tables/weights.tsv)."""
    text = files("whence.resolve.actors").joinpath("tables", "weights.tsv").read_text(encoding="utf-8")
    return MappingProxyType({row.cells["feature"]: float(row.cells["weight"]) for row in read_rows(text, "weights.tsv")})
