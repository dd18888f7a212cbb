from collections import Counter
from dataclasses import replace

import pytest

from whence.errors import ActorsError
from whence.resolve.actors import Actor, ActorId, Term, load_actors
from whence.resolve.actors.check import check_actors
from whence.resolve.actors.lexicon import load_lexicon
from whence.resolve.actors.ranker import load_weights
from whence.resolve.actors.rows import read_rows
from whence.resolve.actors.table import bundled_entries, shared_names
from whence.terms import ActorKind, Sector

TABLE = load_actors()


def actor(name: str, **values: object) -> Actor:
    whole = Actor(id=ActorId(name.lower().replace(" ", "-")), name=name, kind=ActorKind.ARMED_GROUP, country="KEN", line=f"mine.tsv, {name}")
    return replace(whole, **values)


def state(code: str) -> Actor:
    return actor(code.title(), kind=ActorKind.STATE, country=code)


def problems(*actors: Actor, shared: tuple[str, ...] = ()) -> list[str]:
    return check_actors([state("KEN"), *actors], shared=shared)


# -- the bundled table -----------------------------------------------------------------------------------------------------------------------------


def test_the_bundled_table_has_no_problem() -> None:
    actors, shared = bundled_entries()
    assert check_actors(actors, shared=shared_names(shared)) == []


def test_the_bundled_table_has_all_that_conflict_news_names() -> None:
    kinds = Counter(entry.kind for entry in TABLE.actors.values())
    grouped = sum(kinds[kind] for kind in (ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.MOVEMENT, ActorKind.GANG))
    assert grouped >= 600
    assert kinds[ActorKind.STATE] >= 195
    assert kinds[ActorKind.PERSON] >= 1000
    assert min(kinds[ActorKind.BODY], kinds[ActorKind.MEDIA], kinds[ActorKind.ORGANISATION]) >= 200
    assert kinds[ActorKind.RIGHTS] >= 30


def test_every_entry_tells_its_source_and_its_line() -> None:
    assert [entry.name for entry in TABLE.actors.values() if not entry.source or not entry.line] == []


def test_every_state_has_an_adjective_and_nearly_every_one_a_capital_of_its_own() -> None:
    states = [entry for entry in TABLE.actors.values() if entry.kind is ActorKind.STATE and entry.end is None and entry.id == _main(entry)]
    assert [entry.name for entry in states if not entry.adjectives] == []
    assert sum(1 for entry in states if entry.seats) > 180


def _main(entry: Actor) -> ActorId | None:
    found = TABLE.state(entry.country or "")
    return found.id if found is not None else None


def test_no_alias_of_two_actors_is_left_unlisted() -> None:
    _, shared = bundled_entries()
    listed = shared_names(shared)
    several = {key for key, found in TABLE.aliases.items() if len({a.actor for a in found if a.form != "adjective"}) > 1}
    assert several <= listed


def test_words_of_context_mean_entries_and_give_a_reason() -> None:
    contexts = [context for found in TABLE.contexts.values() for context in found]
    assert all(context.means in TABLE.actors and context.reason.endswith(".") for context in contexts)


def test_all_that_is_pointed_at_is_in_the_table() -> None:
    pointed = {alias.actor for found in TABLE.aliases.values() for alias in found}
    pointed |= {name for found in TABLE.contexts.values() for c in found for name in (*c.outlet, *c.beside) if not name.isupper()}
    assert pointed - set(TABLE.actors) == set()


def test_weights_and_nouns_are_there() -> None:
    assert len(load_weights().of) > 100
    assert load_lexicon().head(["masked", "gunmen"]) is not None


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Daesh", "Islamic State"),
        ("ISIL", "Islamic State"),
        ("I.S.I.S.", "Islamic State"),
        ("al-Shabab", "Al-Shabaab"),
        ("Ansar Allah", "Houthis"),
        ("Hashd al-Shaabi", "Popular Mobilization Forces"),
        ("Hizbollah", "Hezbollah"),
        ("the United States of America", "United States"),
        ("Türkiye", "Turkey"),
        ("MSF", "Médecins Sans Frontières"),
    ],
)
def test_spellings_and_abbreviations_meet(name: str, entry: str) -> None:
    assert TABLE.same(name, entry)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Turkish police", "Turkish Police"),
        ("Ministry of Justice of Peru", "Peruvian Justice Ministry"),
        ("Ada Holt and Bo Lind", "Bo Lind and Ada Holt"),
        ("Danbury police", "Danbury Police Department"),
    ],
)
def test_names_made_by_rule_meet(one: str, other: str) -> None:
    assert TABLE.same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Turkish police", "Turkish Army"), ("Taliban", "Tehrik-i-Taliban Pakistan"), ("Ada Holt", "Ada Lind"), ("Niger", "Nigeria")]
)
def test_different_actors_stay_apart(one: str, other: str) -> None:
    assert not TABLE.same(one, other)


