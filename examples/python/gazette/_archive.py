"""Archives, sessions and results: what the library's handles are to a Python program."""

from __future__ import annotations

import ctypes
import datetime
import os
import threading
import time
import weakref
from ctypes import byref, c_char_p, c_uint64, c_void_p
from pathlib import Path
from typing import (
    Any,
    Callable,
    Dict,
    Iterable,
    Iterator,
    List,
    NamedTuple,
    Optional,
    Tuple,
    TypeVar,
    Union,
)

from . import _library as lib
from ._library import Error
from ._values import Date
from ._values import rows as _rows

PathLike = Union[str, "os.PathLike[str]"]
Value = Union[str, int, float, bool, datetime.date]
T = TypeVar("T")


def version() -> str:
    """The version of the library that was loaded."""
    return lib.library().version_text().decode()


class _Handle:
    """A handle of the library, given back when it is closed or nobody holds it any more."""

    def __init__(self, pointer: c_void_p, free: Callable[[Optional[int]], None]) -> None:
        self._pointer: Optional[int] = pointer.value
        self._finalizer = weakref.finalize(self, free, pointer.value)

    @property
    def handle(self) -> int:
        if self._pointer is None:
            raise ValueError(f"this {type(self).__name__.lower()} is closed")
        return self._pointer

    def close(self) -> None:
        """Gives it back at once. What was made from it stays valid. May be called twice."""
        self._pointer = None
        self._finalizer()


class _Batch(_Handle):
    pass


class _Script(_Handle):
    pass


# ---- archives ------------------------------------------------------------------------------------


class Kind(NamedTuple):
    """A kind of the archive: "person", its collection "people", how many, and field -> type."""

    name: str
    collection: str
    count: int
    fields: Dict[str, str]


class Archive(_Handle):
    """An archive. It never changes, so any number of threads may ask it at the same time."""

    def __init__(self, environment: "_Environment", pointer: c_void_p) -> None:
        super().__init__(pointer, lib.library().archive_free)
        self._environment = environment

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, text: str, declarations: str = "", /, **params: Optional[Value]) -> "Result":
        """The rows of the first query of the text, asked in a session of its own.

        >>> archive.query("people | where born in y", "param y: date", y=1879)

        Keywords give values to the text's params, None a missing one; `declarations` (let, fn, param,
        set) are read before the text, for those who keep them apart. Errors of either are
        gazette.Error.
        """
        return self.session().query(text, declarations, **params)

    def session(self, **limits: int) -> "Session":
        """A session, which keeps definitions from query to query; for one thread at a time.

        Limits by name: text, depth, calls, rows, steps, memory, time_ms; 0 means none.
        """
        return Session(self, limits)

    def meta(self, name: str) -> Optional[str]:
        """A member of the archive's statement about itself ("title", "language"), or None."""
        value = lib.library().archive_meta(self.handle, name.encode())
        return None if value is None else value.decode()

    @property
    def kinds(self) -> List[Kind]:
        """What there is to ask for: all kinds with their fields, inverse links included."""
        library, kinds = lib.library(), []
        name, collection, kind_type = c_char_p(), c_char_p(), c_char_p()
        count = c_uint64()
        while library.archive_kind(
            self.handle, len(kinds), byref(name), byref(collection), byref(count)
        ):
            kind = Kind(_text(name), _text(collection), count.value, {})
            field, i = c_char_p(), 0
            while library.archive_field(self.handle, len(kinds), i, byref(field), byref(kind_type)):
                kind.fields[_text(field)] = _text(kind_type)
                i += 1
            kinds.append(kind)
        return kinds

    def to_bytes(self) -> bytes:
        """The archive frozen into one block, which gazette.open takes."""
        return lib.pieces(lambda sink: lib.library().archive_write(self.handle, sink, None))

    def save(self, path: PathLike) -> None:
        """Writes the frozen archive: beside the file first, then in its place."""
        target = Path(path)
        beside = target.with_name(target.name + ".new")
        with beside.open("wb") as file:
            file.write(self.to_bytes())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)


def _text(value: c_char_p) -> str:
    return (value.value or b"").decode()


class _Environment(_Handle):
    def __init__(self) -> None:
        pointer = c_void_p()
        if lib.library().env_new(None, byref(pointer)) < 0:
            raise MemoryError
        super().__init__(pointer, lib.library().env_free)


