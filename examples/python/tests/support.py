"""What the tests share: facts, a query that takes as long as it is let, memory that is counted."""

import contextlib
import ctypes
import gc
import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import gazette  # noqa: E402, F401
from gazette import _handle, _library  # noqa: E402

FACTS = """
archive "Test" { language: "en" }
person @ada { name: "Ada", born: 1815-12-10, died: 1852-11-27 }
person @ben { name: "Bén", born: 1870~ }
person @cid { also: ["Sid", "El Cid"] }
event @e1 { title: "Talk", date: 1840, people: [@ada, @ben] }
event @e2 { title: "Walk", date: 1904..1907, people: [@ada] }
"""
FIB = "fn fib(n: int): int = if n < 2 then n else fib(n - 1) + fib(n - 2)\n"
LONG = FIB + "[40, 41, 42] | select f: fib(it)"


class Alloc(ctypes.Structure):
    """gzt_alloc."""

    resize_t = ctypes.CFUNCTYPE(
        ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t
    )
    _fields_ = [("size", ctypes.c_size_t), ("user", ctypes.c_void_p), ("resize", resize_t)]


@contextlib.contextmanager
def patched(thing, name, value):
    old = getattr(thing, name)
    setattr(thing, name, value)
    try:
        yield old
    finally:
        setattr(thing, name, old)


@contextlib.contextmanager
def nothing_leaked(test):
    """Everything that the library takes in environments made meanwhile has been given back."""
    c = ctypes.CDLL(None)
    c.realloc.restype, c.realloc.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_size_t)
    c.free.restype, c.free.argtypes = None, (ctypes.c_void_p,)
    blocks = set()

    def resize(_, place, old, new):
        blocks.discard(place)
        if not new:
            c.free(place)
            return None
        place = c.realloc(place, new)
        blocks.add(place)
        return place

    alloc = Alloc(ctypes.sizeof(Alloc), None, Alloc.resize_t(resize))
    library = _library.library()
    old = library.env_new
    with patched(library, "env_new", lambda _, out: old(ctypes.byref(alloc), out)):
        yield
        gc.collect()
    test.assertEqual(len(blocks), 0)


@contextlib.contextmanager
def hearing(heard):
    """Within it, the event is set whenever a signal has been heard."""
    set_token = _handle.Token.set

    def hear(token):
        set_token(token)
        heard.set()

    with patched(_handle.Token, "set", hear):
        yield


@contextlib.contextmanager
def interrupted(name, times=1):
    """Within it, the library's function of this name gets a real SIGINT when it is called, and goes
    on when that has been heard. Gives a list of what it returned."""
    library, heard, returned = _library.library(), threading.Event(), []
    old = getattr(library, name)

    def call(*arguments):
        for _ in range(times):
            heard.clear()
            os.kill(os.getpid(), signal.SIGINT)
            heard.wait()
        setattr(library, name, old)
        returned.append(old(*arguments))
        return returned[-1]

    with patched(library, name, call), hearing(heard):
        yield returned
