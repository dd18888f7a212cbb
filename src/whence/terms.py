"""The nouns of whence: frozen, typed, and standing on the words of a report.

A claim is one happening that a report states, by one account. Every field that a report's words carry is a Span, and a Span can only be made
from the text that it slices. Offsets count Unicode code points into `Report.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import NewType

from whence.errors import SpanError

ReportId = NewType("ReportId", str)
ClaimId = NewType("ClaimId", str)
EventId = NewType("EventId", str)

ID_SHOWN = 10  # letters of an id that people see; enough to find it by


class EventType(StrEnum):
    """The 16 event types of the PLOVER ontology."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Mode(StrEnum):
    """How an ASSAULT was carried out, where the words tell it."""

    ABDUCT = "abduct"
    BEAT = "beat"
    TORTURE = "torture"
    SEXUAL = "sexual"
    TARGETED = "targeted"
    DESTROY = "destroy"
    PRIMITIVE = "primitive"
    FIREARMS = "firearms"
    EXPLOSIVES = "explosives"
    SUICIDE_ATTACK = "suicide-attack"
    HEAVY_WEAPONS = "heavy-weapons"
    AERIAL = "aerial"
    DRONE = "drone"
    CROWD_CONTROL = "crowd-control"
    UNCONVENTIONAL = "unconventional"


class Status(StrEnum):
    """What the account says of the happening."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    DID_NOT_OCCUR = "did_not_occur"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DEMANDED = "demanded"


class Harm(StrEnum):
    """What was done to the people that a toll counts."""

    KILLED = "killed"
    INJURED = "injured"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    MISSING = "missing"


class KnownFrom(StrEnum):
    """How a report's publication date is known."""

    METADATA = "metadata"
    TEXT = "text"
    FILE_NAME = "file name"
    GIVEN = "given"
    UNKNOWN = "unknown"


class Verb(StrEnum):
    """What a person's decision on events does.

    MERGE  the claims of both groups tell of one happening
    SPLIT  no claim of the one group tells of the same happening as one of the other
    UNDO   an earlier decision no longer counts
    """

    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class Certainty(StrEnum):
    """How firmly a date stands.

    EXACT        one calendar unit that the words fix, alone or against the anchor
    APPROXIMATE  the words say so ("about", "a few days ago"), or the calendar does (a moon not yet seen)
    RANGE        from one point to another ("the past two weeks", "over the summer")
    INFERRED     no time words of its own: taken from the narrative or from the report's date
    UNRESOLVED   a time, but none that can be told; the reason says why
    """

    EXACT = "exact"
    APPROXIMATE = "approximate"
    RANGE = "range"
    INFERRED = "inferred"
    UNRESOLVED = "unresolved"


class Relation(StrEnum):
    """How the words of a claim lie to the place that they name."""

    AT = "at"
    PART = "part"  # "northern Syria", "the outskirts of Homs"
    NEAR = "near"
    OFFSET = "offset"  # "30 km north of Mosul": the point is moved
    BETWEEN = "between"
    BORDER = "border"


class Feature(StrEnum):
    """What kind of thing a place is; GeoNames' feature codes in a few words."""

    COUNTRY = "country"
    REGION = "region"  # first-level division: province, governorate, oblast, state
    DISTRICT = "district"  # second-level and below: county, district, raion
    SETTLEMENT = "settlement"
    QUARTER = "quarter"  # part of a settlement
    AREA = "area"  # named, without an administration of its own: "Donbas", "the Sahel"
    CONTINENT = "continent"
    WATER = "water"  # sea, lake, river, strait, canal, bay
    ISLAND = "island"
    MOUNTAIN = "mountain"  # peak, range, pass, plateau, valley, desert
    AIRPORT = "airport"
    BASE = "base"
    CAMP = "camp"
    CROSSING = "crossing"
    BORDER = "border"  # a border or a line of contact between two sides
    DAM = "dam"
    ENERGY = "energy"  # oil or gas field, refinery, power station, terminal
    PORT = "port"
    ROAD = "road"
    SITE = "site"  # building, square, hospital, prison, place of worship, ruin, park


class Sector(StrEnum):
    """The sectors of the PLOVER ontology: what part of a society a party belongs to."""

    AGR = "AGR"  # agricultural labour
    BUS = "BUS"  # business
    COP = "COP"  # police
    CRM = "CRM"  # criminals, gangs
    CVL = "CVL"  # civilians, protesters, activists without other affiliation
    EDU = "EDU"  # education
    ELI = "ELI"  # former officials, families of officials
    GOV = "GOV"  # government
    JRN = "JRN"  # journalists, media
    JUD = "JUD"  # judiciary
    LAB = "LAB"  # labour
    LEG = "LEG"  # legislature
    MED = "MED"  # health
    MIL = "MIL"  # state military
    OPP = "OPP"  # political opposition (secondary)
    PRE = "PRE"  # partially recognised entity (secondary)
    PRM = "PRM"  # pro-government paramilitary
    PTY = "PTY"  # party
    REB = "REB"  # armed opposition
    REF = "REF"  # refugees, displaced people
    REL = "REL"  # religious bodies
    SOC = "SOC"  # other civil society
    SPY = "SPY"  # intelligence
    UAF = "UAF"  # unidentified armed forces
    UNK = "UNK"  # unidentified


