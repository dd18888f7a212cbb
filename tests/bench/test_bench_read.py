import json

import pytest
from made_readings import TableReader, make_reading

import read as bench_read
from sets.outcome import Figure, Outcome, Part
from whence.json_form import dump_line, reading_to_json

TEXT = "Rebels shelled Kufra."
READING = make_reading(TEXT, {"type": "ASSAULT", "what": "shelled", "actor": "Rebels"})
OUTCOMES = {
    "corpus": Outcome(
        n_read=1, figures={"claim F1": Figure(0.5, 2), "attribution F1": Figure(0.1, 1)}, parts=(Part("by type", ("F1", "gold"), {"AID": (0.25, 4)}),)
    ),
    "attribution": Outcome(n_read=1, figures={"attribution F1": Figure(0.75, 3)}),
    "plv": Outcome(n_read=1, figures={"tuple": Figure(None, 0)}, counts={"rows without a claim": 1}),
}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command on one made report; `own` and the rest have no data."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "r.json").write_text(dump_line(reading_to_json(READING)), encoding="utf-8")
    monkeypatch.setattr(bench_read, "chosen_reader", lambda args: TableReader(READING))
    for folder in ("SHARED", "ROOT"):
        monkeypatch.setattr(bench_read, folder, tmp_path / "nowhere")

    def run_(*options):
        monkeypatch.setattr("sys.argv", ["read.py", "--corpus", str(tmp_path / "gold"), "--attributions", str(tmp_path / "none"), *options])
        bench_read.main()
        return capsys.readouterr()

    return run_


def test_sets_without_data_are_left_out_and_named(run):
    shown = run()
    assert "claim F1" in shown.out
    assert all(f"{name}: left out, no data at" in shown.err for name in ("own", "attribution", "plv", "satp", "muc4", "uw", "uds"))


def test_seconds_are_told_for_each_set(run):
    assert "corpus: 1 texts, 0." in run().err


def test_json_holds_the_figures_flat_and_by_set(run):
    found = json.loads(run("--json").out)
    assert (found["model"], found["claim F1"]) == ("table", 1.0)
    corpus = found["sets"]["corpus"]
    assert (corpus["read"], corpus["figures"]["claim F1"], corpus["of"]["claim F1"]) == (1, 1.0, 1)
    assert corpus["parts"]["by field"]["actor"] == {"P": 1.0, "R": 1.0, "F1": 1.0, "right": 1, "read": 1, "gold": 1}


def test_sets_can_be_chosen(run):
    assert run("--sets", "corpus").err.count("\n") == 1


def test_an_unknown_set_is_refused_with_what_is_possible(run, capsys):
    with pytest.raises(SystemExit):
        run("--sets", "corpse")
    assert "no set is called corpse; possible: corpus, own" in capsys.readouterr().err


def test_figures_of_other_sets_carry_the_name_of_their_set():
    assert bench_read.flat_figures(OUTCOMES) == {"claim F1": 0.5, "attribution F1": 0.75, "plv: tuple": None}


def test_the_manifest_gets_the_figures_and_keeps_those_of_other_sets(tmp_path):
    (tmp_path / "manifest.json").write_text('{"name": "m", "figures": {"claim F1": 0.1, "own: claim F1": 0.2}}', encoding="utf-8")
    bench_read.write_manifest(tmp_path, bench_read.flat_figures(OUTCOMES))
    figures = {"claim F1": 0.5, "own: claim F1": 0.2, "attribution F1": 0.75}
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == {"name": "m", "figures": figures}


def test_a_checkpoint_has_no_manifest_to_write_to(run, capsys):
    with pytest.raises(SystemExit):
        run("--checkpoint", "a.pt", "--write-manifest")
    assert "a checkpoint has no manifest" in capsys.readouterr().err


def test_tables_show_rates_counts_and_what_is_not_known(capsys):
    bench_read.show(OUTCOMES, dict.fromkeys(OUTCOMES, 0.5), "a model", brief=False)
    shown = capsys.readouterr().out
    assert "corpus, by type" in shown
    assert "0.250     4" in shown
    assert "1 texts, 0.5 s, 1 rows without a claim" in shown


def test_the_brief_form_has_the_main_table_alone(capsys):
    bench_read.show(OUTCOMES, dict.fromkeys(OUTCOMES, 0.5), "a model", brief=True)
    assert "by type" not in capsys.readouterr().out
