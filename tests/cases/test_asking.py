"""When a report is offered a second letter."""

from __future__ import annotations

import pytest

from tracker.cases.asking import also_asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Кто дал разрешение и кто заплатит за ущерб?", True),
        ("Прошу проверить выбросы и сообщить результаты замеров.", True),
        ("Ким уруксат бергенин билдириңиздер.", True),
        ("У села без разрешения копают песок и щебень. Прошу остановить.", False),
        ("Токтотуп, чыпкаларын текшериңиздер.", False),
    ],
)
def test_also_asks(text: str, asks: bool) -> None:
    assert also_asks(text) is asks
