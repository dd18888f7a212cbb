"""Who acted and who was acted on: the parties that the accounts name, gathered by identity, each with who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from whence.link.views.contested import Difference, Disagreement, Field, Kind, disagreements
from whence.link.views.keys import described, folded, party_key
from whence.link.views.people import Camp, People, camp_of, is_people_only, nouns, of_one_state, people_at
from whence.link.views.told import Backing, Standing, Told, backing
from whence.terms import ActorKind, EventType, Identity, Party

_MUTUAL = (EventType.AGREE, EventType.CONSULT, EventType.COOPERATE)
_SIDES = (ActorKind.STATE, ActorKind.BODY, ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.MOVEMENT, ActorKind.GANG)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """One party of an event.

    key        by which phrases were gathered: "id:…" of an identity, "name:…", or "words:…" where it is not resolved
    name       plain name, or the words where it is not resolved
    identity   None: not resolved
    named      whether the accounts name somebody, rather than describe ("gunmen")
    people     whom the words stand for: civilians, forces
    camp       on which side it stands; None: not told
    words      the accounts' own words for it, by time of publication
    backing    all claims that name it
    told       those of them that tell the happening as a fact; denied: those that deny it
    """

    key: str
    name: str
    identity: Identity | None
    named: bool
    people: People
    camp: Camp | None
    words: tuple[str, ...]
    backing: Backing
    told: Backing
    denied: Backing


def parties_of(tellings: Sequence[Told], field: Literal["actor", "recipient"]) -> tuple[PartyView, ...]:
    """Gather the parties of one field: most independent origins first, then most claims, then the one told first.

    Left out are pronouns that nobody was found for, and bare figures ("at least 12"), which are told as a toll.
    """
    ids = _ids_by_name(party for told in tellings for party in _parties(told, field))
    held: dict[str, list[tuple[Told, Party]]] = {}
    for told in tellings:
        for party in _parties(told, field):
            key = party_key(party, ids)
            if key is not None:
                held.setdefault(key, []).append((told, party))
    views = [_view(key, same) for key, same in held.items()]
    return tuple(sorted(views, key=lambda view: (-len(view.backing.origins), -len(view.backing.claims))))


def part_in(field: Field, parties: Sequence[PartyView], tellings: Sequence[Told], *, type: EventType) -> tuple[Disagreement, ...]:
    """Tell where accounts part over a party; type: of the event."""
    shown = [party for party in parties if party.told.claims]

    def differ(i: int, j: int) -> Difference | None:
        return difference(shown[i], shown[j], field=field, type=type)

    return disagreements(field, [(party.name, party.told.claims) for party in shown], tellings, differ)


def difference(a: PartyView, b: PartyView, *, field: Field, type: EventType) -> Difference:
    """Tell how two parties of one field differ.

    One act can have several recipients, and a meeting or an agreement has several actors: there two names exclude each other only where they are
    sides of a conflict, or, for recipients, civilians against forces.
    """
    if field is Field.ACTOR and type in _MUTUAL:
        return Difference(Kind.GRANULARITY, "Each account names some of those who took part.")
    if field is Field.RECIPIENT and {a.people, b.people} == {People.CIVILIANS, People.FORCES}:
        return Difference(Kind.CONTRADICTION, "Some accounts tell of civilians or their things, others of members of forces or theirs.")
    if a.named and b.named:
        if of_one_state(a.identity, b.identity):
            return Difference(Kind.GRANULARITY, "Both are organs of one state, or one is the state itself.")
        words_a, words_b = set(folded(a.name).split()), set(folded(b.name).split())
        if words_a <= words_b or words_b <= words_a:
            return Difference(Kind.WORDING, "One name is a part of the other.")
        if field is Field.RECIPIENT and not (_is_side(a) and _is_side(b)):
            return Difference(Kind.GRANULARITY, "Each account names some of those who were acted on.")
        return Difference(Kind.CONTRADICTION, "They are different parties.")
    if a.camp is not None and b.camp is not None and a.camp is not b.camp:
        return Difference(Kind.CONTRADICTION, f"One is {Camp.STATE.value}, the other {Camp.OTHERS.value}.")
    if a.named or b.named:
        return Difference(Kind.GRANULARITY, "One account names a party, another only describes it.")
    if is_people_only(a.name) or is_people_only(b.name):
        return Difference(Kind.GRANULARITY, "One account says who they were, another only “people”.")
    if set(nouns(a.name)) & set(nouns(b.name)):
        return Difference(Kind.WORDING, "The words for it are in part the same.")
    return Difference(Kind.WORDING, "Other words; whether they mean the same cannot be told from them.")


def _is_side(party: PartyView) -> bool:
    return party.identity is not None and party.identity.kind in _SIDES


def _parties(told: Told, field: Literal["actor", "recipient"]) -> tuple[Party, ...]:
    return told.claim.actor if field == "actor" else told.claim.recipient


def _ids_by_name(parties: Iterable[Party]) -> dict[str, str]:
    """Give the identity of each folded name that has just one."""
    ids: dict[str, set[str]] = {}
    for party in parties:
        if party.name is not None and party.identity is not None and party.identity.id is not None:
            ids.setdefault(folded(party.name), set()).add(party.identity.id)
    return {name: next(iter(found)) for name, found in ids.items() if len(found) == 1}


def _view(key: str, same: Sequence[tuple[Told, Party]]) -> PartyView:
    named = not key.startswith("words:")
    labels = Counter((party.name if named else described(party)) or party.span.words for _, party in same)
    name = min(labels, key=lambda label: (-labels[label], len(label), label))
    identities = [party.identity for _, party in same if party.identity is not None]
    identity = next((held for held in identities if held.id is not None), identities[0] if identities else None)
    words = " ".join(dict.fromkeys(party.span.words for _, party in same))
    tellings = list({told.claim.id: told for told, _ in same}.values())

    def of(test: Callable[[Told], bool]) -> Backing:
        return backing([told for told in tellings if test(told)])

    return PartyView(
        key=key,
        name=name,
        identity=identity,
        named=named,
        people=people_at(words, identity),
        camp=camp_of(words, identity),
        words=tuple(dict.fromkeys(" ".join(party.span.words.split()) for _, party in same)),
        backing=backing(tellings),
        told=of(lambda told: told.standing is Standing.TOLD),
        denied=of(lambda told: told.standing is Standing.DENIED),
    )
