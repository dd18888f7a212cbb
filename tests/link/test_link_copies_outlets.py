from pathlib import Path

import pytest
from link_copies_told import STORY, credited, day, report

from whence.errors import WhenceError
from whence.link.copies import OutletsError, find_copies, load_outlets


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Reuters", "reuters"),
        ("www.reuters.com", "reuters"),
        ("https://apnews.com/article/1", "associated-press"),
        ("The Associated Press", "associated-press"),
        ("AP", "associated-press"),
        ("africa.chinadaily.com.cn", "china-daily"),
        ("edition.cnn.com", "cnn"),
        ("MailOnline", "mail"),
        ("ap", None),
        ("aa", None),
        ("The Varna Courier", None),
    ],
)
def test_names_and_hosts_lead_to_their_house(name: str, key: str | None) -> None:
    house = load_outlets().house_of(name)
    assert (None if house is None else house.key) == key


def test_an_outlet_outside_the_table_is_a_family_of_its_own_with_its_subdomains() -> None:
    outlets = load_outlets()
    assert outlets.family_of("www.news.courier.example") == outlets.family_of("courier.example") == "courier.example"
    assert outlets.family_of("politics.courier.co.uk") == "courier.co.uk"
    assert outlets.family_of("The Varna Courier") == "varna courier"
    assert outlets.family_of(None) is None
    assert outlets.family_of(" ") is None


def test_no_two_rows_of_the_table_claim_one_name_or_host() -> None:
    lines = Path(load_outlets.__code__.co_filename).with_name("tables").joinpath("outlets.tsv").read_text(encoding="utf-8").splitlines()
    rows = [[*line.split("\t"), "", ""][:5] for line in lines if not line.startswith("#")]
    keys = [row[0] for row in rows]
    names = [name.strip() for row in rows for name in (row[2], *row[3].split(";")) if name.strip()]
    hosts = [host.strip() for row in rows for host in row[4].split(";") if host.strip()]
    for claimed in (keys, names, hosts):
        assert len(claimed) == len(set(claimed))


def test_a_users_table_adds_houses_and_stands_instead_of_ours(tmp_path: Path) -> None:
    table = tmp_path / "outlets.tsv"
    table.write_text("# ours\nbalkan-wire\tagency\tBalkan Wire\tBW\tbalkanwire.example\nreuters\tfamily\tReuters\t\treuters.com\n", encoding="utf-8")
    outlets = load_outlets(table)
    found = credited("a", STORY, "BW", published=day(3))
    assert find_copies([found], outlets=outlets).origins["a"].key == "wire:balkan-wire"
    assert find_copies([report("a", STORY, outlet="www.balkanwire.example")], outlets=outlets).origins["a"].key == "wire:balkan-wire"
    house = outlets.house_of("reuters.com")
    assert house is not None
    assert not house.is_agency
    assert load_outlets().house_of("BW") is None


@pytest.mark.parametrize("row", ["balkan-wire\tBalkan Wire", "balkan-wire\twire\tBalkan Wire", "\tagency\tBalkan Wire", "a\tagency\tb\tc\td\te"])
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str) -> None:
    table = tmp_path / "outlets.tsv"
    table.write_text(f"# ours\n{row}\n", encoding="utf-8")
    with pytest.raises(OutletsError, match="line 2"):
        load_outlets(table)


def test_a_table_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(WhenceError, match="cannot be read"):
        load_outlets(tmp_path / "none.tsv")
