"""Who fights whom: state forces, civilians and houses are not named as an armed group, nor a group as the other side of its own claim."""

import re
from dataclasses import replace

import pytest
from actors_told import claim_of, marked, names, placed, whom

from whence.resolve.actors import resolve_actors
from whence.terms import Account, AccountLink, Claim, ClaimId, EventType, Location, Party, Report, ReportId, Sector, Span, Status


def sides(text: str) -> list[str | None]:
    """Give the names of the phrases in [a: actor], [r: recipient] and [s: source] brackets, all of one claim, in order of the text."""
    plain, marks, last = "", [], 0
    for match in re.finditer(r"\[([ars]): ([^\]]+)\]", text):
        plain += text[last : match.start()]
        marks.append((match[1], len(plain), len(plain) + len(match[2])))
        plain, last = plain + match[2], match.end()
    plain += text[last:]
    spans = [(role, Span(start, end, plain)) for role, start, end in marks]
    parties = {side: tuple(Party(span) for role, span in spans if role == side) for side in "ar"}
    account = Account(tuple(AccountLink(span) for role, span in spans if role == "s"))
    what = (Span(0, 1, plain),)
    claim = Claim(
        id=ClaimId("0"), type=EventType.ASSAULT, status=Status.OCCURRED, what=what, actor=parties["a"], recipient=parties["r"], account=account
    )
    values = resolve_actors(Report(id=ReportId("r"), text=plain, published="2018-05-05"), [claim])
    return [values[span].name for _, span in spans]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[a: Government troops] killed [r: ten fighters of the Houthis] on Sunday.", ["Yemeni Armed Forces", "Houthis"]),
        ("[a: Regime warplanes] bombed [r: a camp of Hayat Tahrir al-Sham].", ["Syrian Arab Air Force", "Hayat Tahrir al-Sham"]),
        ("[a: Junta jets] bombed [r: the Karen National Liberation Army].", ["Tatmadaw", "Karen National Liberation Army"]),
        (
            "[a: Troops] clashed with [r: the ELN] in the hills. [s: The army] said two died.",
            ["Military Forces of Colombia", "National Liberation Army (Colombia)", "National Army of Colombia"],
        ),
        (
            "Fighters of the Moro Islamic Liberation Front were near when [a: soldiers] beat [r: three farmers].",
            ["Armed Forces of the Philippines", None],
        ),
    ],
)
def test_forces_of_a_state_are_not_the_group_that_they_fight(text: str, names: list[str | None]) -> None:
    assert sides(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Israel and Hamas fought near Rafah. [s: Qatari mediators] said [a: both sides] agreed to a truce.", "Israel and Hamas"),
        ("Norway and Chile fought at sea. [a: Kenya] called on [r: both sides] to stop.", "Norway and Chile"),
        ("Norway and Chile fought at sea. A truce brokered by Kenya ended. [a: Both countries] sent ships.", "Norway and Chile"),
        ("Norway and Chile fought at sea. [s: Norway] said [a: both sides] agreed to a truce.", "Norway and Chile"),
        ("The Sudanese army fought the Rapid Support Forces in Sudan. [a: Both sides] fled.", "Sudanese Armed Forces and Rapid Support Forces"),
        ("[s: Qatari mediators] said [a: both sides] agreed to a truce.", None),
        ("Norway fired at a ship. [s: Kenya] said [a: both sides] agreed to a truce.", None),
    ],
)
def test_both_sides_are_not_the_go_between(text: str, name: str | None) -> None:
    assert sides(text)[-1] == name


def test_civilians_are_not_the_group_in_whose_fight_they_stand() -> None:
    before = "Government troops fired howitzers at a camp of the Bangsamoro Islamic Freedom Fighters near Carmen on Monday. "
    assert sides(before + "[r: Residents of two villages] fled as [a: the army] shelled the hills.") == [None, "Armed Forces of the Philippines"]


def test_government_forces_are_no_alliance_of_other_states() -> None:
    text = "The Houthis took the port. Jets of the Saudi-led coalition bombed it. The coalition said so. [a: government forces] shelled [r: a camp]."
    assert sides(text)[0] == "Yemeni Security Forces"


def test_security_forces_are_not_the_group_that_they_clash_with() -> None:
    assert (
        whom("Turkish forces fought Kurdistan Workers' Party fighters near Lice. [The security forces] withdrew.").name == "Turkish Security Forces"
    )


@pytest.mark.parametrize("words", ["air defences", "soldiers", "the army"])
def test_forces_of_which_a_group_tells_are_not_its_own(words: str) -> None:
    assert whom(f"The Houthis said [{words}] shot down a drone.").name != "Houthis"


def test_a_president_of_a_state_is_nobody_of_a_group() -> None:
    text = "An M23 spokesman, Jean-Bosco Kaba, spoke in Goma. [Congo's president] flew to Kampala on Tuesday."
    assert whom(text, published="2012-11-20").name == "Joseph Kabila"


def test_government_forces_of_a_state_whose_old_ones_are_gone_stay_unnamed() -> None:
    assert whom("The Taliban searched a town. [The government forces] held ten men.", published="2023-05-05").name is None


