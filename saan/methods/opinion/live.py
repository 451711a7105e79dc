"""A map that is kept while votes come in: one vote changes a row of whole numbers, and a new map starts from them.

The sums stay exactly those of a full recomputation, so the map is the same bits as one drawn from all votes anew.
"""
import numpy as np

from saan.methods.opinion.mapping import LEAST, Map, Threads, map_from
from saan.methods.opinion.pairs import Sums, added, sums_of
from saan.methods.opinion.votes import Votes, starts

ROOM = 8   # entries that a new person has room for
FIRST, LENGTH, SPACE = range(3)   # of a row: where its entries begin, how many they are, how many have room


class Live:
    """Votes of people who go on voting, and their sums. Ids of people and statements are whole numbers or text.

    Statements are fixed (S of them, ascending); people may come. `cast` takes a vote, `votes` and `map` give what
    stands.
    """

    def __init__(self, votes: Votes):
        sums = added(Threads(votes).each(sums_of))
        self.statements = votes.statements
        self._column = {at: number for number, at in enumerate(votes.statements.tolist())}
        self._row = {at: number for number, at in enumerate(votes.people.tolist())}
        self._people, self._sorted = votes.people.tolist(), None
        self._rows = np.stack([votes.start[:-1], votes.seen, votes.seen], axis=1)
        self._end = len(votes.value)
        self._statement = votes.statement.astype(np.int32)
        self._value = votes.value.copy()
        self._counts = sums.counts.copy()
        self._votes, self._half, self._both = (table.copy() for table in sums[2:])

    def cast(self, person: object, statement: object, vote: int) -> bool:
        """Record what the person says to the statement now; return whether it says something new.

        KeyError for an unknown statement, ValueError for a vote that is none.
        """
        if vote not in (-1, 0, 1):
            raise ValueError("a vote must be 1, 0 or -1")
        column = self._column[statement]
        row = self._row.get(person)
        if row is None:
            row = self._joins(person)
        first, length, _space = self._rows[row].tolist()
        others, said = self._statement[first:first + length], self._value[first:first + length]
        at = np.flatnonzero(others == column)
        if len(at):
            return self._changed(first + int(at[0]), column, others, said, vote)
        self._joined(column, others, said.astype(np.int64), vote)
        self._written(row, column, vote)
        return True

    @property
    def sums(self) -> Sums:
        """Return the sums of what stands; they change with the next vote."""
        return Sums(len(self._people), self._counts, self._votes, self._half, self._both)

    def votes(self) -> Votes:
        """Return the votes as they stand, in ascending order of people."""
        if self._sorted is None:
            people = np.array(self._people)
            order = np.argsort(people, kind="stable")
            self._sorted = people[order], order
        people, order = self._sorted
        rows = self._rows[order]
        start = starts(rows[:, LENGTH])
        entry = np.arange(start[-1]) + np.repeat(rows[:, FIRST] - start[:-1], rows[:, LENGTH])
        return Votes(people, self.statements, start, self._statement[entry], self._value[entry])

    def map(self, *, least: int = LEAST) -> Map:
        """Return the map of what stands."""
        return map_from(Threads(self.votes()), self.sums, least=least)

    def _changed(self, at, column, others, said, vote):
        step = vote - int(self._value[at])
        if step == 0:
            return False
        self._counts[int(self._value[at]) + 1, column] -= 1
        self._counts[vote + 1, column] += 1
        other = said.astype(np.int64)
        other[others == column] = 0
        self._votes[column, others] += step * other
        self._votes[others, column] += step * other
        self._votes[column, column] += vote * vote - int(self._value[at]) ** 2
        self._half[column, others] += step
        self._value[at] = vote
        return True

    def _joined(self, column, others, said, vote):
        self._counts[vote + 1, column] += 1
        self._votes[column, others] += vote * said
        self._votes[others, column] += vote * said
        self._votes[column, column] += vote * vote
        self._half[column, others] += vote
        self._half[others, column] += said
        self._half[column, column] += vote
        self._both[column, others] += 1
        self._both[others, column] += 1
        self._both[column, column] += 1

    def _joins(self, person):
        row = self._row[person] = len(self._people)
        self._people.append(person)
        self._sorted = None
        if row == len(self._rows):
            self._rows = _grown(self._rows, row + row // 2 + ROOM)
        self._rows[row] = self._lent(ROOM), 0, ROOM
        return row

    def _written(self, row, column, vote):
        first, length, space = self._rows[row].tolist()
        if length == space:
            here, space = first, max(ROOM, 2 * space)
            first = self._lent(space)
            for array in (self._statement, self._value):
                array[first:first + length] = array[here:here + length]
        self._statement[first + length], self._value[first + length] = column, vote
        self._rows[row] = first, length + 1, space

    def _lent(self, space):
        """Return where so many entries have room, at the end; the arrays grow by half when they are full."""
        first = self._end
        self._end += space
        if self._end > len(self._value):
            size = self._end + self._end // 2
            self._statement, self._value = _grown(self._statement, size), _grown(self._value, size)
        return first


def _grown(array, size):
    grown = np.zeros((size, *array.shape[1:]), array.dtype)
    grown[:len(array)] = array
    return grown
