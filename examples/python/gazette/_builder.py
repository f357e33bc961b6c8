"""An archive from a program's own data."""

from __future__ import annotations

import json
from ctypes import byref, c_char_p, c_uint32, c_uint64, c_void_p
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional, Tuple, Union

from . import _library as lib
from ._archive import Archive, Environment, PathLike
from ._handle import Handle
from ._params import Param, Ways, ways


class Ref(NamedTuple):
    """An entity of a builder."""

    number: int


class Report(NamedTuple):
    """What a builder loaded so far.

    loaded    records, texts, notes that became entities
    left_out  those that are faulty, and were not loaded
    links     to what is not there, left out of what was loaded
    repaired  texts in which something was no character, and was replaced
    findings  what was noticed, and how often: {"dates such as 1873-00-00, …": 35}
    guessed   the mapping that was guessed for tables, in the language: keep it, or mend it
    faults    the complaints: dicts with code, message, file, line and column
    """

    loaded: int
    left_out: int
    links: int
    repaired: int
    findings: Dict[str, int]
    guessed: str
    faults: List[Dict[str, Any]]


Fact = Union[Param, Ref]


def _read(file: PathLike) -> lib.Source:
    name, text = str(file).encode(), Path(file).read_bytes()
    return lib.Source(name, len(name), text, len(text))


