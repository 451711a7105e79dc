"""The forms that stand on a project's page for those who keep its money."""
from saan.plans.forms.money import Accepting, Paying, Setting, TakingBack
from saan.plans.models import Project
from saan.plans.queries.money import Year
from saan.plans.queries.years import years_of


def tools_of(project: Project, years: list[Year], typed=None, verb: str = "") -> dict:
    """Return the forms by their names; the one of the verb holds what was typed."""
    lines = [line for year in years for line in year.lines]
    data = {name: typed if name == verb else None for name in ("set_aside", "pay", "accept", "take_back")}
    return {"keeps": True, "set_aside": Setting(data["set_aside"], years=years_of(project), year=project.year),
            "pay": Paying(data["pay"], lines=lines), "accept": Accepting(data["accept"], lines=lines),
            "take_back": TakingBack(data["take_back"], years=years),
            "has_lines": any(not line.over for line in lines)}
