from dataclasses import replace

import pytest
from actors_told import claim_of, coded, marked, names, told, whom

from whence.resolve.actors import resolve_actors
from whence.resolve.actors.names import name_key, tokens
from whence.terms import ActorKind, Claim, ClaimId, EventType, Party, Report, ReportId, Sector, Span, Status

# -- names and their grammar -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The U.S.] sent a ship.", "United States"),
        ("[Ankara] sent a ship.", "Turkey"),
        ("[The Kremlin] denied it.", "Russia"),
        ("[Downing Street] denied it.", "United Kingdom"),
        ("[The Élysée] denied it.", "France"),
        ("[The White House] denied it.", "United States"),
        ("[The Kenyan government] denied it.", "Kenya"),
        ("[The Norwegians] denied it.", "Norway"),
        ("[Norwegian officials] denied it.", "Norway"),
        ("[Norway's foreign minister] denied it.", None),
        ("[The army] held a man on March 14.", None),
        ("[Fulani herders] lost six men.", "Fulani"),
        ("[Fulani militants] held a man.", "Fulani militia"),
        ("A [U.S. drone strike] hit a farm.", "United States"),
        ("An [air raid by Saudi Arabia] hit a farm.", "Saudi Arabia"),
        ("[Turkish police] held a man.", "Turkish Police"),
        ("[Kenyan troops] held a man.", "Kenya Defence Forces"),
        ("[The Norwegian foreign ministry] denied it.", "Ministry of Foreign Affairs of Norway"),
        ("[The Ministry of Defence of Peru] denied it.", "Ministry of Defence of Peru"),
        ("[ISIL fighters] held a man.", "Islamic State"),
        ("[Fighters from the Islamic State] held a man.", "Islamic State"),
        ("[The Islamic State of Iraq and the Levant (ISIL)] said so.", "Islamic State"),
        ("[al Shabaab militants] held a man.", "Al-Shabaab"),
        ("[Senator Ana Rivas] denied it.", "Ana Rivas"),
        ("[Holt's wife, Ada Lind,] denied it.", "Ada Lind"),
        ("[Danbury police] held a man in Connecticut.", "Danbury Police Department"),
        ("[Ohio state police] held a man.", "Ohio State Police"),
        ("[Customs officers] held a man near Harmon.", None),
        ("Doctors plan a march in [Port Sudan].", "Port Sudan"),
        ("[New South Wales police] held a man.", "New South Wales Police"),
        ("[A new Mexico team] held a man.", "Mexico"),
        ("[South Lebanon] was hit.", "Lebanon"),
    ],
)
def test_a_phrase_is_named_by_its_words(text: str, name: str | None) -> None:
    assert whom(text).name == name


