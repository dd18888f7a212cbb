import pytest
from scripted_network import read_scripted


def rows(text: str, trigger: str, **tolls: list[str]) -> list[tuple[str, str, int, int | None]]:
    (claim,), _ = read_scripted(text, {trigger: ("ASSAULT", "occurred", "none", {f"toll_{harm}": spans for harm, spans in tolls.items()})})
    return [(toll.span.words, toll.harm.value, toll.low, toll.high) for toll in claim.toll]


@pytest.mark.parametrize(
    ("text", "figure", "harm"),
    [
        ("A shell fell and five others were wounded.", "five others", "injured"),
        ("A shell fell, wounding at least two guards in a deadly raid.", "two guards", "injured"),
        ("A shell fell: 19 wounded.", "19 wounded", "injured"),
        ("Shell that fell wounds nine", "nine", "injured"),
        ("A shell fell and two of the injured were then killed.", "two", "killed"),
        ("A shell fell on seven guards.", "seven guards", "killed"),
        ("A shell fell; two guards wounded by it have died.", "two guards", "killed"),
        ("A shell fell: 19 wounded and two died.", "19 wounded", "injured"),
    ],
)
def test_the_words_beside_a_figure_tell_its_harm(text, figure, harm):
    ((_, found, *_),) = rows(text, "fell", killed=[figure])
    assert found == harm


@pytest.mark.parametrize(
    ("text", "figures", "harms"),
    [
        ("A shell fell: one killed, one wounded, one missing.", ["one", "one#2", "one#3"], ["killed", "injured", "missing"]),
        ("A shell fell; six men were killed and two are still missing.", ["six men", "two"], ["killed", "missing"]),
        ("A shell fell and left 300 people homeless.", ["300 people"], ["displaced"]),
        ("A shell fell; 12 displaced.", ["12 displaced"], ["displaced"]),
        ("A shell fell and hundreds of villagers were displaced.", ["hundreds"], ["displaced"]),
        ("A shell fell on two who had been missing.", ["two"], ["killed"]),
        ("A shell fell: two of the missing were found dead.", ["two"], ["killed"]),
        ("A shell fell; six men were killed and four were arrested.", ["six men", "four"], ["killed"]),
    ],
)
def test_the_missing_the_displaced_and_the_arrested_are_not_among_the_dead(text, figures, harms):
    assert [harm for _, harm, *_ in rows(text, "fell", killed=figures)] == harms


def test_one_figure_of_killed_and_injured_keeps_both_rows():
    text = "A shell fell and 9 people were killed or wounded."
    assert rows(text, "fell", killed=["9 people"], injured=["9 people"]) == [("9 people", "killed", 9, 9), ("9 people", "injured", 9, 9)]


def test_a_figure_gives_way_only_to_a_much_surer_one_of_the_same_words():
    text = "A shell fell and hit 9 people."
    assert [harm for _, harm, *_ in rows(text, "fell", killed=["9 people~0.9"], injured=["9 people~0.7"])] == ["killed", "injured"]
    assert [harm for _, harm, *_ in rows(text, "fell", killed=["9 people~0.9"], injured=["9 people~0.5"])] == ["killed"]
    assert [harm for _, harm, *_ in rows("A shell fell; 9 shot in Otsu", "fell", killed=["9~0.7"], injured=["9~0.6"])] == ["killed"]
    found = rows("A shell fell and killed a boy, six men and two guards.", "fell", killed=["a boy~0.5", "six men~0.9", "two guards~0.5"])
    assert [words for words, *_ in found] == ["a boy", "six men", "two guards"]


def test_a_figure_that_tells_of_one_harm_makes_one_row():
    assert rows("A shell fell and 9 people were hurt.", "fell", killed=["9 people"], injured=["9 people"]) == [("9 people", "injured", 9, 9)]


