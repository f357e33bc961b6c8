"""An entity of an archive, looked at field by field."""

from __future__ import annotations

from ctypes import byref
from typing import TYPE_CHECKING, Any, List, Optional

from . import _library as lib
from ._values import label_of, one, text_of

if TYPE_CHECKING:
    from ._session import Session


class Entity:
    """An entity: `id`, `kind` ("person"), `label` (its name or title, else its id), and its fields:
    entity["born"], entity["works"]. Links lead on to entities. Archive.kinds tells the fields."""

    __slots__ = ("_session", "id", "kind", "label")

    def __init__(self, session: "Session", value: lib.Value) -> None:
        self._session = session
        self.id: str = text_of(value)
        self.kind: str = value.kind.decode()
        self.label: str = label_of(value)

    @classmethod
    def _found(cls, session: "Session", id: str, kind: Optional[str]) -> "Entity":
        found: List[Entity] = []

        def call(error: Any) -> int:
            value = lib.Value()
            status = _look_up(session, id, kind, value, error)
            if status >= 0:
                found.append(cls(session, value))
            return status

        session._call(call, int)
        return found[0]

    def __getitem__(self, field: str) -> Any:
        read: List[Any] = []

        def call(error: Any) -> int:
            own, value = lib.Value(), lib.Value()
            status = _look_up(self._session, self.id, self.kind, own, error)
            if status >= 0:
                status = lib.library().entity_field(
                    self._session.handle, byref(own), lib.c_text(field), byref(value), error
                )
            if status >= 0:
                read.append(one(value, lambda v: Entity(self._session, v)))
            return status

        self._session._call(call, int)
        return read[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and (self.kind, self.id) == (other.kind, other.id)

    def __hash__(self) -> int:
        return hash((self.kind, self.id))

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"<gazette.Entity {self.kind} @{self.id} {self.label!r}>"


def _look_up(session: "Session", id: str, kind: Optional[str], value: lib.Value, error: Any) -> int:
    status: int = lib.library().entity(
        session.handle,
        None if kind is None else lib.c_text(kind),
        lib.c_text(id),
        byref(value),
        error,
    )
    return status
