import pytest
from actors_told import told, whom


@pytest.mark.parametrize(
    ("text", "outlet", "name"),
    [
        ("[The Zionist entity] bombed Tyre.", None, "Israel"),
        ("[The occupation] bombed Tyre.", "Al-Manar", "Israel"),
        ("[The occupiers] shelled a village.", "Ukrinform", "Russia"),
        ("[The resistance] fired rockets.", "Al-Manar", "Hezbollah"),
        ("[The enemy] shelled Kherson.", "Ukrinform", "Russian Armed Forces"),
        ("[The terrorists] shelled Aleppo.", "SANA", "Syrian opposition forces"),
        ("The Houthis fired a rocket. [The coalition] bombed Saada.", None, "Saudi-led coalition"),
        ("Islamic State fled Mosul. [The coalition] bombed it.", None, "Global Coalition against Daesh"),
        ("Hamas fired rockets at Israel. [The occupation] bombed a house.", None, "Israel"),
        ("[Zionist warplanes] bombed Tyre.", None, "Israeli Air Force"),
        ("[The Kyiv regime] shelled a village.", None, "Ukraine"),
    ],
)
def test_a_loaded_or_short_word_is_resolved_by_outlet_or_context(text: str, outlet: str | None, name: str) -> None:
    value = whom(text, outlet=outlet, published="2015-06-01")
    assert (value.name, value.rule) == (name, "context")


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("[The terrorists] shelled a village.", None),
        ("[The terrorists] shelled a village in Kenya.", "The Blue Gazette"),
        ("[The resistance] fired rockets.", None),
        ("[The occupation] went on.", None),
        ("[The regime] fell.", None),
        ("[The coalition] bombed a village.", None),
        ("[The enemy] shelled a village.", None),
    ],
)
def test_a_loaded_word_stays_open_where_nothing_tells_whom_it_means(text: str, outlet: str | None) -> None:
    assert whom(text, outlet=outlet).name is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Al-Shabaab attacked a base. [The terrorists] fled.", "Al-Shabaab"),
        ("Al-Shabaab attacked a base as Hamas protested. [The terrorists] fled.", None),
        ("Al-Shabaab attacked a base. [A terrorist] fled.", None),
        ("Norway protested. [The regime] gave in.", "Norway"),
        ("Norway met the Swedish regime. [The regime] gave in.", "Sweden"),
        ("Norway met Sweden. [The regime] gave in.", None),
    ],
)
def test_a_loaded_word_without_a_row_means_the_only_one_or_nobody(text: str, name: str | None) -> None:
    value = whom(text)
    assert (value.name, value.rule) == (name, "loaded word")


def test_a_group_named_without_its_last_word_tells_whom_a_loaded_word_means() -> None:
    values = told("[Militia terrorists] kill ten in Sudan\n\n[The Rapid Support militia] killed ten in Kassala.", published="2025-03-12")
    assert [(value.name, value.rule) for value in values] == [("Rapid Support Forces", "loaded word"), ("Rapid Support Forces", "owner")]


def test_the_reason_of_a_loaded_word_is_shown() -> None:
    assert whom("[The occupiers] shelled a village.", outlet="Ukrinform").reason == "Ukrainian outlets call Russia's forces so."


def test_the_same_word_means_another_for_another_outlet() -> None:
    text = "[The occupation] bombed a village."
    assert [whom(text, outlet=outlet).name for outlet in ("Al-Manar", "Ukrinform")] == ["Israel", "Russia"]


def test_resistance_that_is_no_party_stays_a_common_word() -> None:
    (value,) = told("There was [resistance] to the plan.")
    assert value.name is None
