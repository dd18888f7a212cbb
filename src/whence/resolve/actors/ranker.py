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
from whence.resolve.actors.features import Fact, Facts, Weights
from whence.resolve.actors.figures import GROUPISH, Cast, Figure, Mention
from whence.resolve.actors.lexicon import Noun, NounClass, load_lexicon
from whence.resolve.actors.phrases import Opening
from whence.resolve.actors.rows import read_rows
from whence.resolve.actors.table import Form
from whence.resolve.actors.words import LOADED_FORCES, SAYING, STATE_WORDS, VERBS
from whence.terms import ActorKind, EventType, Sector

BODIES = frozenset({ActorKind.BODY, ActorKind.ORGANISATION, ActorKind.COMPANY, ActorKind.MEDIA, ActorKind.RIGHTS, ActorKind.PARTY})
_KINDS = MappingProxyType({kind: "group" if kind in GROUPISH else "body" if kind in BODIES else str(kind) for kind in ActorKind})
DEEDS = (EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT)  # of forces and police
_SPEECH = (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT)  # to urge, condemn, deny, welcome
Act = tuple[EventType, str]
_OTHER_SIDE = {"actor": "recipient", "recipient": "actor"}
# Words of what a state has under arms; whatever they stand before or in is no armed group's, but for the nouns of groups ("military wing").
_STATE_FORCES = STATE_WORDS | frozenset("army gendarmerie military ministry navy police state".split())
# Words before a noun of forces that make them a group's.
_OF_GROUPS = LOADED_FORCES | frozenset("antigovernment guerrilla insurgent islamist militant opposition rebel separatist".split())
# Words for the regular forces of a state, which its auxiliaries are not.
_REGULARS = frozenset("army military navy".split())
# Nouns of people and their things that armed groups have too.
_PEOPLE_OF_GROUPS = frozenset("captive detainee islamist prisoner vehicle".split())
# Machines of armies that armed groups lose too.
_MACHINES_OF_GROUPS = frozenset(("armored vehicle", "armoured vehicle", "drone", "military vehicle", "tank"))
# Sectors of organisations that are a house or a business: none of them is "the group".
_NO_GROUPS = frozenset({Sector.MED, Sector.EDU, Sector.REL, Sector.BUS, Sector.COP, Sector.JUD, Sector.LEG})
_NO_GOVERNMENTS = frozenset({Sector.MIL, Sector.COP, Sector.JUD, Sector.SPY})  # sectors of bodies of a state that are not its government
# How many times as much as a state that is only mentioned the one weighs that a report is about; 1-2 alike on corpus/train.
_SIDE_WEIGHT = 1.5
_OPENS = 5  # characters from the start of a sentence in which its first party begins: "The US"
_KINDS_BY_NOUN = ("thing", "land", "armed", "body")  # types for which the noun itself tells which kind of figure is meant

_GROUP_NOUNS = frozenset("group organization organisation movement network faction alliance coalition front body wing branch squad member".split())
_SECTORS: Mapping[str, frozenset[Sector]] = MappingProxyType(
    {
        "police": frozenset({Sector.COP}),
        "force": frozenset({Sector.MIL, Sector.PRM, Sector.SPY, Sector.COP}),
        "court": frozenset({Sector.JUD, Sector.LEG}),
    }
)


