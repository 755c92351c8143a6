"""How a stage is run over many batches: in this process, or in several. Nothing else knows of parallelism.

A stage is a plain function of a tuple of values that returns a tuple of values, in order, one for each.
"""

import contextlib
import gc
import itertools
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

from sitegen.errors import Spot, SystemRefused, WorkerDied

A = TypeVar("A")
B = TypeVar("B")
Stage = Callable[[tuple[A, ...]], tuple[B, ...]]


Waiting = deque[tuple[tuple[Any, ...], "Future[tuple[Any, ...]]"]]
"""Batches under way, each with what will be its results."""


class Engine(Protocol):
    """Maps a stage over values, in batches, results in the order of the values."""

    def map(self, stage: Stage[A, B], values: Iterable[A], size: int) -> Iterator[B]:
        """Results of the stage over all values, ``size`` of them a batch, lazily."""

    def close(self) -> None:
        """Ends what the engine started; no process is left behind."""


def batches(values: Iterable[A], size: int) -> Iterator[tuple[A, ...]]:
    """The values in tuples of ``size``, the last one shorter."""
    source = iter(values)
    while batch := tuple(itertools.islice(source, size)):
        yield batch


class Serial:
    """Runs every batch here."""

    def map(self, stage: Stage[A, B], values: Iterable[A], size: int) -> Iterator[B]:
        for batch in batches(values, size):
            yield from stage(batch)

    def close(self) -> None:
        pass


class Processes:
    """Runs batches in worker processes, a few ahead of the reader, so that memory stays bounded."""

    AHEAD = 3
    """Batches under way or waiting, for each worker."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, stage: Stage[A, B], values: Iterable[A], size: int) -> Iterator[B]:
        """As Engine.map; the workers begin at once, not only when somebody asks for the first result."""
        source, sent = batches(values, size), pickle.dumps(stage)
        waiting: Waiting = deque()
        self._fill(waiting, source, sent)
        return self._results(waiting, source, sent)

    def prepare(self, stage: Stage[Any, Any]) -> None:
        """Gives each worker the stage once with nothing to do, for what stays in its memory; nobody waits for it."""
        sent = pickle.dumps(stage)
        for _ in range(self._workers):
            self._submit(sent, ())

    def _fill(self, waiting: "Waiting", source: Iterator[tuple[Any, ...]], sent: bytes) -> None:
        while len(waiting) < self._workers * self.AHEAD and (batch := next(source, None)) is not None:
            waiting.append((batch, self._submit(sent, batch)))

    def _results(self, waiting: "Waiting", source: Iterator[tuple[Any, ...]], sent: bytes) -> Iterator[Any]:
        from concurrent.futures import CancelledError
        from concurrent.futures.process import BrokenProcessPool

        while True:
            self._fill(waiting, source, sent)
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from self._result(future)
            except (BrokenProcessPool, CancelledError):
                self.close()  # it took every batch under way with it: each is run again
                lost = [batch, *(b for b, _ in waiting)]
                waiting.clear()
                for again in lost:
                    yield from self._one_by_one(sent, again)

    def _submit(self, stage: bytes, batch: tuple[A, ...]) -> "Future[tuple[Any, ...]]":
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._start().submit(_run, stage, batch)
        except RuntimeError as error:
            if not isinstance(error, BrokenProcessPool):
                raise SystemRefused(Spot(), f"no process can be started: {error}", "close other programs, or work with -j 1") from error
            # A worker died since the last result: those that wait will say so
            self.close()
            return self._start().submit(_run, stage, batch)

    def _result(self, future: "Future[tuple[B, ...]]") -> tuple[B, ...]:
        """Waits for a result. Raises BrokenProcessPool also where the pool itself would wait for ever."""
        from concurrent.futures import wait
        from concurrent.futures.process import BrokenProcessPool

        while not wait((future,), timeout=1).done:
            manager = getattr(self._pool, "_executor_manager_thread", None)
            if manager is not None and not manager.is_alive() and not future.done():
                raise BrokenProcessPool("the pool's thread has ended: there was no memory for it")
            self._end_half_said()
        return future.result()

    def _end_half_said(self) -> None:
        """Where a worker was killed in the middle of its answer, the pool's thread waits for the rest, and the others for their turn.

        The answers come through one pipe, whose writing end we hold too: it ends when nobody holds it any more.
        """
        workers = self._workers_of(self._pool)
        if all(worker.is_alive() for worker in workers):
            return
        for worker in workers:
            worker.kill()
        answers = getattr(self._pool, "_result_queue", None)
        if answers is not None:
            answers._writer.close()

    @staticmethod
    def _workers_of(pool: "ProcessPoolExecutor | None") -> list[Any]:
        return list((getattr(pool, "_processes", None) or {}).values())

    def _one_by_one(self, stage: bytes, batch: tuple[A, ...]) -> Iterator[Any]:
        """After a worker died: each value alone, so that the culprit can be named."""
        from concurrent.futures.process import BrokenProcessPool

        for value in batch:
            try:
                yield from self._result(self._submit(stage, (value,)))
            except BrokenProcessPool as error:
                self.close()
                raise WorkerDied(
                    Spot(_name(value)), "the process that worked on this was killed, twice", "is there enough memory?"
                ) from error

    def _start(self) -> "ProcessPoolExecutor":
        if self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # Forking is fast, but not safe beside threads (the watcher's).
            method = "fork" if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1 else "spawn"
            self._pool = ProcessPoolExecutor(
                self._workers, multiprocessing.get_context(method), initializer=_begin, initargs=(os.getpid(),)
            )
        return self._pool

    def close(self) -> None:
        if self._pool is not None:
            pool, self._pool = self._pool, None
            workers = self._workers_of(pool)
            with contextlib.suppress(RuntimeError):  # there was no memory for the pool's own thread
                pool.shutdown(wait=True, cancel_futures=True)
            for worker in workers:  # the pool's thread ends them, where it lives
                if worker.is_alive():
                    worker.kill()


def _run(stage: bytes, batch: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a worker does with a batch."""
    done: tuple[Any, ...] = _stage(stage)(batch)
    return done


