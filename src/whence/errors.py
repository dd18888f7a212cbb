"""The error tree. Every error that whence raises on purpose is a WhenceError.

    WhenceError
    ├── SpanError        offsets that do not slice the text
    ├── FormError        a JSON object that is not a report or a reading
    ├── IngestError      bytes that give no report (carries the kind of Problem)
    │   └── RefusalError what is wrong with a text or a file itself (carries reason and remedy)
    ├── ReadError        a text that the reader cannot read
    │   └── ModelError   the model is missing, damaged or of another version
    ├── GazetteerError   a gazetteer, or a file for one, that is missing, wrong or damaged
    ├── ActorsError      a table of actors that cannot be read or contradicts itself
    ├── RecordError      a record that cannot be opened, written or trusted
    ├── OutletsError     a table of outlets that cannot be read
    ├── WeightsError     weights of linking that cannot be read or do not fit
    ├── StateError       a state of linking that cannot be read or taken up
    └── EvaluateError    gold and predictions that cannot be compared

A message says what happened, with which value, what would have been possible and what to type.
"""


class WhenceError(Exception):
    """Base of all errors of whence; catching it catches nothing else."""


class SpanError(WhenceError, ValueError):
    """Offsets that do not slice the text they are said to come from."""


class FormError(WhenceError, ValueError):
    """A JSON object that does not have the form of a report or a reading."""


class IngestError(WhenceError):
    """Bytes that give no report.

    kind   what is wrong, a `whence.terms.ProblemKind` value
    """

    def __init__(self, message: str, *, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class RefusalError(IngestError):
    """Why a text, a file or a row gives no report, with what to do about it.

    reason   what is wrong
    remedy   what to do or to type; None: nothing is known to help
    """

    def __init__(self, kind: str, reason: str, remedy: str | None = None) -> None:
        super().__init__(reason if remedy is None else f"{reason} {remedy}", kind=kind)
        self.reason = reason
        self.remedy = remedy


class ReadError(WhenceError):
    """A text that the reader cannot read."""


class ModelError(ReadError):
    """The model is missing, damaged or of another version than the code."""


class GazetteerError(WhenceError):
    """A gazetteer, or a file for one, that is missing, wrong or damaged."""


class ActorsError(WhenceError):
    """A table of actors that cannot be read or contradicts itself."""


class RecordError(WhenceError):
    """A record that cannot be opened, written or trusted."""


class OutletsError(WhenceError):
    """A table of outlets that cannot be read."""


class WeightsError(WhenceError):
    """A file of weights that cannot be read, or does not fit the fields of evidence."""


class StateError(WhenceError, ValueError):
    """A state of linking that cannot be read, or that was made with other weights or rules."""


class EvaluateError(WhenceError):
    """Gold and predictions that cannot be compared."""
