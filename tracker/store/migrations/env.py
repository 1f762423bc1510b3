"""How migrations run: within the application, on its own engine, in one transaction."""

from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db


def include(_object: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
    """Tables that SQLite makes for itself are not ours."""
    return not (kind == "table" and reflected and (name or "").startswith("sqlite_"))


with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadatas[None],
        render_as_batch=True,
        include_object=include,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
