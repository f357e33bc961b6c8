"""The rows of a query: as dicts, as a table of pandas', through Arrow, or written in a format."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_void_p
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional, Union, overload

from . import _library as lib
from ._handle import Handle
from ._values import rows as _rows

if TYPE_CHECKING:
    from ._session import Session

Row = Dict[str, Any]

_WRITTEN = "the rows of this result were written: ask again to read them"


class Batch(Handle):
    """Some rows, as columns; it needs nothing else to be read."""


class Result(Handle):
    """The rows of a query, worked out as they are read; each a dict from column to value.

    Values are str, int, float, bool, list, dict, Date and Duration (both also a str), and None
    where something is missing or unknown. Entities are their ids. Rows that were worked out are
    kept, so a result may be walked through again, or be handed over to Arrow or pandas as well.
    """

    def __init__(self, session: "Session", pointer: c_void_p) -> None:
        library = lib.library()
        super().__init__(pointer, library.result_free)
        self._session = session
        # Each step is one append: an exception may come from a signal between any two.
        self._batches: List[Batch] = []
        self._rows: List[List[Row]] = []  # of the first batches
        self._all: Optional[List[Row]] = None
        self._why_not: Optional[str] = None  # there are more rows, but none to be had
        self._ended = False
        columns = range(library.result_columns(self.handle))
        self.columns: List[str] = [library.result_name(self.handle, c).decode() for c in columns]
        self.types: List[str] = [library.result_type_name(self.handle, c).decode() for c in columns]

    def __enter__(self) -> "Result":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        columns = ", ".join(f"{name}: {kind}" for name, kind in zip(self.columns, self.types))
        return f"<gazette.Result {columns}>"

    # ---- rows ------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Row]:
        at = 0
        while at < len(self._rows) or self._more_rows():
            yield from self._rows[at]
            at += 1

    def __len__(self) -> int:
        return len(self.read())

    @overload
    def __getitem__(self, index: int) -> Row:
        ...

    @overload
    def __getitem__(self, index: slice) -> List[Row]:
        ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Row, List[Row]]:
        return self.read()[index]

    def read(self) -> List[Row]:
        """Works out all rows that are left, and gives all there are."""
        if self._all is None:
            while self._more_rows():
                pass
            self._all = [row for rows in self._rows for row in rows]
        return self._all

    def to_dicts(self) -> List[Row]:
        """All rows, in a list of its own."""
        return list(self.read())

    @property
    def notes(self) -> List[str]:
        """What was left out, such as "1 more is possible: born not recorded"; works out all
        rows."""
        if self._why_not != _WRITTEN:
            self._all_batches()
        library = lib.library()
        return [
            library.result_note(self.handle, i).decode()
            for i in range(library.result_notes(self.handle))
        ]

    def explain(self) -> str:
        """How the query was carried out: an operator a line with the rows it has given so far."""
        return self._session._text(
            lambda sink, _: lib.library().result_explain(self.handle, sink, None)
        )

    def write(
        self,
        format: Optional[str] = None,
        *,
        width: int = 0,
        max_rows: int = 0,
        types: bool = False,
    ) -> str:
        """All rows as text: table, list, csv, tsv, json, jsonl, markdown, html, latex, kwic,
        bar, histogram, sparkline, timeline, geojson, ical, bibtex, csl, graphml, dot, tei, svg or
        page; without a format, as the query's `as` says,
        else as a table. width: cells a table may take; max_rows: rows that it shows; 0: all.

        For a result of which no row was read yet; afterwards it has none left to read.
        """
        if self._batches or self._ended or self._why_not:
            raise ValueError("rows of this result were read already: ask again, then write it")
        options = lib.WriteOptions(
            size=ctypes.sizeof(lib.WriteOptions),
            format=None if format is None else lib.c_text(format),
            width=width,
            max_rows=max_rows,
            types=types,
        )
        self._why_not = _WRITTEN
        return self._session._text(
            lambda sink, error: lib.library().result_write(
                self.handle, byref(options), sink, None, error
            )
        )

    def _more_rows(self) -> bool:
        """One batch more among the rows; False where there is none."""
        if len(self._rows) == len(self._batches) and not self._more_batches():
            return False
        self._rows.append(_rows(self._batches[len(self._rows)].handle))
        return True

    # ---- batches ---------------------------------------------------------------------------------

    def _more_batches(self) -> bool:
        if self._ended:
            return False
        if self._why_not:
            raise ValueError(self._why_not)
        pointer = c_void_p()
        self._why_not = "the rows of this result could not all be worked out: ask again"
        batch = self._session._call(
            lambda error: lib.library().result_fetch(self.handle, 0, byref(pointer), error),
            lambda status: Batch(pointer, lib.library().batch_free) if status == lib.ROW else None,
        )
        if batch is None:
            self._ended = True
            return False
        self._batches.append(batch)
        self._why_not = None
        return True

    def _all_batches(self) -> List[int]:
        while self._more_batches():
            pass
        return [batch.handle for batch in self._batches]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """All rows as a capsule of Arrow's C stream, as pyarrow.table(result),
        polars.DataFrame(result) and pandas.DataFrame.from_arrow(result) ask for it. They are worked
        out first, so that Ctrl-C is heard and errors are gazette.Error. The schema is the result's
        own, whatever is requested."""
        from ._arrow import capsule

        return capsule(self._export)

    def _export(self, address: int) -> None:
        batches = self._all_batches()
        array = (c_void_p * len(batches))(*batches)
        self._session._call(
            lambda error: lib.library().batches_arrow(
                self.handle, array, len(batches), address, error
            ),
            int,
        )

    def to_arrow(self) -> Any:
        """A pyarrow.Table. ImportError where there is no pyarrow."""
        import pyarrow

        reader = pyarrow.RecordBatchReader
        if hasattr(reader, "from_stream"):
            return reader.from_stream(self).read_all()
        from ._arrow import filled  # pyarrow before 15: by address

        stream = filled(self._export)
        return reader._import_from_c(ctypes.addressof(stream)).read_all()

    def to_pandas(self) -> Any:
        """A pandas.DataFrame. ImportError where there is no pandas; pyarrow is not needed.

        int is int64, real float64 and truth bool; where values are missing, int is Int64 and truth
        boolean. All else is Python's values in a column of objects, None where one is missing.
        """
        from ._frame import frame

        kinds = [lib.library().result_type(self.handle, c) for c in range(len(self.columns))]
        return frame(self.columns, kinds, self._all_batches())
