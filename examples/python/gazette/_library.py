"""The library as ctypes sees it: where it is found, its functions, its errors.

The only module that knows the signatures of runtime/gazette.h.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
import threading
from ctypes import POINTER, c_bool, c_char, c_char_p, c_double, c_int32, c_int64, c_size_t
from ctypes import c_uint8, c_uint32, c_uint64, c_void_p
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

OK, ROW, DONE = 0, 1, 2
WRONG_TYPE, WRONG_DATA, INTERRUPTED, IO = -3, -4, -6, -8
SCRIPT = 0
FRAMED, LISTED = 0, 1  # GZT_ERRORS_TEXT, GZT_ERRORS_JSON
WITH_MISSING = 1  # GZT_FN_MISSING

# The order of GZT_NULL, GZT_TEXT, … and of GZT_LIMIT_….
NULL, TEXT, INT, REAL, TRUTH, DATE, DURATION, ENTITY, LIST, RECORD = range(10)
LIMITS = ("text", "depth", "calls", "rows", "steps", "memory", "time_ms")
PROFILES = ("safe", "default", "trusted")
ACCESS = ("open", "hidden", "denied")
DENIED = 2
DUMPS = ("tokens", "ast", "types", "plan")
SPANS = (
    ("keyword", "name", "function", "unknown", "text", "number", "date", "id", "comment")
    + ("operator", "bracket", "error")
)  # fmt: skip


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


class Value(ctypes.Structure):
    """gzt_value."""

    _fields_ = [
        ("size", c_size_t),
        ("type", c_int32),
        ("truth", c_int32),
        ("missing", c_bool),
        ("kind", c_char_p),
        ("count", c_uint32),
        ("integer", c_int64),
        ("real", c_double),
        ("text", c_void_p),
        ("text_n", c_size_t),
        ("label", c_void_p),
        ("label_n", c_size_t),
        ("starts", c_int64 * 2),
        ("ends", c_int64 * 2),
        ("months", c_int32 * 2),
        ("seconds", c_int64 * 2),
        ("written", c_char * 192),
        ("inside", c_void_p * 3),
        ("place", c_uint64 * 2),
    ]

    def __init__(self) -> None:
        super().__init__(size=ctypes.sizeof(Value))


class Vector(ctypes.Structure):
    """gzt_vector."""

    _fields_ = [
        ("size", c_size_t),
        ("type", c_int32),
        ("missing", POINTER(c_uint8)),
        ("ints", POINTER(c_int64)),
        ("reals", POINTER(c_double)),
        ("texts", POINTER(c_void_p)),
        ("lengths", POINTER(c_size_t)),
    ]


class Records(ctypes.Structure):
    """gzt_records."""

    _fields_ = [
        ("loaded", c_uint64),
        ("left_out", c_uint64),
        ("links", c_uint64),
        ("repaired", c_uint64),
    ]


class CCandidate(ctypes.Structure):
    """gzt_candidate."""

    _fields_ = [
        ("size", c_size_t),
        ("text", c_char_p),
        ("what", c_char_p),
        ("type", c_char_p),
        ("help", c_char_p),
    ]


class WriteOptions(ctypes.Structure):
    """gzt_write_options."""

    _fields_ = [
        ("size", c_size_t),
        ("format", c_char_p),
        ("width", c_uint32),
        ("max_rows", c_uint32),
        ("types", c_bool),
        ("color", c_bool),
        ("whole", c_void_p),
        ("whole_user", c_void_p),
        ("light", c_bool),
    ]


# Callbacks. What they raise must stay in them: ctypes would print it and go on.
Sink = ctypes.CFUNCTYPE(c_int32, c_void_p, c_void_p, c_size_t)
Clock = ctypes.CFUNCTYPE(c_uint64, c_void_p)
Loader = ctypes.CFUNCTYPE(
    c_int32, c_void_p, c_char_p, c_char_p, POINTER(c_char_p), POINTER(c_size_t)
)
Progress = ctypes.CFUNCTYPE(None, c_void_p, c_uint64, c_uint64, c_uint64)
Authorizer = ctypes.CFUNCTYPE(c_int32, c_void_p, c_char_p, c_char_p)
CandidateSink = ctypes.CFUNCTYPE(c_int32, c_void_p, POINTER(CCandidate))
SpanSink = ctypes.CFUNCTYPE(None, c_void_p, c_size_t, c_size_t, c_int32)
RowFunction = ctypes.CFUNCTYPE(c_int32, c_void_p, c_void_p)
BatchFunction = ctypes.CFUNCTYPE(
    c_int32, c_void_p, c_void_p, c_uint32, POINTER(Vector), c_uint32, POINTER(Vector)
)
TableNext = ctypes.CFUNCTYPE(
    c_int32, c_void_p, c_void_p, c_uint64, c_uint32, POINTER(Vector), c_uint32, POINTER(c_uint32)
)

ExportOpen = ctypes.CFUNCTYPE(c_int32, c_void_p, c_char_p)
ExportClose = ctypes.CFUNCTYPE(c_int32, c_void_p)
ExportProgress = ctypes.CFUNCTYPE(None, c_void_p, c_uint64, c_uint64)
ExportFinding = ctypes.CFUNCTYPE(None, c_void_p, c_char_p, c_uint64)


class Export(ctypes.Structure):
    """gzt_export."""

    _fields_ = [
        ("size", c_size_t),
        ("user", c_void_p),
        ("open", ExportOpen),
        ("write", Sink),
        ("close", ExportClose),
        ("progress", ExportProgress),
        ("finding", ExportFinding),
    ]


_P = c_void_p  # every handle, and every place for an out parameter
_E = POINTER(CError)
_SIGNATURES: Dict[str, Tuple[Any, Tuple[Any, ...]]] = {
    "version_number": (c_uint32, ()),
    "version_text": (c_char_p, ()),
    "status_name": (c_char_p, (c_int32,)),
    "env_new": (c_int32, (_P, _P)),
    "env_free": (None, (_P,)),
    "env_cancel": (None, (_P, _P)),
    "env_errors": (c_int32, (_P, Sink, _P)),
    "env_errors_json": (c_int32, (_P, Sink, _P)),
    "explain_code": (c_char_p, (c_char_p,)),
    "function": (c_bool, (_P, c_uint32, _P, _P, _P, _P, _P)),
    "archive_build": (c_int32, (_P, POINTER(Source), c_size_t, _P, _E)),
    "archive_open": (c_int32, (_P, _P, c_size_t, _P, _P, _P, _E)),
    "archive_export": (c_int32, (_P, c_char_p, POINTER(Export), _E)),
    "export_format": (c_bool, (c_uint32, POINTER(c_char_p), _P, _P, POINTER(c_bool))),
    "archive_write": (c_int32, (_P, Sink, _P)),
    "archive_free": (None, (_P,)),
    "archive_meta": (c_char_p, (_P, c_char_p)),
    "archive_kind": (c_bool, (_P, c_uint32, _P, _P, _P)),
    "archive_field": (c_bool, (_P, c_uint32, c_uint32, _P, _P)),
    "builder_new": (c_int32, (_P, _P)),
    "builder_free": (None, (_P,)),
    "builder_facts": (c_int32, (_P, POINTER(Source), c_size_t, _E)),
    "builder_load": (c_int32, (_P, POINTER(Source), c_size_t, POINTER(c_uint64), _E)),
    "builder_import": (c_int32, (_P, c_char_p, POINTER(Source), c_size_t, POINTER(c_uint64), _E)),
    "builder_records": (c_int32, (_P, POINTER(Records))),
    "builder_finding": (c_bool, (_P, c_uint32, POINTER(c_char_p), POINTER(c_uint64))),
    "builder_guessed": (c_char_p, (_P,)),
    "builder_meta": (c_int32, (_P, c_char_p, c_char_p, c_size_t, _E)),
    "builder_entity": (c_int32, (_P, c_char_p, c_char_p, _P, _E)),
    "builder_find": (c_int32, (_P, c_char_p, c_char_p, _P, _E)),
    "builder_text": (c_int32, (_P, c_uint32, c_char_p, c_char_p, c_size_t, _E)),
    "builder_int": (c_int32, (_P, c_uint32, c_char_p, c_int64, _E)),
    "builder_real": (c_int32, (_P, c_uint32, c_char_p, c_double, _E)),
    "builder_truth": (c_int32, (_P, c_uint32, c_char_p, c_int32, _E)),
    "builder_date": (c_int32, (_P, c_uint32, c_char_p, c_char_p, c_size_t, _E)),
    "builder_duration": (c_int32, (_P, c_uint32, c_char_p, c_char_p, c_size_t, _E)),
    "builder_link": (c_int32, (_P, c_uint32, c_char_p, c_uint32, _E)),
    "builder_note": (c_int32, (_P, c_char_p, c_char_p, c_char_p, _P, c_size_t, _E)),
    "builder_within": (c_int32, (_P, c_char_p, c_size_t, _E)),
    "builder_finish": (c_int32, (_P, _P, _E)),
    "builder_errors": (c_int32, (_P, c_int32, Sink, _P)),
    "session_new": (c_int32, (_P, _P)),
    "session_free": (None, (_P,)),
    "session_cancel": (None, (_P, _P)),
    "session_clock": (None, (_P, Clock, _P)),
    "session_loader": (None, (_P, Loader, _P)),
    "session_progress": (c_int32, (_P, c_uint64, Progress, _P)),
    "session_authorizer": (c_int32, (_P, Authorizer, _P)),
    "session_errors": (c_int32, (_P, c_int32, Sink, _P)),
    "register": (c_int32, (_P, c_char_p, c_char_p, c_uint32, RowFunction, _P, _P, _E)),
    "register_batch": (c_int32, (_P, c_char_p, c_char_p, c_uint32, BatchFunction, _P, _P, _E)),
    "register_table": (c_int32, (_P, c_char_p, c_char_p, TableNext, _P, _P, _E)),
    "register_help": (c_int32, (_P, c_char_p, c_char_p, c_char_p, c_char_p, _E)),
    "args": (c_uint32, (_P,)),
    "arg_type": (c_int32, (_P, c_uint32)),
    "arg_value": (c_int32, (_P, c_uint32, POINTER(Value))),
    "arg_text": (c_char_p, (_P, c_uint32, _P)),
    "call_row": (c_int32, (_P, c_uint32)),
    "return_text": (c_int32, (_P, c_char_p, c_size_t)),
    "return_date": (c_int32, (_P, c_char_p, c_size_t)),
    "return_duration": (c_int32, (_P, c_char_p, c_size_t)),
    "return_entity": (c_int32, (_P, c_char_p, c_size_t)),
    "return_int": (c_int32, (_P, c_int64)),
    "return_real": (c_int32, (_P, c_double)),
    "return_truth": (c_int32, (_P, c_int32)),
    "return_missing": (c_int32, (_P,)),
    "return_error": (c_int32, (_P, c_char_p, c_size_t)),
    "entity": (c_int32, (_P, c_char_p, c_char_p, POINTER(Value), _E)),
    "entity_field": (c_int32, (_P, POINTER(Value), c_char_p, POINTER(Value), _E)),
    "value_element": (c_int32, (POINTER(Value), c_uint32, POINTER(Value))),
    "value_field": (c_int32, (POINTER(Value), c_uint32, _P, _P, POINTER(Value))),
    "limits_profile": (c_int32, (_P, c_int32)),
    "limits_lock": (c_int32, (_P,)),
    "check_input": (c_int32, (_P, c_char_p, c_size_t, c_char_p, c_size_t)),
    "complete": (c_int32, (_P, c_char_p, c_size_t, c_size_t, c_int32, _P, CandidateSink, _P)),
    "highlight": (c_int32, (_P, c_char_p, c_size_t, c_int32, SpanSink, _P)),
    "dump": (c_int32, (_P, POINTER(Source), c_int32, Sink, _P, _E)),
    "query_json": (c_int32, (_P, c_char_p, c_size_t, Sink, _P, _E)),
    "limit": (c_uint64, (_P, c_int32)),
    "limit_set": (c_int32, (_P, c_int32, c_uint64)),
    "bind_text": (c_int32, (_P, c_char_p, c_char_p, c_size_t, _E)),
    "bind_date": (c_int32, (_P, c_char_p, c_char_p, c_size_t, _E)),
    "bind_duration": (c_int32, (_P, c_char_p, c_char_p, c_size_t, _E)),
    "bind_int": (c_int32, (_P, c_char_p, c_int64, _E)),
    "bind_real": (c_int32, (_P, c_char_p, c_double, _E)),
    "bind_truth": (c_int32, (_P, c_char_p, c_int32, _E)),
    "bind_null": (c_int32, (_P, c_char_p, _E)),
    "cancel_new": (c_int32, (_P, _P)),
    "cancel_free": (None, (_P,)),
    "cancel_set": (None, (_P,)),
    "cancel_reset": (None, (_P,)),
    "prepare": (c_int32, (_P, POINTER(Source), c_int32, _P, _E)),
    "script_next": (c_int32, (_P, _P, _E)),
    "script_param": (c_char_p, (_P, c_uint32)),
    "script_reset": (c_int32, (_P,)),
    "script_free": (None, (_P,)),
    "result_columns": (c_uint32, (_P,)),
    "result_name": (c_char_p, (_P, c_uint32)),
    "result_type": (c_int32, (_P, c_uint32)),
    "result_type_name": (c_char_p, (_P, c_uint32)),
    "result_notes": (c_uint32, (_P,)),
    "result_note": (c_char_p, (_P, c_uint32)),
    "result_free": (None, (_P,)),
    "result_fetch": (c_int32, (_P, c_uint32, _P, _E)),
    "result_explain": (c_int32, (_P, Sink, _P)),
    "result_write": (c_int32, (_P, POINTER(WriteOptions), Sink, _P, _E)),
    "batches_arrow": (c_int32, (_P, _P, c_size_t, _P, _E)),
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

    def __getattr__(
        self, name: str
    ) -> Callable[..., Any]:  # for type checkers; never reached otherwise
        raise AttributeError(name)


def _places() -> List[str]:
    given = os.environ.get("GAZETTE_LIBRARY")
    if given:
        return [given]
    tree = Path(__file__).resolve().parents[3] / "build" / "libgazette.so.0"
    found = ctypes.util.find_library("gazette")
    return [str(tree)] * tree.exists() + ([found] if found else []) + ["libgazette.so.0"]


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
    all      all errors of the text, this one among them: dicts of the names above, without status
    """

    def __init__(
        self, error: CError, rendered: str = "", listed: Sequence[Dict[str, Any]] = ()
    ) -> None:
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
        self.all: List[Dict[str, Any]] = list(listed)
        self.rendered = rendered.rstrip("\n")
        super().__init__(self.rendered or self.message or self.status)


