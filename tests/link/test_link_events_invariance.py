"""What linking promises for every collection: the same bytes in any order, in any batches, across a restart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from link_events_made import collections

from whence.link.events import Limits, Linking, Merge, Split, link, link_more, start, state_from_bytes
from whence.link.events.weights import bundled_weights

SMALL = Limits(block=4, leaders=2, component=5)
"""Limits that the collections outgrow: blocks are parted, leaders stand in, and components are left with pairs that nobody compared."""


@given(collections(), st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_the_order_of_claims_changes_nothing(tellings, random_):
    shuffled = list(tellings)
    random_.shuffle(shuffled)
    assert link(shuffled, limits=SMALL).to_bytes() == link(tellings, limits=SMALL).to_bytes()


@given(collections(), st.lists(st.integers(0, 24), max_size=4), st.booleans())
@settings(max_examples=25, deadline=None)
def test_batches_and_restarts_change_nothing(tellings, cuts, restart):
    state = start(limits=SMALL)
    edges = [0, *sorted(min(cut, len(tellings)) for cut in cuts), len(tellings)]
    for first, end in zip(edges, edges[1:], strict=False):
        state = link_more(state, tellings[first:end])
        if restart:
            state = state_from_bytes(state.to_bytes(), weights=bundled_weights())
    assert Linking(state).to_bytes() == link(tellings, limits=SMALL).to_bytes()


@given(collections(most=14), st.data())
@settings(max_examples=12, deadline=None)
def test_decisions_before_and_after_the_claims_come_to_the_same(tellings, data):
    claims = [one.claim for one in tellings]
    decisions = []
    if len(claims) > 2:
        some = st.sampled_from(claims)
        for _ in range(data.draw(st.integers(0, 4))):
            a, b, c = data.draw(some), data.draw(some), data.draw(some)
            decisions.append(Merge(a, b) if data.draw(st.booleans()) else Split(a, (b, c)))
    half = len(tellings) // 2
    before = link_more(link_more(start(limits=SMALL), tellings[:half], decisions=decisions[:2]), tellings[half:], decisions=decisions[2:])
    after = link_more(link_more(start(limits=SMALL), tellings), (), decisions=decisions)
    assert Linking(before).to_bytes() == Linking(after).to_bytes() == link(tellings, decisions=decisions, limits=SMALL).to_bytes()