@pytest.mark.parametrize(
    ("found", "whole", "low"),
    [
        ("41", "41,500 people", 41_500),
        ("000 guards", "1,200,000 guards", 1_200_000),
        ("twenty", "twenty-one people", 21),
        ("one people", "twenty-one people", 21),
    ],
)
def test_a_figure_never_ends_inside_a_number(found, whole, low):
    text = f"A shell fell and killed {whole}."
    ((words, _, *figure),) = rows(text, "fell", killed=[found])
    assert whole.startswith(words) and figure == [low, low]


def test_a_part_of_a_number_makes_no_second_row():
    found = rows("A shell fell and thirty-two people were hurt.", "fell", killed=["thirty"], injured=["thirty-two people"])
    assert found == [("thirty-two", "injured", 32, 32)]
    assert rows("A shell fell on a sixty-six-year-old.", "fell", killed=["a sixty-six-year-old"]) == [("a sixty-six-year-old", "killed", 1, 1)]


def test_goats_and_lorries_are_no_toll():
    assert rows("A shell fell and killed 12 goats and a shepherd.", "fell", killed=["12 goats", "a shepherd"]) == [("a shepherd", "killed", 1, 1)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A shell fell, burned 14 mud huts and wounded nobody.", "14"),
        ("A shell fell and left 400 hectares of wheat burned.", "400"),
        ("A shell fell and wrecked 11 ambulances in the town.", "11 ambulances"),
        ("A shell fell and killed dozens of chickens.", "dozens of chickens"),
        ("A shell fell and destroyed two houses of worship.", "two houses of worship"),
        ("A shell fell and killed as many as 40 goats.", "as many as 40 goats"),
        ("A shell fell and killed 40 head of cattle.", "40 head of cattle"),
        ("A shell fell and destroyed around 40 fishing boats.", "around 40 fishing boats"),
        ("A shell fell and destroyed between 10 and 12 huts.", "between 10 and 12 huts"),
        ("A shell fell and killed 12 sheep and 20 goats.", "12"),
    ],
)
def test_what_is_burned_or_wrecked_is_no_toll(text, figure):
    assert rows(text, "fell", killed=[figure]) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A shell fell and killed 14 bus passengers.", "14"),
        ("A shell fell and killed 12 people in their homes.", "12 people in their homes"),
        ("A shell fell and killed nine at farms.", "nine"),
        ("A shell fell and killed 12 house guests.", "12"),
        ("A shell fell and killed 12, and houses were burned.", "12"),
        ("A shell fell and killed 13 outside mosques in Kano.", "13"),
        ("A shell fell and killed 13 outside mosques in Kano.", "13 outside mosques"),
        ("A shell fell and killed 12 stealing cattle in Kano.", "12 stealing cattle"),
        ("A shell fell and killed 20 across villages.", "20"),
        ("A shell fell and killed 12 stealing cattle.", "12"),
        ("A shell fell and killed 12 while houses were searched.", "12"),
        ("A shell fell and killed 14 members of a base in Mogadishu.", "14 members of a base in Mogadishu"),
        ("A shell fell and killed 12 children of farms.", "12 children of farms"),
        ("A shell fell and killed 22 patients of hospitals of Khartoum.", "22 patients of hospitals of Khartoum"),
        ("A shell fell and killed hundreds of drivers of trucks of the UN.", "hundreds of drivers of trucks of the UN"),
        ("A shell fell and killed three crew of two planes.", "three crew of two planes"),
        ("A shell fell and killed 12 Chicago Bulls.", "12 Chicago Bulls"),
        ("A shell fell and killed 20 horse and cart drivers.", "20"),
        ("A shell fell and killed 27 of 34 guards.", "27"),
        ("A shell fell and killed two drivers of trucks.", "two drivers"),
    ],
)
def test_people_beside_things_are_a_toll(text, figure):
    assert [words for words, *_ in rows(text, "fell", killed=[figure])] == [figure]