@pytest.mark.parametrize("words", ["Rebel forces", "Anti-government forces"])
def test_forces_against_a_state_may_be_the_group(words: str) -> None:
    assert whom(f"Hamas fired rockets. [Its forces] hit a farm. [{words}] fought on.").name == "Hamas"


def test_forces_that_a_group_calls_its_own_stay_its_own() -> None:
    assert whom("Hamas fired rockets. [Its forces] hit a farm.").name == "Hamas"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The FDLR fled. [M23 rebels] deny killing 40.", "March 23 Movement"),
        ("The FDLR fled. [The M23 rebel group] denies killing 40.", "March 23 Movement"),
        ("The FDLR fled. [M23 fighters] shot ten.", "March 23 Movement"),
        # in no table
        ("The FDLR fled. [QRF rebels] took a town.", "QRF"),
        ("The FDLR fled. [The QRF rebel group] took a town.", "QRF"),
    ],
)
def test_a_short_name_before_a_noun_of_armed_people_is_the_name(text: str, name: str) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("M23 spoke. The group rejected allegations from the Congolese army that [its fighters] had shot ten.", "March 23 Movement"),
        ("It rejected allegations from the Congolese army that [its fighters] had shot ten.", None),
    ],
)
def test_its_fighters_are_not_the_accusers(text: str, name: str | None) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize("words", ["The militia", "The group", "The faction"])
def test_a_hospital_is_no_group_or_militia(words: str) -> None:
    assert whom(f"Shells hit the Southern Hospital. [{words}] denied it.").name is None


def test_the_name_that_closes_a_description_is_its_name() -> None:
    text = "Tuareg men fled. [A Tuareg separatist alliance, the CSP-DPA,] attacked a camp in Mali."
    assert whom(text, published="2024-03-03").name == "Permanent Strategic Framework"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The Greene County sheriff] held a man in Missouri.", "Greene County Sheriff's Office"),
        ("[Carmen police] held a man near Cotabato, Philippines.", "Carmen Police"),
        ("[Danbury police] held a man in Connecticut.", "Danbury Police Department"),
    ],
)
def test_police_of_a_place_and_its_sheriff_differ(text: str, name: str) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize("words", ["two in southern Philippines", "ten in Marib", "3 near Kabul"])
def test_a_number_of_people_in_a_place_is_not_the_place(words: str) -> None:
    assert whom(f"A bomb killed [{words}] on Monday.", role="recipient").name is None


@pytest.mark.parametrize("name", ["Kenya Human Rights Commission", "Uganda Sunrise Relief Foundation"])
def test_a_state_may_open_the_name_of_an_organisation(name: str) -> None:
    assert whom(f"Rain fell on Monday. [The {name}] condemned the raid.").name == name


def test_two_outlets_of_a_state_are_two() -> None:
    assert (whom("[MRTV] said so.").name, whom("[The Global New Light of Myanmar] said so.").name) == (
        "Myanmar Radio and Television",
        "Global New Light of Myanmar",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The Dagalo militia] shelled El Fasher in Sudan.", "Rapid Support Forces"),
        ("[Dagalo's militia] shelled El Fasher in Sudan.", "Rapid Support Forces"),
        ("[Hemedti forces] shelled El Fasher in Sudan.", "Rapid Support Forces"),
        ("[Troops loyal to Hemedti] shelled El Fasher in Sudan.", "Rapid Support Forces"),
        ("[Haftar's men] shelled Tripoli in Libya.", "Libyan National Army"),
        ("Ali Rizvi fled from Kenya. [The Rizvi militia] shelled Garissa.", "Rizvi militia"),
        ("Ali Rizvi fled from Kenya. [Fighters of the Rizvi militia] shelled Garissa.", "Rizvi militia"),
        # of nobody's militia
        ("[Putin's forces] shelled Kherson.", "Russian Armed Forces"),
        ("[A Sunni militia] shelled Mosul in Iraq.", None),
        ("[Dagalo] fled from Sudan.", "Mohamed Hamdan Dagalo"),
        ("[Dagalo's brother] fled from Sudan.", None),
    ],
)
def test_a_mans_militia_is_the_group_and_not_the_man(text: str, name: str | None) -> None:
    assert whom(text, published="2025-03-04").name == name


