"""A draft of the cards that is older than the cards: what is still offered comes back, the rest is named."""

import json
from pathlib import Path

from alone import mount
from playwright.sync_api import Page, expect

from telesales.answers import FILE_NAME, read_any
from telesales.loading import load_call
from telesales.model import Choices
from telesales.widgets.opening import page_of

DRAFT = {"hang-up/choice": "listen", "free-parcel/choice": "an-option-of-last-year"}


def test_an_option_that_is_gone_is_named_and_the_rest_of_the_draft_is_saved(tab: Page, tmp_path: Path) -> None:
    page = page_of(load_call(), "called", tmp_path)
    key, kept = f"telesales-draft::{page.place}", json.dumps({"lines": DRAFT, "base": 0, "sent": None, "at": 1})
    mount(tab, page, f"localStorage.setItem({json.dumps(key)}, {json.dumps(kept)})")
    notice = tab.get_by_role("group", name="Deine ungespeicherte Fassung ist älter als diese Übung.")
    expect(notice.get_by_role("listitem")).to_have_count(1)
    expect(notice).to_contain_text(load_call().choices["called"].item("free-parcel").title)
    expect(tab.locator(".ts-state")).to_have_text("gespeichert")
    saved = read_any(tmp_path / FILE_NAME)
    assert isinstance(saved, Choices) and saved.answers == {"hang-up": {"choice": "listen"}}
    notice.get_by_role("button", name="Verstanden").click()
    expect(notice).to_have_count(0)