def test_a_capital_in_a_longer_name_stays_its_states() -> None:
    assert whom("Police shot a man in East Jerusalem. [The army] said so.").country == "ISR"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The Tenn Police Department] held a man in Memphis.", None),
        ("[Tenn. police] held a man in Memphis.", None),
        ("[Ohio Police] held a man.", None),
        ("[Texas police] held a man.", None),
        ("[American Police] shot a man.", None),
        ("[US police officers] shot a man in Ohio.", None),
        ("[The Gallatin, Tenn. Police Department] held a man.", "Gallatin Police Department"),
        ("[Nashville police] held a man in Tennessee.", "Nashville Police Department"),
        ("[Washington police] held a man.", "Washington Police Department"),
        ("[Michigan State Police] held a man.", "Michigan State Police"),
        ("[The Ohio State Highway Patrol] held a man.", "Ohio State Highway Patrol"),
        ("[The highway patrol] held a man in Texas.", None),
        ("[New Jersey State Police] held a man.", "New Jersey State Police"),
        ("Mexican police held a man. [New Mexico State Police] held two.", "New Mexico State Police"),
        ("[New Orleans police] held a man.", "New Orleans Police Department"),
        ("[US border police] held a man.", "United States Customs and Border Protection"),
    ],
)
def test_neither_an_american_state_nor_the_united_states_have_one_police(text: str, name: str | None) -> None:
    value = whom(text)
    assert (value.name, value.country, value.sector) == (name, "USA", Sector.COP)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dan Hill was shot. [The sheriff's office] arrested two men.", None),
        ("Dan Hill was shot in Kenya. [The president's office] denied it.", None),
        ("Sheriff Scott Cass spoke. Dan Hill was shot. [The sheriff's office] denied it.", "Scott Cass"),
        ("Dan Hill, the mayor of Accra, fled. [The mayor's guards] shot two.", "Dan Hill"),
    ],
)
def test_an_office_is_not_that_of_whoever_was_named_last(text: str, name: str | None) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("PARIS, Ky. - [Police] held a man.", "USA"),
        ("MOSCOW, Idaho - [The government] denied it.", "USA"),
        ("A man from London, Ohio, was shot. [Prosecutors] in London charged two.", "USA"),
        ("LONDON - [Police] held a man.", "GBR"),
        ("In Paris, Germany's chancellor met [the government].", "FRA"),
    ],
)
def test_a_town_with_the_name_of_a_capital_is_no_state(text: str, country: str) -> None:
    assert whom(text).country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The police spokesman in Garissa, Musa Haruna], said so.", "Musa Haruna"),
        ("[The police officer in charge of Garissa, Catherine Lind], said so.", "Catherine Lind"),
        ("[The spokesman for the army in Garissa, Lieutenant Colonel Musa Haruna], said so.", "Musa Haruna"),
        ("According to [the police spokesperson in Garissa, Yazid Haruna], nobody died.", "Yazid Haruna"),
        # no name of his
        ("[Police in Garissa] shot a man, Musa Haruna said.", "Garissa Police"),
        ("[Two officers in Garissa, Musa Haruna], said so.", "National Police Service (Kenya)"),
        ("[A police station in Garissa] was hit, Musa Haruna said.", None),
    ],
)
def test_a_name_behind_the_place_of_an_office_is_its_holders(text: str, name: str | None) -> None:
    assert whom(text, role="source").name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[An FPV drone] hit a bus in Garissa.", None),
        ("[Lancet drones] hit a bus in Garissa. A Lancet drone hit a van.", None),
        ("[A MiG-29] hit a bus in Garissa.", None),
        ("[HIMARS] hit a bus in Garissa. HIMARS rockets hit a van.", None),
        ("[Grad] rockets hit a bus in Garissa.", None),
        ("Norway sent drones. [A Norwegian FPV drone] hit a bus.", "Norway"),
        # whose it is
        ("[A PKK drone] hit a bus in Garissa.", "Kurdistan Workers' Party"),
        ("[A BRF drone] hit a bus in Garissa. The BRF said so.", "BRF"),
        ("[A Blue River Front drone] hit a bus in Garissa.", "Blue River Front"),
    ],
)
def test_the_name_of_a_weapon_is_no_owner(text: str, name: str | None) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[Turkish police] held a man.", ("TUR", "COP")),
        ("[Protesters in Nairobi] burnt a car.", ("KEN", "CVL")),
        ("[Gunmen] killed two in Nairobi.", ("KEN", "UAF")),
        ("[Three soldiers] died in Mosul, Iraq.", ("IRQ", "MIL")),
        ("[A Kenyan court] freed them.", ("KEN", "JUD")),
        ("[Syrian refugees] came.", ("SYR", "REF")),
        ("[The Kenyan parliament] met.", ("KEN", "LEG")),
        ("[Doctors in Kabul] struck.", ("AFG", "MED")),
        ("[Journalists in Kabul] struck.", ("AFG", "JRN")),
        ("[The United Nations] met.", ("UNO", None)),
        ("[The Taliban] attacked.", ("AFG", "REB")),
        ("[Turkey] attacked.", ("TUR", "GOV")),
        ("[Norway's foreign minister] denied it.", ("NOR", "GOV")),
        ("[A rebel commander] fled from Mosul, Iraq.", ("IRQ", "REB")),
        ("[Mexican drug traffickers] fled.", ("MEX", "CRM")),
        ("[Opposition candidates in Kenya] protested.", ("KEN", "PTY")),
    ],
)
def test_country_and_sector_come_from_words_and_context(text: str, code: tuple[str | None, str | None]) -> None:
    assert coded(text) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Two policemen at Moirang] were shot in India.", None),
        ("Gunmen fled from Moirang in India. [Two policemen] were shot.", None),
        # of a force
        ("Moirang Police said so. [Two policemen in Moirang] were shot in India.", "Moirang Police"),
        ("[Two Moirang policemen] were shot in India.", "Moirang Police"),
        ("[Police in Moirang] shot a man in India.", "Moirang Police"),
    ],
)
def test_where_some_policemen_were_is_not_whose_they_are(text: str, name: str | None) -> None:
    value = whom(text)
    assert (value.name, value.country, value.sector) == (name, "IND", Sector.COP)


