"""Archives: opened, built and described."""

from __future__ import annotations

import contextlib
import ctypes
import os
from ctypes import byref, c_char_p, c_uint64, c_void_p
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterable, List, Optional, TypeVar, Union

from . import _library as lib
from ._handle import Handle, Task, Token, heard
from ._params import Param
from ._result import Result
from ._session import Session

PathLike = Union[str, "os.PathLike[str]"]
T = TypeVar("T")


def version() -> str:
    """The version of the library that was loaded."""
    text: bytes = lib.library().version_text()
    return text.decode()


def explain(code: str) -> Optional[str]:
    """What an error code ("E0202") means, and what to do about it; None if there is none such."""
    text: Optional[bytes] = lib.library().explain_code(lib.c_text(code))
    return None if text is None else text.decode()


def _text(value: c_char_p) -> str:
    return (value.value or b"").decode()


@dataclass(frozen=True)
class Kind:
    """A kind of the archive: "person", its collection "people", how many, and field -> type."""

    name: str
    collection: str
    count: int
    fields: Dict[str, str]


class Archive(Handle):
    """An archive. It never changes, so any number of threads may ask it at the same time."""

    def __init__(self, environment: "Environment", pointer: c_void_p) -> None:
        super().__init__(pointer, lib.library().archive_free)
        self._environment = environment

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, text: str, declarations: str = "", /, **params: Param) -> Result:
        """The rows of the first query of the text, asked in a session of its own.

        >>> archive.query("people | where born in y | select id", "param y: date", y=1815)[0]
        {'id': 'ada'}

        Keywords give values to the text's params, None a missing one; `declarations` (let, fn,
        param, set) are read before the text, for those who keep them apart. Errors of either are
        gazette.Error.
        """
        return self.session().query(text, declarations, **params)

    def session(self, profile: Optional[str] = None, **limits: int) -> Session:
        """A session, which keeps definitions from query to query; for one thread at a time.

        profile: all limits at once: "safe" for texts from strangers, "default" or "trusted". Limits
        by name: text, depth, calls, rows, steps, memory, time_ms; 0 means none.
        """
        return Session(self, limits, profile)

    def meta(self, name: str) -> Optional[str]:
        """A member of the archive's statement about itself ("title", "language"), or None."""
        value: Optional[bytes] = lib.library().archive_meta(self.handle, lib.c_text(name))
        return None if value is None else value.decode()

    @property
    def kinds(self) -> List[Kind]:
        """What there is to ask for: all kinds with their fields, inverse links included."""
        library = lib.library()
        kinds: List[Kind] = []
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

        def work(task: Task) -> bytes:
            written = lib.Written(lambda: task.stopped)
            with task:
                lib.library().archive_write(self.handle, written.sink, None)
            return written.bytes()

        return heard(work, Token(self._environment.handle))

    def save(self, path: PathLike) -> None:
        """Writes the frozen archive: beside the file first, then in its place."""
        target = Path(path)
        beside = target.with_name(target.name + ".new")
        try:
            with beside.open("wb") as file:
                file.write(self.to_bytes())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


    def export(self, format: str, path: PathLike) -> Dict[str, int]:
        """Writes it as something else: "gzt", "jsonl", "csv", "sql", "tei", …, into a file, or into
        a new folder where the format has a file for each kind. What the format has no place for is
        in the dict: what, and how often."""
        lost: Dict[str, int] = {}
        failed: List[BaseException] = []  # in a callback: it must not pass through the library
        several, place = _makes_folder(format), Path(path)
        if several:
            place.mkdir()
        with contextlib.ExitStack() as files:
            at: List[BinaryIO] = []

            def begin(_: Optional[int], name: bytes) -> int:
                into = place / name.decode() if several else place
                at[:] = [files.enter_context(into.open("wb"))]
                return 0

            def write(_: Optional[int], text: int, n: int) -> int:
                return int(at[0].write(ctypes.string_at(text, n)) != n)

            def end(_: Optional[int]) -> int:
                at[0].close()
                return 0

            def find(_: Optional[int], what: bytes, many: int) -> None:
                lost[what.decode()] = many

            to = lib.Export(
                size=ctypes.sizeof(lib.Export),
                open=lib.ExportOpen(_kept(begin, failed)),
                write=lib.Sink(_kept(write, failed)),
                close=lib.ExportClose(_kept(end, failed)),
                finding=lib.ExportFinding(find),
            )
            error, name = lib.CError(), lib.c_text(format)
            status = lib.library().archive_export(self.handle, name, byref(to), byref(error))
        if failed:
            raise failed[0]
        lib.check(status, error)
        return lost


def _kept(call: Callable[..., int], failed: List[BaseException]) -> Callable[..., int]:
    def kept(*arguments: Any) -> int:
        try:
            return call(*arguments)
        except BaseException as error:
            failed.append(error)
            return 1

    return kept