@dataclass(slots=True)
class Anaphor:
    """Words that stand for somebody named elsewhere.

    type       class of pronoun ("he") or of the head noun ("office")
    at         offset; sentence: index of its sentence
    sex        "f", "m" or None
    country    named in the phrase ("the Turkish president")
    excluded   a figure that it cannot be (the possessor of "his mother")
    barred     more figures that it cannot be: those who harm what "its" owns
    coarguments, speakers   figures of the other side of its claims, and of their accounts
    opposed    those of the other side whom its words name
    role       actor, recipient or source
    acts       (type of the happening, role) in its claims
    quoted     it stands inside quotation marks
    form       the pronoun's case: subject, object, possessive; empty for a description
    opens      it opens its sentence
    says       a verb of saying follows
    lands      countries in which its claims happen, as far as told
    own        it says more than its noun: it is indefinite ("a doctor") or names what the noun is of ("the doctor at the clinic")
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
    barred: frozenset[Figure] = frozenset()
    coarguments: tuple[Figure, ...] = ()
    opposed: tuple[Figure, ...] = ()
    speakers: tuple[Figure, ...] = ()
    role: str = "actor"
    acts: frozenset[Act] = frozenset()
    quoted: bool = False
    form: str = ""
    opens: bool = False
    says: bool = False
    lands: frozenset[str] = frozenset()
    own: bool = False


@dataclass(slots=True)
class Scene:
    """What the ranker knows of a report beside its cast.

    arrested, victims, attackers   who was charged or held, harmed, or did harm in the claims resolved so far
    marked                         offsets, roles and types of happening in which a figure stands in claims
    pairs                          (actor, recipient) of claims resolved so far
    in_deeds                       parties to the deeds of claims resolved so far, but for those that are denied
    taken                          pronouns and descriptions resolved to a figure: they count as mentions of it
    places                         what `place_of` has told
    deeds_at                       countries in which the deeds of the report's claims happen, as far as told
    """

    cast: Cast
    arrested: set[Figure] = field(default_factory=set)
    victims: set[Figure] = field(default_factory=set)
    attackers: set[Figure] = field(default_factory=set)
    marked: dict[Figure, list[tuple[int, str, EventType]]] = field(default_factory=dict)
    pairs: set[tuple[Figure, Figure]] = field(default_factory=set)
    in_deeds: set[Figure] = field(default_factory=set)
    taken: dict[Figure, list[Mention]] = field(default_factory=dict)
    places: dict[Mention, tuple[int, bool, bool]] = field(default_factory=dict)
    deeds_at: frozenset[str] = frozenset()

    def place_of(self, mention: Mention) -> tuple[int, bool, bool]:
        """Tell the number of a mention's sentence, whether it is a subject, and whether a verb of saying stands beside it."""
        found = self.places.get(mention)
        if found is None:
            found = self.places[mention] = (self.cast.sentence_of(mention.start), is_subject(mention, self.cast), says(mention, self.cast))
        return found


Candidate = tuple[Figure | None, Mention | None, Facts]


def candidates(anaphor: Anaphor, scene: Scene) -> list[Candidate]:
    """List the figures that an anaphor could stand for with what speaks for each, the first being nobody."""
    found: list[Candidate] = [(None, None, _nobody(anaphor))]
    near: list[tuple[int, Figure, Mention]] = []
    for figure in scene.cast.figures:
        if figure is anaphor.excluded or not possible(anaphor, figure):
            continue
        mention = _nearest(figure, anaphor.at, scene.taken.get(figure, ()))
        if mention is None:
            if figure.kind is ActorKind.STATE and not _is_barred(anaphor, figure) and not _is_bystander(anaphor, figure, scene):
                found.append(implicit(anaphor, figure))
        else:
            near.append((anaphor.at - mention.end if mention.start < anaphor.at else 5000 + mention.start - anaphor.at, figure, mention))
    near.sort(key=lambda item: item[0])
    for rank, (_, figure, mention) in enumerate(near[:14]):
        if not _is_barred(anaphor, figure) and not _is_bystander(
            anaphor, figure, scene
        ):  # it keeps its rank all the same: the weights were fitted so
            found.append((figure, mention, _facts(anaphor, figure, mention, rank, scene)))
    return found


def possible(anaphor: Anaphor, figure: Figure) -> bool:
    """Tell whether a figure is of a kind that the anaphor can stand for at all."""
    kind, type_ = figure.kind, anaphor.type
    elsewhere = anaphor.country is not None and figure.country not in (None, anaphor.country, *INTERNATIONAL)
    if elsewhere and type_ != "people":
        return False
    if anaphor.own and figure.person and anaphor.noun is not None and not _described_by(anaphor.noun, figure):
        return False
    if type_ == "body" and figure.armed and anaphor.noun is not None and anaphor.noun.words not in _GROUP_NOUNS:
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
        return figure.armed or kind in (ActorKind.PEOPLE, ActorKind.UNKNOWN) or (not anaphor.plural and kind is ActorKind.PERSON)
    if type_ == "party":
        return kind in (ActorKind.PARTY, ActorKind.MOVEMENT, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION) or (
            not anaphor.plural and kind is ActorKind.PERSON
        )
    return True