def test_a_mans_men_are_of_the_group_that_he_led_on_the_day() -> None:
    text = "[Abu Bakr al-Baghdadi's fighters] shelled Mosul."
    assert [whom(text, published=day).name for day in ("2016-05-05", "2022-05-05")] == ["Islamic State", "Abu Bakr al-Baghdadi"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[The Sudanese military] shelled Nyala. [The army] fled. [The Sudanese Armed Forces] fled.", {"Sudanese Armed Forces"}),
        (
            "[Congo's army] shelled Goma. [The Congolese military] fled. [The army] fled.",
            {"Armed Forces of the Democratic Republic of the Congo"},
        ),
        ("[The Peruvian army] shelled Ayacucho. [The military] fled. [Peruvian soldiers] fled.", {"Peruvian Army"}),
        ("[The Peruvian military] shelled Ayacucho. [The army] fled. [Peruvian soldiers] fled.", {"Peruvian Armed Forces"}),
        ("[The Malawian army] shelled Zomba. [Malawi's military] fled. [The army] fled.", {"Malawian Armed Forces"}),
        # two
        (
            "[The Peruvian army] and [the Peruvian navy] met. [The Peruvian military] fled.",
            {"Peruvian Army", "Peruvian Navy", "Peruvian Armed Forces"},
        ),
        ("[The Peruvian army] shelled Arica. [The Chilean military] fled.", {"Peruvian Army", "Chilean Armed Forces"}),
        ("[The Peruvian army] shelled Arica. [A Peruvian helicopter] fell.", {"Peruvian Army", "Peruvian Armed Forces"}),
    ],
)
def test_one_army_has_one_name(text: str, found: set[str]) -> None:
    assert set(names(text)) == found


@pytest.mark.parametrize(
    ("text", "place", "country", "name"),
    [
        ("[The army] held twelve men in Khartoum on Monday. Egypt and Chad called for calm.", "Khartoum", "SD", "Sudanese Armed Forces"),
        ("[The army] fired at a crowd in Mopti. France and Niger criticised it.", "Mopti", "ML", "Malian Armed Forces"),
        ("[Police] fired at a crowd in Mopti. Niger and its police criticised it.", "a crowd", "ML", "Malian Police"),
        # the states take part, or one has its army named
        ("India accused Pakistan. [Pakistan] shelled Poonch. [The army] shelled Muzaffarabad.", "Muzaffarabad", "PK", "Pakistan Army"),
        ("[Israel] shelled Tyre. [The army] hit a depot in Tyre.", "Tyre", "LB", "Israel Defense Forces"),
        ("The Peruvian army entered Arica. [The army] hit a depot in Arica.", "Arica", "CL", "Peruvian Army"),
    ],
)
def test_an_army_is_not_that_of_a_state_that_is_only_mentioned(text: str, place: str, country: str, name: str) -> None:
    assert placed(text, place, country).name == name


def test_the_army_told_of_again_is_the_same() -> None:
    assert names("[Peru] shelled Arica. [The army] hit a depot. Kenya and France criticised it. [The army] denied it.")[1:] == ["Peruvian Army"] * 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kenyan ministers met in Nairobi, Kenya. [The Kenyan army] fired.", '"Kenyan army" is Kenya Defence Forces.'),
        ("Peru met Chile in Lima. [Peru] fired. [The army] fired.", "The army of Peru, named nearby: Peruvian Army."),
        ("Peru met Chile in Lima, Peru. [Its army] fired.", 'The army of Peru, for which "Its" stands: Peruvian Army.'),
        ("Crowds met in Callao, Arequipa and Cusco. [The army] fired.", "The army of the state that the report is about: Peruvian Army."),
    ],
)
def test_the_reason_tells_how_the_state_of_an_army_is_known(text: str, reason: str) -> None:
    assert whom(text).reason == reason


@pytest.mark.parametrize(
    ("text", "place", "country", "of"),
    [
        ("Israeli jets hit Aita al-Shaab, killing [two villagers].", "Aita al-Shaab", "LB", "LBN"),
        ("Turkish jets hit a market in Qamishli, killing [four traders].", "Qamishli", "SY", "SYR"),
        ("Rwanda fired. Shells hit [two villages near Masisi] in North Kivu.", "North Kivu", "CD", "COD"),
        # their own words say another
        ("Turkish jets hit Qamishli, killing [two Iraqi villagers].", "Qamishli", "SY", "IRQ"),
        ("Turkish jets hit Qamishli. [Residents of Ankara] fled.", "Qamishli", "SY", "TUR"),
        ("Turkish jets hit Qamishli, and [Turkish protesters] marched.", "Qamishli", "SY", "TUR"),
    ],
)
def test_civilians_are_of_the_country_where_it_happens(text: str, place: str, country: str, of: str) -> None:
    assert placed(text, place, country, role="recipient").country == of


def test_a_place_in_two_countries_tells_no_country_of_civilians() -> None:
    assert placed("Turkish jets hit Lake Foo, killing [two villagers].", "Lake Foo", "SY", "IQ").country == "TUR"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Kenyan soldiers entered [Qamishli]. Five [civilians] died.", "SYR"),
        ("Kenyan soldiers entered [Qamishli]. It rained. It rained on. Kenya held talks. Five [civilians] died.", "KEN"),
        ("Kenyan soldiers entered [Qamishli]. Five [companies] left.", "KEN"),
    ],
)
def test_civilians_without_a_place_are_of_where_the_deed_before_was(text: str, of: str) -> None:
    report, (town, civilians) = marked(text)
    claims = [
        replace(claim_of(report, town, "recipient", EventType.ASSAULT, 0), place=(town,)),
        claim_of(report, civilians, "recipient", EventType.ASSAULT, 1),
    ]
    assert resolve_actors(report, claims)[civilians].country == of


