import pytest
from actors_told import marked, source_of

from whence.resolve.actors import classify_sources, resolve_actors, source_kind
from whence.terms import Account, AccountLink, Claim, ClaimId, EventType, SourceKind, Span, Status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Turkish police] said so.", SourceKind.OFFICIAL),
        ("[The Kremlin] said so.", SourceKind.OFFICIAL),
        ("[Officials] said so.", SourceKind.OFFICIAL),
        ("[A military spokesman] said so.", SourceKind.OFFICIAL),
        ("[Angela Merkel] said so in Berlin.", SourceKind.OFFICIAL),
        ("[The United Nations] said so.", SourceKind.OFFICIAL),
        ("[The General Staff of the Armed Forces] said so in Mali.", SourceKind.OFFICIAL),
        ("[A spokesman of the armed forces] said so in Mali.", SourceKind.OFFICIAL),
        ("[The chief of the armed forces] said so in Mali.", SourceKind.OFFICIAL),
        ("[The commander of an armed group] said so in Mali.", SourceKind.ARMED_GROUP),
        ("[Local officials] said so.", SourceKind.OFFICIAL),
        ("[Local authorities] said so.", SourceKind.OFFICIAL),
        ("[Local government sources] said so.", SourceKind.OFFICIAL),
        ("[Local doctors] said so.", SourceKind.MEDICAL),
        ("[Local people] said so.", SourceKind.WITNESS),
        ("[Local sources] said so.", SourceKind.WITNESS),
        ("[Al-Shabaab] said so.", SourceKind.ARMED_GROUP),
        ("[A rebel commander] said so.", SourceKind.ARMED_GROUP),
        ("[A witness] said so.", SourceKind.WITNESS),
        ("[Residents of Mosul] said so.", SourceKind.WITNESS),
        ("[The Syrian Observatory for Human Rights] said so.", SourceKind.RIGHTS_BODY),
        ("[Amnesty International] said so.", SourceKind.RIGHTS_BODY),
        ("[A rights group] said so.", SourceKind.RIGHTS_BODY),
        ("[Medics] said so.", SourceKind.MEDICAL),
        ("[Medical sources] said so.", SourceKind.MEDICAL),
        ("[Reuters] said so.", SourceKind.MEDIA),
        ("[Local media] said so.", SourceKind.MEDIA),
        ("[Sources] said so.", SourceKind.ANONYMOUS),
        ("[Reports] said so.", SourceKind.ANONYMOUS),
        ("[Security sources] said so.", SourceKind.OFFICIAL),
        ("[The Blue River Company] said so.", SourceKind.UNKNOWN),
    ],
)
def test_a_source_has_a_kind(text: str, kind: SourceKind) -> None:
    assert source_of(text) is kind


def test_a_pronoun_has_the_kind_of_whom_it_stands_for() -> None:
    assert source_of("Al-Shabaab attacked a base. [It] said so.") is SourceKind.ARMED_GROUP


def test_a_link_without_a_source_has_no_entry() -> None:
    report, _ = marked("Two men died, it was reported.")
    claim = Claim(
        id=ClaimId("c"),
        type=EventType.ASSAULT,
        status=Status.OCCURRED,
        what=(Span(8, 12, report.text),),
        account=Account((AccountLink(cue=Span(18, 29, report.text)),)),
    )
    assert classify_sources([claim], resolve_actors(report, [claim])) == {}


def test_words_without_any_value_have_a_kind_too() -> None:
    assert source_kind("eyewitnesses", None) is SourceKind.WITNESS