class ActorKind(StrEnum):
    """What sort of party an actor is."""

    STATE = "state"
    STATES = "states"
    BODY = "body"
    PERSON = "person"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed group"
    PARTY = "party"
    MOVEMENT = "movement"
    GANG = "gang"
    COMPANY = "company"
    MEDIA = "media"
    RIGHTS = "rights body"
    PEOPLE = "people"
    PLACE = "place"
    UNKNOWN = "unknown"


class SourceKind(StrEnum):
    """Who says it: the kind of the source of an account."""

    OFFICIAL = "official"
    ARMED_GROUP = "armed group"
    WITNESS = "witness"
    RIGHTS_BODY = "rights body"
    MEDICAL = "medical"
    MEDIA = "media outlet"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class ProblemKind(StrEnum):
    """Why a report, or a part of it, could not be read; READ_WITHOUT: what a report that was read has not got; for notes see `is_note`."""

    NOT_FOUND = "not found"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported format"
    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too large"
    ENCODING = "unreadable encoding"
    NOT_ENGLISH = "not English"
    BROKEN_HTML = "broken HTML"
    NO_MAIN_TEXT = "no main text"
    TIMED_OUT = "timed out"
    BROKEN_ROW = "broken row"
    NO_TEXT_COLUMN = "no text column"
    READ_WITHOUT = "read without"
    UNUSED_COLUMNS = "columns not used"
    WITHDRAWN = "withdrawn"
    READER = "reader failed"
    RESOLVER = "not resolved"

    @property
    def is_note(self) -> bool:
        """Whether nothing failed and nothing is lacking: it tells what to know of what was read."""
        return self in (ProblemKind.UNUSED_COLUMNS, ProblemKind.WITHDRAWN)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a text: `of[start:end]`, kept with the words themselves.

    start, end   code points into the text, end exclusive
    of           the text that the words come from; used for the check, not kept

    Raises SpanError unless 0 <= start < end <= len(of).
    """

    start: int
    end: int
    of: InitVar[str]
    words: str = field(init=False)

    def __post_init__(self, of: str) -> None:
        if not 0 <= self.start < self.end <= len(of):
            raise SpanError(f"Span {self.start}:{self.end} does not slice its text of {len(of)} characters. Possible: 0 <= start < end <= {len(of)}.")
        object.__setattr__(self, "words", of[self.start : self.end])

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans of one text share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whom a phrase stands for, beside the rule and the reason that gave it.

    kind        what sort of party it is
    rule        short name of the rule; reason: one sentence for people
    id          in the table of actors ("syrian-democratic-forces"), or made from state and organ ("TUR/police"); None: in no table
    country     ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, ISM, IMG, MNC of an international actor; None: not told, or several
    sector      of PLOVER; None: an international body without one
    secondary   PRE or OPP, which PLOVER adds to another sector
    told_by     the words from which the identity was taken, where they are not the phrase's own
    """

    kind: ActorKind
    rule: str
    reason: str
    id: str | None = None
    country: str | None = None
    sector: Sector | None = None
    secondary: Sector | None = None
    told_by: Span | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted on: a noun phrase, and the plain name of whom it stands for (None: not told).

    identity   None: not resolved, or named by a person
    """

    span: Span
    name: str | None = None
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class AccountLink:
    """One who says so: the noun phrase and the words of saying; None where the text has none.

    name, identity   of the source, as of a party
    kind             what kind of source it is; None: not resolved
    """

    source: Span | None = None
    cue: Span | None = None
    name: str | None = None
    kind: SourceKind | None = None
    identity: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where one place phrase of a claim lies, or why that cannot be told.

    span             the phrase
    rule             short name of what decided; reason: one sentence for people
    relation         how the phrase lies to the place that it names
    name, id         of the place in a gazetteer; None: not told, and all below with it
    admin1, admin2   names of its first- and second-level division; None: not known, or it is one itself
    countries        ISO 3166-1 alpha-2 codes of the countries that it lies in, or that dispute it; empty for the high seas
    lat, lon         WGS84 degrees, moved and widened by the relation
    uncertainty_km   distance from the point within which it lies: a country stands with its whole extent, never as a point
    """

    span: Span
    rule: str
    reason: str
    relation: Relation = Relation.AT
    name: str | None = None
    id: str | None = None
    feature: Feature | None = None
    admin1: str | None = None
    admin2: str | None = None
    countries: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    uncertainty_km: float | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """By whose word a claim stands: the chain of those who say so, outermost first.

    Empty: the report says it in its own voice.
    """

    links: tuple[AccountLink, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.links)