def test_the_country_behind_a_place_is_its_own() -> None:
    assert coded("[Police in Karak, Pakistan,] held a man.") == ("PAK", "COP")


@pytest.mark.parametrize(
    ("words", "where", "country"),
    [
        ("protesters", "Accra", "GHA"),
        ("three gunmen", "Benue, Nigeria", "NGA"),
        ("a doctor", "Accra", "GHA"),
        # not by where they are
        ("three farmers from Kenya", "Accra", "KEN"),
        ("the ministers", "Accra", "NGA"),
        ("his daughter", "Accra", "NGA"),
    ],
)
def test_people_are_of_the_country_that_they_are_in_and_not_the_state(words: str, where: str, country: str) -> None:
    report, (party, place) = marked(f"Nigeria closed a school. Nigeria sent men. Nigeria mourned. Troops beat [{words}] in [{where}].")
    claim = replace(claim_of(report, party, "recipient", EventType.ASSAULT, 0), place=(place,))
    value = resolve_actors(report, [claim])[party]
    assert (value.name, value.country) == (None, country)


@pytest.mark.parametrize("words", ["Protesters at Garissa", "Those at Garissa"])
def test_the_place_of_a_group_is_not_its_name(words: str) -> None:
    assert whom(f"[{words}] fled.").name is None


@pytest.mark.parametrize("words", ["Dozens", "Nineteen sailors", "Tens of thousands of sailors"])
def test_a_number_that_opens_a_sentence_is_no_name(words: str) -> None:
    assert whom(f"[{words}] marched in Quito.").name is None


def test_a_state_stands_for_itself_but_its_people_do_not() -> None:
    assert names("[Kenya] voted. [Three Kenyans] died.", role="recipient") == ["Kenya", None]


def test_the_struck_capital_is_a_place_and_no_state() -> None:
    text = "Shells hit Kabul."
    report = Report(id=ReportId("r"), text=text, published="2018-05-05")
    place = Span(10, 15, text)
    claim = Claim(
        id=ClaimId("c"), type=EventType.ASSAULT, status=Status.OCCURRED, what=(Span(0, 6, text),), recipient=(Party(place),), place=(place,)
    )
    value = resolve_actors(report, [claim])[place]
    assert (value.name, value.kind, value.rule) == ("Kabul", ActorKind.PLACE, "place")


def test_a_name_in_no_table_is_a_name_all_the_same() -> None:
    value = whom("[The Blue River Front] killed two in Nairobi, Kenya.")
    assert (value.name, value.id, value.country) == ("Blue River Front", None, "KEN")


def test_an_organ_without_an_entry_has_an_id_made_of_state_and_organ() -> None:
    assert whom("[Peruvian police] held a man.").id in ("PER/police", "national-police-of-peru", "peruvian-national-police")


def test_an_actor_of_the_table_has_its_id() -> None:
    assert whom("[Daesh] said so.").id == "islamic-state"


def test_the_holder_of_an_office_is_told_by_the_day_of_the_report() -> None:
    text = "[The UN secretary-general] was silent."
    assert [whom(text, published=day).name for day in ("2012-03-04", "2019-03-04")] == ["Ban Ki-moon", "António Guterres"]


def test_the_holder_of_an_office_is_not_told_without_a_day() -> None:
    assert whom("[The UN secretary-general] was silent.", published=None).name is None


def test_a_former_minister_is_elite() -> None:
    text = "[Ehud Barak] spoke."
    assert [whom(text, published=day).sector for day in ("2010-01-01", "2020-01-01")] == [Sector.GOV, Sector.ELI]


def test_an_administration_is_the_state_of_its_leader() -> None:
    value = whom("[The Obama administration] was silent.", published="2012-03-04")
    assert (value.name, value.rule) == ("United States", "leader's state")


