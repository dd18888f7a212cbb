"""Names made by what stands beside them: organs of states and places, short names and loaded words by context."""

from __future__ import annotations

from whence.resolve.actors.draft import Draft
from whence.resolve.actors.figures import Figure, Mention, militia_of
from whence.resolve.actors.names import name_key, police_name
from whence.resolve.actors.organs import Organ
from whence.resolve.actors.table import Context, Form
from whence.terms import ActorKind, Sector

_MOST_WORDS = 5  # of the longest name of an organ ("ministry of labour and social security" and the like are longer and rare)
_BETWEEN = frozenset("federal national new provincial city state riot local".split())
_NOT_ALONE = frozenset("a an ruling opposition governing party political government new rebel any no former other armed".split())
_NOT_BEFORE = frozenset("of to change against".split())


class BesideNames:
    """The stage that joins names with what stands beside them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.made: dict[str, Figure] = {}

    def take_organs(self) -> None:
        """Join a state or a place with the organ beside it: "Russia's Foreign Ministry", "Ministry of Defence of Peru", "Danbury police"."""
        joined: list[tuple[Figure, int, int]] = []
        by_first = {mention.first: mention for mention in self.draft.mentions}
        for mention in self.draft.mentions:
            state = mention.figure.kind is ActorKind.STATE
            if state or mention.figure.kind in (ActorKind.PLACE, ActorKind.UNKNOWN):
                found = self._organ_after(mention, by_first)
                if found is not None and (state or found[1].name == "police"):
                    local = not state or (mention.form is Form.SEAT and found[1].name == "police")
                    if self._has(mention, found[1], local=local):
                        joined.append((self._local_police(mention) if local else self._organ(mention, found[1]), mention.first, found[0]))
        joined.extend(self._organs_of(by_first))
        for figure, first, last in joined:
            self.draft.drop_within(first, last)
            self.draft.add(figure, first, last, Form.NAME)
        self._join_armies()
        self.draft.sort()

    def _join_armies(self) -> None:
        """Let a state's army without an entry be its armed forces, where the report names both and no navy or air force."""
        for key, army in self.made.items():
            country, _, organ = key.partition("/")
            if organ != "army" or army.actor is not None or any(self._told(country, branch) for branch in ("navy", "air force")):
                continue
            if (forces := self._told(country, "armed forces")) is not None:
                self.draft.merge(army, forces)

    def _told(self, country: str, organ: str) -> Figure | None:
        """Give the figure of a state's organ where the report names it."""
        body = self.draft.table.body(country, organ)
        figure = self.made.get(f"{country}/{organ}") if body is None else self.draft.by_actor.get(body.id)
        return figure if figure is not None and figure.mentions else None

    def _organ(self, mention: Mention, organ: Organ) -> Figure:
        country, state = mention.figure.country or "", mention.figure.actor
        key = f"{state.name if state is not None and self.draft.table.broke_away(state) else country}/{organ.name}"
        if key not in self.made:
            self.made[key] = self.draft.organ_figure(country, organ.name, mention.figure)
        return self.made[key]

    def _has(self, mention: Mention, organ: Organ, *, local: bool) -> bool:
        """Tell whether a state or a place has one such organ: the police of an American state are many, but for its "state police"."""
        if not local:
            return self.draft.table.has_organ(mention.figure.country or "", organ.name)
        of_state = self.draft.keys[mention.last + 1] == "state"
        return of_state or not self.draft.table.is_american_state(self.draft.text[mention.start : mention.end])

    def _local_police(self, mention: Mention) -> Figure:
        """Give the police of a place: those that the report names in full, else by the place's name."""
        place = self.draft.text[mention.start : mention.end]
        if mention.last + 1 < len(self.draft.keys) and self.draft.keys[mention.last + 1] == "state":
            place += " State"  # "Ohio state police"
        key = f"{name_key(place)}/police"
        if key not in self.made:
            country = mention.figure.country or self.draft.home()
            named = (f for f in self.draft.figures if not f.person and {*name_key(place).split(), "police"} <= set(name_key(f.name).split()))
            self.made[key] = next(named, None) or Figure(police_name(place, country), ActorKind.BODY, country=country, sector=Sector.COP)
        return self.made[key]

    def _organs_of(self, by_first: dict[int, Mention]) -> list[tuple[Figure, int, int]]:
        """Find organs in front of "of": "Ministry of Defence of Peru"."""
        keys = self.draft.keys
        listed = {mention.last for mention in self.draft.mentions if mention.figure.actor is not None}
        found = []
        for i, key in enumerate(keys[:-2]):
            if key != "of":
                continue
            mention = by_first.get(i + 2 if keys[i + 1] == "the" else i + 1)
            if mention is None or mention.figure.kind is not ActorKind.STATE or i - 1 in listed:
                continue
            for n in range(min(4, i), 1, -1):
                organ = self.draft.table.organs.by_words.get(" ".join(keys[i - n : i]))
                if organ is not None:
                    found.append((self._organ(mention, organ), i - n, mention.last))
                    break
        return found

    def _organ_after(self, mention: Mention, by_first: dict[int, Mention]) -> tuple[int, Organ] | None:
        """Find the organ words right behind a name (a word like "federal" may stand between): (last token, organ)."""
        tokens, keys, text, organs = self.draft.tokens, self.draft.keys, self.draft.text, self.draft.table.organs
        for skip in (0, 1):
            start = mention.last + 1 + skip
            if skip and (start >= len(tokens) or keys[start - 1] not in _BETWEEN):
                break
            if start >= len(tokens) or keys[start] not in organs.openings:
                continue
            for last in range(min(start + _MOST_WORDS, len(tokens)) - 1, start - 1, -1):
                if any(i in by_first and by_first[i].figure.actor is not None for i in range(start, last + 1)):
                    continue
                organ = organs.by_words.get(" ".join(keys[start : last + 1]))
                if organ is not None and all(
                    text[tokens[i].end : tokens[i + 1].start] in (" ", "-", "\n", "\u00a0") for i in range(mention.last, last)
                ):
                    return last, organ
        return None

    def take_militias(self) -> None:
        """Take a man's name before "militia" for that of the group: "the Dagalo militia" is the one that Dagalo leads, or one named so."""
        draft = self.draft
        found: list[tuple[Figure, int, int]] = []
        for mention in draft.mentions:
            figure, last = mention.figure, mention.last + 1
            if not figure.person or last >= len(draft.keys) or draft.keys[last] != "militia":
                continue
            if draft.tokens[mention.last].possessive or draft.text[mention.end : draft.tokens[last].start] != " ":
                continue
            led = draft.table.led_by(figure.actor, draft.day) if figure.actor is not None else None
            if led is not None:
                found.append((draft.figure_of(led), mention.first, last))
                continue
            militia = militia_of(figure)
            found.append((self.made.setdefault(militia.name, militia), mention.first, last))
        for group, first, last in found:
            draft.drop_within(first, last)
            draft.add(group, first, last, Form.NAME)
        draft.sort()

    def take_contexts(self) -> None:
        """Take short names and loaded words for whom they mean in this report ("the coalition", "the occupation"); each keeps the row's reason."""
        draft = self.draft
        present: set[str] = {figure.actor.id for figure in draft.figures if figure.actor is not None and figure.mentions}
        present |= {country for country, weight in draft.weights.items() if weight >= 1}
        present |= {state.id for country in list(present) if (state := draft.table.state(country)) is not None}
        voices, contexts = self._voices(), draft.table.contexts
        covered = {i for mention in draft.mentions for i in range(mention.first, mention.last + 1)}
        for i, token in enumerate(draft.tokens):
            if token.key not in contexts:
                continue
            for context in contexts[token.key]:
                last = i + len(context.words) - 1
                if tuple(t.key for t in draft.tokens[i : last + 1]) != context.words or not draft.joined(i, last):
                    continue
                if (context.outlet and not context.outlet & voices) or (context.beside and not context.beside & present):
                    continue
                always = not context.beside and not context.outlet
                if not always and (covered & set(range(i, last + 1)) or not self._may_stand_alone(i, last, context)):
                    continue
                draft.drop_within(i, last)
                draft.add(draft.figure_of(draft.table.actors[context.means]), i, last, context.form, reason=context.reason)
                covered.update(range(i, last + 1))
                break
        draft.sort()

    def _voices(self) -> set[str]:
        """Tell for whom the outlet speaks: ids of actors and the code of its country."""
        report = self.draft.report
        voices: set[str] = set()
        for name in (report.outlet, report.origin.name if report.origin is not None else None):
            for actor in self.draft.table.named(name) if name else ():
                voices.update(str(voice) for voice in (actor.speaks_for, actor.country, actor.id) if voice is not None)
        return voices

    def _may_stand_alone(self, first: int, last: int, context: Context) -> bool:
        """Tell whether short words are used as a name here: not "a coalition", "resistance to", "regime change"."""
        tokens = self.draft.tokens
        before = tokens[first - 1].key if first else ""
        after = tokens[last + 1].key if last + 1 < len(tokens) else ""
        plural = tokens[last].key.endswith("s")
        if context.form is Form.ADJECTIVE:
            return True
        if before in _NOT_ALONE:
            return False
        if tokens[first].key in ("coalition", "guerrilla", "guerrillas") or (context.outlet and plural):
            return True
        return (before in ("the", "this", "our", "their") or (plural and first != last) or self.draft.upper) and after not in _NOT_BEFORE
