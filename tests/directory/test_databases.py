"""What depends on the database: sorting, ranges of keys, grouping. The same on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from tests.directory.conftest import TODAY
from tracker.directory import queries
from tracker.directory.centres import centre_for
from tracker.directory.names import display_name
from tracker.directory.suggesting import suggest
from tracker.i18n import in_language
from tracker.reference.loader import changes, load


def test_the_directory_reads_the_same_everywhere(any_session: Any) -> None:
    load(any_session, TODAY)
    any_session.flush()
    assert not changes(any_session)
    assert [row.name_ru for row in queries.find_place(any_session, "Кара-Джыгач, Аламудун", TODAY)] == [
        "Кара-Джыгач", "Кара-Джыгачский айылный аймак",
    ]  # fmt: skip
    assert queries.propose_places(any_session, "Санташ айылы, Түп району", TODAY)[0].name_ru == "Сан-Таш"
    with in_language("ky"):
        names = [display_name(row) for row in queries.children_of(any_session, "41706000000000", TODAY)]
        page = queries.authorities_page(any_session, TODAY, category="", size=10)
        after = queries.authorities_page(any_session, TODAY, category="", after=page.after, size=10)
    assert names == [
        "Алай району", "Араван району", "Кара-Кулжа району", "Кара-Суу району", "Ноокат району", "Өзгөн району",
        "Чоң-Алай району",
    ]  # fmt: skip
    assert not {row.id for row in page.rows} & {row.id for row in after.rows}
    assert [one.authority_id for one in suggest(any_session, "WASTE", "41711203000000", TODAY)] == [
        "BISH-TAZ", "BISH", "BISH-MI", "BISH-PER", "SETS-BA",
    ]  # fmt: skip
    assert [row.id for row in queries.search_authorities(any_session, "гидромет", TODAY)] == ["KGM"]
    assert queries.directory_counts(any_session, TODAY).named == 70
    centre = centre_for(any_session, "41706255000000", TODAY)
    assert centre is not None
    assert centre.id == "AC-OS"