@pytest.mark.parametrize(
    ("text", "figure", "n"),
    [
        ("A shell fell on Nov. 28 and 29 and killed dozens.", "29", 0),
        ("A shell fell on November 28 and killed dozens.", "28", 0),
        ("Shells that fell on Nov. 28 and 29 killed dozens.", "29", 0),
        ("A shell fell on 28 and 29 November.", "28", 0),
        ("A shell fell on the 3rd of May.", "3rd", 0),
        ("A shell fell on Nov. 28 and 29 people were killed.", "29", 1),
        ("A shell fell and killed 28 on May 3.", "28", 1),
        ("A shell fell and killed 28 May 3.", "28", 1),
        ("A shell fell and killed 12 in May and 29 in June.", "29", 1),
        ("A shell fell on Nov. 28, and 29 were killed.", "29", 1),
        ("A shell fell and 12 may die.", "12", 1),
        ("A shell fell and KILLED 12 MAYORS.", "12", 1),
        ("A shell fell in May; by May 12 were dead.", "12", 1),
    ],
)
def test_a_day_of_a_date_is_no_toll(text, figure, n):
    assert len(rows(text, "fell", killed=[figure])) == n


def test_a_figure_that_is_set_right_is_no_toll():
    assert rows("A shell fell and wounded three, not five.", "fell", injured=["three", "five"]) == [("three", "injured", 3, 3)]
    assert rows("A shell fell and wounded not fewer than five.", "fell", injured=["five"])[0][:2] == ("five", "injured")


def test_things_named_again_in_brackets_are_no_toll():
    assert rows("A shell fell and hit 12 lorries (trucks) at the gate.", "fell", killed=["12 lorries (trucks"]) == []


def test_a_headline_in_the_present_tells_of_one_harm():
    assert rows("Shell that fell kills nine at port", "fell", killed=["nine"], injured=["nine"]) == [("nine", "killed", 9, 9)]


def test_the_arrested_are_no_toll_of_the_shots_before():
    text = "Police fired at the crowd and arrested 12 people."
    assert rows(text, "fired", killed=["12 people"], injured=["12 people"]) == []
    (claim,), _ = read_scripted(text, {"arrested": ("COERCE", "occurred", "none", {"toll_killed": ["12 people"]})})
    assert [(toll.harm.value, toll.low) for toll in claim.toll] == [("detained", 12)]


def test_the_abducted_and_the_captured_are_not_among_the_dead():
    text = "Bandits killed six men, abducting no fewer than 30 women; two soldiers were captured."
    found = rows(text, "killed", killed=["six men", "30 women", "two soldiers"])
    assert sorted(found) == [("30 women", "abducted", 30, None), ("six men", "killed", 6, 6), ("two soldiers", "detained", 2, 2)]


@pytest.mark.parametrize(
    ("text", "figure", "harms"),
    [
        ("A shell fell and eight villagers were taken alive by rebels.", "eight villagers", ["detained"]),
        ("A shell fell and 12 passengers were taken hostage.", "12 passengers", ["abducted"]),
        ("A shell fell; two miners were taken alive from a pit.", "two miners", []),
        ("A shell fell; none of the six gunmen was taken alive.", "six gunmen", ["killed"]),
        ("A shell fell and two guards were not taken alive.", "two guards", ["killed"]),
    ],
)
def test_who_was_taken_alive_or_hostage_is_not_among_the_dead(text, figure, harms):
    assert [harm for _, harm, *_ in rows(text, "fell", killed=[figure])] == harms


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("A shell fell; seven people survived and 19 others did not.", "killed"),
        ("A shell fell and 19 others did not survive.", "killed"),
        ("A shell fell; seven people fled and 19 others did not.", "injured"),
    ],
)
def test_who_did_not_survive_is_dead(text, harm):
    assert [found for _, found, *_ in rows(text, "fell", injured=["19 others"])] == [harm]


def test_those_killed_where_others_were_taken_stay_killed():
    text = "Rebels captured the town and killed 12 soldiers."
    assert rows(text, "captured", killed=["12 soldiers"]) == [("12 soldiers", "killed", 12, 12)]


def test_drones_that_fell_are_no_dead():
    assert rows("The air force shot down 27 of 34 drones.", "shot", killed=["27"]) == []


