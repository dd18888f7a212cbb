"""An invented incident at a real place, for the tests of ingest."""

from collections.abc import Iterator
from pathlib import Path

from whence.ingest import IngestOptions, read_file
from whence.terms import Problem, Report

HEADLINE = "Shell kills two at Marib market"
FIRST = "A shell hit a vegetable market in the town of Marib on Tuesday and killed two people, the governor's office said."
SECOND = "“We saw no soldiers there,” said Salim Nasser, 41, who sells tomatoes in the market and was not hurt."
THIRD = "The ministry of defence denied that its artillery had fired at the town, and accused the rebels of the attack."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
STORY = f"{HEADLINE}\n\n{BODY}"
ARABIC = "قتل شخصان وأصيب خمسة آخرون عندما سقطت قذيفة على سوق للخضار في مدينة مأرب صباح الثلاثاء، بحسب ما أعلن مكتب المحافظ."


def read_all(path: Path, **options: object) -> list[Report | Problem]:
    return list(_read(path, IngestOptions(**options)))  # type: ignore[arg-type]


def _read(path: Path, options: IngestOptions) -> Iterator[Report | Problem]:
    return read_file(path, options=options)


def read_one(path: Path, **options: object) -> Report:
    (report,) = read_all(path, **options)
    assert isinstance(report, Report), report
    return report


def refused(path: Path, **options: object) -> Problem:
    (problem,) = read_all(path, **options)
    assert isinstance(problem, Problem), problem
    return problem