def test_a_report_in_capitals_is_read_too() -> None:
    assert names("[HEZBOLLAH] SAID ITS MEN HIT [ISRAELI TROOPS] AS [US] OFFICIALS MET.")[:2] == ["Hezbollah", "Israel Defense Forces"]


def test_a_compass_word_in_a_longer_name_is_no_actor() -> None:
    assert whom("Men met in the [West Bank] city of Jenin.").name != "Western countries"


def test_capitals_that_look_like_an_acronym_are_no_actor() -> None:
    value = whom("ANA RUIZ MADE A PLAN IN SAN SALVADOR, EL SALVADOR. [ANA RUIZ] WAS HELD.")
    assert (value.name, value.country) == ("Ana Ruiz", "SLV")


def test_the_abbreviation_of_a_union_of_states_in_capitals_needs_no_state_beside_it() -> None:
    assert whom("[AU TROOPS] LEFT THE COAST ON FRIDAY, OFFICERS SAID.").name == "African Union"


def test_a_shared_abbreviation_goes_with_the_full_name_in_the_report() -> None:
    long = "The Press Trust of India told it first. [PTI] said so."
    other = "Pakistan Tehreek-e-Insaf told it first. [PTI] said so."
    assert [whom(text).name for text in (long, other)] == ["Press Trust of India", "Pakistan Tehreek-e-Insaf"]


def test_every_value_has_a_rule_and_a_sentence() -> None:
    values = told('[Turkey] met [Gunmen] and [they] met [the group] of [its leader], [officials] said. ["We"] [PTI] [Kabul] [Ada Holt]')
    assert all(value.rule and value.reason.endswith(".") for value in values)


def test_nothing_is_resolved_without_claims() -> None:
    assert resolve_actors(Report(id=ReportId("r"), text="Turkish police held a man."), []) == {}


def test_a_span_of_two_claims_is_resolved_once() -> None:
    report, (span,) = marked("[Turkish police] held a man.")
    one, two = (
        Claim(id=ClaimId(name), type=EventType.COERCE, status=Status.OCCURRED, what=(Span(15, 19, report.text),), actor=(Party(span),))
        for name in "ab"
    )
    assert list(resolve_actors(report, [one, two])) == [span]


@pytest.mark.parametrize("words", ["—", "“”", "’s", "3", "ㅎㅎ", "🙂", "  ", "the", "of the", "(", "U.S.-", "al-"])
def test_odd_words_get_a_value_without_a_name_or_with_one(words: str) -> None:
    text = f"It was {words} who did it in Kabul."
    span = Span(7, 7 + len(words), text)
    claim = Claim(id=ClaimId("c"), type=EventType.ASSAULT, status=Status.OCCURRED, what=(Span(0, 2, text),), actor=(Party(span),))
    value = resolve_actors(Report(id=ReportId("r"), text=text), [claim])[span]
    assert value.name is None or value.name in ("United States",)


# -- folding ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The U.S.", "us"),
        ("Sana'a", "sanaa"),
        ("al-Qaeda", "al qaeda"),
        ("Médecins Sans Frontières", "medecins sans frontieres"),
        ("Russia's", "russia"),
        ("A", "a"),
        ("", ""),
        ("—", ""),
    ],
)
def test_names_fold(name: str, key: str) -> None:
    assert name_key(name) == key