def _load(sources: List[lib.Source]) -> Archive:
    library, environment = lib.library(), _Environment()
    error, pointer = lib.CError(), c_void_p()
    array = (lib.Source * len(sources))(*sources)
    status = library.archive_build(
        environment.handle, array, len(sources), byref(pointer), byref(error)
    )
    lib.check(status, error, lambda sink: library.env_errors(environment.handle, sink, None))
    return Archive(environment, pointer)


def _thaw(block: bytes) -> Archive:
    """Over a copy in memory of the C library's, which the archive itself gives to its free()."""
    library, environment, c = lib.library(), _Environment(), ctypes.CDLL(None)
    c.malloc.restype, c.malloc.argtypes = c_void_p, (ctypes.c_size_t,)
    place = c.malloc(len(block) + 1)
    if not place:
        raise MemoryError
    ctypes.memmove(place, block, len(block))
    error, pointer = lib.CError(), c_void_p()
    free = ctypes.cast(c.free, c_void_p)  # release(user, bytes, n) as free(user)
    status = library.archive_open(
        environment.handle, place, len(block), free, place, byref(pointer), byref(error)
    )
    lib.check(status, error)
    return Archive(environment, pointer)


def build(
    text: str = "", *, name: str = "facts", sources: Optional[Dict[str, str]] = None
) -> Archive:
    """An archive of facts in the language: of one text, and of others by name.

    >>> gazette.build(text='person @ada { name: "Ada", born: 1815-12-10 }')

    The core kinds are known already. Every error of every text is in the Error that is raised.
    """
    named = {**({name: text} if text or not sources else {}), **(sources or {})}
    return _load([lib.source(n, t) for n, t in named.items()])


def open(
    source: Union[PathLike, bytes, bytearray, memoryview, Iterable[PathLike], None] = None
) -> Archive:
    """An archive from where it is kept.

    None        the archive that comes with Gazette, as facts in examples/newsletter
    a path      a frozen archive (Archive.save, `gazette freeze`), a file of facts (.gzt), or a
                folder of them (scripts in it, which begin with "#!", are left out)
    a list      files and folders of facts, read together
    bytes       a frozen archive
    """
    if source is None:
        source = Path(__file__).resolve().parents[2] / "newsletter"
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _thaw(bytes(source))
    alone = isinstance(source, (str, os.PathLike))
    files: List[Path] = []
    for path in map(Path, [source] if alone else source):  # type: ignore
        files += sorted(path.glob("*.gzt")) if path.is_dir() else [path]
    contents = [(file, file.read_bytes()) for file in files]
    asked = set(map(Path, [source] if alone else source))  # type: ignore
    contents = [(f, text) for f, text in contents if f in asked or not text.startswith(b"#!")]
    if alone and len(contents) == 1 and contents[0][1][:4] in (b"GAZA", b"AZAG"):
        return _thaw(contents[0][1])
    if not contents:
        raise FileNotFoundError(f"there are no facts (*.gzt) in {source}")
    return _load(
        [
            lib.Source(name, len(name), text, len(text))
            for name, text in ((str(file).encode(), text) for file, text in contents)
        ]
    )


# ---- sessions ------------------------------------------------------------------------------------


def _bindings(value: Optional[Value]) -> List[Tuple[str, Tuple[Any, ...]]]:
    """The ways to bind a value, the likeliest first: which fits depends on the param's type."""
    if value is None:
        return [("null", ())]
    if isinstance(value, bool):
        return [("truth", (int(value),))]
    if isinstance(value, float):
        return [("real", (value,))]
    if isinstance(value, (Date, datetime.date)):  # a datetime too
        return _worded(value if isinstance(value, str) else value.isoformat(), "date")
    if isinstance(value, str):
        return _worded(value, "text", "date", "duration")
    if isinstance(value, int):
        whole = [("int", (value,))] if -(1 << 63) <= value < 1 << 63 else []
        return whole + _worded(str(value), "date")  # a year
    raise TypeError(f"a param is a text, a number, a truth or a date, not {type(value).__name__}")


def _worded(text: str, *kinds: str) -> List[Tuple[str, Tuple[Any, ...]]]:
    encoded = text.encode()
    return [(kind, (encoded, len(encoded))) for kind in kinds]


@lib.Clock
def _clock(_: Optional[int]) -> int:
    return int(time.monotonic() * 1000)


def _bind(script: _Script, name: bytes, ways: List[Tuple[str, Tuple[Any, ...]]], error: Any) -> int:
    """Binds in the first way that fits the param; else the first says why it does not."""
    for kind, value in [*ways, ways[0]]:
        status = getattr(lib.library(), "bind_" + kind)(script.handle, name, *value, error)
        if status != lib.WRONG_TYPE:
            break
    return status


