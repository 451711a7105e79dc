"""The votes of a round as the opinion map reads them."""
import numpy as np

from saan.methods.opinion import Votes, resolve
from saan.voices.models import Consultation, Statement, Vote
from saan.voices.queries.maps import standing

AT_ONCE = 20_000   # rows


def votes_of(consultation: Consultation) -> Votes:
    """Return the votes of a round on the statements that stand for everybody to read, as they are now."""
    rows = Vote.objects.filter(statement__in=standing(consultation)).order_by()
    told = np.fromiter(rows.values_list("participant", "statement", "value").iterator(AT_ONCE),
                       dtype=np.dtype((np.int64, 3)))
    columns = np.array(sorted(standing(consultation).values_list("pk", flat=True)), np.int64)
    return resolve(told[:, 0], told[:, 1], told[:, 2], statements=columns)


def texts_of(consultation: Consultation) -> dict[int, str]:
    """Return the words of the statements that the map may hold, by their numbers."""
    return dict(Statement.objects.filter(pk__in=standing(consultation)).values_list("pk", "text"))
