import json
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from whence import terms
from whence.errors import FormError
from whence.json_form import claim_from_json, dump_line, reading_from_json, reading_to_json, report_from_json

SCHEMA = json.loads((files("whence") / "schema" / "reading.schema.json").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[2] / "shared"
TEXT = "Officials in Tarsk said on Friday that at least 12 people were killed when rockets hit the market. The army denied it."


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def identity(kind: str, sector: str, *, told_by: list[int] | None = None) -> dict:
    rule = {"rule": "unnamed", "reason": "The report names nobody."}
    return {"id": None, "kind": kind, "country": "XTK", "sector": sector, "secondary": None, **rule, "told_by": told_by}


def example() -> dict:
    return {
        "id": "tarsk-1",
        "title": None,
        "outlet": "The Tarsk Courier",
        "published": "2025-03-07",
        "published_from": "metadata",
        "origin": {"name": "Harbour Wire", "span": None},
        "text": TEXT,
        "claims": [
            {
                "type": "ASSAULT",
                "mode": "heavy-weapons",
                "status": "occurred",
                "what": [at("hit"), at("killed")],
                "actor": [],
                "actor_name": [],
                "recipient": [at("the market"), at("at least 12 people")],
                "recipient_name": ["Tarsk market", None],
                "recipient_identity": [None, identity("people", "CVL", told_by=at("people"))],
                "place": [at("Tarsk")],
                "locations": [
                    {
                        "name": "Tarsk",
                        "id": "own:1",
                        "feature": "settlement",
                        "admin1": "Upper Tarsk",
                        "admin2": None,
                        "countries": ["XT"],
                        "lat": 50.25,
                        "lon": -12.5,
                        "uncertainty_km": 3.0,
                        "relation": "at",
                        "rule": "only one",
                        "reason": "One place is called so.",
                    }
                ],
                "time": [at("on Friday")],
                "date": "2025-03-07",
                "date_reason": "weekday; its own words, counted from published 2025-03-07",
                "date_certainty": "exact",
                "means": [at("rockets")],
                "toll": [{"span": at("at least 12 people"), "harm": "killed", "low": 12, "high": None}],
                "count": None,
                "account": [
                    {
                        "source": at("Officials in Tarsk"),
                        "cue": at("said"),
                        "name": None,
                        "kind": "official",
                        "identity": identity("body", "GOV"),
                    }
                ],
                "note": None,
            }
        ],
        "attributions": [{"source": [at("The army")], "cue": [at("denied")], "content": [at("it")]}],
    }


def test_a_reading_comes_back_equal_from_its_json():
    reading = reading_from_json(example())
    assert reading_from_json(json.loads(dump_line(reading_to_json(reading)))) == reading


def test_json_form_keeps_what_a_gold_file_says():
    written = reading_to_json(reading_from_json(example()))
    for key, value in example()["claims"][0].items():
        assert written["claims"][0][key] == value
    assert written["attributions"] == example()["attributions"]


def test_what_is_written_is_valid_by_the_published_schema():
    jsonschema.validate(reading_to_json(reading_from_json(example())), SCHEMA)


@pytest.mark.parametrize(
    ("kind", "definition", "elsewhere"),
    [
        (terms.Claim, SCHEMA["$defs"]["claim"], {"actor_name", "recipient_name", "actor_identity", "recipient_identity"}),
        (terms.Toll, SCHEMA["$defs"]["toll"], set()),
        (terms.Count, SCHEMA["$defs"]["count"], set()),
        (terms.Identity, SCHEMA["$defs"]["identity"], set()),
        (terms.ResolverInfo, SCHEMA["$defs"]["resolver"], set()),
        (terms.AccountLink, SCHEMA["$defs"]["account_link"], set()),
        (terms.Attribution, SCHEMA["$defs"]["attribution"], set()),
        (terms.Credit, SCHEMA["$defs"]["credit"], set()),
        (terms.Problem, SCHEMA["$defs"]["problem"], set()),
        (terms.ReaderInfo, SCHEMA["$defs"]["reader"], set()),
        (terms.Report, SCHEMA, {"claims", "attributions", "problems", "reader", "resolver"}),
    ],
)
def test_the_schema_names_the_fields_of_the_terms(kind, definition, elsewhere):
    assert set(definition["properties"]) - elsewhere == {f.name for f in fields(kind)}


@pytest.mark.parametrize(
    ("values", "listed"),
    [
        (terms.EventType, SCHEMA["$defs"]["claim"]["properties"]["type"]["enum"]),
        (terms.Status, SCHEMA["$defs"]["claim"]["properties"]["status"]["enum"]),
        (terms.Mode, SCHEMA["$defs"]["claim"]["properties"]["mode"]["enum"][:-1]),
        (terms.Harm, SCHEMA["$defs"]["toll"]["properties"]["harm"]["enum"]),
        (terms.KnownFrom, SCHEMA["properties"]["published_from"]["enum"]),
        (terms.Certainty, SCHEMA["$defs"]["claim"]["properties"]["date_certainty"]["enum"][:-1]),
        (terms.Sector, SCHEMA["$defs"]["identity"]["properties"]["sector"]["enum"][:-1]),
        (terms.ActorKind, SCHEMA["$defs"]["identity"]["properties"]["kind"]["enum"]),
        (terms.SourceKind, SCHEMA["$defs"]["account_link"]["properties"]["kind"]["enum"][:-1]),
        (terms.Feature, SCHEMA["$defs"]["location"]["properties"]["feature"]["enum"][:-1]),
        (terms.Relation, SCHEMA["$defs"]["location"]["properties"]["relation"]["enum"]),
        (terms.ProblemKind, SCHEMA["$defs"]["problem"]["properties"]["kind"]["enum"]),
    ],
)
def test_the_schema_lists_the_values_of_the_terms(values, listed):
    assert listed == [v.value for v in values]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "needs `text`"),
        ({"claims": None}, "`claims` is a list; this one is null"),
        ({"published_from": "rumour"}, "'rumour'. Possible: metadata, text"),
        ({"outlet": 7}, "`outlet` is a string or null; this one is a number"),
        ({"origin": "Reuters"}, "`origin` is null or an object"),
        ({"problems": [{"kind": "empty"}]}, "needs `where` and `reason`; this one has kind"),
        ({"problems": [{"kind": "empty", "where": "a.txt", "reason": []}]}, "`reason` is a string or null"),
        ({"reader": {"name": "hand", "version": "1", "model": 3}}, "`model` is a string or null"),
        ({"resolver": {"version": "1", "actors": [None]}}, "each of `actors` is a string; one is null"),
    ],
)
def test_a_report_of_the_wrong_form_says_which_field(change, message):
    with pytest.raises(FormError, match=message):
        reading_from_json(example() | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "ATTACK"}, "`type` is 'ATTACK'. Possible: AGREE"),
        ({"status": None}, "`status` is None. Possible: occurred"),
        ({"what": []}, "`what` is empty"),
        ({"what": [[5, 5000]]}, "5:5000 does not slice"),
        ({"place": [[3]]}, "two whole numbers"),
        ({"time": [[True, 4]]}, "two whole numbers"),
        ({"actor_name": ["One"]}, "1 names for 0 spans"),
        ({"toll": [{"span": [0, 5], "harm": "killed", "low": -1, "high": None}]}, "`low` is a whole number"),
        ({"date": 2024}, "`date` is a string or null"),
        ({"date_reason": []}, "`date_reason` is a string or null"),
        ({"date_certainty": "sure"}, "'sure'. Possible: exact"),
        ({"locations": [{}, {}]}, "2 entries for 1 spans of `place`"),
        ({"locations": [{"lat": 91, "lon": 0}]}, "`lat` is null or a number from -90 to 90; this one is 91"),
        ({"locations": [{"lat": 0, "lon": float("nan")}]}, "`lon` is null or a number from -180"),
        ({"locations": [{"lat": 9}]}, "both null"),
        ({"locations": [{"uncertainty_km": -1}]}, "`uncertainty_km` is null or a number from 0 on"),
        ({"locations": [{"uncertainty_km": 10**400}]}, "`uncertainty_km` is null or a number from 0 on"),
        ({"locations": [{"countries": [4]}]}, "each of `countries` is a string; one is a number"),
        ({"confidence": 1.5}, "`confidence` is null or a number from 0 to 1; this one is 1.5"),
        ({"confidence": "high"}, "`confidence` is null or a number from 0 to 1; this one is 'high'"),
        ({"recipient_name": ["Tarsk market", 7]}, "each of `recipient_name` is a string or null; one is a number"),
        ({"recipient_identity": [None]}, "1 entries for 2 spans"),
        ({"recipient_identity": [None, {"kind": "ghost"}]}, "'ghost'. Possible: state"),
    ],
)
def test_a_claim_of_the_wrong_form_says_which_field(change, message):
    reading = reading_from_json(example())
    with pytest.raises(FormError, match=message):
        claim_from_json(example()["claims"][0] | change, reading.report, "claim 0")


def test_a_report_without_id_is_named_by_its_content():
    bare = {"text": TEXT, "outlet": "The Tarsk Courier"}
    assert report_from_json(bare).id == terms.report_id(TEXT, outlet="The Tarsk Courier")


@pytest.mark.skipif(not (SHARED / "spec" / "specimen.json").exists(), reason="needs ../shared, which is not part of the project")
def test_the_specimen_and_the_gold_files_load_and_come_back():
    paths = [SHARED / "spec" / "specimen.json", *sorted((SHARED / "corpus").glob("*/*.json"))]
    assert len(paths) > 200
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        written = reading_to_json(reading_from_json(gold))
        for claim, again in zip(gold["claims"], written["claims"], strict=True):
            assert {key: again[key] for key in claim if key in again} == {key: claim[key] for key in claim if key in again}
        jsonschema.validate(written, SCHEMA)
