import pytest

from telesales.strict_yaml import YamlError, parse


def test_every_scalar_stays_text() -> None:
    assert parse("a: no\nb: 12:30\nc: 1e3\nd: ~") == {"a": "no", "b": "12:30", "c": "1e3", "d": "~"}


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("a: &x [1]\nb: *x", "alias", 1),
        ("a: 1\nb: 2\na: 3", "duplicate", 3),
        ("a: !!python/object:os.system x", "tag", 1),
        ("---\na: 1\n---\nb: 2", "documents", 3),
        ("[" * 100_000, "depth", 1),
        ("a: [1, 2", "syntax", 1),
        ("? [a]\n: b", "syntax", 1),
    ],
)
def test_what_is_not_plain_is_refused_with_reason_and_line(text: str, reason: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.line) == (reason, line)


def test_a_billion_laughs_are_refused_before_anything_is_built() -> None:
    rows = ["a0: &a0 [ha, ha]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    with pytest.raises(YamlError, match="aliases"):
        parse("\n".join(rows))