class Written:
    """A sink and what was written into it. `stopped`: no more is wanted."""

    def __init__(self, stopped: Callable[[], bool] = lambda: False) -> None:
        parts: List[bytes] = []

        def take(_: Optional[int], place: int, n: int) -> int:
            parts.append(ctypes.string_at(place, n))
            return int(stopped())

        self.sink, self._parts = Sink(take), parts

    def bytes(self) -> bytes:
        return b"".join(self._parts)

    def text(self) -> str:
        return self.bytes().decode("utf-8", "replace")


def number_of(name: str, names: Tuple[str, ...], what: str) -> int:
    """The library's number of a name; ValueError where it is none of them."""
    if name not in names:
        raise ValueError(f"there is no {what} {name!r}; there are {', '.join(names)}")
    return names.index(name)


Errors = Callable[[int, Any], Any]  # writes all errors, FRAMED or LISTED, into a sink


def check(status: int, error: CError, errors: Optional[Errors] = None) -> int:
    """The status, or an exception where it is an error."""
    if status >= 0:
        return status
    error.status = status
    framed, listed = Written(), Written()
    if errors:
        errors(FRAMED, framed.sink)
        errors(LISTED, listed.sink)
    raise Error(error, framed.text(), [json.loads(e) for e in listed.text().split("\n") if e])


def c_text(text: str) -> bytes:
    """A name for the library, for which a NUL is the end."""
    encoded = text.encode()
    if 0 in encoded:
        raise ValueError(f"a name without NUL is needed, not {text!r}")
    return encoded


def source(name: str, text: str) -> Source:
    """A text for the library, which copies it; keeps its bytes alive until then."""
    name_bytes, text_bytes = name.encode(), text.encode()
    return Source(name_bytes, len(name_bytes), text_bytes, len(text_bytes))
