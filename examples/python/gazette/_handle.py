"""What every handle of the library has in common; how Ctrl-C is heard while the library works."""

from __future__ import annotations

import os
import threading
import weakref
from _thread import start_new_thread
from ctypes import byref, c_void_p
from queue import SimpleQueue
from typing import Any, Callable, List, Optional, TypeVar

from . import _library as lib

T = TypeVar("T")
_PATIENCE = 3
_GLANCE = 0.05  # seconds: a signal that comes just before a wait begins does not end that wait


class Handle:
    """A handle of the library, given back when it is closed or nobody holds it any more."""

    def __init__(self, pointer: c_void_p, free: Callable[[Optional[int]], Any]) -> None:
        self._pointer: Optional[int] = pointer.value
        self._finalizer = weakref.finalize(self, free, pointer.value)
        self._finalizer.atexit = False  # a thread that was left alone may still be at work

    @property
    def handle(self) -> int:
        if self._pointer is None:
            raise ValueError(f"this {type(self).__name__.lower().strip('_')} is closed")
        return self._pointer

    def close(self) -> None:
        """Gives it back at once. What was made from it stays valid. May be called twice."""
        self._pointer = None
        self._finalizer()


class Abandoned(Exception):
    """Nobody waits for the work any more, which has not begun."""


class Token(Handle):
    """A cancel token: what it is given to ends when it is set."""

    def __init__(self, environment: int) -> None:
        pointer = c_void_p()
        if lib.library().cancel_new(environment, byref(pointer)) < 0:
            raise MemoryError
        super().__init__(pointer, lib.library().cancel_free)

    def set(self) -> None:
        lib.library().cancel_set(self.handle)

    def reset(self) -> None:
        lib.library().cancel_reset(self.handle)


class Task:
    """One piece of work of the library, which may be stopped by its token: before it has begun, it
    never does; while it lasts, the token is set; afterwards, nothing happens."""

    def __init__(self, token: Token) -> None:
        self._token = token
        self._lock = threading.Lock()
        self._begun = self._ended = self.stopped = False

    def __enter__(self) -> None:
        with self._lock:
            if self.stopped:
                raise Abandoned
            self._begun = True

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._ended = True
            if self.stopped:
                self._token.reset()

    def stop(self) -> bool:
        """Whether it has begun, so that it is still to be waited for."""
        with self._lock:
            self.stopped = True
            if self._begun and not self._ended:
                self._token.set()
            return self._begun


class _Job:
    """Work for another thread, which lets go of it before `ended` is set."""

    def __init__(self, work: Callable[[Task], Any], task: Task) -> None:
        self._work: Optional[Callable[[Task], Any]] = work
        self._task = task
        self.value: Any = None
        self.failure: Optional[BaseException] = None
        self.ended = False
        self._lock = threading.Lock()  # held until it has ended
        self._lock.acquire()

    def __call__(self) -> None:
        work, self._work = self._work, None
        try:
            self.value = work(self._task) if work else None
        except BaseException as error:  # raised again where it belongs
            self.failure = error
        del work
        self.ended = True
        self._lock.release()

    def wait(self) -> None:
        while not self.ended:
            self._lock.acquire(timeout=_GLANCE)


_idle: List["SimpleQueue[_Job]"] = []  # of threads that wait for a job
os.register_at_fork(after_in_child=_idle.clear)


def _hand_over(job: _Job) -> None:
    try:
        jobs = _idle.pop()
    except IndexError:
        jobs = SimpleQueue()
        start_new_thread(_serve, (jobs,))
    jobs.put(job)


def _serve(jobs: "SimpleQueue[_Job]") -> None:
    while True:
        jobs.get()()
        _idle.append(jobs)


def heard(work: Callable[[Task], T], token: Token) -> T:
    """Works in another thread while this one waits, since Python acts on a signal only between its
    own steps, never within a C function. An exception that a signal's handler raises (as Ctrl-C
    does) stops the task and is raised once that has ended; what the work made all the same is
    dropped. Where it does not end, as a callback may not, the third such exception leaves it alone.
    In any other thread than the main one no signal is heard: there the work is just done.
    """
    task = Task(token)
    if threading.current_thread() is not threading.main_thread():
        return work(task)
    job = _Job(work, task)
    signal: Optional[BaseException] = None
    given, signals = False, 0
    while True:
        try:
            if signal is not None and (not task.stop() or signals == _PATIENCE):
                raise signal  # where it has not begun, it never will
            if not given:
                given = True  # a signal that comes before the next step finds nothing begun
                _hand_over(job)
            job.wait()
            break
        except BaseException as error:
            if signal is error:
                raise
            signal, signals = signal or error, signals + 1
    failure, job.failure = signal or job.failure, None
    if failure is None:
        value: T = job.value
        return value
    try:
        raise failure
    finally:
        del failure, signal  # which hold this frame
