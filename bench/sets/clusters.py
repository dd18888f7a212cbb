"""Event identity over real coverage: the reports of ../shared/clusters with the labels of bench/data/events_clusters_*.json.

A label is [report id, start, end] in code points: the words that name one happening. One annotator marked each story, but one story that all three did.
The files hold no text.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.json_form import dump_line, reading_from_json, reading_to_json
from whence.pipeline import read_all
from whence.terms import Claim, ClaimId, KnownFrom, Reading, Report, ReportId, Status

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "clusters" / "reports.jsonl.gz"
LABELS = ROOT / "bench" / "data"
HELD_OUT = frozenset(
    (
        "north_Korea_hokkaido_missile",
        "north_korea_received_oil_from_russia_in_violation_of_un_sanctions_report",
        "kim_jong_un_offers_rare_olive_branch_to_south_korea",
        "tourist_boat_hits_bridge_in_germany",
    )
)
"""Stories that nothing is tuned on."""
MAKES = frozenset((Status.OCCURRED, Status.ONGOING, Status.DID_NOT_OCCUR))


@dataclass(frozen=True, slots=True)
class Mention:
    """The words of a happening in a report, and the event that they tell of."""

    report: ReportId
    start: int
    end: int
    event: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story as one annotator marked it."""

    name: str
    annotator: str
    reports: tuple[ReportId, ...]
    mentions: tuple[Mention, ...]

    @property
    def held_out(self) -> bool:
        """Tell whether nothing is tuned on it."""
        return self.name in HELD_OUT


def load_stories(folder: Path = LABELS) -> list[Story]:
    """Load all labels, in order of annotator and name."""
    found = []
    for path in sorted(folder.glob("events_clusters_*.json")):
        annotator = path.stem.rpartition("_")[2]
        for name, cluster in sorted(json.loads(path.read_text(encoding="utf-8"))["clusters"].items()):
            mentions = [Mention(ReportId(report), start, end, event["id"]) for event in cluster["events"] for report, start, end in event["mentions"]]
            order = sorted(mentions, key=lambda m: (m.report, m.start, m.end, m.event))
            found.append(Story(name, annotator, tuple(map(ReportId, cluster["reports"])), tuple(order)))
    return found


def load_reports(path: Path = REPORTS) -> dict[ReportId, tuple[str, Report]]:
    """Load all reports, each with the name of its cluster."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            report = Report(
                id=ReportId(row["id"]),
                text=row["text"],
                title=row["title"],
                outlet=row["outlet"],
                url=row["url"],
                published=row["published"],
                published_from=KnownFrom.METADATA,
            )
            found[report.id] = (row["cluster"], report)
    return found


def load_readings(reports: Iterable[Report], kept: Path | None = None) -> dict[ReportId, Reading]:
    """Read reports with the bundled reader, values resolved.

    kept   a file of readings made before, one JSON a line; what it lacks is read and added. None: all are read
    """
    wanted = {report.id: report for report in reports}
    found: dict[ReportId, Reading] = {}
    if kept is not None and kept.exists():
        for line in kept.read_text(encoding="utf-8").splitlines():
            reading = reading_from_json(json.loads(line))
            if reading.report.id in wanted:
                found[reading.report.id] = reading
    missing = [report for id_, report in wanted.items() if id_ not in found]
    made = [item for item in read_all(missing, jobs=1) if isinstance(item, Reading)] if missing else []
    if kept is not None and made:
        with kept.open("a", encoding="utf-8") as file:
            file.writelines(dump_line(reading_to_json(reading)) + "\n" for reading in made)
    return found | {reading.report.id: reading for reading in made}


def match(story: Story, readings: Mapping[ReportId, Reading]) -> list[ClaimId | None]:
    """Find the claim that was read for each mention of a story; None where there is none.

    A claim matches a mention where one of its `what` spans overlaps it; each claim and each mention is taken once, claims that make events before
    others, the longest overlap first.
    """
    by_report: dict[ReportId, list[int]] = defaultdict(list)
    for number, mention in enumerate(story.mentions):
        by_report[mention.report].append(number)
    found: list[ClaimId | None] = [None] * len(story.mentions)
    for report, numbers in by_report.items():
        for number, claim in _matched([story.mentions[n] for n in numbers], readings[report].claims):
            found[numbers[number]] = claim.id
    return found


def _matched(mentions: Sequence[Mention], claims: Sequence[Claim]) -> list[tuple[int, Claim]]:
    overlaps = []
    for i, mention in enumerate(mentions):
        for j, claim in enumerate(claims):
            shared = sum(max(0, min(mention.end, span.end) - max(mention.start, span.start)) for span in claim.what)
            if shared:
                overlaps.append((claim.status not in MAKES, -shared, i, j))
    found = []
    taken_mentions: set[int] = set()
    taken_claims: set[int] = set()
    for _, _, i, j in sorted(overlaps):
        if i not in taken_mentions and j not in taken_claims:
            taken_mentions.add(i)
            taken_claims.add(j)
            found.append((i, claims[j]))
    return found
