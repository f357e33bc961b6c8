"""Arrow's C stream in a PyCapsule, as pyarrow, pandas, polars and DuckDB take it."""

from __future__ import annotations

import atexit
import ctypes
from ctypes import c_char_p, c_int, c_void_p, py_object
from typing import Any, Callable, Dict, List, Tuple


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
_new = ctypes.PYFUNCTYPE(py_object, c_void_p, c_char_p, c_void_p)(
    ("PyCapsule_New", ctypes.pythonapi)
)
# These have the capsule's address, as the object is dying.
_pointer = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)
_set_destructor = ctypes.PYFUNCTYPE(c_int, c_void_p, c_void_p)(
    ("PyCapsule_SetDestructor", ctypes.pythonapi)
)

# By address, as long as the capsule lives: the stream, and the capsule's own address.
_live: Dict[int, Tuple[ArrowArrayStream, int]] = {}


def _destroy(capsule: int) -> None:
    stream, _ = _live.pop(_pointer(capsule, _NAME))
    if stream.release:  # else a consumer has moved it out
        stream.release(ctypes.addressof(stream))


_destructor = _Destructor(_destroy)
_ending: List[bool] = []


@atexit.register
def _end() -> None:
    """Capsules may outlive the functions of this module: then nobody destroys them."""
    _ending.append(True)
    for _, capsule in _live.values():
        _set_destructor(capsule, None)


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
    made = _new(address, _NAME, None)
    _live[address] = stream, id(made)
    if not _ending:
        _set_destructor(id(made), ctypes.cast(_destructor, c_void_p))
    return made
