"""Sessions: texts asked of an archive, with what the host adds to them."""

from __future__ import annotations

import threading
import time
from ctypes import byref, c_char_p, c_size_t, c_void_p, create_string_buffer
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, NamedTuple, Optional
from typing import Sequence, Tuple, TypeVar, Union

from . import _host as host
from . import _library as lib
from ._entity import Entity
from ._handle import Handle, Task, Token, heard
from ._params import Param, Ways, ways
from ._result import Result

if TYPE_CHECKING:
    from ._archive import Archive

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class Candidate(NamedTuple):
    """What may stand at a place: the text, what it is ("stage", "field", …), its type or signature
    and a line of help, both "" where there is none."""

    text: str
    what: str
    type: str
    help: str


class Function(NamedTuple):
    """A function that texts may call: its name and signature, a line of help, an example and what
    that gives ("" where there is none)."""

    name: str
    signature: str
    help: str
    example: str
    result: str


def functions(session: Optional[int] = None) -> List[Function]:
    """All functions of the language; one with several signatures is there several times."""
    found: List[Function] = []
    texts = [c_char_p() for _ in Function._fields]
    while lib.library().function(session, len(found), *(byref(text) for text in texts)):
        found.append(Function(*((text.value or b"").decode() for text in texts)))
    return found


class Completion(NamedTuple):
    """What may stand in the place of text[start:cursor], the likeliest first."""

    start: int
    candidates: List[Candidate]


class Span(NamedTuple):
    """text[start:end] is a "keyword", "name", "function", "unknown" (a name that means nothing
    here), "text", "number", "date", "id", "comment", "operator", "bracket" or "error"."""

    start: int
    end: int
    what: str


# ---- scripts -------------------------------------------------------------------------------------


_clock = lib.Clock(lambda _: int(time.monotonic() * 1000))


class Script(Handle):
    """A text that was parsed and checked once, to be run any number of times."""

    def __init__(self, session: "Session", pointer: c_void_p) -> None:
        super().__init__(pointer, lib.library().script_free)
        self._session = session

    @property
    def params(self) -> List[str]:
        """The params that it may be given: its own, and those that the session knows."""
        names: List[str] = []
        while True:
            name = lib.library().script_param(self.handle, len(names))
            if name is None:
                return names
            names.append(name.decode())

    def query(self, **params: Param) -> Result:
        """The rows of its first query; see Session.query. A param keeps its value until it is given
        another."""
        result = self._begin(params)
        if result is None:
            raise ValueError("the text has no query")
        return result

    def run(self, **params: Param) -> List[Result]:
        """Runs all of it; see Session.run."""
        result = self._begin(params)
        results: List[Result] = []
        while result is not None:
            result.read()
            results.append(result)
            result = self._next()
        return results

    def _begin(self, params: Dict[str, Param]) -> Optional[Result]:
        lib.library().script_reset(self.handle)
        for name, value in params.items():
            given = ways(value, ("text", "date", "duration"))
            self._session._call(self._binding(lib.c_text(name), given), int)
        return self._next()

    def _binding(self, name: bytes, given: Ways) -> Callable[[Any], Any]:
        """Binds in the first way that fits the param; else the first says why it does not."""

        def call(error: Any) -> int:
            for kind, value in [*given, given[0]]:
                bind = getattr(lib.library(), "bind_" + kind)
                status: int = bind(self.handle, name, *value, error)
                if status != lib.WRONG_TYPE:
                    break
            return status

        return call

    def _next(self) -> Optional[Result]:
        pointer = c_void_p()
        return self._session._call(
            lambda error: lib.library().script_next(self.handle, byref(pointer), error),
            lambda status: Result(self._session, pointer) if status == lib.ROW else None,
        )


# ---- sessions ------------------------------------------------------------------------------------


