"""What the library calls back: functions, tables, loader, authorizer and progress of the host's.

Nothing may be raised into the library. What a callback raises is kept, for the call of the library
that it is part of to raise when it has ended.
"""

from __future__ import annotations

import ctypes
import operator
from itertools import islice
from typing import Any, Callable, Iterable, Iterator, List, Optional, Sequence, Union

from . import _library as lib
from ._handle import Token
from ._params import date_words, duration_words
from ._values import Date, Duration, one, text_of

_NUMBER = {"text": lib.TEXT, "int": lib.INT, "real": lib.REAL, "truth": lib.TRUTH}
_NUMBER.update({"date": lib.DATE, "duration": lib.DURATION})  # all else: a kind of entity

Rows = Union[Iterable[Any], Callable[[], Iterable[Any]]]


class Callbacks:
    """All of a session, which they must outlive."""

    def __init__(self) -> None:
        self.raised: Optional[BaseException] = None
        self._kept: List[Any] = []  # as ctypes does not, and one that was replaced may be at work
        self._loaded = b""

    def _keep(self, callback: Any) -> Any:
        self._kept.append(callback)
        return callback

    def _failed(self, error: BaseException, call: Optional[int] = None) -> int:
        """The status for what was raised, and its words for the library's message."""
        self.raised = error
        if call is not None:
            words = (str(error) or type(error).__name__).encode("utf-8", "replace")
            lib.library().return_error(call, words, len(words))
        return lib.WRONG_DATA if isinstance(error, Exception) else lib.INTERRUPTED

    # ---- functions -------------------------------------------------------------------------------

    def function(self, function: Callable[..., Any], signature: str, batch: bool) -> Any:
        result = signature.rpartition("->")[2].strip()
        listed = result.startswith("[")
        kind = _NUMBER.get(result.strip("[] "), lib.ENTITY)

        def by_row(call: int, _: Optional[int]) -> int:
            try:
                answer = function(*_arguments(call))
                _answer(call, kind, listed, answer)
                return lib.OK
            except BaseException as error:
                return self._failed(error, call)

        held: List[Any] = []  # the texts of an answer, until the next

        def by_batch(call: int, _: Optional[int], rows: int, vectors: Any, n: int, out: Any) -> int:
            try:
                arguments = [_cells(call, i, vectors[i], rows) for i in range(n)]
                answers = list(function(*arguments))
                if len(answers) != rows:
                    raise ValueError(f"it gave {len(answers)} results for {rows} rows")
                if listed:
                    for row, answer in enumerate(answers):
                        lib.library().call_row(call, row)
                        _answer(call, kind, True, answer)
                else:
                    held[:] = _fill(out.contents, kind, answers)
                return lib.OK
            except BaseException as error:
                return self._failed(error, call)

        return self._keep(lib.BatchFunction(by_batch) if batch else lib.RowFunction(by_row))

    # ---- tables ----------------------------------------------------------------------------------

    def table(self, rows: Rows, columns: str) -> Any:
        if not callable(rows) and iter(rows) is rows:
            raise TypeError("rows that can be walked through once: give a function that makes them")
        declared = [column.partition(":")[::2] for column in columns.split(",")]
        names = [name.strip() for name, _ in declared]
        kinds = [_NUMBER.get(kind.strip(), lib.ENTITY) for _, kind in declared]
        walk: List[Iterator[Any]] = [iter(())]
        held: List[Any] = []  # the texts of some rows, until the next

        def following(
            call: int, _: Optional[int], at: int, most: int, vectors: Any, n: int, count: Any
        ) -> int:
            try:
                if at == 0:
                    walk[0] = iter(rows() if callable(rows) else rows)
                block = [_row(row, names) for row in islice(walk[0], most)]
                held[:] = [_fill(vectors[c], kinds[c], [row[c] for row in block]) for c in range(n)]
                count[0] = len(block)
                return lib.OK
            except BaseException as error:
                return self._failed(error, call)

        return self._keep(lib.TableNext(following))

    # ---- the rest --------------------------------------------------------------------------------

    def loader(self, load: Optional[Callable[[str, str], str]]) -> Any:
        if load is None:
            return lib.Loader(0)
        asked = load

        def resolve(
            _: Optional[int], name: bytes, origin: Optional[bytes], text: Any, n: Any
        ) -> int:
            try:
                self._loaded = asked(name.decode(), (origin or b"").decode()).encode()
                text[0], n[0] = self._loaded, len(self._loaded)
                return lib.OK
            except BaseException as error:
                self._failed(error)
                return lib.IO

        return self._keep(lib.Loader(resolve))

    def authorizer(self, authorize: Callable[[str, str], str]) -> Any:
        def ask(_: Optional[int], kind: bytes, field: bytes) -> int:
            try:
                return lib.number_of(authorize(kind.decode(), field.decode()), lib.ACCESS, "access")
            except BaseException as error:
                self._failed(error)
                return lib.DENIED

        return self._keep(lib.Authorizer(ask))

    def progress(self, report: Optional[Callable[[int, int, int], object]], token: Token) -> Any:
        if report is None:
            return lib.Progress(0)
        told = report

        def tell(_: Optional[int], steps: int, done: int, total: int) -> None:
            try:
                if self.raised is None:
                    told(steps, done, total)
            except BaseException as error:
                self._failed(error)
                token.set()

        return self._keep(lib.Progress(tell))


