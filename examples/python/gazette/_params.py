"""How values of Python's are given to the library: params, facts, results of functions."""

from __future__ import annotations

import datetime
import operator
from typing import Any, List, Tuple, Union

from ._values import Date, Duration

Param = Union[str, int, float, bool, datetime.date, datetime.timedelta, None]
Ways = List[Tuple[str, Tuple[Any, ...]]]  # the end of a function's name, its arguments


def ways(value: Any, words: Tuple[str, ...]) -> Ways:
    """The ways to give a value, the likeliest first: which fits depends on the type asked for.
    words: what a str may be."""
    if value is None:
        return [("null", ())]
    if isinstance(value, bool):
        return [("truth", (int(value),))]
    if isinstance(value, float):
        return [("real", (value,))]
    if isinstance(value, (Duration, datetime.timedelta)):
        return _worded(duration_words(value), "duration")
    if isinstance(value, (Date, datetime.date)):  # a datetime too
        return _worded(date_words(value), "date")
    if isinstance(value, str):
        return _worded(value, *words)
    if isinstance(value, int):
        whole: Ways = [("int", (value,))] if -(1 << 63) <= value < 1 << 63 else []
        return whole + _worded(date_words(value), "date")
    raise TypeError(
        "a value is a text, a number, a truth, a date or a duration, " f"not {type(value).__name__}"
    )


def _worded(text: str, *kinds: str) -> Ways:
    encoded = text.encode()
    return [(kind, (encoded, len(encoded))) for kind in kinds]


def date_words(value: Any) -> str:
    """A date as the library reads it, from a str, a date, a datetime or a year."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    year = operator.index(value)
    return f"{year:04}" if year > 0 else f"{1 - year} BCE"


def duration_words(value: Any) -> str:
    """A duration as the library reads it, from a str or a timedelta."""
    if isinstance(value, str):
        return str(value)
    if not isinstance(value, datetime.timedelta):
        raise TypeError(f"a duration is a str or a timedelta, not {type(value).__name__}")
    if value.microseconds:
        raise ValueError("a duration has whole seconds")
    return f"{value.days * 86400 + value.seconds} seconds"
