"""Arrow's C stream in a PyCapsule, as pyarrow, pandas, polars and DuckDB take it."""

from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_int, c_void_p, py_object
from typing import Any, Callable, Dict


class ArrowArrayStream(ctypes.Structure):
    """struct ArrowArrayStream of Arrow's C stream interface."""


ArrowArrayStream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)),
    ("get_next", ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)),
    ("get_last_error", ctypes.CFUNCTYPE(c_char_p, c_void_p)),
    ("release", ctypes.CFUNCTYPE(None, c_void_p)),
    ("private_data", c_void_p),
]

_NAME = b"arrow_array_stream"
_Destructor = ctypes.PYFUNCTYPE(None, c_void_p)
_new = ctypes.pythonapi.PyCapsule_New
_new.restype, _new.argtypes = py_object, (c_void_p, c_char_p, _Destructor)
# A prototype of its own: the destructor has the capsule's address, as the object is dying.
_pointer = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)

_live: Dict[int, ArrowArrayStream] = {}  # by address, as long as the capsule lives


def _destroy(capsule: int) -> None:
    stream = _live.pop(_pointer(capsule, _NAME), None)
    if stream is not None and stream.release:  # else a consumer has moved it out
        stream.release(ctypes.addressof(stream))


_destructor = _Destructor(_destroy)


def filled(fill: Callable[[int], Any]) -> ArrowArrayStream:
    """A stream that `fill` puts at the address it is given, released should that fail halfway."""
    stream = ArrowArrayStream()
    try:
        fill(ctypes.addressof(stream))
    except BaseException:
        if stream.release:
            stream.release(ctypes.addressof(stream))
        raise
    return stream


def capsule(fill: Callable[[int], Any]) -> Any:
    """A capsule around such a stream."""
    stream = filled(fill)
    address = ctypes.addressof(stream)
    _live[address] = stream
    return _new(address, _NAME, _destructor)
