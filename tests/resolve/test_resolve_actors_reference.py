import time
from dataclasses import replace

import pytest
from actors_told import claim_of, harmed, marked, told, whom

from whence.resolve.actors import resolve_actors
from whence.terms import Account, AccountLink, EventType, Sector


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # short forms
        ("The Popular Mobilization Forces (PMF) took Hawija. [The PMF] withdrew.", "Popular Mobilization Forces"),
        ("The Blue River Front (BRF) took Garissa. [The BRF] withdrew.", "Blue River Front"),
        ("Senator Ada Holt spoke in Nairobi. [Holt] was booed.", "Ada Holt"),
        ("Senator Ada Holt spoke in Nairobi. [Mrs. Holt] was booed.", "Ada Holt"),
        ("The Foreign Ministry of Norway condemned the raid. [The ministry] called it wrong.", "Ministry of Foreign Affairs of Norway"),
        ("Kenya's Supreme Court met on Monday. [The court] freed two men.", "Supreme Court of Kenya"),
        ("North Korea fired a rocket at sea. [The North] said it was a test.", "North Korea"),
        # descriptions
        ("Al-Shabaab attacked a base. [The group] said it killed ten.", "Al-Shabaab"),
        ("Kenyan soldiers crossed into Somalia and Somalia protested. [The soldiers] withdrew.", "Kenya Defence Forces"),
        ("Norway protested. [The country] recalled an envoy.", "Norway"),
        ("The US House rejected the bill, and the White House criticized [the House].", "United States House of Representatives"),
        ("Ecuador's president, Ana Rivas, spoke. [The president] promised help.", "Ana Rivas"),
        # pronouns
        ("Al-Shabaab attacked a base. [It] killed ten.", "Al-Shabaab"),
        ("President Ana Rivas spoke in Quito. [She] promised help.", "Ana Rivas"),
        ("Ada Holt met Bo Lind. [She] promised help.", "Ada Holt"),
        ("President Ana Rivas met her guards. [Her car] was hit.", "Ana Rivas"),
        ("Hamas fired rockets. [Its fighters] hit a farm.", "Hamas"),
        # who speaks
        ('"[I] will sign it," Ana Rivas said in Quito.', "Ana Rivas"),
        ('"[We] are ready," President Ana Rivas of Ecuador said.', "Ecuador"),
        ('"[We] hit the base," Al-Shabaab said.', "Al-Shabaab"),
        ('"[We] are ready," army spokesman Bo Lind said in Quito, Ecuador.', "Ecuador"),
        ('"[We] are ready," said Ecuadorian leader Bo Lind.', "Ecuador"),
        ('"[We] are ready," said Bo Lind, a spokesman for the European Union, in Quito.', "European Union"),
        # not for the state
        ('"[We] are ready," rebel leader Bo Lind said in Quito, Ecuador.', "Bo Lind"),
        ('"[We] are ready," said Bo Lind, a spokesman for the rebels in Ecuador.', "Bo Lind"),
        ('"[We] are ready," said Bo Lind, the leader of a farmers\' union in Ecuador.', "Bo Lind"),
        ('"[We] are ready," said opposition leader Maria Corina Machado in Caracas, Venezuela.', "María Corina Machado"),
    ],
)
def test_words_lean_on_a_name_in_the_report(text: str, name: str) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Al-Shabaab attacked a base. [Gunmen] killed ten men in Garissa.", None),
        ("Al-Shabaab attacked a base. [Three armed men] killed a judge in Garissa.", None),
        ("Al-Shabaab attacked a base. [Unidentified fighters] killed a judge in Garissa.", None),
        ("Al-Shabaab attacked a base. [Gunmen] killed ten men in Garissa. [The gunmen] fled.", None),
        ("Al-Shabaab attacked a base. [Gunmen of Al-Shabaab] killed ten men. [The gunmen] fled.", "Al-Shabaab"),
        ("Norway protested. [Al-Shabaab gunmen] killed ten men.", "Al-Shabaab"),
    ],
)
def test_gunmen_of_whom_nothing_is_told_are_nobody(text: str, name: str | None) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway and Kenya signed a pact. [Both countries] will send doctors.", "Norway and Kenya"),
        ("Norway wrote to Kenya. [The two countries] will talk.", "Norway and Kenya"),
        ("Norway, Chile and Kenya signed a pact. [Both countries] will send doctors.", None),
    ],
)
def test_both_are_the_two_named_before(text: str, name: str | None) -> None:
    assert whom(text).name == name


def test_two_of_different_countries_are_of_none() -> None:
    value = whom("Norway and Kenya signed a pact. [Both sides] will send doctors.")
    assert (value.name, value.country, value.sector) == ("Norway and Kenya", None, Sector.GOV)


def test_people_of_a_party_are_not_the_party() -> None:
    some, party = whom("[Some Republicans] voted against it in Washington."), whom("[The Republican Party] voted against it in Washington.")
    assert (some.name, some.country, some.sector) == (None, "USA", Sector.PTY)
    assert party.name == "Republican Party"


