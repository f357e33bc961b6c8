"""Values as Python values: of the columns of a batch, read from where they lie in memory, and of a
single gzt_value."""

from __future__ import annotations

import ctypes
import datetime
import re
from ctypes import byref, c_double, c_int32, c_int64, c_size_t, c_uint32, c_void_p
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from . import _library as lib

_OPEN = (-(1 << 63), (1 << 63) - 1)  # the instants that mean: no such end


class Date(str):
    """A date as the archive knows it: a text, EDTF (ISO 8601-2:2019), with its bounds.

    Two dates are equal if they state the same; the order is that of texts, so sort in the query.
    """

    __slots__ = ("_instants",)
    _instants: Optional[Tuple[int, int, int, int]]

    def __new__(cls, edtf: str, instants: Optional[Sequence[int]] = None) -> "Date":
        date = super().__new__(cls, edtf)
        date._instants = tuple(instants) if instants is not None else None  # type: ignore
        return date

    @property
    def edtf(self) -> str:
        """The date as EDTF: "1917-11-07", "1870~", "1904/1907"."""
        return str(self)

    @property
    def bounds(self) -> Tuple[Optional[int], Optional[int]]:
        """The first and last second it may touch, from 1970-01-01 UTC; None where it is open."""
        if self._instants is None:
            return None, None
        first, last = self._instants[0], self._instants[3]
        return (None if first == _OPEN[0] else first, None if last == _OPEN[1] else last)

    @property
    def instants(self) -> Optional[Tuple[int, int, int, int]]:
        """Earliest and latest start, earliest and latest end, as gzt_batch_instants gives them."""
        return self._instants

    def __repr__(self) -> str:
        return f"Date({str(self)!r})"


_UNITS = re.compile(
    r"(-?)P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)S)?)?"
)


class Duration(str):
    """A length of time as the archive knows it: a text, ISO 8601, such as "P5Y" or "PT1H30M"; of a
    lower and an upper bound where it is not known exactly: "P53Y/P54Y"."""

    __slots__ = ()

    @property
    def bounds(self) -> Tuple[Tuple[int, int], Tuple[int, int]]:
        """The lower and the upper bound, each so many calendar months and so many seconds."""
        low, _, high = self.partition("/")
        return _months_and_seconds(low), _months_and_seconds(high or low)

    @property
    def timedelta(self) -> Optional[datetime.timedelta]:
        """As Python has it; None where it is not known exactly or counts months, which are not all
        equally long."""
        low, high = self.bounds
        return datetime.timedelta(seconds=low[1]) if low == high and not low[0] else None

    def __repr__(self) -> str:
        return f"Duration({str(self)!r})"


def _months_and_seconds(iso: str) -> Tuple[int, int]:
    match = _UNITS.fullmatch(iso)
    if match is None:
        raise ValueError(f"{iso!r} is not a duration such as P5Y6M or PT1H30M")
    years, months, days, hours, minutes, seconds = (int(n or 0) for n in match.groups()[1:])
    sign = -1 if match[1] else 1
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return sign * (12 * years + months), sign * whole


# ---- one value ---------------------------------------------------------------------------------


def one(value: lib.Value, entity: Callable[[lib.Value], Any]) -> Any:
    """A value of the library; `entity` makes what stands for an entity."""
    if value.type == lib.LIST:
        return [one(_element(value, i), entity) for i in range(value.count)]
    if value.missing or value.type == lib.NULL:
        return None
    if value.type == lib.RECORD:
        return dict(_field(value, i, entity) for i in range(value.count))
    if value.type == lib.ENTITY:
        return entity(value)
    if value.type == lib.INT:
        return value.integer
    if value.type == lib.REAL:
        return value.real
    if value.type == lib.TRUTH:
        return value.truth == 1
    if value.type == lib.DATE:
        return Date(value.written.decode(), (*value.starts, *value.ends))
    if value.type == lib.DURATION:
        return Duration(value.written.decode())
    return text_of(value)


def text_of(value: lib.Value) -> str:
    """A text, or the id of an entity."""
    return ctypes.string_at(value.text, value.text_n).decode()


def label_of(value: lib.Value) -> str:
    """The name or title of an entity, else its id."""
    return ctypes.string_at(value.label, value.label_n).decode()


