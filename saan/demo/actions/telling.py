"""The whole story, on a moving clock that ends now."""
from datetime import timedelta

from saan.core import clock
from saan.demo.actions.listening import listen
from saan.demo.actions.rounds import count_korat, hold_bo_yang, open_khok_muang
from saan.demo.actions.towns import settle
from saan.demo.engines import facts
from saan.people.actions.links import last_link
from saan.people.models import Login

DAYS = 32   # the story began so many days ago


def tell() -> dict[str, str]:
    """Tell the demo into an empty database; return a receipt code of each theme."""
    first = (clock.now() - timedelta(days=DAYS)).replace(minute=12, second=0, microsecond=0)
    with clock.moved_to(first - timedelta(days=1300)):
        towns = settle()
    count_korat(towns["korat"])
    hold_bo_yang(towns["bo-yang"], first)
    codes = listen(towns["korat"], first)
    open_khok_muang(towns["khok-muang"], first + timedelta(days=20))
    return codes


def sign_in_links(*, origin: str) -> dict[str, str]:
    """Make a lasting sign-in link for each role of Korat; return them by role."""
    logins = {role: Login.objects.get(email=f"{role}@korat.demo.invalid") for role in facts("people")["korat"]}
    return {role: f"{origin}/in/{last_link(login=login)}" for role, login in logins.items()}