def _is_barred(anaphor: Anaphor, figure: Figure) -> bool:
    """Tell whether a figure would be taken for whom it fights, harms or cannot be: a group for a state's forces or for civilians, and the like."""
    noun, type_ = anaphor.noun, anaphor.type
    words = _words_of(anaphor)
    if figure in anaphor.barred:
        return True
    if noun is None and type_ in ("vague", "thing") and figure.kind is ActorKind.PLACE:
        return True  # "those responsible"
    if figure.kind is ActorKind.STATE and type_ in ("it", "they") and any(happening in DEEDS for happening, _ in anaphor.acts):
        own = (other.country for other in anaphor.coarguments if other.kind is ActorKind.BODY and other.sector in (Sector.MIL, Sector.COP))
        if figure.country in own:
            return True  # a state is not at war with its army
    in_power = figure.sector is Sector.GOV
    under_arms = figure.sector in (Sector.MIL, Sector.COP) or (figure.kind is ActorKind.STATE and type_ == "force")
    if words & _OF_GROUPS and not figure.armed and under_arms:
        return True  # rebels are no state's army
    if type_ == "force" and words & _REGULARS and figure.sector is Sector.PRM:
        return True  # an army is not its auxiliaries
    if figure.armed and figure.kind is not ActorKind.MOVEMENT and not in_power and not _fits_group(anaphor, words):
        return True
    if figure.armed and figure in anaphor.opposed and type_ != "thing":
        return True
    if type_ == "force" and words & STATE_WORDS and figure.kind not in (ActorKind.STATE, ActorKind.BODY) and not in_power:
        return True
    if type_ == "office" and anaphor.country and figure.body is not None and figure.body.armed and not words & _OF_GROUPS:
        return True  # "Congo's president" is no group's
    if type_ == "state" and figure.sector in _NO_GOVERNMENTS and "government" in words:
        return True
    return type_ == "body" and noun is not None and noun.words in _GROUP_NOUNS and is_house(figure)


def _words_of(anaphor: Anaphor) -> set[str]:
    """Give the words of a description, "anti-government" as one; those of a group that it is against ("anti-terrorist forces") are none of it."""
    words = {*anaphor.modifiers, *anaphor.noun.words.split()} if anaphor.noun is not None else set(anaphor.modifiers)
    if words & {"anti", "counter"} and words & LOADED_FORCES:
        return words - LOADED_FORCES
    return words - _STATE_FORCES | {"antigovernment"} if words & {"anti", "non"} else words


def is_of_group(anaphor: Anaphor) -> bool:
    """Tell whether a description is of a group by its words: "a terrorist base", "rebel forces"."""
    return not _OF_GROUPS.isdisjoint(_words_of(anaphor))


def _is_bystander(anaphor: Anaphor, figure: Figure, scene: Scene) -> bool:
    """Tell whether a state is only mentioned: forces, police and "the government" are not those of a state that takes no part, where nothing happens.

    Of forces and police, the report being about it counts where no place is told, nor another army before.
    """
    if anaphor.type not in ("force", "police", "state", "official") or anaphor.country is not None or figure.kind is not ActorKind.STATE:
        return False
    if anaphor.type in ("state", "official"):
        return _is_side_remark(anaphor, figure, scene)
    if anaphor.lands and figure.country not in anaphor.lands and figure in anaphor.opposed:
        return True  # "Pakistani fighters" whom forces kill in India
    if figure.country in anaphor.lands or _takes_part(figure, scene):
        return False
    armies = _armies(scene)
    named = (m.start for army in armies for m in (*army.mentions, *scene.taken.get(army, ())))
    return bool(anaphor.lands) or figure.country != scene.cast.home or any(start < anaphor.at for start in named)


def _takes_part(state: Figure, scene: Scene) -> bool:
    """Tell whether a state is a party to deeds, or its army is named."""
    return state in scene.in_deeds or any(army.country == state.country for army in _armies(scene))


def _armies(scene: Scene) -> list[Figure]:
    return [figure for figure in scene.cast.figures if figure.kind is ActorKind.BODY and figure.sector is Sector.MIL]


def _is_side_remark(anaphor: Anaphor, state: Figure, scene: Scene) -> bool:
    """Tell whether a state weighs too little beside the one that the report is about for "the government" to be its own, and nothing happens there.

    Where a report comes from the one country in which its deeds happen, any other one does, and so does one that only comments on deeds elsewhere.
    """
    cast, home = scene.cast, scene.cast.home
    more = set(anaphor.modifiers) - set(anaphor.noun.words.split() if anaphor.noun is not None else ())  # "the occupying state"
    if more or anaphor.plural is (anaphor.type == "state") or anaphor.opening not in (Opening.DEFINITE, Opening.BARE):
        return False
    if state.country is None or state.country in anaphor.lands or _takes_part(state, scene) or _acted_last(anaphor, state, scene):
        return False
    if _only_comments(state, scene):
        return True
    if home is None or state.country == home:
        return False
    from_there = scene.deeds_at == {home}
    times = 1 if from_there else _SIDE_WEIGHT
    return (from_there and cast.dated == home) or times * cast.weights.get(state.country or "", 0.0) <= cast.weights[home]