def _element(value: lib.Value, i: int) -> lib.Value:
    out = lib.Value()
    lib.check(lib.library().value_element(byref(value), i, byref(out)), lib.CError())
    return out


def _field(value: lib.Value, i: int, entity: Callable[[lib.Value], Any]) -> Tuple[str, Any]:
    name, length, out = c_void_p(), c_size_t(), lib.Value()
    lib.check(
        lib.library().value_field(byref(value), i, byref(name), byref(length), byref(out)),
        lib.CError(),
    )
    return ctypes.string_at(name.value or 0, length.value).decode(), one(out, entity)


# ---- a batch -----------------------------------------------------------------------------------


def rows(batch: int) -> List[Dict[str, Any]]:
    """The rows of a batch as dicts. Of columns with the same name, the last counts."""
    library = lib.library()
    n = library.batch_rows(batch)
    return _records(batch, 0, library.batch_columns(batch), n)


def _records(batch: int, first: int, n: int, length: int) -> List[Dict[str, Any]]:
    library = lib.library()
    names = [library.batch_name(batch, c).decode() for c in range(first, first + n)]
    if not names:
        return [{} for _ in range(length)]
    columns = [cells(batch, c) for c in range(first, first + n)]
    return [dict(zip(names, row)) for row in zip(*columns)]


def _bits(place: Optional[int], n: int) -> List[bool]:
    packed = ctypes.string_at(place or 0, (n + 7) // 8) if n else b""
    return [bool(packed[i >> 3] >> (i & 7) & 1) for i in range(n)]


def _masked(values: List[Any], validity: c_void_p) -> List[Any]:
    if not validity.value:
        return values
    valid = _bits(validity.value, len(values))
    return [value if there else None for value, there in zip(values, valid)]


def _array(kind: Any, place: c_void_p, n: int) -> List[Any]:
    return list((kind * n).from_address(place.value)) if n else []


def _texts(batch: int, column: int, n: int) -> List[Optional[str]]:
    offsets, data, validity = c_void_p(), c_void_p(), c_void_p()
    lib.library().batch_text(batch, column, byref(offsets), byref(data), byref(validity))
    at = _array(c_int32, offsets, n + 1)
    raw = ctypes.string_at(data.value or 0, at[n])
    return _masked([raw[at[i] : at[i + 1]].decode() for i in range(n)], validity)


def _dates(batch: int, column: int, n: int) -> List[Optional[Date]]:
    place = c_void_p()
    lib.library().batch_instants(batch, column, byref(place))
    at = _array(c_int64, place, 4 * n)
    texts = _texts(batch, column, n)
    return [
        None if text is None else Date(text, at[4 * i : 4 * i + 4]) for i, text in enumerate(texts)
    ]


def _lists(batch: int, column: int, n: int) -> List[List[Any]]:
    offsets, child = c_void_p(), c_uint32()
    lib.library().batch_list(batch, column, byref(offsets), byref(child))
    at = _array(c_int32, offsets, n + 1)
    elements = cells(batch, child.value)
    return [elements[at[i] : at[i + 1]] for i in range(n)]


def cells(batch: int, column: int) -> List[Any]:
    """The cells of a column."""
    library = lib.library()
    kind, n = library.batch_type(batch, column), library.batch_length(batch, column)
    place, validity = c_void_p(), c_void_p()
    if kind == lib.INT:
        library.batch_int64(batch, column, byref(place), byref(validity))
        return _masked(_array(c_int64, place, n), validity)
    if kind == lib.REAL:
        library.batch_double(batch, column, byref(place), byref(validity))
        return _masked(_array(c_double, place, n), validity)
    if kind == lib.TRUTH:
        library.batch_truth(batch, column, byref(place), byref(validity))
        return _masked(_bits(place.value, n), validity)
    if kind == lib.DATE:
        return _dates(batch, column, n)
    if kind == lib.DURATION:
        return [None if t is None else Duration(t) for t in _texts(batch, column, n)]
    if kind == lib.LIST:
        return _lists(batch, column, n)
    if kind == lib.RECORD:
        first, fields = c_uint32(), c_uint32()
        library.batch_record(batch, column, byref(first), byref(fields), byref(validity))
        return _masked(_records(batch, first.value, fields.value, n), validity)
    if kind == lib.NULL:
        return [None] * n
    return _texts(batch, column, n)
