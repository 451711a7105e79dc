"""Gathering: what several threads wait to write goes into one call, and each is answered when that call is done."""
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Generic, TypeVar

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")


class Gathering(Generic[Wish, Answer]):
    """Gathers wishes that arrive while an earlier call is still writing; `write` answers each, or gives its error.

    The thread that comes first leads: it writes everything that waits, hands the lead to one that came meanwhile,
    and then wakes those it wrote for. Nobody is answered before `write` has returned. `turn` is what the leader waits
    for before it looks who is there: whoever comes while it waits is written for too.
    """

    def __init__(self, write: Callable[[list[Wish]], list[Answer | Exception]],
                 turn: Callable[[], AbstractContextManager] = nullcontext):
        self._write, self._turn, self._guard = write, turn, threading.Lock()
        self._waiting: list[_Turn] = []
        self._led = False

    def put(self, wish: Wish) -> Answer:
        """Return the answer to this wish after it has been written, or raise the error that was its own."""
        turn = _Turn(wish)
        with self._guard:
            self._waiting.append(turn)
            leads, self._led = not self._led, True
        if not leads:
            turn.woken.wait()
        if not turn.done:
            self._lead()
        if isinstance(turn.answer, Exception):
            raise turn.answer
        return turn.answer

    def _lead(self):
        turns: list[_Turn] = []
        answers: list = []
        try:
            with self._turn():
                turns = self._taken()
                answers = self._answers(turns)
        finally:
            turns = turns or self._taken()   # it never was our turn: those who wait must not wait for ever
            answers = answers or [RuntimeError("the writer gave up")] * len(turns)
            with self._guard:
                self._led = bool(self._waiting)
                following = self._waiting[0] if self._waiting else None
            if following:
                following.woken.set()
            for turn, answer in zip(turns, answers, strict=True):
                turn.answer, turn.done = answer, True
                turn.woken.set()

    def _taken(self):
        with self._guard:
            turns, self._waiting = self._waiting, []
        return turns

    def _answers(self, turns):
        try:
            return self._write([turn.wish for turn in turns])
        except Exception as error:  # noqa: BLE001 - not swallowed: raised again in each thread that waits
            return [error] * len(turns)


class _Turn:
    __slots__ = ("answer", "done", "wish", "woken")

    def __init__(self, wish):
        self.wish, self.answer, self.done, self.woken = wish, None, False, threading.Event()
