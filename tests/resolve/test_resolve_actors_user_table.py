from pathlib import Path

import pytest
from actors_told import whom

from whence.errors import ActorsError
from whence.resolve.actors import load_actors
from whence.terms import Sector

FRONT = """
[[actor]]
name = "Blue River Front"
kind = "armed"
country = "KEN"
sector = "REB; GOV 2020"
aliases = ["BRF"]
years = "2001/"
"""


def table_of(tmp_path: Path, text: str, name: str = "mine.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(ActorsError) as caught:
        load_actors([table_of(tmp_path, text)])
    return str(caught.value)


def test_an_entry_of_a_user_is_found_by_name_and_alias(tmp_path: Path) -> None:
    table = load_actors([table_of(tmp_path, FRONT)])
    value = whom("A bomb went off. The [BRF] said so.", table=table)
    assert (value.name, value.country, value.sector) == ("Blue River Front", "KEN", Sector.REB)


def test_a_last_name_that_the_table_alone_gives_in_full_stands_beside_a_general_body(tmp_path: Path) -> None:
    person = '[[actor]]\nname = "Ona Veltrup"\nkind = "person"\ncountry = "NOR"\nsector = "GOV"\n'
    table = load_actors([table_of(tmp_path, person)])
    assert whom("Norway and the Red Cross met. Norway paid. [Veltrup] spoke.", table=table, published=None).name == "Ona Veltrup"


def test_an_entry_of_a_user_has_its_sector_by_the_day(tmp_path: Path) -> None:
    table = load_actors([table_of(tmp_path, FRONT)])
    assert whom("The [BRF] said so.", table=table, published="2021-03-01").sector is Sector.GOV


def test_the_bundled_table_stays_as_it_is(tmp_path: Path) -> None:
    load_actors([table_of(tmp_path, FRONT)])
    assert load_actors().named("Blue River Front") == ()


def test_an_entry_of_a_user_completes_the_bundled_one(tmp_path: Path) -> None:
    table = load_actors([table_of(tmp_path, '[[actor]]\nname = "Hezbollah"\naliases = ["the cedar men"]\n')])
    (found,) = table.named("the cedar men")
    (bundled,) = load_actors().named("Hezbollah")
    assert (found.id, found.country, found.aliases[:-1]) == (bundled.id, bundled.country, bundled.aliases)


def test_a_second_file_builds_on_the_first(tmp_path: Path) -> None:
    wing = '[[actor]]\nname = "Blue River Youth"\nkind = "movement"\nparent = "Blue River Front"\n'
    table = load_actors([table_of(tmp_path, FRONT), table_of(tmp_path, wing, "more.toml")])
    (found,) = table.named("Blue River Youth")
    assert found.parent == "blue-river-front"


def test_an_alias_of_two_actors_is_taken_where_it_is_listed_as_shared(tmp_path: Path) -> None:
    text = '[[actor]]\nname = "Azure Farmers Party"\nkind = "party"\ncountry = "FJI"\nshared = ["IRA"]\n'
    table = load_actors([table_of(tmp_path, text)])
    assert {entry.name for entry in table.named("IRA")} >= {"Azure Farmers Party"}


def test_a_person_of_a_user_holds_an_office_of_a_group(tmp_path: Path) -> None:
    chief = '[[actor]]\nname = "Obo Lind"\nkind = "person"\ncountry = "KEN"\nsex = "m"\nterms = ["leader of Blue River Front 2010/"]\n'
    table = load_actors([table_of(tmp_path, FRONT + chief)])
    assert whom("[Obo Lind] said so.", table=table).sector is Sector.REB


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    assert load_actors([table_of(tmp_path, "\ufeff" + FRONT.lstrip())]).named("BRF")


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert len(load_actors([table_of(tmp_path, "")]).actors) == len(load_actors().actors)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[actor]\nname = "X"', "is no TOML: "),
        ("[[actor]]\nkind = 'armed'", "mine.toml, line 1: an entry without a name."),
        ("\n\n[[actor]]\nname = ' '", "mine.toml, line 3: an entry without a name."),
        ("[[actor]]\nname = 'Blue Front'", 'mine.toml, line 1: "Blue Front" is new and has no kind. Possible: kind = "armed"'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'army of ants'", 'line 3: "army of ants" is no kind of actor. Possible: igo, ngo'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\nsector = 'RBE'", 'line 4: "RBE" is no sector. Possible: AGR, BUS'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\ncolour = 'blue'", '"Blue Front" has the key "colour". Possible: name, kind'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\naliases = 'BF'", '"aliases" of "Blue Front" is \'BF\'. Possible: a list of texts.'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\naliases = [1]", '"aliases" of "Blue Front" is [1]. Possible: a list of texts.'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\nyears = '1990'", '"1990" is no time. Possible: from/to'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\nyears = '1990/1980'", "ends (1980) before it begins (1990)"),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\nsector = 'REB; GOV 2020-15-01'", 'line 4: "Blue Front" has the time 2020-15-01'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\ncountry = 'Kenya'", "has the country Kenya, which is none. Possible: ISO 3166"),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\nparent = 'Nobody'", 'line 4: "Blue Front" is a part of "Nobody", which the table lacks'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\nparent = 'Blue Front'", "is a part of itself"),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'armed'\naliases = ['ISIS']", 'line 4: the alias "ISIS" of "Blue Front" belongs to "Islamic State"'),
        ("[[actor]]\nname = 'Blue Front'\nkind = 'person'\nterms = ['boss']", '"boss" is no term of office. Possible: office from/to'),
        (
            "[[actor]]\nname = 'A B'\nkind = 'armed'\n\n[[actor]]\nname = 'a b'\nkind = 'armed'",
            'line 5: "a b" is in this file already (mine.toml, line 1)',
        ),
        ("[[actors]]\nname = 'Blue Front'", 'has "actors". Possible: [[actor]] entries alone'),
        ("actor = 3", 'has "actor" that is no list of entries'),
    ],
)
def test_a_wrong_file_is_refused_with_entry_line_and_what_is_possible(tmp_path: Path, text: str, words: str) -> None:
    assert words in refusal(tmp_path, text)


def test_all_that_is_wrong_in_all_files_is_told_at_once_by_line(tmp_path: Path) -> None:
    first = table_of(
        tmp_path, "[[actor]]\nname = 'A B'\nkind = 'armd'\ncountry = 'Q'\nparent = 'Nobody'\ncolour = 'red'\n[[actor]]\nkind = 'party'\n"
    )
    second = table_of(tmp_path, "[[actor]]\nname = 'NATO'\nyears = '2000/1990'\naliases = [\n  'ISIS',\n]\n", "more.toml")
    with pytest.raises(ActorsError) as caught:
        load_actors([first, second])
    places = [line.split(":")[0] for line in str(caught.value).splitlines()]
    assert places == [*(f"mine.toml, line {n}" for n in (3, 4, 5, 6, 7)), "more.toml, line 3", "more.toml, line 4"]


def test_a_completed_entry_cannot_take_the_name_of_a_later_one(tmp_path: Path) -> None:
    text = "[[actor]]\nname = 'Afghanistan'\naliases = ['Zimbabwe']\n"
    assert 'line 3: the alias "Zimbabwe" of "Afghanistan" belongs to "Zimbabwe"' in refusal(tmp_path, text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ActorsError, match=r"Could not read the table of actors .*none\.toml: No such file"):
        load_actors([tmp_path / "none.toml"])


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b'[[actor]]\nname = "\xe9"\n')
    with pytest.raises(ActorsError, match=r"is not UTF-8 text \(byte 18\)"):
        load_actors([path])
