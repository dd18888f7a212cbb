"""Events: claims that tell of one happening, found by evidence that adds up in bits (docs/events.md).

from whence.link.events import link, tellings_of

linking = link(telling for reading in readings for telling in tellings_of(reading))
for event in linking.events:
    print(event.id, event.claims)
"""

from whence.errors import StateError, WeightsError
from whence.link.events.blocks import Limits
from whence.link.events.decisions import Decision, Merge, Split
from whence.link.events.explain import Explanation, FieldEvidence, explain
from whence.link.events.link import link, link_more, start
from whence.link.events.linking import AloneClaim, Attachment, Event, Linking, Reason, RuleCount, ScoredPair, SkippedBlock
from whence.link.events.state import State, state_from_bytes
from whence.link.events.telling import PartyTold, PlaceTold, Telling, TollTold, tellings_of
from whence.link.events.weights import Weights, load_weights

__all__ = [
    "AloneClaim",
    "Attachment",
    "Decision",
    "Event",
    "Explanation",
    "FieldEvidence",
    "Limits",
    "Linking",
    "Merge",
    "PartyTold",
    "PlaceTold",
    "Reason",
    "RuleCount",
    "ScoredPair",
    "SkippedBlock",
    "Split",
    "State",
    "StateError",
    "Telling",
    "TollTold",
    "Weights",
    "WeightsError",
    "explain",
    "link",
    "link_more",
    "load_weights",
    "start",
    "state_from_bytes",
    "tellings_of",
]