@dataclass(frozen=True, slots=True)
class Toll:
    """People harmed: one figure or named victim. high None: no upper end ("at least 12" -> 12, None)."""

    span: Span
    harm: Harm
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """Number of happenings for which one claim stands ("more than 200 operations" -> 201, None)."""

    span: Span
    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One happening that a report states, by one account (shared definition: docs/reading.md).

    id           names the claim by its words, see `claim_id`: the same words read the same way give the same id
    what         shortest words that name the happening, at least one span
    locations    where each `place` span lies, in their order; empty: not resolved
    date         EDTF date or interval; None: not resolved, or not told
    date_reason  which rule gave the date, and on what ground ("weekday; its own words, counted from published 2024-02-09"), or why there is none.
                 None: not resolved, or dated by a person
    date_certainty   how firmly the date stands; None where `date_reason` is
    sentence     the sentence of the first `what` span
    confidence   of the reader that such a claim stands here, in [0, 1]; None: made by a person
    """

    id: ClaimId
    type: EventType
    status: Status
    what: tuple[Span, ...]
    mode: Mode | None = None
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    place: tuple[Span, ...] = ()
    locations: tuple[Location, ...] = ()
    time: tuple[Span, ...] = ()
    date: str | None = None
    date_reason: str | None = None
    date_certainty: Certainty | None = None
    means: tuple[Span, ...] = ()
    toll: tuple[Toll, ...] = ()
    count: Count | None = None
    account: Account = Account()
    sentence: Span | None = None
    confidence: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A telling in a report: who (empty: nobody named) says, with which words, what. Each a tuple of spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose text this is in the end, where it says so ("Culled from X"); span None: known from metadata."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text, headline included, exactly as every offset counts into it.

    id               content hash, see `report_id`; a gold file keeps its own
    text             title first, then the body, as one text
    published        EDTF date of publication; None where `published_from` is UNKNOWN
    dateline         the words before the first sentence ("BAGHDAD (Reuters) —"), without the dash
    origin           the credit, where the text comes from somebody else than the outlet
    path             where it was found (file, or file and row); no part of its identity
    """

    id: ReportId
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    published_from: KnownFrom = KnownFrom.UNKNOWN
    dateline: Span | None = None
    origin: Credit | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, and why.

    where    path, path and row, or id
    reason   one sentence: what happened, with which value
    remedy   what to type or do about it; None where nothing helps
    """

    kind: ProblemKind
    where: str
    reason: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on which claims tell of one happening. It is kept for ever and counts until another undoes it.

    one, other   the two groups of claims; both empty for UNDO
    because      why, in the person's words
    who          name of the person
    at           UTC, ISO 8601; set by the record that keeps it, as is `id`
    undoes       id of the decision that an UNDO takes back
    """

    verb: Verb
    because: str
    who: str
    one: tuple[ClaimId, ...] = ()
    other: tuple[ClaimId, ...] = ()
    undoes: str | None = None
    id: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderInfo:
    """Which reader made a reading: enough to make it again, bit for bit.

    version    of the reader's code and settings together
    model      blake2b hash of the model files; None for a reader without a model
    runtime    inference library and version
    cpu        instruction sets that can change int8 results (e.g. "avx2", "avx512 vnni")
    settings   thresholds and limits, name to value, in order of name
    """

    name: str
    version: str
    model: str | None = None
    runtime: str | None = None
    cpu: str | None = None
    settings: tuple[tuple[str, float | int | str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverInfo:
    """With what the values of a reading were resolved: enough to tell whether resolving anew could give others.

    version     of the rules and bundled tables
    gazetteer   names of the sources of places beside the bundled ones, with the time when each was added
    actors      files of actors beside the bundled ones, with their hashes
    """

    version: str
    gazetteer: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one reader found in one report, in order of the text.

    resolver   None: no values were resolved
    """

    report: Report
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: ReaderInfo | None = None
    resolver: ResolverInfo | None = None


def content_hash(*parts: str | None, n_bytes: int = 16) -> str:
    """Hash a sequence of texts (None differs from empty), blake2b, as lower-case hex of 2 * n_bytes characters."""
    digest = blake2b(digest_size=n_bytes)
    for part in parts:
        coded = b"" if part is None else part.encode("utf-8", "surrogatepass")
        digest.update((b"-" if part is None else b"+") + len(coded).to_bytes(8, "big") + coded)
    return digest.hexdigest()


def report_id(text: str, *, outlet: str | None = None, url: str | None = None) -> ReportId:
    """Name a report by its content: the same text of the same outlet and address is the same report, whatever its file is called.

    Outlet and address belong to it, since a word-for-word reprint is another report.
    """
    return ReportId(content_hash(text, outlet, url))


def claim_id(
    report: ReportId,
    type: EventType,
    status: Status,
    *,
    what: tuple[Span, ...],
    actor: tuple[Party, ...],
    recipient: tuple[Party, ...],
    place: tuple[Span, ...],
    time: tuple[Span, ...],
    account: Account,
) -> ClaimId:
    """Name a claim by its report, type, status and the spans that it stands on, 16 hex characters."""
    sources = tuple(span for link in account.links if (span := link.source or link.cue) is not None)
    fields = (what, tuple(p.span for p in actor), tuple(p.span for p in recipient), place, time, sources)
    return ClaimId(content_hash(report, type, status, *(" ".join(f"{s.start}:{s.end}" for s in spans) for spans in fields), n_bytes=8))