class Builder(Handle):
    """Collects facts and entities, and makes an archive of them once.

    >>> builder = gazette.Builder("kind ship as ships { name: text, built: date, crew: [person] }")
    >>> ada = builder.entity("person", "ada", name="Ada", born="1815-12-10")
    >>> ship = builder.entity("ship", name="Aurora", built=1900, crew=[ada])
    >>> builder.finish().query("ships | select name, built")[0]
    {'name': 'Aurora', 'built': Date('1900')}

    The core kinds (person, place, event, article, …) are known from the start. What is refused
    raises an Error (TypeError where the value does not suit the field) and changes nothing; after
    faulty facts nothing more can be done with it. For one thread at a time.
    """

    def __init__(self, facts: str = "") -> None:
        self._environment = Environment()
        pointer = c_void_p()
        if lib.library().builder_new(self._environment.handle, byref(pointer)) < 0:
            raise MemoryError
        super().__init__(pointer, lib.library().builder_free)
        if facts:
            self.facts(facts)

    def facts(self, text: str, name: str = "facts") -> None:
        """Kinds and facts in the language. They may refer to every entity that is there already."""
        given = lib.source(name, text)
        self._environment.heard(
            lambda error: lib.library().builder_facts(self.handle, byref(given), 1, error),
            int,
            self._errors,
        )

    def load(self, *files: PathLike, format: Optional[str] = None) -> Report:
        """Files of other formats: JSON, tables (.csv, .tsv), TEI (.xml), notes (.md), pages (.txt),
        and facts (.gzt), such as `map` statements that say what the tables mean. They may refer to
        each other. format: all but facts are of this one ("csv", "tei"), whatever their names."""
        given = (lib.Source * len(files))(*map(_read, files))
        library, what = lib.library(), (given, len(files), None)

        def work(error: Any) -> int:
            if format is None:
                status: int = library.builder_load(self.handle, *what, error)
            else:
                status = library.builder_import(self.handle, lib.c_text(format), *what, error)
            return status

        self._environment.heard(work, int, self._errors)
        return self._report()

    def meta(self, name: str, text: str) -> None:
        """A member of the archive's statement about itself: "title", "language"."""
        encoded = text.encode()
        self._do(
            lambda error: lib.library().builder_meta(
                self.handle, lib.c_text(name), encoded, len(encoded), error
            )
        )

    def entity(self, kind: str, id: str = "", /, **values: Union[Fact, Iterable[Fact]]) -> Ref:
        """A new entity of a kind ("person"), with values by the names of its fields. Without an id
        it gets one, such as person-1."""
        ref = self._ref("entity", lib.c_text(kind), id)
        for field, value in values.items():
            self.add(ref, field, value)
        return ref

    def find(self, id: str, kind: Optional[str] = None) -> Ref:
        """An entity made before, also by facts; kind may be left out if only one has the id."""
        return self._ref("find", None if kind is None else lib.c_text(kind), id)

    def add(
        self,
        ref: Ref,
        field: str,
        value: Union[Fact, Iterable[Fact]],
        *,
        certainty: Optional[str] = None,
        note: Optional[str] = None,
        role: Optional[str] = None,
        sources: Iterable[Ref] = (),
        within: Optional[str] = None,
    ) -> None:
        """A value of a field: a str (text, date or duration, as the field's type is), a number, a
        truth, a date, or the Ref of an entity; an iterable of them for a list. None adds nothing.
        A second value of a field that is no list is a claim: both are kept, the first is what
        queries see. The rest is the evidence of the value: see gzt_builder_note and
        gzt_builder_within."""
        if value is None:
            return
        if not isinstance(value, (str, Ref)) and hasattr(value, "__iter__"):
            several: Tuple[Fact, ...] = tuple(value)
        else:
            several = (value,)
        for one in several:
            if certainty or note or role or sources:
                self._evidence((certainty, note, role), tuple(sources))
            if within:
                encoded = within.encode()
                self._do(
                    lambda error: lib.library().builder_within(
                        self.handle, encoded, len(encoded), error
                    )
                )
            self._add_one(ref, field, one)

    def finish(self) -> Archive:
        """The archive. Afterwards, and after a failure, nothing more can be done with the
        builder."""
        return self._environment.archive(
            lambda out, error: lib.library().builder_finish(self.handle, out, error), self._errors
        )

    def _add_one(self, ref: Ref, field: str, value: Any) -> None:
        given: Ways = [("link", (value.number,))] if isinstance(value, Ref) else []
        given = given or ways(value, ("text", "date", "duration"))
        library, error = lib.library(), lib.CError()
        kind, arguments = given[0]
        while True:
            call = getattr(library, "builder_" + kind)
            status = call(self.handle, ref.number, lib.c_text(field), *arguments, byref(error))
            wanted = error.hint.decode()
            if status >= 0 or not wanted.startswith("gzt_builder_"):
                lib.check(status, error, self._errors)
                return
            kind = wanted[len("gzt_builder_") :]
            if kind not in dict(given):
                raise TypeError(error.message.decode())
            arguments = dict(given)[kind]

    def _report(self) -> Report:
        library, counts, listed = lib.library(), lib.Records(), lib.Written()
        findings: Dict[str, int] = {}
        what, many = c_char_p(), c_uint64()
        library.builder_records(self.handle, byref(counts))
        while library.builder_finding(self.handle, len(findings), byref(what), byref(many)):
            findings[(what.value or b"").decode()] = many.value
        self._errors(lib.LISTED, listed.sink)
        faults = [json.loads(line) for line in listed.text().split("\n") if line]
        guessed = library.builder_guessed(self.handle).decode()
        numbers = (counts.loaded, counts.left_out, counts.links, counts.repaired)
        return Report(*numbers, findings, guessed, faults)

    def _evidence(self, words: Tuple[Optional[str], ...], sources: Tuple[Ref, ...]) -> None:
        encoded = [None if word is None else lib.c_text(word) for word in words]
        refs = (c_uint32 * len(sources))(*(source.number for source in sources))
        self._do(
            lambda error: lib.library().builder_note(
                self.handle, *encoded, refs, len(sources), error
            )
        )

    def _ref(self, how: str, kind: Optional[bytes], id: str) -> Ref:
        number = c_uint32()
        call = getattr(lib.library(), "builder_" + how)
        self._do(lambda error: call(self.handle, kind, lib.c_text(id), byref(number), error))
        return Ref(number.value)

    def _do(self, call: Callable[[Any], Any]) -> None:
        error = lib.CError()
        lib.check(call(byref(error)), error, self._errors)

    def _errors(self, form: int, sink: Any) -> None:
        lib.library().builder_errors(self.handle, form, sink, None)
