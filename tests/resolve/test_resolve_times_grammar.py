from whence.resolve.times.grammar import Grammar, Match, Rule
from whence.resolve.times.rules import EXPRESSIONS, RULES

GRAMMAR = Grammar(
    (
        Rule("PAIR", "pair", "<WORD> and|or <WORD>", lambda one, two: (one, two)),
        Rule("PAIR", "alone", "<WORD> [, <WORD>]", lambda one, two: (one, two)),
        Rule("NESTED", "", "the? <PAIR>", lambda pair: pair),
        Rule("CHOOSY", "choosy", "<WORD>", lambda word: word if word == "yes" else None),
        Rule("PLACED", "placed", "the <WORD>", lambda piece: (piece.meaning, piece.start, piece.end), placed=True),
        Rule("CONSTANT", "constant", "the", 7),
    )
)


def words(text: str) -> list[dict[str, object]]:
    literals = GRAMMAR.literals
    return [{word: word} if word in literals else {"WORD": word} for word in text.split()]


def parse(phrase: str, text: str, start: int = 0) -> list[Match]:
    return GRAMMAR.parse(phrase, words(text), start, {})


def test_the_longest_reading_comes_first() -> None:
    assert [match.end for match in parse("PAIR", "a and b")] == [3, 1]


def test_what_may_be_missing_is_none_where_it_is() -> None:
    assert parse("PAIR", "a")[0].meaning == ("a", None)
    assert parse("PAIR", "a , b")[0].meaning == ("a", "b")


def test_a_group_is_taken_whole_or_not_at_all() -> None:
    assert parse("PAIR", "a ,")[0].end == 1


def test_a_rule_without_a_name_takes_that_of_its_phrase() -> None:
    assert parse("NESTED", "the a or b")[0].rule == "pair"


def test_a_rule_that_makes_nothing_does_not_match() -> None:
    assert parse("CHOOSY", "no") == []
    assert parse("CHOOSY", "yes")[0].meaning == "yes"


def test_a_placed_rule_knows_where_its_words_stand() -> None:
    assert parse("PLACED", "x the b", 1)[0].meaning == ("b", 2, 3)


def test_a_meaning_that_is_no_function_stands_as_it_is() -> None:
    assert parse("CONSTANT", "the")[0].meaning == 7


def test_nothing_matches_past_the_end() -> None:
    assert parse("PAIR", "a", 1) == []


def test_every_phrase_that_the_finder_looks_for_has_rules() -> None:
    assert set(EXPRESSIONS) <= {rule.phrase for rule in RULES}


def test_every_expression_is_told_by_a_name() -> None:
    unnamed = {rule.pattern for rule in RULES if rule.phrase in EXPRESSIONS and not rule.name and "<" not in rule.pattern}
    assert unnamed == set()