BYSTANDER = '"It burned," said Osman Idris, a tea seller. '


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (BYSTANDER + "[A spokesman for Al-Shabaab] denied it.", "Al-Shabaab"),
        ("Al-Shabaab attacked a base. " + BYSTANDER + "[A spokesman for the group] denied it.", "Al-Shabaab"),
        (BYSTANDER + "[A Foreign Ministry of Norway spokeswoman] denied it.", "Ministry of Foreign Affairs of Norway"),
        (BYSTANDER + "[A spokesman] denied it.", None),
        (BYSTANDER + "[The commander of the brigade] denied it.", None),
        ("[A doctor at the city's hospital] said nine died. " + BYSTANDER, None),
        ("[A doctor] said nine died. " + BYSTANDER, None),
        # described so
        ("Osman Idris, a doctor, ran. [A doctor] said nine died.", "Osman Idris"),
        ("Osman Idris, a police officer, fled. [A policeman] shot a man, witnesses said.", "Osman Idris"),
    ],
)
def test_a_description_that_stands_by_itself_takes_nobody_whom_the_report_describes_otherwise(text: str, name: str | None) -> None:
    assert whom(text, role="source").name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway protested. The army of Kenya shelled a village, Al-Shabaab said. [It] denied any losses.", "Al-Shabaab"),
        ("Al-Shabaab said it shot a plane. Kenya's army shelled a village, the group said. [It] denied any losses.", "Al-Shabaab"),
        ("Norway protested. Kenya shelled a village, Ana Rivas said. [It] denied any losses.", "Kenya"),
    ],
)
def test_it_goes_on_to_speak_of_the_body_that_closed_the_sentence_before(text: str, name: str) -> None:
    assert whom(text).name == name


def test_a_force_that_fights_its_state_is_a_group() -> None:
    value = whom("The Rapid Support Forces took Kassala in Sudan. [The group] shot three men.", published="2025-03-12")
    assert (value.name, value.rule) == ("Rapid Support Forces", "only one")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ottar Lund was shot in a bar in Oldfield on Friday, witnesses in Oldfield said. [Police] seek a grey van.", "Oldfield Police"),
        ("OLDFIELD - Two men were shot in a bar on Friday. [Police] are looking for a grey van.", "Oldfield Police"),
        # named elsewhere
        ("Two men were shot in a bar on Friday. The owner, who lives in Oldfield, was away. No one saw it. [Police] seek a grey van.", None),
        # not of a place
        ("OLDFIELD - Two men were shot in a bar on Friday. [Border guards] are looking for a grey van.", None),
    ],
)
def test_police_are_of_the_place_that_the_report_is_about(text: str, name: str | None) -> None:
    assert whom(text).name == name


def test_the_words_leant_on_are_told() -> None:
    value = whom("Al-Shabaab attacked a base. [It] killed ten.")
    assert value.antecedent is not None
    assert (value.antecedent.words, value.rule) == ("Al-Shabaab", "pronoun")


def test_a_name_leans_on_nothing() -> None:
    assert whom("[Al-Shabaab] attacked a base.").antecedent is None


@pytest.mark.parametrize(("pronoun", "name"), [("She", "Mary Holt"), ("He", "John Lind")])
def test_a_pronoun_takes_the_one_it_fits(pronoun: str, name: str) -> None:
    assert whom(f"Mary Holt met John Lind in Oslo. [{pronoun}] left early.").name == name


@pytest.mark.parametrize(
    "text",
    [
        "[Two gunmen] killed a nurse in Nairobi.",
        "[A nurse] died in Nairobi.",
        "[Officials] denied it.",
        "[They] killed ten.",
        "[The group] killed ten.",
        "[Its leader] fled.",
        '"[We] are ready," he said.',
    ],
)
def test_nobody_is_named_where_the_report_names_nobody(text: str) -> None:
    assert whom(text).name is None


def test_kin_are_not_the_one_whose_kin_they_are() -> None:
    value = whom("Ana Rivas spoke in Quito. [Her daughter] was hurt.")
    assert value.name is None


def test_kin_of_an_office_holder_are_elite() -> None:
    text = "Robert Mugabe spoke in Harare. [His daughter] was hurt."
    assert whom(text, published="2010-05-05").sector is Sector.ELI


def test_two_groups_leave_the_group_to_the_ranker() -> None:
    value = whom("Al-Shabaab attacked a base and Hamas protested. [The group] said so.")
    assert value.rule != "only one"


def test_two_phrases_that_lean_on_each_other_do_no_harm() -> None:
    assert len(told("[Its leader] met [his group] as [they] met [their leader].")) == 4


def test_a_long_report_without_any_name_does_no_harm() -> None:
    assert whom("it ran and they ran. " * 200 + "[He] fell.").name is None


def test_a_machine_that_nobody_owns_in_the_report_is_nobodys() -> None:
    assert whom("The army of Kenya shelled a town. [A military aircraft] bombed a market.").name is None


