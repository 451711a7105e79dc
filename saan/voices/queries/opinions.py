"""The votes of a round as the opinion map reads them."""
import numpy as np

from saan.methods.opinion import Votes, resolve
from saan.voices.models import Consultation
from saan.voices.queries import bundles
from saan.voices.queries.maps import standing


def votes_of(consultation: Consultation) -> Votes:
    """Return the votes of a round on the statements that stand for everybody to read, as they are now."""
    known = dict(standing(consultation).values_list("number", "pk"))
    votes = bundles.votes_of(consultation, list(known))
    statements = np.array([known[number] for number in votes.statements.tolist()], np.int64)
    if (statements[1:] > statements[:-1]).all():
        return votes._replace(statements=statements)
    return resolve(np.repeat(votes.people, votes.seen), statements[votes.statement], votes.value,
                   statements=np.sort(statements))