def test_civilians_who_tell_of_it_are_of_where_it_happens() -> None:
    report, (town, witnesses) = marked("Kenyan soldiers entered [Qamishli], [witnesses] said.")
    claim = replace(claim_of(report, witnesses, "source", EventType.ASSAULT, 0), place=(town,))
    assert resolve_actors(report, [claim])[witnesses].country == "SYR"


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("[US-UK jets] bombed Sanaa.", "United States and United Kingdom", None, Sector.MIL),
        ("US-[UK jets] bombed Sanaa.", "United States and United Kingdom", None, Sector.MIL),
        ("[Franco-German envoys] met in Belgrade.", "France and Germany", None, Sector.GOV),
        ("[Serbian-Kosovar] talks failed.", "Serbia and Kosovo", None, Sector.GOV),
        # one of them is the one
        ("[US] and [UK jets] bombed Sanaa.", "British Armed Forces", "GBR", Sector.MIL),
        ("[A British-Iranian woman] fled.", None, "IRN", Sector.CVL),
        ("[South Korean forces] fled.", "Republic of Korea Armed Forces", "KOR", Sector.MIL),
        ("[Al-Shabaab fighters] fled.", "Al-Shabaab", "SOM", Sector.REB),
        # who only leads
        ("[The Kenya-led mission] held six men in Port-au-Prince.", "Kenya-led mission", "IGO", Sector.GOV),
        ("[The Kenya-led mission] held six men. Rain fell. [The mission] said so.", "Kenya-led mission", "IGO", Sector.GOV),
        ("[The Saudi-led coalition] bombed Saada.", "Saudi-led coalition", "IGO", Sector.MIL),
        ("[The French-led coalition's jets] bombed Gao.", "French-led coalition", "IGO", Sector.MIL),
        ("[US-led strikes] hit Raqqa.", "United States", "USA", Sector.GOV),
        # who only backs
        ("Crowds met in Kyiv, Ukraine. [A Russian-backed militia] hit a post.", None, "UKR", Sector.PRM),
        ("Crowds met in Kyiv, Ukraine. [An Iranian-made drone] hit a post.", None, "UKR", Sector.UNK),
        ("[The US-backed Syrian Democratic Forces] held ten men.", "Syrian Democratic Forces", "SYR", Sector.REB),
    ],
)
def test_who_acts_jointly_acts_and_who_leads_or_backs_is_not_all(text: str, name: str | None, country: str | None, sector: Sector) -> None:
    value = whom(text, published="2025-03-04")
    assert (value.name, value.country, value.sector) == (name, country, sector)


def test_joined_states_that_are_parties_of_their_own_are_not_taken_twice() -> None:
    assert sides("[a: US]-[a: UK] jets bombed Sanaa.") == ["United States", "United Kingdom"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Malian troops entered the bridge at Gao. [s: Mali's army] said [a: they] destroyed [r: it].", None),
        ("Turkey sent a radar to Idlib. [a: Syrian jets] struck [r: it].", None),
        ("The power plant of the city burned. [s: Ukraine] said [a: Russia] had struck [r: it].", None),
        ("An Iranian drone flew over Gaza. [a: Israel] shot [r: it] down.", "Iran"),
        ("A convoy left Port Sudan. [a: The Rapid Support Forces] shelled [r: it].", None),
    ],
)
def test_it_to_which_a_deed_is_done_is_the_thing_just_named(text: str, name: str | None) -> None:
    assert sides(text)[-1] == name


def test_it_to_which_a_deed_is_done_is_what_one_was_done_to_before() -> None:
    report, (tank, hamas, they, it) = marked("Hamas hit [an Israeli tank] in Gaza. [Hamas] said [they] blew [it] up.")
    account = Account((AccountLink(hamas, None),))
    blown = replace(claim_of(report, it, "recipient", EventType.ASSAULT, 1), actor=(Party(they),), account=account)
    claims = [claim_of(report, tank, "recipient", EventType.ASSAULT, 0), blown]
    value = resolve_actors(report, claims)[it]
    assert (value.name, value.rule) == ("Israel Defense Forces", "thing")


def test_a_state_is_not_what_its_own_army_hits() -> None:
    assert sides("Al-Shabaab attacked Kenya. [a: Kenyan jets] struck [r: it].")[-1] is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Al-Shabaab fled. [A military source] said so. The mine hit a car, [the source] said.", None),
        ("Al-Shabaab fled. [A military source] said so. The mine hit a car, [the group] said.", "Al-Shabaab"),
        ("Al-Shabaab fled. [The terrorist militia] hit a car.", "Al-Shabaab"),
        ("Troops hit [a convoy of the terrorist Dagalo militia] in Sudan.", "Rapid Support Forces"),
        ("Troops hit [residents of the Houthi-held city] in Yemen.", None),
        ("Congo's army and [its FDLR allies] fled.", "Democratic Forces for the Liberation of Rwanda"),
        ("Congo's army and [Rwanda's allies] fled.", None),
        ("Troops killed [two terrorists] in Jenin. [The terrorists] fled. Hezbollah denied it.", None),
        ("Hezbollah denied it. Troops killed [two terrorists]. [The terrorists] fled.", "Hezbollah"),
        ("Crowds met in Kyiv, Ukraine. [The General Staff] denied it.", "General Staff of the Armed Forces of Ukraine"),
    ],
)
def test_partisan_names_mean_whom_the_report_names(text: str, name: str | None) -> None:
    assert whom(text, published="2025-03-04").name == name


