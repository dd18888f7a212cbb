"""The error tree. Every error that whence raises on purpose is a WhenceError.

    WhenceError
    ├── SpanError        offsets that do not slice the text
    ├── FormError        a JSON object that is not a report or a reading
    ├── IngestError      bytes that give no report (carries the kind of Problem)
    ├── ReadError        a text that the reader cannot read
    │   └── ModelError   the model is missing, damaged or of another version
    ├── GazetteerError   a gazetteer, or a file for one, that is missing, wrong or damaged
    ├── ActorsError      a table of actors that cannot be read or contradicts itself
    ├── RecordError      a record that cannot be opened, written or trusted
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


class EvaluateError(WhenceError):
    """Gold and predictions that cannot be compared."""