def test_a_holder_of_an_office_has_its_sector_in_his_time_and_is_elite_after_it() -> None:
    (person,) = TABLE.named("Angela Merkel")
    assert [TABLE.sector_on(person, day) for day in ("2010-01-01", "2023-01-01")] == [Sector.GOV, Sector.ELI]


def test_a_group_that_took_power_is_government_from_that_day() -> None:
    (group,) = TABLE.named("Taliban")
    assert [TABLE.sector_on(group, day) for day in ("2015-06-01", "2022-06-01")] == [Sector.REB, Sector.GOV]


def test_an_international_body_has_its_code_and_no_sector() -> None:
    (body,) = TABLE.named("United Nations")
    assert (body.country, TABLE.sector_on(body, None)) == ("UNO", None)


# -- the checks ------------------------------------------------------------------------------------------------------------------------------------


def test_a_sound_table_has_no_problem() -> None:
    assert problems(actor("Blue Front", aliases=("BF",), start="1990", end="2001-05"), actor("Blue Front West", parent=ActorId("blue-front"))) == []


def test_a_second_entry_of_a_name_is_told_with_both_lines() -> None:
    assert problems(actor("Blue Front"), actor("Blue Front", line="mine.tsv, line 9")) == [
        'mine.tsv, line 9: "Blue Front" is in the table already (mine.tsv, Blue Front).'
    ]


def test_an_alias_of_two_actors_is_told() -> None:
    (problem,) = problems(actor("Blue Front", aliases=("B.F.",)), actor("Brown Front", aliases=("BF",)))
    assert problem.startswith('mine.tsv, Brown Front: the alias "BF" of "Brown Front" belongs to "Blue Front"')


def test_an_alias_that_is_listed_as_shared_is_no_problem() -> None:
    assert problems(actor("Blue Front", aliases=("BF",)), actor("Brown Front", aliases=("BF",)), shared=("bf",)) == []


def test_an_alias_without_a_letter_is_told() -> None:
    (problem,) = problems(actor("Blue Front", aliases=("--",)))
    assert "has no letter or digit" in problem


def test_a_circle_of_parents_is_told() -> None:
    found = problems(actor("Blue Front", parent=ActorId("brown-front")), actor("Brown Front", parent=ActorId("blue-front")))
    assert found[0] == 'mine.tsv, Blue Front: "Blue Front" is a part of itself: blue-front in brown-front in blue-front.'


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"country": "QQQ"}, "has the country QQQ, which is none"),
        ({"parent": ActorId("nobody")}, 'is a part of "nobody", which the table lacks'),
        ({"speaks_for": ActorId("nobody")}, 'speaks for "nobody", which the table lacks'),
        ({"start": "2001-13"}, "has the time 2001-13, which is no day, month or year"),
        ({"end": "2001-02-29"}, "has the time 2001-02-29"),
        ({"start": "0199"}, "has the time 0199"),
        ({"start": "2005", "end": "2001-05"}, "ends (2001-05) before it begins (2005)"),
        ({"terms": (Term("leader", ActorId("nobody"), None, None, None),)}, 'is "leader" of "nobody"'),
        ({"terms": (Term("leader", None, None, "2010", "2009"),)}, "ends (2009) before it begins (2010)"),
    ],
)
def test_what_cannot_be_is_told(values: dict[str, object], words: str) -> None:
    (problem,) = problems(actor("Blue Front", **values))
    assert words in problem


def test_a_row_of_the_wrong_width_is_told_with_its_line() -> None:
    with pytest.raises(ActorsError, match=r"mine\.tsv, line 3: 1 cells, but the head has 2: name, aliases\."):
        read_rows("# source: none\nname\taliases\nBlue Front\n", "mine.tsv")
