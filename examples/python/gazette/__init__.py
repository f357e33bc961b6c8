"""Gazette from Python: ask historical archives, get plain Python values.

    >>> import gazette
    >>> archive = gazette.build('person @ada { name: "Ada Lovelace", born: 1815-12-10 }')
    >>> for row in archive.query("people | where born < 1880 | select name, born"):
    ...     print(row["name"], row["born"])
    Ada Lovelace 1815-12-10

Nothing to compile and nothing to install: the package calls libgazette through ctypes. It looks for
the library where the environment variable GAZETTE_LIBRARY says, else in the build folder of the
tree it lies in, else where the system keeps its libraries.
"""

from ._archive import Archive, Kind, build, explain, open, version
from ._builder import Builder, Ref, Report
from ._entity import Entity
from ._library import Error
from ._result import Result
from ._session import Candidate, Completion, Function, Script, Session, Span, functions
from ._values import Date, Duration

__all__ = [
    "Archive",
    "Builder",
    "Candidate",
    "Completion",
    "Date",
    "Duration",
    "Entity",
    "Error",
    "Function",
    "Kind",
    "Ref",
    "Report",
    "Result",
    "Script",
    "Session",
    "Span",
    "build",
    "explain",
    "functions",
    "open",
    "version",
]
