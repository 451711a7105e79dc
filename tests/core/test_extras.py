"""Extras: what is not installed is refused with the line that installs it."""
import pytest

from saan.core.extras import extra
from saan.core.refusal import Refusal


def test_an_extra_that_is_missing_is_refused_with_the_line_that_installs_it(tmp_path, monkeypatch):
    (tmp_path / "needs_it.py").write_text("import a_package_that_nobody_has\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(Refusal, match="a_package_that_nobody_has.*requirements/cluster.txt"):
        extra("cluster", "needs_it")


def test_a_module_of_ours_that_is_not_there_is_a_fault_and_not_a_missing_extra():
    with pytest.raises(ModuleNotFoundError):
        extra("cluster", "saan.core.nowhere")