def test_words_of_a_bound_alone_are_no_figure():
    assert rows("Bandits killed no fewer than 30 men.", "killed", killed=["no fewer"]) == []


def tolls(text: str, **happenings: list[str]) -> list[list[tuple[str, int]]]:
    """Read a text; happenings by their words, each with its figures as "harm figure"."""
    scripts = {}
    for trigger, figures in happenings.items():
        roles: dict[str, list[str]] = {}
        for harm, figure in (figure.split(" ", 1) for figure in figures):
            roles.setdefault(f"toll_{harm}", []).append(figure)
        scripts[trigger] = ("ASSAULT", "occurred", "none", roles)
    return [[(toll.harm.value, toll.low) for toll in claim.toll] for claim in read_scripted(text, scripts)[0]]


@pytest.mark.parametrize(
    "text", ["Gunmen killed six men and abducted 30.", "Six men were killed and 30 abducted.", "Six men killed, 30 others abducted"]
)
def test_a_figure_is_of_the_happening_whose_verb_governs_it(text):
    six, thirty = ("six men" if "six" in text else "Six men"), ("30 others" if "others" in text else "30")
    both = [f"killed {six}", f"abducted {thirty}"]
    found = tolls(text, killed=both, abducted=[f"abducted {six}", f"abducted {thirty}"])
    assert found == [[("killed", 6)], [("abducted", 30)]]


def test_those_who_were_killed_before_others_were_taken_were_not_taken():
    assert tolls("Gunmen took 30 girls and killed six men.", took=["abducted 30 girls", "abducted six men"], killed=["killed six men"]) == [
        [("abducted", 30)],
        [("killed", 6)],
    ]


def test_a_figure_of_two_verbs_is_of_both():
    assert tolls("Rebels kidnapped and killed 11 men.", kidnapped=["abducted 11 men"], killed=["killed 11 men"]) == [
        [("abducted", 11)],
        [("killed", 11)],
    ]
    text = "Two men who had been kidnapped were found dead, and six were killed."
    assert tolls(text, kidnapped=["abducted Two men"], dead=["killed Two men"], killed=["killed six"]) == [
        [("abducted", 2)],
        [("killed", 2)],
        [("killed", 6)],
    ]


def test_a_happening_without_a_figure_of_its_own_keeps_that_of_another():
    text = "A shell fell in the raid and killed six men."
    assert tolls(text, raid=["killed six men"], killed=["killed six men"]) == [[("killed", 6)], [("killed", 6)]]


def test_nobody_is_abducted_and_detained_at_once():
    text = "Troops captured three rebels."
    assert rows(text, "captured", abducted=["three rebels~0.8"], detained=["three rebels~0.7"]) == [("three rebels", "abducted", 3, 3)]


@pytest.mark.parametrize(
    ("text", "figures", "n"),
    [
        ("A shell fell and killed a nurse, Ana Rivas, at noon.", ["a nurse", "Ana Rivas"], 1),
        ("A shell fell on schoolmaster Ana Rivas.", ["schoolmaster", "Ana Rivas"], 1),
        ("A shell fell on the boy and cost him a leg.", ["the boy", "him"], 1),
        ("A shell fell and killed a nurse and Ana Rivas.", ["a nurse", "Ana Rivas"], 2),
        ("A shell fell and killed a nurse, a boy and Ana Rivas.", ["a nurse", "a boy", "Ana Rivas"], 3),
        ("A shell fell and killed Ana Rivas, Ida Holt and a boy.", ["Ana Rivas", "Ida Holt", "a boy"], 3),
        ("A shell fell and killed six men, Ida Holt and a boy.", ["six men", "Ida Holt", "a boy"], 3),
        ("A shell fell and killed the mother of the gunner and himself.", ["the mother", "himself"], 2),
    ],
)
def test_one_person_told_twice_is_one_row(text, figures, n):
    assert [words for words, *_ in rows(text, "fell", killed=figures)] == figures[:n]