class Session(_Handle):
    """Definitions (let, fn, param, set) that stay from one query to the next.

    Any thread may call it; calls wait for each other. Ctrl-C in the main thread stops the query
    that runs, and the session goes on.
    """

    def __init__(self, archive: Archive, limits: Optional[Dict[str, int]] = None) -> None:
        library = lib.library()
        pointer, token = c_void_p(), c_void_p()
        if library.session_new(archive.handle, byref(pointer)) < 0:
            raise MemoryError
        super().__init__(pointer, library.session_free)
        self._raw = pointer.value  # results need it when the session is closed: they keep it alive
        self._one = threading.Lock()
        if library.cancel_new(archive._environment.handle, byref(token)) < 0:
            raise MemoryError
        self._token = token.value
        library.session_cancel(self.handle, token)
        weakref.finalize(self, library.cancel_free, token.value)
        for name, value in (limits or {}).items():
            self.limit(name, value)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def limit(self, name: str, value: Optional[int] = None) -> int:
        """A limit, set where a value is given: text, depth, calls, rows, steps, memory, time_ms."""
        if name not in lib.LIMITS:
            raise ValueError(f"there is no limit {name!r}; there are {', '.join(lib.LIMITS)}")
        number = lib.LIMITS.index(name)
        if value is not None:
            lib.library().limit_set(self.handle, number, value)
            if name == "time_ms" and value:  # only then, as the clock costs a call of Python
                lib.library().session_clock(self.handle, _clock, None)
        return lib.library().limit(self.handle, number)

    def cancel(self) -> None:
        """From another thread: what runs now, or else what runs next, ends with an Error whose
        status is "GZT_INTERRUPTED"."""
        lib.library().cancel_set(self._token)

    def query(self, text: str, declarations: str = "", /, **params: Optional[Value]) -> "Result":
        """The rows of the first query of the text; see Archive.query. ValueError if it has none.

        Rows are worked out as they are read. Statements behind the query are not reached: `run`
        runs them all.
        """
        result = self._start(text, declarations, params)[1]
        if result is None:
            raise ValueError("the text has no query")
        return result

    def run(
        self, text: str, declarations: str = "", /, **params: Optional[Value]
    ) -> List["Result"]:
        """Runs the whole text: definitions, assertions and queries, each read to its end."""
        script, result = self._start(text, declarations, params)
        results: List[Result] = []
        while result is not None:
            result.read()
            results.append(result)
            result = self._next(script)
        return results

    def _start(self, text: str, declarations: str, params: Dict[str, Optional[Value]]) -> Any:
        if declarations:
            self._next(self._prepare(declarations))
        script = self._prepare(text)
        for name, value in params.items():
            ways = _bindings(value)
            self._call(lambda error, n=name, w=ways: _bind(script, n.encode(), w, error))
        return script, self._next(script)

    def _prepare(self, text: str) -> _Script:
        given, pointer = lib.source("", text), c_void_p()
        free = lib.library().script_free
        self._call(
            lambda error: lib.library().prepare(
                self.handle, byref(given), lib.SCRIPT, byref(pointer), error
            ),
            lambda: free(pointer),
        )
        return _Script(pointer, free)

    def _next(self, script: _Script) -> Optional["Result"]:
        pointer = c_void_p()
        status = self._call(
            lambda error: lib.library().script_next(script.handle, byref(pointer), error),
            lambda: lib.library().result_free(pointer),
        )
        return Result(self, pointer) if status == lib.ROW else None

    def _call(self, call: Callable[[Any], int], drop: Optional[Callable[[], None]] = None) -> int:
        """A call of the library, its error as an exception, and Ctrl-C heard while it runs.

        drop: gives back what the call made, where Ctrl-C came too late to stop it."""

        def work() -> int:
            library, error = lib.library(), lib.CError()
            with self._one:
                status = call(byref(error))
                if status == lib.INTERRUPTED:
                    library.cancel_reset(self._token)
                return lib.check(
                    status, error, lambda sink: library.session_errors(self._raw, 0, sink, None)
                )

        if threading.current_thread() is not threading.main_thread():
            return work()
        return _heard(work, self.cancel, lambda done: self._stopped(drop if done else None))

    def _stopped(self, drop: Optional[Callable[[], None]]) -> None:
        lib.library().cancel_reset(self._token)
        if drop:
            drop()