@pytest.mark.parametrize("words", ["DPR forces", "DPR troops"])
def test_forces_of_a_breakaway_state_are_not_those_of_the_state_that_it_left(words: str) -> None:
    value = whom(f"[{words}] shelled Avdiivka in Ukraine.", published="2022-03-04")
    assert (value.name, value.country, value.sector) == ("Donetsk People's Republic Armed Forces", "UKR", Sector.MIL)


@pytest.mark.parametrize("words", ["The enemy", "The occupiers", "Three enemy drones", "The invaders"])
def test_enemies_and_occupiers_are_not_of_the_country_that_the_report_is_about(words: str) -> None:
    value = whom(f"Crowds met in Kyiv, Ukraine. [{words}] hit a car.")
    assert (value.name, value.country) == (None, None)


def test_forces_are_not_of_the_state_whose_men_they_kill_in_another() -> None:
    text = "[a: Pakistan] shelled Poonch. [a: Security forces] killed [r: three Pakistani fighters] in [p: Kupwara]."
    plain = re.sub(r"\[\w: ([^\]]+)\]", r"\1", text)
    forces, fighters, place = (
        Span(plain.index(words), plain.index(words) + len(words), plain) for words in ("Security forces", "three Pakistani fighters", "Kupwara")
    )
    claim = Claim(
        id=ClaimId("0"),
        type=EventType.ASSAULT,
        status=Status.OCCURRED,
        what=(Span(0, 1, plain),),
        actor=(Party(forces),),
        recipient=(Party(fighters),),
        place=(place,),
        locations=(Location(span=place, rule="test", reason="It is put there.", countries=("IN",)),),
    )
    report = Report(id=ReportId("r"), text=plain, published="2018-05-05")
    shelled = claim_of(report, Span(0, len("Pakistan"), plain), "actor", EventType.ASSAULT, 1)
    assert resolve_actors(report, [shelled, claim])[forces].name is None


def test_our_forces_of_somebody_unnamed_are_nobody_named() -> None:
    report, (forces, source) = marked('Kenya\'s army shelled a town. "[Our forces] hit a plane," [a spokesman for the rebels] said.')
    claim = replace(claim_of(report, forces, "actor", EventType.ASSAULT, 0), account=Account((AccountLink(source, None),)))
    value = resolve_actors(report, [claim])[forces]
    assert (value.name, value.sector, value.reason) == (None, Sector.REB, 'The words are those of "a spokesman for the rebels".')


def test_police_in_the_next_sentence_are_not_those_of_the_state_before() -> None:
    value = whom("Crowds met in Bogota, Colombia. Venezuelan talks failed. [Police] shot a man.")
    assert (value.name, value.country) == (None, "COL")


@pytest.mark.parametrize(
    ("text", "place", "land", "name", "country"),
    [
        ("[Rwandan-backed troops] entered Goma in Congo.", "Goma", "CD", None, "COD"),
        ("[Turkish-backed forces] hit Qamishli in Syria.", "Qamishli", "SY", None, "SYR"),
        ("[Russian-backed troops] fired at Ukraine's army in Donetsk.", "Donetsk", "UA", None, "UKR"),
        ("[UAE-backed forces] took Ataq in Yemen.", "Ataq", "YE", None, "YEM"),
        ("[UAE-backed police] held a man in Ataq in Yemen.", "Ataq", "YE", None, "YEM"),
        # whose they are is told
        ("[The US-trained army] took Ataq in Yemen.", "Ataq", "YE", "Yemeni Armed Forces", "YEM"),
        ("[US-backed Iraqi troops] entered Mosul.", "Mosul", "IQ", "Iraqi Armed Forces", "IRQ"),
    ],
)
def test_forces_that_a_state_backs_are_not_the_army_that_they_fight(text: str, place: str, land: str, name: str | None, country: str) -> None:
    value = placed(text, place, land)
    assert (value.name, value.country) == (name, country)


def test_backers_lend_no_country_where_no_place_is_told() -> None:
    value = whom("[Russian-backed forces] shelled a town.")
    assert (value.name, value.country) == (None, None)


