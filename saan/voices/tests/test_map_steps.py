"""Whatever people vote, whenever it is drawn: no two maps, and no map beside the totals, tell of fewer than five."""
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from saan.methods.honest import SIDES
from saan.voices.actions.opinions import draw
from saan.voices.actions.publishing import publish
from saan.voices.models import OpinionMap
from saan.voices.queries.publishing import published, whole_ones
from saan.voices.tests.camps import camp_values, voted_in_bulk
from saan.voices.tests.town import opened, town

batches = some.lists(some.tuples(some.integers(1, 25), some.integers(0, 1_000), some.sampled_from([.6, .9])),
                     min_size=2, max_size=6)


def cells_of(drawn):
    """Return every count that the map tells of a group, by what it counts."""
    content = drawn.content
    told = {("size", group): tuple(one["size"]) for group, one in enumerate(content["groups"] or []) if one["size"]}
    for statement, rows in content["figures"].items():
        told |= {(statement, group, side): tuple(cell) for group, row in enumerate(rows)
                 for side, cell in row.items()}
    return told


@pytest.mark.slow
class Steps(TestCase):
    @settings(max_examples=5, deadline=None)
    @given(some.integers(50, 90), batches)
    def test_maps_move_in_steps_and_tell_no_small_number(self, begun, batches):
        here = opened(town(), statements=8)
        voted_in_bulk(here, camp_values(begun, 8, agrees=.9))
        came, drawn_at = begun, []
        for people, seed, agrees in [(0, 0, .9), *batches]:
            voted_in_bulk(here, camp_values(people, 8, agrees=agrees, seed=seed))
            came += people
            publish(consultation=here.it)
            if draw(consultation=here.it):
                drawn_at.append(came)
                self.beside_the_totals(here)
        assert all(later - earlier >= max(5, earlier // 50) for earlier, later in itertools.pairwise(drawn_at))
        maps = list(OpinionMap.objects.filter(consultation=here.it))
        assert len(maps) == len(drawn_at) >= 1
        for one, other in itertools.combinations(map(cells_of, maps), 2):
            for what in one.keys() & other.keys():
                assert all(end == before or abs(end - before) >= 10
                           for end, before in zip(one[what], other[what], strict=True))

    def beside_the_totals(self, here):
        """Whoever takes the groups' figures from the totals that stand published never knows one to be below five."""
        drawn, stand = here.it.maps.order_by("-pk").first(), published(here.it)
        whole = whole_ones(stand)
        assert set(map(int, drawn.content["figures"])) <= set(whole)
        for statement, rows in drawn.content["figures"].items():
            for side, total in zip(SIDES, whole[int(statement)], strict=True):
                left = total - sum(row[side][0] for row in rows)
                assert left >= 0
                assert total == 0 or all(min(row[side][1], row[side][0] + left) >= 5 for row in rows)
        assert set(map(int, drawn.pulls)) == {key for key, one in stand.items()
                                              if one.agree + one.disagree + one.passed >= 10}