def test_words_keep_their_places_in_the_text() -> None:
    text = "The U.S. Army's al-Shayrat raid, Sana’a"
    assert [text[token.start : token.end] for token in tokens(text)] == ["The", "U.S.", "Army's", "al", "Shayrat", "raid", "Sana’a"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[The Independent Electoral Commission] condemned it.", "Independent Electoral Commission"),
        ("[The Independent Jewish Voices group] condemned it.", None),
        ("[The Hindu Mahasabha] condemned it.", "Hindu Mahasabha"),
        ("Police held [the Times Square bomber].", "Times Square"),
        ("[The Liberation Front] hit a post.", "Liberation Front"),
        # the outlets themselves
        ("[The Independent] condemned it.", "The Independent"),
        ("[The Times] Tuesday condemned it.", "The Times"),
        ("Police held [the Guardian Moscow correspondent].", "The Guardian"),
        ("[The Times Magazine] condemned it.", "The Times"),
        ("[The Hindu's editors] condemned it.", "The Hindu"),
        ("[CBS News] condemned it.", "CBS News"),
    ],
)
def test_a_longer_name_that_opens_with_an_outlets_is_not_the_outlet(text: str, name: str | None) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("[The Republican Guard] fired at a crowd in Libreville, Gabon.", "Gabonese Presidential Guard", "GAB"),
        ("Crowds met in Conakry, Guinea. [The Republican Front] condemned it.", "Republican Front", "GIN"),
        ("Crowds met in Juba, South Sudan. [The Free Democratic Front] fled.", "Free Democratic Front", "SSD"),
        ("Crowds met in Accra, Ghana. [The Labour Court] condemned it.", "Labour Court", "GHA"),
        ("[The Conservative Party of Norway] condemned it.", None, "NOR"),
        ("[The Turkish Republican Party] condemned it.", None, "TUR"),
        ("[The Turkish Republican People's Party] condemned it.", "Republican People's Party", "TUR"),
        ("[The Irish Republican Army] hit a post.", "Provisional Irish Republican Army", "GBR"),
        # the parties themselves
        ("[The Republican Party] condemned it.", "Republican Party", "USA"),
        ("[The US Republican Party] condemned it.", "Republican Party", "USA"),
        ("[House Republicans] condemned it. Republican Senate leaders met.", "Republican Party", "USA"),
        ("[Republican lawmakers] condemned it.", "Republican Party", "USA"),
        ("[Labour] condemned it in London.", "Labour Party (United Kingdom)", "GBR"),
        ("[Nigeria's Labour Party] condemned it.", "Labour Party (Nigeria)", "NGA"),
        ("[The Labour government] condemned it in London.", "United Kingdom", "GBR"),
    ],
)
def test_a_partys_name_in_a_longer_one_is_not_the_party(text: str, name: str | None, country: str) -> None:
    value = whom(text)
    assert (value.name, value.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two died. [Armed formations of Ukraine] shelled the town.", "Ukraine"),
        ("Two died. [Formations of Ukraine] shelled the town.", "Ukraine"),
        ("Two died. [Sources in the security establishment] said so.", None),
        ("Two died. [Remnants of the army] fired.", None),
        ("Jonas Williams spoke. [Williams of the council] fired.", "Jonas Williams"),
        ("Two died. [Wagner fighters] fired.", "Wagner Group"),
    ],
)
def test_a_plural_that_opens_a_sentence_is_no_name(text: str, name: str | None) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("La Macarena", None),
        ("Thabyay Kan village", None),
        ("Thabyay Kan", None),
        ("La Gabarra district", None),
        ("Cali, La Gabarra district", "COL"),
        ("Baton Rouge, La.", "USA"),
        ("Baton Rouge, La", "USA"),
        ("Kelso, Wash.", "USA"),
        ("Rochester, N.Y.", "USA"),
    ],
)
def test_abbreviations_of_american_states_count_with_their_dot_or_behind_a_comma(place: str, country: str | None) -> None:
    report, (gunmen, where) = marked(f"[Gunmen] hit a school in [{place}].")
    claim = replace(claim_of(report, gunmen, "actor", EventType.ASSAULT, 0), place=(where,))
    assert resolve_actors(report, [claim])[gunmen].country == country
    assert whom(f"[Gunmen in {place}] hit a school.").country == country