def test_we_of_somebody_unnamed_is_nobody_named() -> None:
    report, (we, trader) = marked('The army of Kenya shelled a town. "[We] buried five," [a trader] said.')
    claim = replace(claim_of(report, we, "actor", EventType.ASSAULT, 0), account=Account((AccountLink(trader, None),)))
    assert resolve_actors(report, [claim])[we].name is None


@pytest.mark.parametrize(
    ("text", "sector"), [("[The House] voted.", Sector.LEG), ("A mob burned [five houses].", Sector.CVL), ("A mob burned [his house].", Sector.CVL)]
)
def test_a_house_is_a_parliament_where_it_has_a_capital(text: str, sector: Sector) -> None:
    assert whom(text).sector is sector


@pytest.mark.parametrize(
    ("who", "sector"),
    [("a rebel commander", Sector.REB), ("a spokesman for the militia", Sector.PRM), ("a spokesman for the ministers", Sector.GOV)],
)
def test_we_of_a_spokesman_are_those_for_whom_he_speaks_and_no_place(who: str, sector: Sector) -> None:
    report, (we, source) = marked(f'"[We] hit the base," [{who}] said in Goma.')
    claim = replace(claim_of(report, we, "actor", EventType.ASSAULT, 0), account=Account((AccountLink(source, None),)))
    value = resolve_actors(report, [claim])[we]
    assert (value.name, value.sector) == (None, sector)


@pytest.mark.parametrize(
    ("who", "country", "sector"),
    [
        ("rebel leader Bo Lind", "PER", Sector.REB),
        ("Bo Lind, the head of a farmers' union", "PER", Sector.LAB),
        ("police spokesman Bo Lind", "PER", Sector.COP),
        ("Bo Lind, a spokesman for the Kenyan Red Cross", "KEN", Sector.MED),
        ("Bo Lind, the leader of the country", "PER", Sector.GOV),
        ("Bo Lind, a minister", "PER", Sector.GOV),
    ],
)
def test_an_official_is_of_the_sector_of_those_whose_he_is(who: str, country: str, sector: Sector) -> None:
    value = whom(f"Crowds met in Lima, Peru. Peru was calm. [Bo Lind] spoke. So said {who}.")
    assert (value.country, value.sector) == (country, sector)


def test_it_that_does_something_is_no_thing() -> None:
    assert whom("Kenya hit [a bridge]. [It] burned a camp.").name == "Kenya"


@pytest.mark.parametrize("words", ["The army", "The source"])
def test_a_long_chain_of_the_same_words_is_resolved(words: str) -> None:
    report, (we, *others) = marked("[We] fled. " + f"[{words}] hit a bus. " * 700)
    claims = [claim_of(report, span, "actor", EventType.ASSAULT, i) for i, span in enumerate(others)]
    said = replace(claim_of(report, we, "actor", EventType.ASSAULT, 700), account=Account((AccountLink(others[-1], None),)))
    assert len(resolve_actors(report, [said, *claims])) == 701


@pytest.mark.parametrize("text", ["[Turkish jets] hit a bus. ", "and [they] hit [it] ", "[The army] hit a bus. ", "[The source] hit. "])
def test_the_time_of_a_long_report_grows_with_its_length(text: str) -> None:
    report, spans = marked(text * 4000)
    claims = [claim_of(report, span, "recipient" if span.words == "it" else "actor", EventType.ASSAULT, i) for i, span in enumerate(spans)]
    start = time.process_time()
    resolve_actors(report, claims)
    assert time.process_time() - start < 5.0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Ukraine's army] said that [Russian jets] had bombed [its positions] in Lyman.", "Armed Forces of Ukraine"),
        ("[Sudan's army] said [the Rapid Support Forces] had shelled [its depot] in Bahri.", "Sudanese Armed Forces"),
        ("[The Houthis] said [Saudi jets] had bombed [their base] in Saada.", "Houthis"),
        ("[Transnistria] said [Moldova] had shelled [its posts] in Doibani.", "Transnistria"),
        ("[The mayor] said [Saudi jets] had bombed [their base] in Saada.", None),
        ("[Iran] said [Iran] had shelled [its own tanker].", "Iran"),
    ],
)
def test_what_is_harmed_is_not_of_those_who_harm_it_unless_it_is_their_own(text: str, name: str | None) -> None:
    assert harmed(text).name == name


def test_people_who_are_held_may_be_of_those_who_hold_them() -> None:
    assert harmed("[Amnesty International] said that [China] had held [its citizens] in Hotan.", type_=EventType.COERCE).country == "CHN"


def test_the_ministry_and_the_minister_are_of_the_ministry_told_of_last() -> None:
    ministry = "[The interior ministry in Islamabad] met. Indian troops left Kotli."
    assert told(f"{ministry} India was silent. [The ministry] said so.", role="source")[-1].name == "Ministry of the Interior of Pakistan"
    assert whom(f"{ministry} [Interior minister Vadim Roscov] said so.", role="source").country == "PAK"
    assert whom(f"{ministry} [India's interior minister Vadim Roscov] said so.", role="source").country == "IND"