def test_government_forces_are_not_those_of_the_state_that_backs_them() -> None:
    assert placed("Yemen split. [Saudi-backed government forces] took Ataq in Yemen.", "Ataq", "YE").country == "YEM"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[a: Army] strikes [r: terrorist base] at Tin-Akoff\n\n"
            "Burkina Faso said it struck a base. Volunteers for the Defense of the Homeland took part.",
            ["Burkina Faso Armed Forces", None],
        ),
        ("[a: The army] hits [r: a terrorist base]. Nigeria said so on Monday.", ["Nigerian Army", None]),
        ("[a: Army] hits [r: rebel base]\n\nMali said so on Monday. Crowds met.", ["Malian Armed Forces", None]),
        # against them
        ("[a: Counter-terrorism forces] hit [r: a bus]. Nigeria said so on Monday.", ["Nigerian Armed Forces", None]),
    ],
)
def test_a_base_of_terrorists_is_not_their_enemys_nor_the_army_its_auxiliaries(text: str, expected: list[str | None]) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MOSCOW - The Kremlin called for talks. Ukraine's military said [a: it] had hit [r: a refinery].", "Armed Forces of Ukraine"),
        ("Pakistan shelled Poonch. India's army said on Monday that [a: it] destroyed [r: two posts of Pakistan].", "Indian Army"),
        ("Ukraine shelled Donetsk. Russia's Defence Ministry said [a: it] struck [r: a Ukrainian column].", "Russian Ministry of Defence"),
        ("Al-Shabaab fled. Kenya shelled it. [s: The group] said [a: it] hit [r: a bus].", "Al-Shabaab"),
        ("Palestinians fled Gaza City for Rafah in Gaza. [s: The army] said [a: it] hit [r: a school].", None),
        # who speaks is another
        ("Al-Shabaab attacked a bus. Ann Holt said [a: it] killed [r: ten men].", "Al-Shabaab"),
    ],
)
def test_it_behind_a_body_that_speaks_is_that_body(text: str, name: str | None) -> None:
    assert sides(text)[-2] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The Labour government] sent jets.", "United Kingdom"),
        ("Iraq asked Britain. Iraq waited. [The Labour government] sent jets to Iraq.", "United Kingdom"),
        ("Crowds met in Wellington, New Zealand. [The Labour government] sent jets.", "New Zealand"),
    ],
)
def test_a_government_of_a_party_is_that_of_its_own_country(text: str, name: str) -> None:
    assert whom(text).name == name


def test_the_reason_of_a_government_of_a_party_does_not_claim_who_governs() -> None:
    assert whom("[The Labour government] sent jets.").reason == "The government of Labour Party (United Kingdom) acts for United Kingdom."


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Somaliland intelligence", "Somalilander intelligence"),
        ("Somaliland police", "Somalilander Police"),
        ("Northern Cypriot police", "Turkish Cypriot Police"),
        ("Abkhazian police", "Abkhaz Police"),
        ("Kosovo police", "Kosovo Police"),
    ],
)
def test_services_of_a_breakaway_state_are_its_own(words: str, name: str) -> None:
    assert whom(f"[{words}] held two men.").name == name


def test_police_of_a_breakaway_state_and_of_the_one_it_left_are_two() -> None:
    assert names("[Somali police] held a man. [Somaliland police] freed him.") == ["Somali Police Force", "Somalilander Police"]


def test_the_army_or_police_of_before_are_meant_again_whoever_was_named_between() -> None:
    text = "[Peru] shelled Arica. [The police] hit a depot. Rain fell. Chile met France. [Chile] met Bolivia. [The police] fled."
    assert names(text)[1::2] == ["Peruvian National Police", "Peruvian National Police"]


def test_the_source_is_of_the_sector_of_the_one_before() -> None:
    value = whom("[A military source] said so. [The source] fled.")
    assert (value.name, value.sector) == (None, Sector.MIL)


def test_joined_names_of_two_parties_of_a_claim_are_one_each() -> None:
    assert sides("[a: US]-[a: UK jets] bombed Sanaa.") == ["United States", "British Armed Forces"]


def test_where_a_speaker_stands_is_not_who_speaks() -> None:
    assert names('At a rally in Kenya Hezbollah said "[we] hit a bus".') == ["Hezbollah"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A bomb hurt six men in Jolo in the Philippines. The group had trained men from Indonesia and Malaysia. [The government] met.",
            "Philippines",
        ),
        ("LAHORE, Pakistan - Gunmen killed a man in Lahore. The guns had come from Afghanistan. [The government] met.", "Pakistan"),
        ("NAIROBI - Police shot dead two men in Kisumu. US officials flew to Rome. [The government] banned protests.", "Kenya"),
        ("Mozambique signed a pact. Mozambique paid Malawi. The Malawian opposition met after [the government] fell.", "Malawi"),
        ("Libya paid Niger. Tripoli was silent. Libya sent men. Opposition parties in Niamey want [the government] to go.", "Niger"),
        ("Russia paid Syria. Moscow sent men to Russia. A Damascus official said [the government] knew nothing.", "Syria"),
        ("The German opposition met. Mali hit a camp in Mali. The German opposition said [the government] had paid for it.", "Germany"),
        ("COLOMBO - [Police] arrested 12 people in Jaffna. The group had asked India for help. [The government] banned it.", "Sri Lanka"),
    ],
)
def test_the_government_is_not_that_of_a_state_in_a_side_remark(text: str, name: str | None) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Afghanistan freed a man. Afghans cheered in Kabul. The US president urged [the government] to free another.", "Afghanistan"),
        ("Israeli troops fired on Gaza. Palestinians fled Gaza City for Rafah. Israel struck Rafah. [The government] said it would go on.", "Israel"),
        ("Nigeria held a man. Nigeria beat him. Ghanaian lawyers told a court in Lagos that [the government] had lied.", "Nigeria"),
        ("A British charity said [the government] blocked aid. Sudan is at war. Sudan let it in. Britain gave aid to Sudan.", "Sudan"),
        ("Russian state media said [the government] fled. Ukraine denied it. Ukraine said so.", "Ukraine"),
        ("A Dutch court heard how [the government] had beaten men. Syria denied it. Syria held them.", "Syria"),
        ("Kenya sent police. The British ambassador asked [the government] to act.", "Kenya"),
        ("A Polish senator said [the government] was cruel. Belarus denied it. Belarus said so. Belarus beat men. Belarus met him.", "Belarus"),
        ("British MPs said [the government] in Baghdad was weak. Iraq asked for help.", "Iraq"),
    ],
)
def test_the_government_may_be_that_of_another_state_than_the_one_whose_people_speak(text: str, name: str) -> None:
    assert whom(text).name == name


