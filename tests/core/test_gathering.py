"""What several threads wait to write goes into one call, and nobody waits for ever."""
import threading
import time
from contextlib import contextmanager

import pytest

from saan.core.gathering import Gathering


def together(gathering, wishes):
    """Put all wishes from a thread each and return what each was answered, or the name of its error."""
    answers = {}

    def put(wish):
        try:
            answers[wish] = gathering.put(wish)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            answers[wish] = type(error).__name__
    threads = [threading.Thread(target=put, args=(wish,)) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def test_everybody_is_answered_for_the_own_wish_and_each_is_written_once():
    written = []

    def write(wishes):
        written.append(list(wishes))
        return [wish * 10 for wish in wishes]
    assert together(Gathering(write), range(40)) == {wish: wish * 10 for wish in range(40)}
    assert sorted(wish for call in written for wish in call) == list(range(40))


def test_whoever_comes_while_the_leader_waits_for_its_turn_is_written_with_it():
    came, written = threading.Event(), []

    @contextmanager
    def turn():
        came.wait(20)
        yield

    def write(wishes):
        written.append(len(wishes))
        return list(wishes)
    gathering = Gathering(write, turn)
    leader = threading.Thread(target=gathering.put, args=(0,))
    leader.start()
    others = [threading.Thread(target=gathering.put, args=(number,)) for number in (1, 2)]
    for other in others:
        other.start()
    for _ in range(2000):
        if len(gathering._waiting) == 3:
            break
        time.sleep(.005)
    came.set()
    for thread in (leader, *others):
        thread.join(20)
    assert written == [3]


@pytest.mark.parametrize("broken", ["write", "turn"])
def test_a_fault_reaches_everybody_who_waited_and_the_next_are_served(broken):
    fails = [True]

    @contextmanager
    def turn():
        if broken == "turn" and fails:
            fails.clear()
            raise OSError("no file")
        yield

    def write(wishes):
        if broken == "write" and fails:
            fails.clear()
            raise ValueError("no room")
        return list(wishes)
    gathering = Gathering(write, turn)
    first = together(gathering, range(8))
    assert set(first.values()) & {"OSError", "ValueError"}
    assert together(gathering, range(8, 16)) == {wish: wish for wish in range(8, 16)}


def test_an_answer_that_is_an_error_is_the_own_one():
    gathering = Gathering(lambda wishes: [KeyError(wish) if wish % 2 else wish for wish in wishes])
    assert together(gathering, range(6)) == {0: 0, 1: "KeyError", 2: 2, 3: "KeyError", 4: 4, 5: "KeyError"}