@pytest.mark.parametrize(
    ("text", "dateline", "name"),
    [
        (
            "ISLAMABAD: [The Foreign Office] rejected Indian claims against Pakistan. India shelled villages. India denied it.",
            "ISLAMABAD",
            "Ministry of Foreign Affairs of Pakistan",
        ),
        ("CAIRO - [The Foreign Office] condemned the raid on a church in Tanta.", "CAIRO", "Ministry of Foreign Affairs of Egypt"),
        (
            "KYIV - [The Defence Ministry] said Russian missiles struck Ukraine. Russia denied it. Russia laughed.",
            "KYIV",
            "Ministry of Defence of Ukraine",
        ),
        ("LONDON - [The Foreign Office] said a Briton was abducted in Mali.", "LONDON", "Foreign and Commonwealth Office"),
        ("CAIRO (AP) - Sudanese troops left Khartoum. [The Defence Ministry] denied it.", "CAIRO (AP)", "Ministry of Defence of Sudan"),
        ("A Malian was held in Mali. [The Foreign Office in London] said so.", None, "Foreign and Commonwealth Office"),
        ("Ukraine hit Russian ports. Ukraine fired. [The Defence Ministry] said in Moscow that it burnt.", None, "Russian Ministry of Defence"),
        (
            "The Russian Defence Ministry said it hit Ukraine and Ukrainian guns in Ukraine. [The Defence Ministry] denied losses.",
            None,
            "Russian Ministry of Defence",
        ),
        ("KYIV - Russia's Defence Ministry hit Ukraine. [The Foreign Ministry] denied it.", "KYIV", "Ministry of Foreign Affairs of Ukraine"),
        (
            "BEIRUT - Syrian jets bombed Idlib. Syria denies it. [The Defence Ministry] in a statement said it hit rebels.",
            "BEIRUT",
            "Ministry of Defence of Syria",
        ),
        ("NAIROBI - Sudan's army retook Khartoum. [The Foreign Ministry] said envoys left Sudan.", "NAIROBI", "Ministry of Foreign Affairs of Sudan"),
        ("Iran vowed revenge. Iran mourned. [The Defence Ministry] said strikes in Moscow killed ten.", None, "Ministry of Defence of Iran"),
        ("Iran vowed revenge. Iran mourned. [The Defence Ministry] said that in Moscow ten died.", None, "Ministry of Defence of Iran"),
        (
            "Pakistan shelled Poonch. Pakistan fired. [The Foreign Ministry] told reporters in Washington that Pakistan would not yield.",
            None,
            "Ministry of Foreign Affairs of Pakistan",
        ),
        (
            "Iran vowed revenge. Iran mourned. [The Defence Ministry] said late on Friday in Moscow that it burnt.",
            None,
            "Russian Ministry of Defence",
        ),
        (
            "The Russian Defence Ministry said it hit Kyiv. In Kyiv, [the Defence Ministry] said Ukraine shot all down.",
            None,
            "Ministry of Defence of Ukraine",
        ),
        (
            "Iran's Foreign Ministry said talks failed. Israel struck again. Israel bombed Gaza. [The Foreign Ministry] said Israel would go on.",
            None,
            "Ministry of Foreign Affairs of Israel",
        ),
        (
            "Egypt offered talks in Egypt. Iran's Foreign Ministry agreed. Israel's Foreign Ministry did not. [The Foreign Ministry] in turn left.",
            None,
            "Ministry of Foreign Affairs of Egypt",
        ),
        ("The Pakistani Foreign Office said so. [The UK Foreign Office] denied it.", None, "Foreign and Commonwealth Office"),
    ],
)
def test_an_office_by_its_bare_name_is_of_the_state_from_where_the_report_tells(text: str, dateline: str | None, name: str) -> None:
    assert whom(text, dateline=dateline).name == name


def test_of_states_that_a_report_tells_nearly_as_much_of_an_office_is_of_the_outlets_own() -> None:
    about_both = "Pakistan fired. India fired. India struck. [The Foreign Ministry] was silent."
    about_india = about_both.replace("struck.", "struck. India dug in.")
    assert whom(about_both, outlet="dawn.com").name == "Ministry of Foreign Affairs of Pakistan"
    assert whom(about_india, outlet="dawn.com").name == "Ministry of External Affairs (India)"