class Session(Handle):
    """Definitions (let, fn, param, set) that stay from one query to the next.

    Any thread may call it; calls wait for each other. Ctrl-C in the main thread stops the query
    that runs, and the session goes on.
    """

    def __init__(
        self,
        archive: "Archive",
        limits: Optional[Dict[str, int]] = None,
        profile: Optional[str] = None,
    ) -> None:
        library = lib.library()
        pointer = c_void_p()
        if library.session_new(archive.handle, byref(pointer)) < 0:
            raise MemoryError
        super().__init__(pointer, library.session_free)
        self._raw = pointer.value  # results need it when the session is closed: they keep it alive
        self._one = threading.RLock()  # a callback's call is the library's to refuse
        self._callbacks = host.Callbacks()
        self._token = Token(archive._environment.handle)
        library.session_cancel(self.handle, self._token.handle)
        if profile is not None:
            self.profile(profile)
        for name, value in (limits or {}).items():
            self.limit(name, value)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- asking ----------------------------------------------------------------------------------

    def query(self, text: str, declarations: str = "", /, **params: Param) -> Result:
        """The rows of the first query of the text; see Archive.query. ValueError if it has none.

        Rows are worked out as they are read. Statements behind the query are not reached: `run`
        runs them all.
        """
        return self._declared(text, declarations).query(**params)

    def run(self, text: str, declarations: str = "", /, **params: Param) -> List[Result]:
        """Runs the whole text: definitions, assertions and queries, each read to its end."""
        return self._declared(text, declarations).run(**params)

    def _declared(self, text: str, declarations: str) -> Script:
        if declarations:
            self.prepare(declarations)._next()
        return self.prepare(text)

    def prepare(self, text: str) -> Script:
        """Parses and checks a text without running it; all its errors are in the Error raised."""
        given, pointer = lib.source("", text), c_void_p()
        return self._call(
            lambda error: lib.library().prepare(
                self.handle, byref(given), lib.SCRIPT, byref(pointer), error
            ),
            lambda _: Script(self, pointer),
        )

    def json(self, text: str) -> str:
        """Runs the whole text: each result as a JSON array of objects, one after the other."""
        encoded = text.encode()
        return self._text(
            lambda sink, error: lib.library().query_json(
                self.handle, encoded, len(encoded), sink, None, error
            )
        )

    def entity(self, id: str, kind: Optional[str] = None) -> Entity:
        """An entity by its id; kind may be left out if only one has the id."""
        return Entity._found(self, id, kind)

    def cancel(self) -> None:
        """From another thread: what runs now, or else what runs next, ends with an Error whose
        status is "GZT_INTERRUPTED"."""
        self._token.set()

    # ---- while a text is written -----------------------------------------------------------------

    def awaited(self, text: str) -> Optional[str]:
        """What an unfinished text still needs, such as "'}'"; None if it could be run. Error where
        it is wrong."""
        encoded, out = text.encode(), create_string_buffer(256)
        with self._one:
            status = lib.library().check_input(self.handle, encoded, len(encoded), out, len(out))
        if status < 0:
            self.prepare(text)  # which says what is wrong
        return out.value.decode() if status == lib.DONE else None

    def complete(self, text: str, cursor: Optional[int] = None) -> Completion:
        """What may stand at the cursor, else at the end of the text. Nothing is run."""
        found: List[Candidate] = []

        def take(_: Optional[int], candidate: Any) -> int:
            c = candidate.contents
            found.append(Candidate(*(t.decode() for t in (c.text, c.what, c.type, c.help))))
            return 0

        encoded = text.encode()
        at = len(encoded) if cursor is None else len(text[:cursor].encode())
        start, sink = c_size_t(), lib.CandidateSink(take)
        self._call(
            lambda _: lib.library().complete(
                self.handle, encoded, len(encoded), at, lib.SCRIPT, byref(start), sink, None
            ),
            int,
        )
        return Completion(len(encoded[: start.value].decode()), found)

    def highlight(self, text: str) -> List[Span]:
        """What the words of a text are, for colours; it may be unfinished or wrong."""
        found: List[Tuple[int, int, int]] = []
        encoded = text.encode()
        sink = lib.SpanSink(lambda _, at, n, what: found.append((at, at + n, what)))
        self._call(
            lambda _: lib.library().highlight(
                self.handle, encoded, len(encoded), lib.SCRIPT, sink, None
            ),
            int,
        )

        def place(at: int) -> int:
            return len(encoded[:at].decode())

        return [Span(place(start), place(end), lib.SPANS[what]) for start, end, what in found]

    @property
    def functions(self) -> List[Function]:
        """What texts of this session may call: the language's functions, the program's, then those
        that were defined in texts."""
        with self._one:
            return functions(self.handle)

    def dump(self, text: str, what: str = "plan") -> str:
        """A stage of the text's translation: "tokens", "ast", "types" or "plan" (how it would be
        run). Nothing is run."""
        given, number = lib.source("", text), lib.number_of(what, lib.DUMPS, "stage")
        return self._text(
            lambda sink, error: lib.library().dump(
                self.handle, byref(given), number, sink, None, error
            )
        )

    # ---- limits ----------------------------------------------------------------------------------

    def limit(self, name: str, value: Optional[int] = None) -> int:
        """A limit, set where a value is given: text, depth, calls, rows, steps, memory, time_ms;
        0 means none."""
        number = lib.number_of(name, lib.LIMITS, "limit")
        if value is not None and not 0 <= value < 1 << 64:
            raise ValueError(f"a limit is 0 (none) or more, not {value}")
        if value is not None:
            status = lib.library().limit_set(self.handle, number, value)
            if status < 0:
                raise ValueError(f"the limits are locked: {name} can only go down")
            self._time()
        limit: int = lib.library().limit(self.handle, number)
        return limit

    def profile(self, name: str) -> None:
        """All limits at once: "safe" for texts from strangers, "default", or "trusted"."""
        number = lib.number_of(name, lib.PROFILES, "profile")
        if lib.library().limits_profile(self.handle, number) < 0:
            raise ValueError("the limits are locked: they can only go down")
        self._time()

    def lock_limits(self) -> None:
        """From now on limits only go down. There is no unlocking."""
        lib.library().limits_lock(self.handle)

    def _time(self) -> None:
        """A clock for the limit of time, unless it is none: it costs a call of Python."""
        if self.limit("time_ms"):
            lib.library().session_clock(self.handle, _clock, None)

    # ---- what the host adds ----------------------------------------------------------------------

    def function(
        self,
        signature: str,
        *,
        name: Optional[str] = None,
        missing: bool = False,
        batch: bool = False,
    ) -> Callable[[F], F]:
        """Makes a function of Python's one of the language. A decorator.

        >>> @session.function("text, int? -> int")
        ... def words(text, least=1):
        ...     return sum(len(word) >= least for word in text.split())
        >>> session.query("events | sort id | select title, n: words(title, 4)")[0]
        {'title': 'Talk', 'n': 1}

        signature: the types of the arguments (text int real truth date duration entity number any,
        a kind, or [X] for a list; ? at the end: may be left out) and of the result. The name is the
        function's own unless another is given. missing: it is called as well where an argument is
        missing (None), else the result is missing there. batch: it is called for many rows at once
        with a list for each argument (None for one left out), and gives an iterable of as many
        results. The first line of its docstring is what completion says about it.

        The same arguments must give the same result. An exception ends the query: the Error has its
        place in the text, and the exception as its cause. It runs in another thread while the
        main thread waits, and must not use this session.
        """

        def register(function: F) -> F:
            called = str(name or getattr(function, "__name__", ""))
            callback = self._callbacks.function(function, signature, batch)
            call = lib.library().register_batch if batch else lib.library().register
            flags = lib.WITH_MISSING if missing else 0
            self._call(
                lambda error: call(
                    self.handle, lib.c_text(called), lib.c_text(signature), flags, callback, None, None,
                    error,
                ),  # fmt: skip
                int,
            )
            told = str(getattr(function, "__doc__", None) or "").strip().split("\n")[0]
            if told:
                self._call(
                    lambda error: lib.library().register_help(
                        self.handle, lib.c_text(called), lib.c_text(told), None, None, error
                    ),
                    int,
                )
            return function

        return register

    def table(
        self,
        name: str,
        columns: str,
        rows: Union[Iterable[Sequence[Any]], Callable[[], Iterable[Sequence[Any]]]],
    ) -> None:
        """A table of the host's, which stands where a collection may.

        >>> session.table("orders", "id: text, total: int, at: date", [("a1", 20, "1917-10")])
        >>> session.query("orders | where total > 3 | select at")[0]
        {'at': Date('1917-10')}

        columns: of the types text int real truth date duration entity, and of kinds (entities are
        given by their ids). rows: tuples or dicts, in something that can be walked through anew for
        each query, such as a list, or that a function gives each time it is called.
        """
        callback = self._callbacks.table(rows, columns)
        self._call(
            lambda error: lib.library().register_table(
                self.handle, lib.c_text(name), lib.c_text(columns), callback, None, None, error
            ),
            int,
        )

    def loader(self, load: Optional[Callable[[str, str], str]]) -> None:
        """Who resolves `use "name"`: called with that name and the name of the text it stands in
        ("" for a query), it gives the text to use. What it raises is the cause of the Error. None:
        nobody, and `use` is refused."""
        with self._one:
            lib.library().session_loader(self.handle, self._callbacks.loader(load), None)

    def authorizer(self, authorize: Callable[[str, str], str]) -> None:
        """Who says what may be read. Called once for each kind and field ("person", "died"), it
        gives "open", "hidden" (reads as missing) or "denied" (to name it is an error). Anything
        else, and an exception, denies. To be set before the first text."""
        with self._one:
            status = lib.library().session_authorizer(
                self.handle, self._callbacks.authorizer(authorize), None
            )
        if status < 0:
            raise ValueError("an authorizer is set before the session's first text")

    def progress(
        self, report: Optional[Callable[[int, int, int], object]], every: int = 1_000_000
    ) -> None:
        """Calls report(steps, done, total) whenever another `every` steps of a query are done: done
        of total rows of its source, total 0 where it is not known. What it raises ends the query.
        None: no more."""
        with self._one:
            callback = self._callbacks.progress(report, self._token)
            lib.library().session_progress(self.handle, every if report else 0, callback, None)

    # ---- calls -----------------------------------------------------------------------------------

    def _call(self, call: Callable[[Any], Any], made: Callable[[int], T]) -> T:
        """What is made of the status of a call of the library, its error as an exception; Ctrl-C is
        heard while it runs."""

        def work(task: Task) -> T:
            error = lib.CError()
            with self._one, task:
                self._callbacks.raised = None
                status = call(byref(error))
                cause, self._callbacks.raised = self._callbacks.raised, None
                if status == lib.INTERRUPTED or cause is not None:
                    self._token.reset()
                self._check(status, error, cause)
                value = made(status)
            if cause is not None:
                raise cause
            return value

        return heard(work, self._token)

    def _check(self, status: int, error: lib.CError, cause: Optional[BaseException]) -> None:
        """Raises what is wrong, with what a callback raised as its cause."""
        if cause is not None and status == lib.INTERRUPTED:
            raise cause
        try:
            lib.check(
                status,
                error,
                lambda form, sink: lib.library().session_errors(self._raw, form, sink, None),
            )
        except lib.Error as failure:
            if cause is None:
                raise
            raise failure from cause

    def _text(self, call: Callable[[Any, Any], Any]) -> str:
        """What a call writes into its sink."""
        written = lib.Written()
        self._call(lambda error: call(written.sink, error), int)
        return written.text()
