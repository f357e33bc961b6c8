"""What every handle of the library has in common; how Ctrl-C is heard while the library works."""

from __future__ import annotations

import threading
import weakref
from _thread import start_new_thread
from ctypes import byref, c_void_p
from typing import Any, Callable, List, Optional, TypeVar

from . import _library as lib

T = TypeVar("T")
_GLANCE = 0.05  # seconds: a signal that comes just before a wait begins does not end that wait


class Handle:
    """A handle of the library, given back when it is closed or nobody holds it any more."""

    def __init__(self, pointer: c_void_p, free: Callable[[Optional[int]], Any]) -> None:
        self._pointer: Optional[int] = pointer.value
        self._finalizer = weakref.finalize(self, free, pointer.value)

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


def heard(work: Callable[[Task], T], token: Token) -> T:
    """Works in a thread while this one waits, since Python acts on a signal only between its own
    steps, never within a C function. An exception that a signal's handler raises (as Ctrl-C does)
    stops the task and is raised once that has ended; what the work made all the same is dropped. In
    any other thread than the main one no signal is heard: there the work is just done.
    """
    task = Task(token)
    if threading.current_thread() is not threading.main_thread():
        return work(task)
    values: List[T] = []
    failures: List[BaseException] = []
    done = threading.Event()

    def worker() -> None:
        try:
            values.append(work(task))
        except BaseException as error:  # raised again where it belongs
            failures.append(error)
        finally:
            done.set()

    signal: Optional[BaseException] = None
    started = False
    while True:
        try:
            if signal is not None and not task.stop():
                raise signal  # not begun: it never will
            if not started:
                started = True  # a signal that comes before the next step finds nothing begun
                start_new_thread(worker, ())
            while not done.wait(_GLANCE):
                pass
            break
        except BaseException as error:
            if signal is error:
                raise
            signal = signal or error
    if signal is not None:
        raise signal
    if failures:
        raise failures[0]
    return values[0]