def test_an_office_of_no_state_that_a_report_tells_is_of_none() -> None:
    assert whom("[The Foreign Office] said a man died at sea.").country is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[IND troops] shell posts\n\nIND troops shelled posts on Sunday, India said.", "Indian Armed Forces"),
        ("PAK army fired at [IND troops]. IND troops fired back.", "Indian Armed Forces"),
        ("PAK, [IND] trade fire\n\nIndian and Pakistani troops traded fire on Sunday.", "India"),
        ("Pakistan denied it. [PAK troops] shelled Poonch.", "Pakistan Armed Forces"),
        ("[PAK] hit a post in Iraq. Kurdish groups in Iran said the PAK had come from Iraq.", "Kurdistan Freedom Party"),
        ("[PAN officials] spoke to Mexican police.", "National Action Party (Mexico)"),
    ],
)
def test_the_code_of_a_state_in_capitals_is_the_state(text: str, name: str) -> None:
    assert whom(text).name == name


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("POLICE [CAN] ACT IN GAO\n\nPolice in Mali can act, Canada said.", "Canada"),
        ("The [CAN] bus failed. It can fail, Canada said.", "Canada"),
        ("TWO HELD OVER [GIN]\n\nPolice in Guinea held two men.", "Guinea"),
        ("[GIN] SMUGGLERS HELD\n\nPolice in Guinea held two men.", "Guinea"),
    ],
)
def test_a_word_in_capitals_is_no_code_of_a_state(text: str, state: str) -> None:
    assert whom(text).name != state


@pytest.mark.parametrize(
    "text",
    [
        "The blast wounded 12 [MAR troops] in Gao.",
        "They fired. [AND soldiers] will die in Gao.",
        "[NGA officials] said imagery showed the site.",
        "[VAT inspectors] raided a shop in Lima.",
        "[JAM troops] attacked Gao.",
        "Mali and Mali's army fought. At 9 p.m. [EST troops] left Gao in Mali. Estonia said so.",
        "Mali and Mali's army fought. On 12 [MAR troops] left Gao in Mali. Morocco said so.",
    ],
)
def test_letters_before_forces_are_no_code_of_a_state_that_the_report_does_not_name(text: str) -> None:
    assert whom(text).country not in ("MAR", "AND", "NGA", "VAT", "JAM", "EST")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zaw Min Tun said no. [Tun] spoke. Aung Min Tun said soldiers came to Sagaing. [Min Tun] spoke.",
            ["Zaw Min Tun", "Aung Min Tun"],
        ),
        ("Abdul Rahman Khan said so. Imran Khan, a spokesman, said no. [Khan] left.", ["Imran Khan"]),
        ("Anna Holt said so. Ben Holt said no. Anna Holt said more. [Holt] left.", ["Anna Holt"]),
        ("Police shot Bilal Khan, a brother of Ahmed Khan. [Khan] died.", ["Bilal Khan"]),
        ("Ann Holt said so. Tom Peck said no. [Holt] left.", ["Ann Holt"]),
        ("Junta spokesman Zaw Min Tun said no. [Aung Myo Min] left.", ["Aung Myo Min"]),
    ],
)
def test_a_last_name_of_two_people_is_of_the_one_named_last(text: str, expected: list[str]) -> None:
    assert names(text) == expected


# -- namesakes of leaders --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Amal Deng], who lost her husband, said that soldiers had shot him.", "Amal Deng"),
        ("Amal Hassan sold fruit. [Amal] and Hezbollah denied it.", "Amal Movement"),
        ("Gunmen killed six herders near Bor in Jonglei, said Peter Deng. [The army] arrested two.", "South Sudan People's Defence Forces"),
        ("Sara Putin, 30, was shot by [police].", None),
        ("[Maduro], a farmer, fled. Maduro had lived there.", "Maduro"),
        ("[Modi], 45, a fruit vendor from Surat, was held in India.", "Modi"),
        ("[Maduro], a former bus driver, denied it.", "Nicolás Maduro"),
        ("[Maduro], a driver of change, denied it.", "Nicolás Maduro"),
        ("Turkish forces met [Erdogan].", "Recep Tayyip Erdogan"),
        ("Hunter Biden was held. [President Biden] denied it.", "Joe Biden"),
    ],
)
def test_a_last_name_is_a_leaders_unless_the_words_beside_it_make_it_anothers(text: str, name: str | None) -> None:
    assert whom(text, published="2024-03-04").name == name


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("[Deng] fled from Bor in Jonglei.", "2025-03-04", "Deng"),
        ("[Deng] spoke of Jonglei.", "1990-03-04", "Deng Xiaoping"),
        ("[Deng] changed China.", "2025-03-04", "Deng Xiaoping"),
        ("[Zelensky] sold fruit in Ohio.", "2009-03-04", "Zelensky"),
    ],
)
def test_a_last_name_is_a_leaders_of_another_time_only_beside_his_country(text: str, published: str, name: str) -> None:
    assert whom(text, published=published).name == name