def test_a_report_from_the_one_country_in_which_its_deeds_happen_is_about_that() -> None:
    report, spans = marked(
        "WARSAW - A bomb hurt two men in Krakow. Russia denied a part in it, a Russian official told Russian radio. [The government] met.",
        dateline="WARSAW",
    )
    at = report.text.index("Krakow")
    where = Span(at, at + 6, report.text)
    located = Location(span=where, rule="test", reason="It is put there.", countries=("PL",))
    bomb = Claim(
        id=ClaimId("b"), type=EventType.ASSAULT, status=Status.OCCURRED, what=(Span(9, 15, report.text),), place=(where,), locations=(located,)
    )
    met = claim_of(report, spans[0], "actor", EventType.CONSULT, 1)
    assert resolve_actors(report, [bomb, met])[spans[0]].name == "Poland"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shots came from Moldova. [The interior ministry in Tiraspol] said so.", "Ministry of the Interior of Transnistria"),
        ("Azerbaijan shelled Martuni. [The Defence Ministry] said in Stepanakert that it held.", "Ministry of Defence of Nagorno-Karabakh"),
        ("Somalia sent troops. [The government in Hargeisa] denied it.", "Somaliland"),
        ("Iraq sent troops. [The Kurdish government in Erbil] denied it.", "Kurdistan Regional Government"),
        ("Iraq sent troops. [The Kurdish government in Iraq] denied it.", "Kurds"),
        ("Israel killed two men. [The health ministry in Ramallah] said so.", "Ministry of Health of Palestine"),
        ("Israel struck Rafah. [The health ministry in Gaza] said so.", "Hamas-run Gaza Health Ministry"),
        ("Palau asked Taiwan for a ship. [The parliament in Taipei] agreed.", "Parliament of Taiwan"),
        ("Greece met Turkey. [The foreign ministry in Ankara] said so.", "Ministry of Foreign Affairs of Turkey"),
    ],
)
def test_an_office_is_of_the_state_in_whose_capital_it_sits(text: str, name: str) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Libyan planes bombed Derna. Libya denied it. [The Benghazi government] said it hit militants.", "LBY"),
        ("Libyan planes bombed Derna. Libya denied it. [The government in Benghazi] said it hit militants.", "LBY"),
        ("Ukraine shelled a village. Ukraine denied it. [The Foreign Ministry in Donetsk] said so.", "UKR"),
        ("Israel struck Rafah. [The health ministry in Gaza] said so. [The interior ministry in Gaza] did too.", "PSE"),
        ("Spain sent police. Spain met France. [The government in Barcelona] said so.", "ESP"),
    ],
)
def test_who_governs_a_place_that_is_no_capital_is_not_guessed(text: str, country: str) -> None:
    value = whom(text)
    assert (value.name, value.country) == (None, country)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The United States wants two men jailed. US troops were their target. [The prosecutors] charged them. Federal prosecutors want more.",
            "Public Prosecutor of United States",
        ),
        ("[Germany's federal prosecutors] charged a man. [Federal Prosecutors] said he had spied.", "Public Prosecutor of Germany"),
        ("[Prosecutors in Munich] charged him. Federal prosecutors did not. Germany said so. Germany met Syria.", "Germany"),
        ("[County prosecutors] dropped the case. Federal prosecutors did not. The United States said so. The US did.", "United States"),
        ("An American court heard Germany and Washington. American courts threw out the suit. [Prosecutors in Munich] issued warrants.", None),
    ],
)
def test_federal_prosecutors_are_an_organ_and_not_the_state(text: str, name: str | None) -> None:
    assert whom(text, role="source").name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Palestinians fled Gaza City for Rafah in Gaza. [The army] said it had hit Hamas.", None),
        (
            "[Israeli] strikes hit Rafah. Palestinians fled Gaza for Rafah. [Israel] struck Gaza City. [The military] denied it.",
            "Israel Defense Forces",
        ),
        ("Palestinians fled Gaza City for Rafah in Gaza. [The Palestinian army] said so.", None),
    ],
)
def test_palestine_has_no_army(text: str, name: str | None) -> None:
    assert whom(text).name == name