@pytest.mark.parametrize(
    ("text", "figure", "n"),
    [
        ("A shell fell; the guard was not hurt.", "the guard", 0),
        ("A shell fell; the guard ran and was unharmed.", "the guard", 0),
        ("A shell fell; the guard was hurt.", "the guard", 1),
        ("A shell fell; the guard was hurt and his wife was not harmed.", "the guard", 1),
    ],
)
def test_who_was_not_hurt_counts_as_nobody(text, figure, n):
    assert [low for _, _, low, _ in rows(text, "fell", injured=[figure])] == [n]


def test_one_who_was_taken_and_is_unharmed_was_taken():
    assert rows("The guard kidnapped on Friday was unharmed.", "kidnapped", abducted=["The guard"]) == [("The guard", "abducted", 1, 1)]


@pytest.mark.parametrize(
    ("text", "figure", "harms"),
    [
        ("A shell fell, killing three men detained in May.", "three men", ["killed"]),
        ("A shell fell, killing 12 in a displaced persons camp.", "12", ["killed"]),
        ("A shell fell and killed two homeless men.", "two", ["killed"]),
        ("A shell fell, killing six of a missing patrol.", "six", ["killed"]),
        ("A shell fell on three men detained in May.", "three men", ["killed"]),
        ("A shell fell, killing three men detained, the mayor said.", "three men", ["killed"]),
        ("A shell fell on two women displaced by the war.", "two women", ["killed"]),
        ("A shell fell and four others were still missing in Otsu.", "four others", ["missing"]),
        ("A shell fell: two dead, four arrested.", "four", []),
    ],
)
def test_what_describes_people_tells_no_harm(text, figure, harms):
    assert [harm for _, harm, *_ in rows(text, "fell", killed=[figure])] == harms


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A shell fell on the guard whose wife was unhurt.", "the guard"),
        ("A shell fell on a man though his son was unhurt.", "a man"),
        ("A shell fell, killing one as the guard was unhurt.", "one"),
        ("A shell fell on one in a car that was not hurt.", "one"),
    ],
)
def test_that_another_was_not_hurt_leaves_the_dead(text, figure):
    assert [low for _, _, low, _ in rows(text, "fell", killed=[figure])] == [1]


@pytest.mark.parametrize(
    ("text", "trigger", "figure", "harm"),
    [
        ("Six men were abducted by soldiers and shot dead.", "shot dead", "Six men", "killed"),
        ("Two fighters were captured and later executed.", "executed", "Two fighters", "killed"),
        ("Three women were kidnapped and killed.", "killed", "Three women", "killed"),
        ("Two men were arrested and later executed.", "executed", "Two men", "killed"),
        ("Two fighters captured on Friday were executed.", "executed", "Two fighters", "killed"),
        ("Rebels captured two men and killed them.", "killed", "two men", "killed"),
        ("Three women were kidnapped and killed.", "kidnapped", "Three women", "abducted"),
        ("Six men were abducted and 12 killed.", "killed", "Six men", "abducted"),
        ("Rebels captured two men and killed a boy.", "killed", "two men", "detained"),
        ("Gunmen kidnapped two men later killed in Otsu.", "killed", "two men", "killed"),
        ("Gunmen kidnapped two men who were then found dead.", "dead", "two men", "killed"),
        ("Gunmen kidnapped two men in a raid that later killed a boy.", "killed", "two men", "abducted"),
        ("Gunmen kidnapped two men whose guard was killed.", "killed", "two men", "abducted"),
        ("Rebels captured two men, and a mine at the gate killed both guards.", "killed", "two men", "detained"),
    ],
)
def test_who_was_taken_and_killed_is_killed(text, trigger, figure, harm):
    assert [found for _, found, *_ in rows(text, trigger, killed=[figure])] == [harm]


