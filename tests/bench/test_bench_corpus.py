import pytest
from made_readings import TableReader, make_reading

from sets import corpus
from whence.json_form import dump_line, reading_to_json

SHELLED = "Rebels shelled Kufra."
MET = "Envoys met mayors in Tunis on Monday and left the same evening for home, the office of the mayor said."


def gold():
    return {
        "re3d-1": make_reading(SHELLED, {"type": "ASSAULT", "what": "shelled", "actor": "Rebels", "recipient": "Kufra"}, id="re3d-1"),
        "gwn-1": make_reading(MET, {"type": "CONSULT", "what": "met", "actor": "Envoys", "recipient": "mayors"}, id="gwn-1"),
    }


def read():
    return gold() | {"gwn-1": make_reading(MET, {"type": "AGREE", "what": "met", "actor": "Envoys", "status": "planned"}, id="gwn-1")}


def part(outcome, title):
    found = next(p for p in outcome.parts if p.title == title)
    return {row: dict(zip(found.columns, cells, strict=True)) for row, cells in found.rows.items()}


def test_the_figures_are_those_of_the_scorer():
    figures = corpus.compare(gold(), read()).figures
    assert (figures["claim F1"].value, figures["claim F1"].of) == (1.0, 2)
    assert figures["typed F1"].value == 0.5
    assert figures["recipient F1"].value == pytest.approx(2 / 3)
    assert figures["status accuracy"].value == 0.5


def test_genres_are_told_by_the_first_part_of_the_id():
    rows = part(corpus.compare(gold(), read()), "by genre")
    assert list(rows) == ["re3d", "gwn"]
    assert (rows["re3d"]["typed"], rows["gwn"]["typed"]) == (1.0, 0.0)


def test_lengths_are_thirds_of_the_reports_shortest_first():
    rows = part(corpus.compare(gold(), read()), "by length")
    assert [(name, row["reports"]) for name, row in rows.items()] == [("3–3 words", 1), ("20–20 words", 1)]


def test_types_that_neither_side_holds_have_no_row():
    rows = part(corpus.compare(gold(), read()), "by type")
    assert list(rows) == ["AGREE", "CONSULT", "ASSAULT"]
    assert rows["AGREE"] == {"P": 0.0, "R": 0.0, "F1": 0.0, "right": 0, "read": 1, "gold": 0}


def test_a_part_of_one_row_is_left_out():
    same = {"re3d-1": gold()["re3d-1"], "re3d-2": make_reading(MET, id="re3d-2")}
    assert "by genre" not in [p.title for p in corpus.compare(same, same).parts]


def test_attributions_have_a_figure_only_where_gold_marks_some():
    assert "attribution F1" not in corpus.compare(gold(), read()).figures


def test_a_folder_is_read_and_compared(tmp_path):
    for key, reading in gold().items():
        (tmp_path / f"{key}.json").write_text(dump_line(reading_to_json(reading)), encoding="utf-8")
    outcome = corpus.measure(TableReader(*read().values()), tmp_path)
    assert outcome == corpus.compare(gold(), read())
