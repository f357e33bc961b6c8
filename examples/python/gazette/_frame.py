"""Batches as a pandas.DataFrame, numbers and truths without a Python object for each."""

from __future__ import annotations

from ctypes import byref, c_double, c_int64, c_uint8, c_void_p
from typing import Any, List, Tuple

import numpy
import pandas

from . import _library as lib
from ._values import cells


def frame(names: List[str], kinds: List[int], batches: List[int]) -> Any:
    columns = [_column(batches, c, kind) for c, kind in enumerate(kinds)]
    table = pandas.concat(columns, axis=1) if columns else pandas.DataFrame()
    table.columns = names  # afterwards: names may be there twice
    return table


_DTYPES = {lib.INT: numpy.int64, lib.REAL: numpy.float64, lib.TRUTH: numpy.bool_}


def _column(batches: List[int], column: int, kind: int) -> Any:
    if kind in _DTYPES:
        parts = [(numpy.zeros(0, _DTYPES[kind]), numpy.zeros(0, bool))]
        parts += [_numbers(batch, column, kind) for batch in batches]
        values = numpy.concatenate([values for values, _ in parts])
        missing = numpy.concatenate([missing for _, missing in parts])
        if kind == lib.REAL:
            values[missing] = numpy.nan
        elif missing.any() and kind == lib.INT:
            values = pandas.arrays.IntegerArray(values, missing)
        elif missing.any():
            values = pandas.arrays.BooleanArray(values, missing)
        return pandas.Series(values)
    listed = [cell for batch in batches for cell in cells(batch, column)]
    return pandas.Series(listed, dtype=object)


def _numbers(batch: int, column: int, kind: int) -> Tuple[Any, Any]:
    """The cells of a column of numbers or truths, and where they are missing, as arrays."""
    library, n = lib.library(), lib.library().batch_length(batch, column)
    place, validity = c_void_p(), c_void_p()
    if kind == lib.TRUTH:
        library.batch_truth(batch, column, byref(place), byref(validity))
        values = _bits(place, n)
    else:
        read, cell = {
            lib.INT: (library.batch_int64, c_int64),
            lib.REAL: (library.batch_double, c_double),
        }[kind]
        read(batch, column, byref(place), byref(validity))
        values = _copied(cell, place, n)
    missing = ~_bits(validity, n) if validity.value else numpy.zeros(n, bool)
    return values, missing


def _copied(cell: Any, place: c_void_p, n: int) -> Any:
    return numpy.array((cell * n).from_address(place.value or 0)) if n else numpy.zeros(0, cell)


def _bits(place: c_void_p, n: int) -> Any:
    packed = _copied(c_uint8, place, (n + 7) // 8)
    return numpy.unpackbits(packed, count=n, bitorder="little").astype(bool)