@pytest.mark.parametrize(
    ("text", "figure", "harm"),
    [
        ("A shell fell, killing 11 people, including seven pupils, and wounding 24.", "seven pupils", "killed"),
        ("A shell fell and 11 were killed, among them a guard and seven pupils, and 24 wounded.", "seven pupils", "killed"),
        ("A shell fell, killing 11 and wounding 24, including seven pupils.", "seven pupils", "injured"),
        ("A shell fell, killing 11, including a guard; seven pupils lay in the road.", "seven pupils", "injured"),
        ("A shell fell, killing 11, including a guard, and seven pupils were wounded.", "seven pupils", "injured"),
    ],
)
def test_a_part_has_the_harm_of_the_number_before(text, figure, harm):
    assert [found for _, found, *_ in rows(text, "fell", injured=[figure])] == [harm]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A shell fell and troops tortured three.", "three"),
        ("A shell fell; police were accused of beating at least 20 protesters with sticks.", "20 protesters"),
        ("A shell fell and men raped two girls.", "two girls"),
        ("A shell fell; of 12 people who were tortured, four died.", "12 people"),
        ("A shell fell; two women were later raped in the camp.", "two women"),
        ("A shell fell. A man and two women were tortured in Gulu.", "A man"),
        ("A shell fell on a mine; three miners were found alive.", "three miners"),
        ("A shell fell; five people trapped under it were rescued.", "five people"),
        ("A shell fell and rescuers saved five.", "five"),
        ("A shell fell and two workers escaped alive.", "two workers"),
        ("A shell fell; only three villagers survived.", "three villagers"),
        ("A shell fell and left one survivor.", "one survivor"),
        ("A shell fell and at least 31 survivors of the massacre fled.", "at least 31"),
    ],
)
def test_who_survived_or_was_beaten_is_not_among_the_dead(text, figure):
    assert rows(text, "fell", killed=[figure]) == []


@pytest.mark.parametrize(
    ("text", "figure", "harm"),
    [
        ("A shell fell and troops tortured three men to death.", "three men", "killed"),
        ("A shell fell and troops tortured another one who died later.", "another one", "killed"),
        ("A shell fell and troops seized ten, torturing and killing them.", "ten", "killed"),
        ("A shell fell and police beat him, he died.", "him", "killed"),
        ("A shell fell; six men were tortured and shot.", "six men", "killed"),
        ("A shell fell; six men were tortured to death.", "six men", "killed"),
        ("A shell fell on the bodies of three men who had been tortured.", "three men", "killed"),
        ("A shell fell and both bodies bore signs of having been beaten.", "both bodies", "killed"),
        ("A shell fell on a trader, a guard and two women were tortured.", "a guard", "killed"),
        ("A shell fell on two men who were beaten in a cell before they died.", "two men", "killed"),
        ("A shell fell; four men were burnt alive.", "four men", "killed"),
        ("A shell fell; none of the nine passengers survived.", "nine passengers", "killed"),
        ("A shell fell; two men were rescued and died in hospital.", "two men", "killed"),
        ("A shell fell on Omar Sale, who is survived by two sons.", "Omar Sale", "killed"),
        ("A shell fell and two did not survive.", "two", "killed"),
        ("A shell fell, killing nine; two survived.", "nine", "killed"),
        ("A shell fell and wounded two survivors of an earlier one.", "two survivors", "injured"),
        ("A shell fell; the 30 injured were evacuated.", "30 injured", "injured"),
        ("A shell fell; four bodies were pulled out.", "four bodies", "killed"),
        ("A shell fell and killed 31 survivors of an earlier one.", "31", "killed"),
        ("A shell fell; two miners held in a pit in Gulu did not say why.", "two miners", "killed"),
    ],
)
def test_what_stands_beside_the_living_leaves_the_dead(text, figure, harm):
    ((_, found, *_),) = rows(text, "fell", killed=[figure])
    assert found == harm


def test_the_wounded_who_are_rescued_stay_wounded():
    ((_, harm, *_),) = rows("A shell fell; two wounded soldiers were rescued.", "fell", injured=["two wounded soldiers"])
    assert harm == "injured"


def test_who_was_abducted_and_rescued_was_abducted():
    ((_, harm, *_),) = rows("A shell fell and 12 pupils held by bandits were rescued.", "fell", abducted=["12 pupils"])
    assert harm == "abducted"
