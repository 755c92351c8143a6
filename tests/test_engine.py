import json
import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from sitegen.engine import Crew, Engine, Processes, Serial, batches
from sitegen.errors import BadText, Spot, WorkerDied


class Work(Struct, frozen=True):
    path: str
    number: int


def double(values: tuple[int, ...]) -> tuple[int, ...]:
    time.sleep(0.001 * (values[0] % 3))  # batches end out of order
    return tuple(2 * v for v in values)


def process(values: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(os.getpid() for _ in values)


def deadly(values: tuple[Work, ...]) -> tuple[int, ...]:
    for value in values:
        if value.number == 7:
            os.kill(os.getpid(), signal.SIGKILL)
    return tuple(v.number for v in values)


def deadly_once(values: tuple[Work, ...]) -> tuple[int, ...]:
    for value in values:
        if not os.path.exists(value.path):
            Path(value.path).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return tuple(v.number for v in values)


def failing(values: tuple[int, ...]) -> tuple[int, ...]:
    raise BadText(Spot("a.md", 3), "too long", "cut it")


@pytest.fixture(params=[Serial, lambda: Processes(2)], ids=["serial", "processes"])
def either(request: pytest.FixtureRequest) -> Iterator[Engine]:
    made: Engine = request.param()
    yield made
    made.close()


@pytest.mark.parametrize("size", [1, 3, 100])
def test_results_come_in_the_order_of_the_values(either: Engine, size: int) -> None:
    assert list(either.map(double, range(40), size)) == [2 * n for n in range(40)]


def test_no_values_are_no_results(either: Engine) -> None:
    assert list(either.map(double, [], 5)) == []


def test_a_fault_travels_whole(either: Engine) -> None:
    with pytest.raises(BadText) as caught:
        list(either.map(failing, range(5), 2))
    assert (caught.value.spot, caught.value.message, caught.value.hint) == (Spot("a.md", 3), "too long", "cut it")


def test_values_are_read_only_a_few_batches_ahead() -> None:
    pool, seen = Processes(2), []
    results = pool.map(double, (seen.append(n) or n for n in range(1000)), 1)  # type: ignore[func-returns-value]
    next(results)
    assert len(seen) <= 2 * Processes.AHEAD + 1
    results.close()  # type: ignore[attr-defined]
    pool.close()


def test_work_is_done_elsewhere_and_nobody_is_left_behind() -> None:
    pool = Processes(2)
    assert os.getpid() not in set(pool.map(process, range(8), 1))
    pool.close()
    assert multiprocessing.active_children() == []


def test_a_killed_worker_names_the_culprit() -> None:
    pool = Processes(2)
    with pytest.raises(WorkerDied) as caught:
        list(pool.map(deadly, (Work(f"{n}.md", n) for n in range(20)), 4))
    pool.close()
    assert caught.value.spot.path == "7.md"


def test_a_worker_killed_once_loses_nothing(tmp_path: Path) -> None:
    for n in range(20):
        (tmp_path / str(n)).touch() if n != 7 else None
    pool = Processes(2)
    assert list(pool.map(deadly_once, (Work(str(tmp_path / str(n)), n) for n in range(20)), 4)) == list(range(20))
    pool.close()


def test_a_worker_that_dies_between_two_results_loses_nothing() -> None:
    """The pool is then broken when the next batch is handed to it."""
    pool = Processes(2)
    results = pool.map(double, range(60), 1)
    found = [next(results)]
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    time.sleep(0.3)
    found.extend(results)
    pool.close()
    assert found == [2 * n for n in range(60)]


def test_a_crew_starts_processes_only_where_it_pays() -> None:
    here = {os.getpid()}
    for jobs, work, alone in [(2, Crew.WORTH - 1, True), (1, 10 * Crew.WORTH, True), (2, Crew.WORTH, False)]:
        crew = Crew(jobs)
        assert (set(crew.map(process, range(8), 1, work)) == here) is alone
        crew.close()
    assert multiprocessing.active_children() == []


def test_batches_hold_every_value_once() -> None:
    assert list(batches(range(7), 3)) == [(0, 1, 2), (3, 4, 5), (6,)]


@pytest.mark.skipif(sys.platform == "win32", reason="needs process groups")
def test_workers_end_with_a_coordinator_that_is_killed(tmp_path: Path) -> None:
    code = """
import sys, time
from sitegen.engine import Processes
def stage(batch):
    time.sleep(30)
    return batch
engine = Processes(2)
values = engine.map(stage, range(4), 1)
values = iter(values)
engine._submit(stage, (1,))
print([p.pid for p in engine._pool._processes.values()], flush=True)
next(values)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    workers = json.loads(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    for _ in range(50):
        if not any(_is_alive(pid) for pid in workers):
            return
        time.sleep(0.1)
    pytest.fail("orphans hold what they inherited")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.is_file() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def half_said_once(values: tuple[Work, ...]) -> tuple[int, ...]:
    """Is killed in the middle of its answer, holding the right to speak."""
    for value in values:
        if not os.path.exists(value.path):
            Path(value.path).touch()
            frame = sys._getframe()
            while "result_queue" not in frame.f_locals:
                assert frame.f_back
                frame = frame.f_back
            answers = frame.f_locals["result_queue"]
            answers._wlock.acquire()
            os.write(answers._writer.fileno(), struct.pack("!i", 1000) + b"half of it")
            os.kill(os.getpid(), signal.SIGKILL)
    return tuple(v.number for v in values)


def test_a_worker_that_is_killed_in_the_middle_of_its_answer(tmp_path: Path) -> None:
    """The pool would wait for the rest of the answer, and the other worker for its turn to speak, for ever."""
    engine = Processes(2)
    values = [Work(str(tmp_path / "killed"), n) for n in range(20)]
    assert list(engine.map(half_said_once, values, 3)) == list(range(20))
    engine.close()