def _heard(
    work: Callable[[], T], cancel: Callable[[], None], stopped: Callable[[bool], None]
) -> T:
    """Works in a thread while this one waits, since Python acts on a signal only between its own
    steps, never within a C function. An exception that a signal's handler raises (as Ctrl-C does)
    cancels the work and is raised once that has ended; `stopped` then hears whether the work had
    been done all the same."""
    outcome: List[Any] = []
    done = threading.Event()

    def worker() -> None:
        try:
            outcome.append((work(), None))
        except BaseException as error:  # raised again where it belongs
            outcome.append((None, error))
        finally:
            done.set()

    threading.Thread(target=worker, daemon=True).start()
    signal: Optional[BaseException] = None
    while True:
        try:
            done.wait()
            break
        except BaseException as error:
            signal = signal or error
            cancel()
    value, failure = outcome[0]
    if signal is not None:
        stopped(failure is None)
        raise signal
    if failure is not None:
        raise failure
    return value


# ---- results -------------------------------------------------------------------------------------


class Result(_Handle):
    """The rows of a query, worked out as they are read; each a dict from column to value.

    Values are str, int, float, bool, list, dict, Date (also a str), and None where something is
    missing or unknown. Entities are their ids, durations ISO 8601. Rows that were read are kept, so
    a result may be walked through again. Read it as rows or hand it to Arrow, not both.
    """

    def __init__(self, session: Session, pointer: c_void_p) -> None:
        library = lib.library()
        super().__init__(pointer, library.result_free)
        self._session = session
        self._read: List[Dict[str, Any]] = []
        self._ended = self._handed_over = False
        columns = range(library.result_columns(self.handle))
        self.columns: List[str] = [library.result_name(self.handle, c).decode() for c in columns]
        self.types: List[str] = [
            library.result_type_name(self.handle, c).decode() for c in columns
        ]

    def __enter__(self) -> "Result":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        columns = ", ".join(f"{name}: {kind}" for name, kind in zip(self.columns, self.types))
        return f"<gazette.Result {columns}>"

    def __iter__(self) -> Iterator[Dict[str, Any]]:
        at = 0
        while at < len(self._read) or self._fetch():
            yield self._read[at]
            at += 1

    def __len__(self) -> int:
        return len(self.read())

    def __getitem__(self, index: Any) -> Any:
        return self.read()[index]

    def read(self) -> List[Dict[str, Any]]:
        """Works out all rows that are left, and gives all there are."""
        while self._fetch():
            pass
        return self._read

    def to_dicts(self) -> List[Dict[str, Any]]:
        """All rows, in a list of its own."""
        return list(self.read())

    @property
    def notes(self) -> List[str]:
        """What was left out, such as "1 more is possible (maybe): born"; reads all rows first,
        unless Arrow has them."""
        if not self._handed_over:
            self.read()
        library = lib.library()
        return [
            library.result_note(self.handle, i).decode()
            for i in range(library.result_notes(self.handle))
        ]

    def _fetch(self) -> bool:
        if self._handed_over:
            raise ValueError("the rows of this result went to Arrow")
        if self._ended:
            return False
        pointer = c_void_p()
        free = lib.library().batch_free
        try:
            status = self._session._call(
                lambda error: lib.library().result_fetch(self.handle, 0, byref(pointer), error),
                lambda: free(pointer),
            )
        except BaseException:
            self._ended = True
            raise
        self._ended = status == lib.DONE
        if self._ended:
            return False
        batch = _Batch(pointer, free)
        self._read += _rows(batch.handle)
        batch.close()
        return True

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as a capsule of Arrow's C stream, as pyarrow.table(result),
        polars.DataFrame(result) and pandas.DataFrame.from_arrow(result) ask for it. The schema is
        the result's own, whatever is requested."""
        from ._arrow import capsule

        return capsule(self._export)

    def _export(self, address: int) -> None:
        if self._read or self._ended or self._handed_over:
            raise ValueError("rows of this result were read already: ask again, then hand it over")
        self._session._call(
            lambda error: lib.library().result_arrow(self.handle, address, error)
        )
        self._handed_over = True

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
        """A pandas.DataFrame; through Arrow where pyarrow is there and no row has been read."""
        import pandas

        if not (self._read or self._ended):
            try:
                return self.to_arrow().to_pandas()
            except ImportError:
                pass
        return pandas.DataFrame(self.read(), columns=self.columns)
