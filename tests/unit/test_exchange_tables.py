"""CSV of platforms: single cells change, all other bytes stay."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.tables import Table, as_meant, harmless, written

WORKSHEETS = Path(__file__).with_name("worksheets")
CELLS = st.text(alphabet='aä ,;"\n=+', max_size=5)


@pytest.mark.parametrize("path", sorted(WORKSHEETS.glob("*.csv")), ids=lambda path: path.name)
def test_a_table_that_is_not_changed_stays_byte_by_byte(path: Path) -> None:
    assert Table.read(path).to_bytes() == path.read_bytes()


@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4), strict=st.booleans())
def test_cells_are_read_as_the_csv_module_reads_them(rows: list[list[str]], strict: bool) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL if strict else csv.QUOTE_MINIMAL).writerows([["a", "b", "c"], *rows])
    data = buffer.getvalue().encode()
    table = Table.parse(data, "t.csv")
    assert [[table.cell(row, column) for column in range(3)] for row in table.rows] == rows
    assert table.to_bytes() == data


@given(text=CELLS, delimiter=st.sampled_from([",", ";"]))
def test_a_changed_cell_is_read_back_and_its_neighbours_stay(text: str, delimiter: str) -> None:
    data = delimiter.join(['"a"', "b", "c"]) + "\r\n" + delimiter.join(['"x y"', "alt", "'z'"])
    table = Table.parse(data.encode(), "t.csv")
    table.put(0, 1, text)
    [_, row] = csv.reader(io.StringIO(table.to_bytes().decode(), newline=""), delimiter=delimiter)
    assert row == ["x y", text, "'z'"]
    assert table.to_bytes().startswith(data.split("alt")[0].encode())


def test_the_mark_at_the_beginning_and_windows_letters_stay() -> None:
    for data in (b"\xef\xbb\xbfID;Gr\xc3\xbc\xc3\x9fe\r\n1;\xc3\xa4\r\n", b"ID;Gr\xfc\xdfe\r\n1;\xe4\r\n"):
        table = Table.parse(data, "t.csv")
        assert table.header == ["ID", "Grüße"]
        assert table.cell(0, 1) == "ä"
        assert table.to_bytes() == data


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@x", "\tx", "'=x", "''=x"])
def test_formulas_are_made_harmless_and_meant_again(text: str) -> None:
    assert harmless(text)[0] == "'"
    assert as_meant(harmless(text)) == text


@given(text=st.text())
def test_any_text_comes_back(text: str) -> None:
    assert as_meant(harmless(text)) == text
    assert harmless(text)[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


def test_new_tables_quote_what_must_be() -> None:
    assert written([["a b", 'x"y', "41,50", "1"]]) == b'"a b","x""y","41,50",1\n'


@pytest.mark.parametrize("data", [b"", b'a,b\n"x"y,z\n', b'a,b\n"x\n'])
def test_what_is_no_csv_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ExchangeError, match=r"t\.csv"):
        Table.parse(data, "t.csv")


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="lässt sich nicht lesen"):
        Table.read(tmp_path / "none.csv")
