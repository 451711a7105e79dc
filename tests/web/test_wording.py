"""Figures are told in words that say no more and no less than what is known."""
from saan.web.templatetags.wording import shares


def test_a_share_that_may_be_a_little_is_never_said_to_be_nought():
    assert [shares(span) for span in ((0, 0), (0, .004), (.001, .002), (0, .06), (.04, .06), (.04, .04))] == [
        "0%", "<1%", "<1%", "≤6%", "4–6%", "4%"]