def _makes_folder(format: str) -> bool:
    names: List[str] = []
    name, folder = c_char_p(), ctypes.c_bool()
    while lib.library().export_format(len(names), byref(name), None, None, byref(folder)):
        names.append(_text(name))
        if names[-1] == format:
            return bool(folder.value)
    raise ValueError(f"there is no format {format!r}; there are {', '.join(names)}")


# ---- opening -------------------------------------------------------------------------------------


class Environment(Handle):
    """Where archives are made; each has one of its own."""

    def __init__(self) -> None:
        pointer = c_void_p()
        if lib.library().env_new(None, byref(pointer)) < 0:
            raise MemoryError
        super().__init__(pointer, lib.library().env_free)

    def archive(
        self, make: Callable[[Any, Any], Any], errors: Optional[lib.Errors] = None
    ) -> Archive:
        """What a call of the library makes: make(out, error)."""
        pointer = c_void_p()
        return self.heard(
            lambda error: make(byref(pointer), error), lambda _: Archive(self, pointer), errors
        )

    def heard(
        self,
        call: Callable[[Any], Any],
        made: Callable[[int], T],
        errors: Optional[lib.Errors] = None,
    ) -> T:
        """What is made of the status of a call of the library, which Ctrl-C stops."""
        token = Token(self.handle)

        def work(task: Task) -> T:
            error = lib.CError()
            with task:
                lib.library().env_cancel(self.handle, token.handle)
                status = call(byref(error))
                lib.library().env_cancel(self.handle, None)
                return made(lib.check(status, error, errors))

        return heard(work, token)


def _load(sources: List[lib.Source]) -> Archive:
    library, environment = lib.library(), Environment()
    array = (lib.Source * len(sources))(*sources)

    def errors(form: int, sink: Any) -> None:
        write = library.env_errors if form == lib.FRAMED else library.env_errors_json
        write(environment.handle, sink, None)

    return environment.archive(
        lambda out, error: library.archive_build(
            environment.handle, array, len(sources), out, error
        ),
        errors,
    )


def _thaw(size: int, fill: Callable[[memoryview], object]) -> Archive:
    """Over memory of the C library's, which the archive itself gives to its free()."""
    library, environment, c = lib.library(), Environment(), ctypes.CDLL(None)
    c.malloc.restype, c.malloc.argtypes = c_void_p, (ctypes.c_size_t,)
    c.free.restype, c.free.argtypes = None, (c_void_p,)
    place = c.malloc(size + 1)
    if not place:
        raise MemoryError
    try:
        fill(memoryview((ctypes.c_char * size).from_address(place)).cast("B"))
    except BaseException:
        c.free(place)
        raise
    free = ctypes.cast(c.free, c_void_p)  # release(user, bytes, n) as free(user)
    return environment.archive(
        lambda out, error: library.archive_open(
            environment.handle, place, size, free, place, out, error
        )
    )


def _thaw_file(path: Path) -> Archive:
    def fill(block: memoryview) -> None:
        with path.open("rb", buffering=0) as file:
            at = 0
            while at < len(block):
                n = file.readinto(block[at:])
                if not n:
                    raise OSError(f"{path} was cut short while it was read")
                at += n

    return _thaw(path.stat().st_size, fill)


def _is_frozen(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"GAZA", b"AZAG")


def build(
    text: str = "", *, name: str = "facts", sources: Optional[Dict[str, str]] = None
) -> Archive:
    """An archive of facts in the language: of one text, and of others by name.

    >>> len(gazette.build('person @ada { name: "Ada", born: 1815-12-10 }').query("people"))
    1

    The core kinds are known already. Every error of every text is in the Error that is raised.
    """
    named = {**({name: text} if text or not sources else {}), **(sources or {})}
    return _load([lib.source(n, t) for n, t in named.items()])


def open(
    source: Union[PathLike, bytes, bytearray, memoryview, Iterable[PathLike], None] = None
) -> Archive:
    """An archive from where it is kept.

    None        the archive that comes with Gazette, as facts in examples/newsletter
    a path      a frozen archive (Archive.save), a file of facts (.gzt), or a folder of them
                (scripts in it, which begin with "#!", are left out)
    a list      files and folders of facts, read together
    bytes       a frozen archive
    """
    if source is None:
        source = Path(__file__).resolve().parents[2] / "newsletter"
    if isinstance(source, (bytes, bytearray, memoryview)):
        block = bytes(source)
        return _thaw(len(block), lambda place: place.__setitem__(slice(None), block))
    if isinstance(source, (str, os.PathLike)):
        paths = [Path(source)]
        if not paths[0].is_dir() and _is_frozen(paths[0]):
            return _thaw_file(paths[0])
    else:
        paths = list(map(Path, source))
    sources: List[lib.Source] = []
    for path in paths:
        files = sorted(path.glob("*.gzt")) if path.is_dir() else [path]
        for name, text in ((str(file).encode(), file.read_bytes()) for file in files):
            if not (path.is_dir() and text.startswith(b"#!")):
                sources.append(lib.Source(name, len(name), text, len(text)))
    if not sources:
        raise FileNotFoundError(f"there are no facts (*.gzt) in {source}")
    return _load(sources)
