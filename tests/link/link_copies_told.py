"""Reports and stories for the tests of copies, made by hand or drawn from a seed."""

import random
from datetime import date, timedelta

from whence.terms import Credit, Report, ReportId

STORY = [
    "Two warehouses burned down in the port of Varna on Tuesday night, the fire brigade of the city said.",
    "Some 90 firemen fought the blaze until dawn, and three of them were taken to hospital with smoke poisoning.",
    "The harbour master, Ivaylo Denchev, put the loss of sunflower oil at 1,400 tonnes.",
    '"We heard a bang like a door, and then the roof was gone," said night watchman Petar Rusev, 58.',
    "Insurers from Sofia are expected to inspect the quay on Thursday, when the customs office will open again.",
    "A similar fire destroyed a grain silo in the same basin in 2011, and nobody was charged with it.",
    "Prosecutors have opened an inquiry against persons unknown, the regional court announced.",
    "The port handles about a third of the country's exports of cereals and employs 2,300 people.",
]
OTHER = [
    "Teachers in the highland district of Moraz walked out on Monday over wages that they have not received since August.",
    "Their union counted 412 closed schools, while the education ministry spoke of fewer than two hundred.",
    "Parents brought bread and firewood to the picket in front of the governor's palace in Talin.",
    "The finance minister, Lidia Korsan, promised a first instalment of 60 million dinars before the end of the month.",
    "An earlier strike, in the spring of last year, had ended after nineteen days without an agreement.",
    "Pupils of the final classes fear that their examinations will have to be postponed until summer.",
]


def report(id_: str, sentences: list[str], *, title: str = "", **known: object) -> Report:
    """Build a report of paragraphs of one sentence, under a title of its own."""
    title = title or f"Headline of report {id_}"
    fields = {"title": title, "text": "\n\n".join([title, *sentences]), "language": "en", **known}
    return Report(id=ReportId(id_), **fields)  # type: ignore[arg-type]


def credited(id_: str, sentences: list[str], agency: str, **known: object) -> Report:
    """Build a report that names whose text it is."""
    return report(id_, sentences, origin=Credit(agency), **known)


def sentence(draw: random.Random, n_words: int = 14) -> str:
    """Draw a sentence of words that are no language's, with a figure and a name."""
    words = ["".join(draw.choice("bdfgklmnprstvz") + draw.choice("aeiou") for _ in range(draw.choice((2, 3)))) for _ in range(n_words)]
    return " ".join([words[0].capitalize(), *words[1:4], words[4].capitalize(), str(draw.randrange(21, 9000)), *words[5:]]) + "."


def day(n: int) -> str:
    """Write the n-th day of a year."""
    return (date(2024, 1, 1) + timedelta(days=n)).isoformat()


def collection(seed: int, n: int = 24) -> list[Report]:
    """Draw reports with copies of several kinds, credits, days known and not, and a notice that one site puts under all."""
    draw = random.Random(seed)
    notice = [sentence(draw), sentence(draw)]
    stories: list[list[str]] = []
    reports = []
    for k in range(n):
        story = [sentence(draw) for _ in range(draw.randrange(2, 9))]
        if stories and draw.random() < 0.6:
            source = draw.choice(stories)
            story = draw.choice(
                [source, source[: max(1, len(source) // 2)], [*story, *source], source[1:] or source, [*draw.choice(stories), *source]]
            )
        stories.append(story)
        known: dict[str, object] = {"outlet": f"site{draw.randrange(3)}.example"}
        if draw.random() < 0.8:
            known["published"] = day(draw.randrange(12))
        if draw.random() < 0.2:
            known["origin"] = Credit(draw.choice(["Reuters", "AFP", "Varna Courier", "site1.example"]))
        reports.append(report(f"{k:03}", [*story, *(notice if known["outlet"] == "site0.example" else [])], **known))
    return reports
