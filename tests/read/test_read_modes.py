import pytest
from scripted_network import read_scripted

from whence.terms import EventType, Mode


def mode(text: str, trigger: str, given: str, **roles: list[str]) -> Mode | None:
    (claim,), _ = read_scripted(text, {trigger: ("ASSAULT", "occurred", given, roles)})
    return claim.mode


@pytest.mark.parametrize(
    ("text", "given", "settled"),
    [
        ("Gunmen killed six men.", "suicide-attack", None),
        ("Gunmen killed six men with a drone.", "suicide-attack", None),
        ("A man blew himself up and killed six men.", "suicide-attack", Mode.SUICIDE_ATTACK),
        ("A bomber killed himself and six men.", "suicide-attack", Mode.SUICIDE_ATTACK),
        ("The suicide vest killed six men.", "explosives", Mode.EXPLOSIVES),
        ("Shells killed six men.", "drone", None),
        ("Shahed-136s killed six men.", "drone", Mode.DRONE),
    ],
)
def test_an_assault_has_no_mode_of_which_no_word_tells(text, given, settled):
    assert mode(text, "killed", given) is settled


@pytest.mark.parametrize("text", ["A suicide bomber struck the post.", "Two suicide attackers struck the post."])
def test_what_a_suicide_bomber_does_is_a_suicide_attack(text):
    assert mode(text, "struck", "aerial", actor=[text.split(" struck")[0]]) is Mode.SUICIDE_ATTACK
    assert mode(f"{text} Jets struck it again.", "struck#2", "aerial", actor=["Jets"]) is Mode.AERIAL


def test_a_place_is_not_abducted():
    text = "Rebels seized the port of Maruni and a guard."
    place = {"place": ["the port of Maruni"]}
    assert mode(text, "seized", "abduct", recipient=["the port of Maruni"], **place) is None
    assert mode(text, "seized", "abduct", recipient=["the port of Maruni"], toll_abducted=["a guard"], **place) is Mode.ABDUCT
    assert mode(text, "seized", "abduct", recipient=["a guard"], **place) is Mode.ABDUCT
    assert mode("Rebels seized men from Maruni.", "seized", "abduct", recipient=["men from Maruni"], place=["Maruni"]) is Mode.ABDUCT


@pytest.mark.parametrize(
    ("text", "roles", "settled"),
    [
        ("An FPV drone hit a bus.", {"actor": ["An FPV drone"]}, Mode.DRONE),
        ("UAVs hit a bus.", {"actor": ["UAVs"]}, Mode.DRONE),
        ("Drones from Sudan hit a bus.", {"actor": ["Drones from Sudan"]}, Mode.DRONE),
        ("The army hit a bus with two armed drones.", {"actor": ["The army"], "means": ["two armed drones"]}, Mode.DRONE),
        ("A drone raid hit a bus.", {"what": ["drone raid"]}, Mode.DRONE),
        # others, or others too
        ("Jets and drones hit a bus.", {"actor": ["Jets and drones"], "means": ["drones"]}, Mode.AERIAL),
        ("The army hit a bus with jets and a drone.", {"means": ["jets", "a drone"]}, Mode.AERIAL),
        ("Drone operators hit a bus.", {"actor": ["Drone operators"]}, Mode.AERIAL),
        ("Jets hit a drone.", {"actor": ["Jets"], "recipient": ["a drone"]}, Mode.AERIAL),
        ("The army hit it in a strike on a drone.", {"what": ["a strike on a drone"]}, Mode.AERIAL),
        ("The army hit it with missiles as well as drones.", {"means": ["missiles as well as drones"]}, Mode.AERIAL),
        ("The army hit it in an attack on Kyiv by drones.", {"what": ["attack on Kyiv by drones"]}, Mode.DRONE),
    ],
)
def test_what_drones_do_is_of_their_mode(text, roles, settled):
    assert mode(text, "hit", "aerial", **roles) is settled


def test_a_targeted_killing_by_a_drone_stays_one():
    assert mode("A drone killed the general.", "killed", "targeted", actor=["A drone"]) is Mode.TARGETED


@pytest.mark.parametrize(
    ("text", "trigger", "recipient", "type_"),
    [
        ("Bandits took our cattle.", "took", ["our cattle"], EventType.COERCE),
        ("Bandits took the cows of a herder and our money.", "took", ["the cows of a herder and our money"], EventType.COERCE),
        ("Bandits drove off 300 cows.", "drove off", ["300 cows"], EventType.COERCE),
        ("Bandits took hundreds of cows from Maruni.", "took", ["hundreds of cows from Maruni"], EventType.COERCE),
        ("Bandits took the cows of Ana Rivas.", "took", ["the cows of Ana Rivas"], EventType.COERCE),
        ("Bandits took a bus of schoolchildren.", "took", ["a bus of schoolchildren"], EventType.ASSAULT),
        ("Bandits took 12 people of the Buffalo.", "took", ["12 people of the Buffalo"], EventType.ASSAULT),
        ("Bandits took the drivers of two trucks.", "took", ["the drivers of two trucks"], EventType.ASSAULT),
        ("Bandits took a bus with 20 men.", "took", ["a bus with 20 men"], EventType.ASSAULT),
        ("Bandits took two cows and a boy.", "took", ["two cows", "a boy"], EventType.ASSAULT),
        ("Bandits took 12 villages.", "took", ["12 villages"], EventType.ASSAULT),
        ("Guards drove off two boats.", "drove off", ["two boats"], EventType.ASSAULT),
        ("Bandits killed our cattle.", "killed", ["our cattle"], EventType.ASSAULT),
    ],
)
def test_taking_cattle_or_goods_is_coercion(text, trigger, recipient, type_):
    (claim,), _ = read_scripted(text, {trigger: ("ASSAULT", "occurred", "abduct", {"recipient": recipient})})
    assert claim.type is type_ and claim.mode is (Mode.ABDUCT if type_ is EventType.ASSAULT else None)
