import pytest
from made_readings import make_reading

from sets import muc4

TEXT = (
    "MEMBERS OF THE KUFRA LIBERATION FRONT (KLF) PLANTED A BOMB THAT DESTROYED THE EMBASSY OF NORLAND IN SARIR AND KILLED MAYOR ABEL TORREN AND"
    " SIX PRIESTS. THE KLF GUERRILLAS ATTACKED A PATROL. THE ARMY SHELLED THE TOWN. IT SHOT HIM."
)
BOMB = {
    "type": "ASSAULT",
    "what": "DESTROYED",
    "actor": "MEMBERS OF THE KUFRA LIBERATION FRONT (KLF)",
    "recipient": ["THE EMBASSY OF NORLAND", "MAYOR ABEL TORREN", "SIX PRIESTS"],
    "means": "A BOMB",
}


def made(*claims):
    return {role: sorted(min(entity, key=len) for entity in found) for role, found in muc4.fillers(make_reading(TEXT, *claims)).items()}


def score(roles, *claims):
    row = {"id": "m", "text": TEXT, "roles": {role: [] for role in muc4.ROLES} | roles}
    return {name: figure.value for name, figure in muc4.compare([row], [make_reading(TEXT, *claims)]).figures.items()}


def test_fields_of_an_assault_become_fillers():
    assert made(BOMB) == {
        "PerpInd": ["members of the kufra liberation front"],
        "PerpOrg": ["klf"],
        "Target": ["embassy of norland"],
        "Victim": ["mayor abel torren"],
        "Weapon": ["bomb"],
    }


@pytest.mark.parametrize("change", [{"type": "COERCE"}, {"status": "did_not_occur"}, {"status": "planned"}])
def test_other_claims_fill_nothing(change):
    assert not any(made(BOMB | change).values())


def test_fighting_among_fighters_fills_nothing():
    assert not any(made({"type": "ASSAULT", "what": "ATTACKED", "actor": "THE KLF GUERRILLAS", "recipient": "A PATROL"}).values())


def test_a_states_forces_are_no_perpetrators_here():
    assert not any(made({"type": "ASSAULT", "what": "SHELLED", "actor": "THE ARMY", "recipient": "THE TOWN"}).values())


def test_pronouns_fill_nothing():
    assert not any(made({"type": "ASSAULT", "what": "SHOT", "actor": "IT", "recipient": "HIM"}).values())


def test_an_actor_without_anything_done_to_anyone_fills_nothing():
    assert not any(made({"type": "ASSAULT", "what": "DESTROYED", "actor": "MEMBERS"}).values())


def test_a_place_of_the_claim_is_no_victim():
    assert made({"type": "ASSAULT", "what": "SHELLED", "recipient": "SARIR", "place": "SARIR"})["Victim"] == []


def test_a_named_victim_may_stand_in_the_toll():
    claim = {"type": "ASSAULT", "what": "KILLED", "toll": [("MAYOR ABEL TORREN", "killed", 1), ("SIX", "killed", 6)]}
    assert made(claim)["Victim"] == ["mayor abel torren"]


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("THE EMBASSY OF NORLAND", "embassy"),
        ("A CAR BOMB", "bomb"),
        ("MEN WEARING UNIFORMS", "men"),
        ("THE DRIVER, A MAN OF 40", "driver"),
        ("KUFRA LIBERATION FRONT (KLF)", "front"),
        ("", ""),
    ],
)
def test_the_head_is_the_last_word_before_what_describes(phrase, head):
    assert muc4.head(phrase) == head


@pytest.mark.parametrize(
    ("phrase", "organisation"),
    [
        ("KUFRA LIBERATION FRONT", "kufra liberation front"),
        ("KUFRA LIBERATION FRONT (KLF", "kufra liberation front (klf"),
        ("FMLN guerrillas", "fmln"),
        ("members of the Kufra Liberation Front", "kufra liberation front"),
        ("army of national liberation", "army of national liberation"),
        ("two gunmen", None),
        ("groups", None),
    ],
)
def test_an_organisation_is_found_in_a_phrase(phrase, organisation):
    assert muc4.organisation_in(phrase) == organisation


def test_a_name_and_its_initials_are_one_entity():
    assert muc4.entities(["KUFRA LIBERATION FRONT", "THE KLF", "GUNMEN"]) == [frozenset({"kufra liberation front", "klf"}), frozenset({"gunmen"})]


def test_heads_are_enough_for_the_first_figure_and_letters_for_the_exact_one():
    roles = {"Victim": [[["abel torren", 0], ["torren", 9]]], "Weapon": [[["bomb", 0]]]}
    found = score(roles, {"type": "ASSAULT", "what": "KILLED", "recipient": "MAYOR ABEL TORREN", "means": "A BOMB"})
    assert found["role-filler F1"] == 1.0
    assert found["role-filler F1, exact"] == 0.5


def test_each_gold_filler_is_found_once():
    roles = {"Target": [[["embassy", 0]]]}
    claim = {"type": "ASSAULT", "what": "DESTROYED", "recipient": ["THE EMBASSY OF NORLAND", "THE TOWN"]}
    assert score(roles, claim)["role-filler recall"] == 1.0
    assert score({"Target": [[["embassy", 0]], [["embassy", 9]]]}, claim)["role-filler recall"] == 0.5
