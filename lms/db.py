"""The database: engine, session, base class of tables, and the column types of the house."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    sessionmaker,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import JSON, TypeDecorator

_WRITES = "lms_writes"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused when it is written."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Every table: a uuid key made by us, named constraints, house types."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UTCDateTime, dict[str, Any]: JSON, list[Any]: JSON}


class Row(Base):
    """A table whose rows are named by a uuid."""

    __abstract__ = True

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"


def related(**options: Any) -> Any:
    """A relationship that never loads by itself: a query that wants children says so."""
    return relationship(lazy="raise_on_sql", **options)


R = TypeVar("R", bound=Row)
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_into(session: Session, table: Any) -> Any:
    """An INSERT of the session's database, which can say what happens ON CONFLICT."""
    return _INSERTS[session.get_bind().dialect.name](table)


def insert_new(session: Session, table: type[R], **values: Any) -> R | None:
    """Insert a row that two phones may insert at once; None when the other was first.

    One statement: INSERT ... ON CONFLICT DO NOTHING RETURNING.
    """
    insert = _insert_of(session, table, values).returning(table)
    made: R | None = session.scalar(insert)
    return made


def insert_once(session: Session, table: type[R], **values: Any) -> bool:
    """Like insert_new, without an object to go on with: whether the row was inserted; quicker."""
    columns = table.__table__
    # Not by the row count: of an INSERT not every driver tells it.
    insert = _insert_of(session, columns, values).returning(columns.c.id)
    return session.connection().execute(insert).first() is not None


def _insert_of(session: Session, table: Any, values: dict[str, Any]) -> Any:
    session.flush()  # what the row points to may still be waiting
    insert = insert_into(session, table)
    return insert.values(**{"id": uuid.uuid4()} | values).on_conflict_do_nothing()


def insert_or_change(
    session: Session, table: Any, values: dict[str, Any], *, unique: str, change: dict[str, Any]
) -> None:
    """Insert a row, or change the one that already holds the unique column's value.

    unique  the column whose constraint decides
    change  columns of the row that is there, as values or SQL expressions
    """
    insert = insert_into(session, table).values(**values)
    session.execute(insert.on_conflict_do_update(index_elements=[unique], set_=change))


def make_engine(url: str) -> Engine:
    """An engine with the pragmas that make SQLite safe and quick for several processes."""
    options: dict[str, Any] = {}
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": 15, "check_same_thread": False}
    engine = create_engine(
        url, hide_parameters=True, pool_pre_ping=not url.startswith("sqlite"), **options
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _sqlite_begin)
    return engine


def begin_writing(session: Session) -> None:
    """Begin the transaction of a request that may write.

    SQLite lets one writer in at a time. Who has read first and then wants to write may find that
    another wrote in between, and is refused at once; who says so at the beginning only waits.
    """
    if isinstance(session.get_bind(), Engine):
        session.connection(execution_options={_WRITES: True})


def _sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    driver = connection.connection.dbapi_connection  # past the layers: it is said at every page
    assert driver is not None
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _sqlite_pragmas(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # We say BEGIN ourselves: left to itself the driver begins late, and releasing a savepoint
    # that was the first write of a transaction would commit it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class ReadOnlyError(RuntimeError):
    """A page that only shows tried to write."""


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions whose objects stay readable after commit; info["read_only"] forbids writing."""
    sessions = sessionmaker(engine, expire_on_commit=False, autoflush=False)
    event.listen(sessions, "before_flush", _refuse_writes)
    return sessions


def _refuse_writes(session: Session, _context: object, _instances: object) -> None:
    if session.info.get("read_only") and (session.new or session.dirty or session.deleted):
        raise ReadOnlyError("A GET may not write: use a POST door.")