def test_an_adjective_before_another_noun_lends_no_army() -> None:
    text = "The Sudanese army closed the road in Sudan. Sudan was at war. Under American pressure [the army] let lorries pass."
    assert whom(text).name == "Sudanese Armed Forces"


def test_a_state_that_only_tells_of_a_deed_or_denies_it_takes_no_part() -> None:
    report, spans = marked("Gunmen hit a port near Benghazi in Libya. [Egypt] warned of more. [Chad] denied a part in it. [The government] met.")
    warned = claim_of(report, spans[0], "source", EventType.ASSAULT, 0)
    denied = replace(claim_of(report, spans[1], "actor", EventType.ASSAULT, 1), status=Status.DID_NOT_OCCUR)
    met = claim_of(report, spans[2], "actor", EventType.CONSULT, 2)
    assert resolve_actors(report, [warned, denied, met])[spans[2]].name == "Libya"


def test_the_government_may_be_that_of_the_state_that_acted_last() -> None:
    report, spans = marked(
        "French police held two men in Marseille. France kept them. [Algeria] condemned it. [The government] recalled its envoy from Paris."
    )
    condemned = claim_of(report, spans[0], "actor", EventType.ACCUSE, 0)
    recalled = claim_of(report, spans[1], "actor", EventType.SANCTION, 1)
    assert resolve_actors(report, [condemned, recalled])[spans[1]].name == "Algeria"


@pytest.mark.parametrize(
    ("deed", "says", "name"),
    [
        ("[Sudanese soldiers] shot two men in Kassala.", "[Egypt] urged calm. [The government]", "Sudan"),
        ("[Gunmen] killed two men in Zaria in Nigeria.", "[Britain] condemned it. [The government]", "Nigeria"),
        ("[Russia] struck Sumy.", "[Poland] condemned it. [The government] called in Russia's envoy in Warsaw and", "Poland"),
    ],
)
def test_a_state_that_only_comments_on_deeds_elsewhere_lends_no_government(deed: str, says: str, name: str) -> None:
    report, spans = marked(f"{deed} {says} met on Monday.")
    killed, urged, met = (claim_of(report, span, "actor", EventType.ASSAULT, i) for i, span in enumerate(spans))
    claims = [killed, replace(urged, type=EventType.REQUEST), replace(met, type=EventType.CONSULT)]
    at = report.text.find("Zaria")
    if at >= 0:
        place = Span(at, at + 5, report.text)
        claims[0] = replace(killed, place=(place,), locations=(Location(span=place, rule="test", reason="It is put there.", countries=("NG",)),))
    assert resolve_actors(report, claims)[spans[2]].name == name


def test_the_government_of_a_state_that_is_not_named_is_that_of_the_land_of_the_deeds() -> None:
    report, spans = marked("[Police] fired on a crowd in Cali. [The United States] urged restraint. [The government] called the claims a lie.")
    place = Span(report.text.index("Cali"), report.text.index("Cali") + 4, report.text)
    at = Location(span=place, rule="test", reason="It is put there.", countries=("CO",))
    fired = replace(claim_of(report, spans[0], "actor", EventType.ASSAULT, 0), place=(place,), locations=(at,))
    urged, called = claim_of(report, spans[1], "actor", EventType.REQUEST, 1), claim_of(report, spans[2], "actor", EventType.REJECT, 2)
    assert resolve_actors(report, [fired, urged, called])[spans[2]].name == "Colombia"


@pytest.mark.parametrize(
    ("source", "attack", "answer", "name"),
    [
        ("The interior ministry in Tiraspol", "[Moldova] had shelled [Doibani]", "[The army] returned fire", "Transnistrian Army"),
        ("The interior ministry in Islamabad", "[Indian troops] had shelled [Kotli]", "[The army] returned fire", "Pakistan Army"),
        ("A farmer", "[Indian troops] had shelled [a Pakistani post]", "[Soldiers] fired back", "Pakistan Armed Forces"),
        ("A farmer", "[the army] had shelled [Goma] in Congo", "[The army] returned fire", "Armed Forces of the Democratic Republic of the Congo"),
        ("The interior ministry in Tiraspol", "[Moldova] had shelled [Doibani]", "[The army] shelled it again", "Moldovan Armed Forces"),
    ],
)
def test_who_returns_fire_is_not_who_has_just_struck(source: str, attack: str, answer: str, name: str) -> None:
    report, spans = marked(f"[{source}] said {attack}. {answer}.")
    told, struck, hit, back = spans
    after = Span(back.end + 1, len(report.text), report.text)
    first = replace(claim_of(report, struck, "actor", EventType.ASSAULT, 0), recipient=(Party(hit),), account=Account((AccountLink(source=told),)))
    second = replace(claim_of(report, back, "actor", EventType.ASSAULT, 1), what=(after,))
    assert resolve_actors(report, [first, second])[back].name == name


def test_police_of_a_place_are_of_the_country_in_which_their_deed_is_located() -> None:
    value = placed("[Police] held six men in Geneva. Syria met Russia. Syria said so.", "Geneva", "CH")
    assert (value.name, value.country) == ("Geneva Police", "CHE")
