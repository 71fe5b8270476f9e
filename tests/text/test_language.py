"""Languages by script and by words."""

from __future__ import annotations

import pytest

from kg.text.language import UNKNOWN, identify


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ruritania and Borduria signed an agreement on the railway.", "en"),
        ("Anna Korvel met Jan Tesk.", "en"),
        ("Руритания и Бордурия подписали соглашение о железной дороге.", "ru"),
        ("Руританія та Бордурія підписали угоду про залізницю, її схвалив уряд.", "uk"),
        ("鲁里坦尼亚签署协定", "zh"),
        ("ルリタニアの首相は鉄道の協定に署名したと述べた", "ja"),
        ("وقعت روريتانيا اتفاقا بشأن السكك الحديدية", "ar"),
        (
            "Der Minister sagte, dass die Länder ein Abkommen über die Eisenbahn schließen werden.",
            "de",
        ),
        (
            "Le ministre a déclaré que les pays signeront un accord sur le chemin de fer vers la côte.",
            "fr",
        ),
        ("Ruritania", UNKNOWN),
        ("“”", UNKNOWN),
        ("", UNKNOWN),
        ("12345 %%", UNKNOWN),
        ("The minister 外交部 said on Monday that the railway would be opened by the president.", "en"),
    ],
)
def test_identify(text: str, code: str) -> None:
    assert identify(text) == code


def test_long_texts_are_sampled() -> None:
    assert identify("The railway is open. " * 50_000) == "en"