# ---- arguments -----------------------------------------------------------------------------------


def _argument(call: int, i: int) -> Any:
    value = lib.Value()
    lib.check(lib.library().arg_value(call, i, ctypes.byref(value)), lib.CError())
    if value.type == lib.DATE and not value.missing and value.written.endswith(_CUT):
        whole = lib.library().arg_text(call, i, None).decode()
        return Date(whole, (*value.starts, *value.ends))
    return one(value, text_of)


_CUT = ("…]".encode(), "…}".encode())  # a set of dates too long for gzt_value


def _arguments(call: int) -> List[Any]:
    """The arguments of the row at hand, without those at the end that were left out."""
    library = lib.library()
    n = library.args(call)
    while n and library.arg_type(call, n - 1) == lib.NULL:
        n -= 1
    return [_argument(call, i) for i in range(n)]


def _cells(call: int, i: int, vector: Any, rows: int) -> Optional[List[Any]]:
    """An argument of all rows; None: it was left out."""
    if vector.type == lib.NULL:
        return None
    if vector.type in (lib.INT, lib.TRUTH, lib.REAL):
        plain = (vector.reals if vector.type == lib.REAL else vector.ints)[:rows]
        if vector.type == lib.TRUTH:
            plain = [None if truth == 2 else truth == 1 for truth in plain]
        return [None if gone else v for v, gone in zip(plain, vector.missing[:rows])]
    if vector.type in (lib.TEXT, lib.ENTITY, lib.DURATION):
        made = Duration if vector.type == lib.DURATION else str
        return [
            None if vector.missing[row] else made(
                ctypes.string_at(vector.texts[row], vector.lengths[row]).decode()
            )
            for row in range(rows)
        ]  # fmt: skip
    cells = []
    for row in range(rows):
        lib.library().call_row(call, row)
        cells.append(_argument(call, i))
    return cells


# ---- answers -------------------------------------------------------------------------------------


def _plain(kind: int, value: Any) -> Any:
    """A value as what the library takes for the type: an int, a float or the bytes of a text."""
    if kind == lib.INT:
        number = operator.index(value)
        if not -(1 << 63) <= number < 1 << 63:
            raise OverflowError(f"{number} is too large for an int")
        return number
    if kind == lib.REAL:
        return float(value)
    if kind == lib.TRUTH:
        if value not in (True, False):
            raise TypeError(f"a truth is True, False or None, not {value!r}")
        return int(value)
    if kind == lib.DATE:
        return date_words(value).encode()
    if kind == lib.DURATION:
        return duration_words(value).encode()
    if not isinstance(value, str):
        raise TypeError(f"a text or an id is a str, not {type(value).__name__}")
    return value.encode()


_RETURN = {lib.TEXT: "text", lib.INT: "int", lib.REAL: "real", lib.TRUTH: "truth"}
_RETURN.update({lib.DATE: "date", lib.DURATION: "duration", lib.ENTITY: "entity"})


def _answer(call: int, kind: int, listed: bool, value: Any) -> None:
    for one_of_them in (value if value is not None else ()) if listed else (value,):
        if one_of_them is None:
            lib.library().return_missing(call)
            continue
        plain = _plain(kind, one_of_them)
        more = (len(plain),) if isinstance(plain, bytes) else ()
        status = getattr(lib.library(), "return_" + _RETURN[kind])(call, plain, *more)
        if status < 0:
            raise ValueError(f"{one_of_them!r} is no {_RETURN[kind]} that can be given")


def _fill(vector: Any, kind: int, values: Sequence[Any]) -> List[bytes]:
    """Fills in a vector; the texts in it live as long as what is given back."""
    held: List[bytes] = []
    for row, value in enumerate(values):
        if value is None:
            continue
        plain = _plain(kind, value)
        if isinstance(plain, bytes):
            held.append(plain)
            vector.texts[row] = ctypes.cast(ctypes.c_char_p(plain), ctypes.c_void_p).value
            vector.lengths[row] = len(plain)
        elif kind == lib.REAL:
            vector.reals[row] = plain
        else:
            vector.ints[row] = plain
        vector.missing[row] = 0
    return held


def _row(row: Any, names: List[str]) -> Sequence[Any]:
    if isinstance(row, dict):
        wrong = [name for name in row if name not in names]
        if wrong:
            raise ValueError(f"a row has {wrong[0]!r}, which is no column of its table")
        return [row.get(name) for name in names]
    if len(row) != len(names):
        raise ValueError(f"a row has {len(row)} values for {len(names)} columns")
    cells: Sequence[Any] = row
    return cells
