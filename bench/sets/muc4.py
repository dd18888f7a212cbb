"""Latin American terrorism reports with the fillers of five roles (../shared/bench/muc4): fillers made of claims, compared as entities.

A filler is an entity: the phrases that name it in the report. Scoring is CEAF-REE (Du, Rush, Cardie 2021): read and gold entities of a role are
paired one to one, as many as can be; counts of all roles and reports are added.

role-filler F1           a pair needs the head of a phrase of one side among the words of a phrase of the other (head nouns, as Huang and Riloff 2012)
role-filler F1, exact    every phrase of the read entity is a phrase of the gold entity, letter for letter but for case, quotes and a leading article:
                         the published figures are of this kind, by models that were trained on these phrases

From claims to fillers (rules and words chosen on every fourth report of the training part):

- Claims of ASSAULT that occurred count. An incident of these reports is terrorism, not war: a claim counts not where its recipients are all fighters
  (soldiers, guerrillas, patrols), nor where a state's forces act.
- actor, where the claim has a recipient, means or a toll too → PerpOrg, where the phrase names an organisation (a word such as "front" or "cartel",
  or a name of the region such as "FMLN"); else, and where a person is its head, PerpInd. "FMLN guerrillas" gives both: "FMLN" and the whole.
- recipient → Target, where the head is a thing (house, embassy, bus); → Victim, where it names a person: gold has victims by name alone ("six
  priests" is none). All is in capitals, so a name is what is no common head. Not Victim: what is a place of the claim too.
- toll → Victim, where its words name a person.
- means → Weapon, where a word of a weapon is in it.
- Pronouns and bare figures name nobody. Phrases with the same head, or a name and its initials, are one entity.

The mapping loses much by itself: what counts as an incident there is not what counts as a claim here. With it the gold claims of the 22 of these
reports that stand in ../shared/corpus give .49 (76 fillers; some words were chosen on them): read the figure for its rise and fall, not beside those
of models made for the set.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from sets.muc4_words import FIGHTERS, NOBODY, NUMBERS, ORGANISATIONS, PEOPLE, STATE, THINGS, VAGUE, WEAPON
from sets.outcome import Cell, Figure, Outcome, Part
from sets.rows import Row, load_rows, read_rows
from whence.evaluate import Prf
from whence.evaluate.matching import FUNCTION_WORDS, n_paired
from whence.read import Reader
from whence.terms import Claim, EventType, Reading, Status

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
Entity = frozenset[str]
"""The phrases of one filler, as `plain` gives them."""

CUT = FUNCTION_WORDS - {"a", "an", "the"} | {"who", "whom", "whose", "which", "that", "and", "or", "where", "when"}
ARTICLES = {"a", "an", "the"}
WORD = re.compile(r"\w[\w.&-]*\w|\w")


def measure(reader: Reader, path: Path) -> Outcome:
    """Read the reports of a file and compare."""
    rows = load_rows(path)
    return compare(rows, read_rows(reader, rows))


def compare(rows: Sequence[Row], readings: Sequence[Reading]) -> Outcome:
    """Give the figures of all roles together and of each."""
    heads, exact = (dict.fromkeys(ROLES, Prf()) for _ in range(2))
    for row, reading in zip(rows, readings, strict=True):
        found = fillers(reading)
        for role in ROLES:
            gold = [frozenset(plain(phrase) for phrase, *_ in entity) for entity in row["roles"][role]]
            heads[role] += Prf(n_paired(gold, found[role], same_by_head), len(found[role]), len(gold))
            exact[role] += Prf(n_paired(gold, found[role], lambda one, other: other <= one), len(found[role]), len(gold))
    total, total_exact = (sum(of.values(), start=Prf()) for of in (heads, exact))
    figures = {
        "role-filler F1": Figure(total.f1, total.n_gold),
        "role-filler precision": Figure(total.precision, total.n_predicted),
        "role-filler recall": Figure(total.recall, total.n_gold),
        "role-filler F1, exact": Figure(total_exact.f1, total_exact.n_gold),
    }
    by_role: dict[str, tuple[Cell, ...]] = {
        role: (prf.precision, prf.recall, prf.f1, exact[role].f1, prf.n_predicted, prf.n_gold) for role, prf in heads.items()
    }
    part = Part("by role", ("P", "R", "F1", "exact F1", "read", "gold"), by_role)
    return Outcome(n_read=len(rows), figures=figures, parts=(part,))


def fillers(reading: Reading) -> dict[str, list[Entity]]:
    """Make the fillers of a report's roles of its claims."""
    phrases: dict[str, list[str]] = {role: [] for role in ROLES}
    for claim in reading.claims:
        if claim.type is not EventType.ASSAULT or claim.status is not Status.OCCURRED or is_war(claim):
            continue
        if claim.recipient or claim.means or claim.toll:
            for actor in claim.actor:
                organisation = organisation_in(actor.span.words)
                if organisation is not None:
                    phrases["PerpOrg"].append(organisation)
                if organisation is None or head(actor.span.words) not in ORGANISATIONS:
                    phrases["PerpInd"] += names(actor.span.words)[:1]
        for recipient in claim.recipient:
            if head(recipient.span.words) in THINGS:
                phrases["Target"].append(recipient.span.words)
            elif is_named(recipient.span.words) and not any(recipient.span.overlaps(place) for place in claim.place):
                phrases["Victim"].append(recipient.span.words)
        phrases["Victim"] += [toll.span.words for toll in claim.toll if is_named(toll.span.words)]
        phrases["Weapon"] += [span.words for span in claim.means if re.search(WEAPON, span.words.casefold())]
    return {role: entities(found) for role, found in phrases.items()}