def _acted_last(anaphor: Anaphor, state: Figure, scene: Scene) -> bool:
    """Tell whether the sentence before opens with a state that acts there, and this one goes on about another that has a part in the report.

    "Algeria condemned it. The government recalled its envoy from Paris", not "Algeria urged calm. The government closed the schools".
    """
    _, close = scene.cast.sentences[anaphor.sentence]
    others = {*_lands_of_deeds(scene), scene.cast.home} - {state.country, None}
    if not any(mention.figure.country in others for mention in scene.cast.within(anaphor.at, close)):
        return False
    opening, end = scene.cast.sentences[anaphor.sentence - 1] if anaphor.opens and anaphor.sentence else (0, 0)
    acts = (at for at, role, happening in scene.marked.get(state, ()) if role == "actor" and happening not in DEEDS)
    return any(opening <= at < min(end, opening + _OPENS) for at in acts)


def _only_comments(state: Figure, scene: Scene) -> bool:
    """Tell whether all that a state does is to speak about deeds that others do or that happen elsewhere, in a report that is not sent from there."""
    if scene.cast.dated == state.country or not _lands_of_deeds(scene) - {state.country}:
        return False
    marked = scene.marked.get(state, ())
    speaks = any(role != "recipient" for _, role, _ in marked)
    return speaks and state.country not in scene.deeds_at and all(role == "source" or happening in _SPEECH for _, role, happening in marked)


def _lands_of_deeds(scene: Scene) -> set[str | None]:
    """Give the countries in which deeds happen, and whose states and bodies are parties to them."""
    return {*scene.deeds_at, *(figure.country for figure in scene.in_deeds if figure.kind in (ActorKind.STATE, ActorKind.BODY))} - {None}


def _fits_group(anaphor: Anaphor, words: set[str]) -> bool:
    """Tell whether words can stand for an armed group: those for a state's forces, for officials and for civilians cannot."""
    noun, type_ = anaphor.noun, anaphor.type
    if type_ == "body" and noun is not None and noun.words in _GROUP_NOUNS:
        return True
    if words & _STATE_FORCES or (noun is not None and type_ in ("state", "official", "police")):
        return False
    if type_ == "force" and noun is not None:
        hit = anaphor.role == "recipient" and noun.words in _MACHINES_OF_GROUPS
        return hit or bool(words & _OF_GROUPS) or anaphor.opening is Opening.POSSESSIVE
    return type_ != "people" or noun is None or noun.words in _PEOPLE_OF_GROUPS


def is_house(figure: Figure) -> bool:
    """Tell whether an organisation that the table lacks is a hospital, a school, a firm: no group or militia."""
    return figure.actor is None and figure.kind is ActorKind.ORGANISATION and figure.sector in _NO_GROUPS


def _described_by(noun: Noun, person: Figure) -> bool:
    """Tell whether the report describes a person by a noun, or by another one for a man in the same uniform ("policeman", "police officer").

    Words for people and culprits fit anybody.
    """
    if noun.cls in (NounClass.PEOPLE, NounClass.CRIME):
        return True
    nouns = load_lexicon().nouns
    last = noun.words.rsplit(" ", 1)[-1]
    uniformed = noun.cls in (NounClass.POLICE, NounClass.FORCE)
    return any(head.rpartition(" ")[2] == last or (uniformed and head in nouns and nouns[head].cls is noun.cls) for head in person.heads)


def _nobody(anaphor: Anaphor) -> Facts:
    """Weigh that nobody whom the report names is meant."""
    noun = anaphor.noun.words if anaphor.noun is not None else ""
    modified, first, country = bool(anaphor.modifiers), anaphor.sentence == 0, bool(anaphor.country)
    return [("nobody", anaphor.type, anaphor.opening, anaphor.role, anaphor.plural, noun, modified, first, country)]


