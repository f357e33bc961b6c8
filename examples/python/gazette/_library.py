"""The library as ctypes sees it: where it is found, its functions, its errors.

The only module that knows the signatures of runtime/gazette.h.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import threading
from ctypes import POINTER, c_bool, c_char, c_char_p, c_double, c_int32, c_int64, c_size_t
from ctypes import c_uint32, c_uint64, c_void_p
from pathlib import Path
from typing import Callable, Dict, List, Optional

WHOLE = c_size_t(-1).value  # a length: up to the NUL
OK, ROW, DONE = 0, 1, 2
WRONG_TYPE, INTERRUPTED = -3, -6
SCRIPT = 0

# The order of GZT_NULL, GZT_TEXT, … and of GZT_LIMIT_….
NULL, TEXT, INT, REAL, TRUTH, DATE, DURATION, ENTITY, LIST, RECORD = range(10)
LIMITS = ("text", "depth", "calls", "rows", "steps", "memory", "time_ms")

Sink = ctypes.CFUNCTYPE(c_int32, c_void_p, c_void_p, c_size_t)
Clock = ctypes.CFUNCTYPE(c_uint64, c_void_p)


class CError(ctypes.Structure):
    """gzt_error."""

    _fields_ = [
        ("status", c_int32),
        ("code", c_char * 8),
        ("line", c_uint32),
        ("column", c_uint32),
        ("offset", c_uint32),
        ("length", c_uint32),
        ("file", c_char * 128),
        ("message", c_char * 256),
        ("note", c_char * 160),
        ("hint", c_char * 160),
    ]


class Source(ctypes.Structure):
    """gzt_source."""

    _fields_ = [
        ("name", c_char_p),
        ("name_n", c_size_t),
        ("text", c_char_p),
        ("text_n", c_size_t),
    ]


_P = c_void_p  # every handle, and every place for an out parameter
_SIGNATURES: Dict[str, tuple] = {
    "version_number": (c_uint32, ()),
    "version_text": (c_char_p, ()),
    "status_name": (c_char_p, (c_int32,)),
    "env_new": (c_int32, (_P, _P)),
    "env_free": (None, (_P,)),
    "env_errors": (c_int32, (_P, Sink, _P)),
    "archive_build": (c_int32, (_P, POINTER(Source), c_size_t, _P, POINTER(CError))),
    "archive_open": (c_int32, (_P, _P, c_size_t, _P, _P, _P, POINTER(CError))),
    "archive_write": (c_int32, (_P, Sink, _P)),
    "archive_free": (None, (_P,)),
    "archive_meta": (c_char_p, (_P, c_char_p)),
    "archive_kind": (c_bool, (_P, c_uint32, _P, _P, _P)),
    "archive_field": (c_bool, (_P, c_uint32, c_uint32, _P, _P)),
    "session_new": (c_int32, (_P, _P)),
    "session_free": (None, (_P,)),
    "session_cancel": (None, (_P, _P)),
    "session_clock": (None, (_P, Clock, _P)),
    "session_errors": (c_int32, (_P, c_int32, Sink, _P)),
    "limit": (c_uint64, (_P, c_int32)),
    "limit_set": (c_int32, (_P, c_int32, c_uint64)),
    "bind_text": (c_int32, (_P, c_char_p, c_char_p, c_size_t, POINTER(CError))),
    "bind_date": (c_int32, (_P, c_char_p, c_char_p, c_size_t, POINTER(CError))),
    "bind_duration": (c_int32, (_P, c_char_p, c_char_p, c_size_t, POINTER(CError))),
    "bind_int": (c_int32, (_P, c_char_p, c_int64, POINTER(CError))),
    "bind_real": (c_int32, (_P, c_char_p, c_double, POINTER(CError))),
    "bind_truth": (c_int32, (_P, c_char_p, c_int32, POINTER(CError))),
    "bind_null": (c_int32, (_P, c_char_p, POINTER(CError))),
    "cancel_new": (c_int32, (_P, _P)),
    "cancel_free": (None, (_P,)),
    "cancel_set": (None, (_P,)),
    "cancel_reset": (None, (_P,)),
    "prepare": (c_int32, (_P, POINTER(Source), c_int32, _P, POINTER(CError))),
    "script_next": (c_int32, (_P, _P, POINTER(CError))),
    "script_free": (None, (_P,)),
    "result_columns": (c_uint32, (_P,)),
    "result_name": (c_char_p, (_P, c_uint32)),
    "result_type_name": (c_char_p, (_P, c_uint32)),
    "result_notes": (c_uint32, (_P,)),
    "result_note": (c_char_p, (_P, c_uint32)),
    "result_free": (None, (_P,)),
    "result_fetch": (c_int32, (_P, c_uint32, _P, POINTER(CError))),
    "result_arrow": (c_int32, (_P, _P, POINTER(CError))),
    "batch_free": (None, (_P,)),
    "batch_rows": (c_uint32, (_P,)),
    "batch_columns": (c_uint32, (_P,)),
    "batch_length": (c_uint32, (_P, c_uint32)),
    "batch_name": (c_char_p, (_P, c_uint32)),
    "batch_type": (c_int32, (_P, c_uint32)),
    "batch_int64": (c_int32, (_P, c_uint32, _P, _P)),
    "batch_double": (c_int32, (_P, c_uint32, _P, _P)),
    "batch_truth": (c_int32, (_P, c_uint32, _P, _P)),
    "batch_text": (c_int32, (_P, c_uint32, _P, _P, _P)),
    "batch_instants": (c_int32, (_P, c_uint32, _P)),
    "batch_list": (c_int32, (_P, c_uint32, _P, _P)),
    "batch_record": (c_int32, (_P, c_uint32, _P, _P, _P)),
}


class Library:
    """Each function of the table as an attribute, without its gzt_."""

    def __init__(self, path: str) -> None:
        self.path = path
        handle = ctypes.CDLL(path)
        for name, (result, arguments) in _SIGNATURES.items():
            try:
                function = getattr(handle, "gzt_" + name)
            except AttributeError:
                raise OSError(f"{path} is a libgazette without gzt_{name}: too old") from None
            function.restype = result
            function.argtypes = arguments
            setattr(self, name, function)

    def __getattr__(self, name: str) -> Callable:  # for type checkers; never reached otherwise
        raise AttributeError(name)


def _places() -> List[str]:
    given = os.environ.get("GAZETTE_LIBRARY")
    if given:
        return [given]
    tree = Path(__file__).resolve().parents[3] / "build" / "libgazette.so.0"
    found = ctypes.util.find_library("gazette")
    return [str(tree)] * tree.exists() + [found] * bool(found) + ["libgazette.so.0"]


_loaded: Optional[Library] = None
_loading = threading.Lock()


def library() -> Library:
    """The library, loaded when it is first needed. OSError where there is none."""
    global _loaded
    with _loading:
        if _loaded is None:
            places = _places()
            try:
                _loaded = Library(places[0])
            except OSError as error:
                raise OSError(
                    f"libgazette could not be loaded ({error}); build it with `make lib`, "
                    "or name the file in GAZETTE_LIBRARY"
                ) from None
        return _loaded


class Error(Exception):
    """What the library says went wrong. As text: the error framed with its line and carets.

    status   "GZT_SYNTAX", "GZT_NAME", "GZT_TYPE", "GZT_DATA", "GZT_LIMIT", …
    code     "E0202"; stable, explained by `gazette explain E0202`; "" if there is none
    message  one line; note: what stands beside the carets; hint: what to type instead
    line, column   from 1; 0 where the error has no place. offset, length: the same in bytes
    file     the name of the text, "" if it has none
    """

    def __init__(self, error: CError, rendered: str = "") -> None:
        def text(field: bytes) -> str:
            return field.decode("utf-8", "replace")

        self.status: str = library().status_name(error.status).decode()
        self.code = text(error.code)
        self.message = text(error.message)
        self.note = text(error.note)
        self.hint = text(error.hint)
        self.line: int = error.line
        self.column: int = error.column
        self.offset: int = error.offset
        self.length: int = error.length
        self.file = text(error.file)
        self.rendered = rendered.rstrip("\n")
        super().__init__(self.rendered or self.message or self.status)


def pieces(write: Callable[[Sink], int]) -> bytes:
    """What a function of the library writes into a sink."""
    parts: List[bytes] = []

    def take(_: Optional[int], p: int, n: int) -> int:
        parts.append(ctypes.string_at(p, n))
        return 0

    write(Sink(take))
    return b"".join(parts)


def check(status: int, error: CError, render: Optional[Callable[[Sink], int]] = None) -> int:
    """The status, or an exception where it is an error; `render` writes the framed text."""
    if status >= 0:
        return status
    error.status = status
    raise Error(error, pieces(render).decode("utf-8", "replace") if render else "")


def source(name: str, text: str) -> Source:
    """A text for the library, which copies it; keeps its bytes alive until then."""
    name_bytes, text_bytes = name.encode(), text.encode()
    return Source(name_bytes, len(name_bytes), text_bytes, len(text_bytes))