def is_war(claim: Claim) -> bool:
    """Tell whether a claim is of fighters alone as those who suffer, or of a state's forces as those who act."""
    suffering = [head(party.span.words) for party in claim.recipient]
    return (bool(suffering) and all(word in FIGHTERS for word in suffering)) or any(head(party.span.words) in STATE for party in claim.actor)


def is_named(phrase: str) -> bool:
    """Tell whether a phrase names a person: its head is its last word and none of those that describe; no figure, and no plural by itself."""
    word = head(phrase)
    words = words_of(phrase)
    common = word in PEOPLE | FIGHTERS | THINGS | ORGANISATIONS | NOBODY | NUMBERS
    return len(word) > 2 and not common and not set(words[1:]) & CUT and not re.search(r"\d", word) and not (word.endswith("s") and len(words) == 1)


def plain(phrase: str) -> str:
    """Write a phrase one way: lower case, no quotes, single spaces, no leading article."""
    words = re.sub(r"[\"“”'‘’`]", " ", phrase.casefold()).split()
    return " ".join(words[1:] if words and words[0] in ARTICLES else words)


def names(phrase: str) -> list[str]:
    """Give a phrase and, where it has another name in brackets, that too."""
    outside = re.sub(r"[(\[].*?(?:[)\]]|$)", " ", phrase)
    inside = re.findall(r"[(\[](.*?)(?:[)\]]|$)", phrase)
    return [name for name in map(plain, (outside, *inside)) if name]


def words_of(phrase: str) -> list[str]:
    """Give the words of a phrase, lower case."""
    return WORD.findall(plain(phrase))


def head(phrase: str) -> str:
    """Find the head of a noun phrase: its last word before a preposition, a relative pronoun, a participle or a comma."""
    words = words_of(re.split(r"\s*[,;:(\[]|--", plain(phrase))[0]) or words_of(phrase)
    for i, word in enumerate(words):
        if i and (word in CUT or word.endswith("ing")):
            return words[i - 1]
    return words[-1] if words else ""


def organisation_in(phrase: str) -> str | None:
    """Find the organisation that a phrase names: all of it, what stands before its head (FMLN guerrillas) or what follows (members of the FMLN)."""
    text = plain(phrase)
    found = list(WORD.finditer(text))
    words = [match[0] for match in found]
    at = [i for i, word in enumerate(words) if word in ORGANISATIONS]
    if not at or (len(words) == 1 and words[0] in VAGUE):
        return None
    end = next((i for i, word in enumerate(words) if i and word in CUT), len(words))  # of the part that has the head
    if at[0] > end:
        first = max(i for i in range(at[0]) if words[i] in CUT) + 1
        return plain(text[found[first].start() :])
    last = max(i for i in at if i < end)
    return text if head(text) == words[last] else text[: found[last].end()]


def entities(phrases: Collection[str]) -> list[Entity]:
    """Make entities of phrases: those with the same head, or a name and its initials, are one."""
    found: list[set[str]] = []
    for phrase in phrases:
        named = {name for name in names(phrase) if head(name) not in NOBODY | NUMBERS and re.search(r"[a-z]", head(name))}
        if not named:
            continue
        same = [entity for entity in found if any(head(a) == head(b) or are_initials(a, b) or are_initials(b, a) for a in entity for b in named)]
        found = [entity for entity in found if entity not in same] + [named.union(*same)]
    return [frozenset(entity) for entity in found]


def are_initials(short: str, long: str) -> bool:
    """Tell whether a word is made of the initials of a name's content words."""
    words = [word for word in words_of(long) if word not in FUNCTION_WORDS]
    return len(words) > 1 and short == "".join(word[0] for word in words)


def same_by_head(one: Entity, other: Entity) -> bool:
    """Tell whether a phrase of one entity has its head among the words of a phrase of the other."""
    return any(head(a) in words_of(b) or head(b) in words_of(a) for a in one for b in other)