def implicit(anaphor: Anaphor, figure: Figure) -> Candidate:
    """Weigh the state that the report is about, or where it happens, where it is nowhere named itself."""
    country = "" if not anaphor.country else "=" if figure.country == anaphor.country else "!"
    return figure, None, [("implicit", anaphor.type, figure.kind, country)]


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


def _facts(anaphor: Anaphor, figure: Figure, mention: Mention, rank: int, scene: Scene) -> Facts:
    """Tell what speaks for and against a figure whose nearest mention is the `rank`th nearest of all."""
    type_, noun, home = anaphor.type, anaphor.noun, scene.cast.home
    sentence, subject, saying = scene.place_of(mention)
    where = "after" if mention.start > anaphor.at else _distance(anaphor.sentence - sentence)
    kind = "group" if figure.armed else _KINDS[figure.kind]
    country = "" if not anaphor.country else "=" if figure.country == anaphor.country else "!"
    speaker = "" if figure not in anaphor.speakers else "quoted" if anaphor.quoted else "told"
    last, act, across = "", "", False
    for at, role, happening in scene.marked.get(figure, ()):
        if (happening, role) in anaphor.acts:
            act = "before" if at < anaphor.at else act or "after"
        elif (happening, _OTHER_SIDE.get(role, "")) in anaphor.acts:
            across = True
        last = role if at < anaphor.at else last
    sides = anaphor.coarguments
    paired = bool(sides) and any(((figure, other) if anaphor.role == "actor" else (other, figure)) in scene.pairs for other in sides)
    found: Facts = [
        ("place", type_, where, min(rank, 3), subject, anaphor.form, anaphor.form and anaphor.opens, anaphor.form and saying, anaphor.says),
        ("often", type_, len(figure.mentions)),
        ("kind", type_, kind, anaphor.plural, bool(figure.members), noun.words if noun is not None and type_ in _KINDS_BY_NOUN else ""),
        (
            "figure",
            type_,
            figure.actor is None,
            figure.kind is ActorKind.PERSON and " " not in figure.name,
            mention.form is Form.ADJECTIVE,
            mention.first < 0,
            mention.start < scene.cast.sentences[0][1],
            bool(anaphor.sex and figure.sex),
            country,
            figure.country is not None and figure.country == home,
            figure in anaphor.coarguments,
            speaker,
            bool(last),
            last == anaphor.role,
        ),
        ("acts", type_, act, across, paired),
    ]
    for name, members in (("arrested", scene.arrested), ("victim", scene.victims), ("attacker", scene.attackers)):
        if figure in members:
            found.append(("part", type_, name, noun.words if noun is not None else ""))
    if noun is not None:
        found.append(_heads(anaphor, noun, figure))
    return found


def _distance(n_sentences: int) -> str:
    return f"d{n_sentences}" if n_sentences < 3 else "d3" if n_sentences < 6 else "d6"


def _heads(anaphor: Anaphor, noun: Noun, figure: Figure) -> Fact:
    """Compare a noun with those by which the report describes a figure."""
    words = noun.words
    if not figure.heads and figure.actor is not None and figure.kind is not ActorKind.PERSON:
        return ("heads", anaphor.type, "", words in figure.name.lower())
    former = "former" in anaphor.modifiers or "ex" in anaphor.modifiers
    last = words.rsplit(" ", 1)[-1]
    if f"former {words}" in figure.heads if former else words in figure.heads:
        fit = "head"
    elif (former and words in figure.heads) or (not former and f"former {words}" in figure.heads):
        fit = "tense"
    elif any(head.endswith(last) and head.rpartition(" ")[2] == last for head in figure.heads):
        fit = "last"
    else:
        fit = "other" if figure.heads else "none"
    return ("heads", anaphor.type, fit, not figure.person and last in figure.name.lower().split())


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


def choose(found: Sequence[Candidate], weights: Weights) -> tuple[Figure | None, Mention | None]:
    """Choose the best candidate; nobody wins a tie. Scores are rounded, so that every machine chooses alike."""
    best, highest = found[0], -math.inf
    for candidate in found:
        score = round(weights.score(candidate[2]), 6)
        if score > highest:
            best, highest = candidate, score
    return best[0], best[1]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Load the weights (tables/weights.tsv)."""
    text = files("whence.resolve.actors").joinpath("tables", "weights.tsv").read_text(encoding="utf-8")
    return Weights({row.cells["feature"]: float(row.cells["weight"]) for row in read_rows(text, "weights.tsv")})
