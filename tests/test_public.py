import re
import subprocess
import sys
from pathlib import Path

import pytest

import whence
from fake_reader import STRIKE, FakeReader
from whence import errors

HEAVY = ("numpy", "onnxruntime", "sqlalchemy", "alembic", "typer", "rich", "trafilatura", "lxml", "py3langid", "sentencex")


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_whence_takes_under_150_ms() -> None:
    code = "import time; began = time.perf_counter(); import whence; print(time.perf_counter() - began)"
    assert min(float(run(code)) for _ in range(3)) < 0.150


def test_importing_whence_loads_nothing_heavy() -> None:
    assert run(f"import sys, whence; print(*(name for name in {HEAVY!r} if name in sys.modules))") == ""


@pytest.mark.parametrize("name", whence.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(whence, name) is not None


def test_every_error_is_public() -> None:
    named = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.WhenceError)}
    assert named <= set(whence.__all__)


def test_an_empty_text_is_refused_with_its_reason() -> None:
    with pytest.raises(whence.RefusalError) as refused:
        whence.read("")
    assert (refused.value.kind, refused.value.reason) == (whence.ProblemKind.EMPTY, "It is empty.")


def test_every_public_name_is_in_the_docs() -> None:
    docs = Path(__file__).parents[1] / "docs" / "python.md"
    named = set(re.findall(r"`(?:whence\.)?(\w+)`", docs.read_text(encoding="utf-8")))
    assert set(whence.__all__) <= named


def test_dir_lists_the_public_names() -> None:
    assert set(whence.__all__) <= set(dir(whence))


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        whence.no_such_name  # noqa: B018


def test_a_name_of_a_room_is_told_with_its_import() -> None:
    with pytest.raises(AttributeError, match=r"Write: from whence\.resolve\.places import resolve_claim_places"):
        whence.resolve_claim_places  # noqa: B018


def test_a_name_that_is_misspelt_is_told_with_the_one_alike() -> None:
    with pytest.raises(AttributeError, match="Did you mean 'read_all'"):
        whence.readall  # noqa: B018


def test_a_text_is_made_a_report_with_its_date_and_outlet() -> None:
    report = whence.read_text(STRIKE, outlet="The Aden Post", published="3 May 2021")
    assert (report.outlet, report.published, report.published_from) == ("The Aden Post", "2021-05-03", whence.KnownFrom.GIVEN)


def test_what_is_no_text_is_refused_in_a_sentence() -> None:
    with pytest.raises(whence.IngestError, match="A text is needed; an object of type bytes was given"):
        whence.read_text(b"abc")  # type: ignore[arg-type]


def test_whence_read_reads(fake_reader: FakeReader) -> None:
    assert [claim.what[0].words for claim in whence.read(STRIKE).claims] == ["struck"]


@pytest.mark.parametrize(
    "first",
    [
        "from whence.read import load_reader",
        "import whence.read",
        "import whence.read as room; room.load_reader",
        "from whence import *",
        "whence.read",
    ],
)
def test_whence_read_is_both_the_verb_and_its_room(first: str) -> None:
    code = f"import whence; {first}; from whence.read import load_reader; print(callable(whence.read), whence.read.load_reader is load_reader)"
    assert run(code) == "True True"


def test_the_names_told_to_type_checkers_are_the_public_names() -> None:
    lines = Path(whence.__file__).read_text(encoding="utf-8").splitlines()
    told = {line.rpartition(" as ")[2] for line in lines if line.startswith("    from whence.")}
    assert told == set(whence.__all__) - {"__version__"}