@lru_cache(maxsize=8)
def _stage(sent: bytes) -> Stage[Any, Any]:
    """A stage comes with every batch and is taken from its bytes once."""
    stage: Stage[Any, Any] = pickle.loads(sent)  # noqa: S301 - from our own process
    return stage


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """A build makes values by the hundred thousand and no cycles: looking for cycles would take a tenth of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _begin(coordinator: int) -> None:
    """What a worker does first. Ctrl-C reaches every process of the group; the coordinator alone answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    threading.Thread(target=_end_with, args=(coordinator,), daemon=True).start()


def _end_with(coordinator: int) -> None:
    """Ends this worker when the coordinator was killed: an orphan would hold the site's lock, which it inherited, for ever."""
    while os.getppid() == coordinator:
        time.sleep(0.2)
    os._exit(1)


def _name(value: object) -> str:
    return str(getattr(value, "path", ""))


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """The engine of one run: processes where a stage has enough to do, this process where it hasn't."""

    WORTH = 300
    """Values from which starting processes pays; a tenth of it where they have been started."""

    def __init__(self, jobs: int = 0, engine: Engine | None = None) -> None:
        """``jobs`` 0 = one process a processor. ``engine`` is one that the user chose: it gets every stage."""
        self._workers = jobs or processors()
        self._engine = engine
        self._processes: Processes | None = None

    def map(self, stage: Stage[A, B], values: Iterable[A], size: int, work: int) -> Iterator[B]:
        """As Engine.map; ``work`` says how much there is to do, in values of usual cost."""
        if self._engine is not None:
            return self._engine.map(stage, values, size)
        if self._workers < 2 or work < (self.WORTH // 10 if self._processes else self.WORTH):
            return Serial().map(stage, values, size)
        self._processes = self._processes or Processes(self._workers)
        return self._processes.map(stage, values, size)

    def prepare(self, stage: Stage[Any, Any]) -> None:
        """As Processes.prepare, where processes have been started."""
        if self._processes:
            self._processes.prepare(stage)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()
        if self._processes:
            self._processes.close()
