"""Find deals by any three letters of their names, without reading all of them."""

from typing import ClassVar

from django.db import DatabaseError, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The names stay in the table of deals; its triggers keep the letters in step, whoever writes.
_SQLITE = (
    "CREATE VIRTUAL TABLE web_deal_trigrams USING fts5(name, content='web_deal', content_rowid='id', tokenize='trigram')",
    "INSERT INTO web_deal_trigrams(web_deal_trigrams) VALUES ('rebuild')",
    """CREATE TRIGGER deal_is_found AFTER INSERT ON web_deal BEGIN
       INSERT INTO web_deal_trigrams(rowid, name) VALUES (new.id, new.name); END""",
    """CREATE TRIGGER deal_is_found_no_more AFTER DELETE ON web_deal BEGIN
       INSERT INTO web_deal_trigrams(web_deal_trigrams, rowid, name) VALUES ('delete', old.id, old.name); END""",
    """CREATE TRIGGER deal_is_found_otherwise AFTER UPDATE OF name ON web_deal BEGIN
       INSERT INTO web_deal_trigrams(web_deal_trigrams, rowid, name) VALUES ('delete', old.id, old.name);
       INSERT INTO web_deal_trigrams(rowid, name) VALUES (new.id, new.name); END""",
)
_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX deal_by_trigram ON web_deal USING gin (upper(name) gin_trgm_ops)",
)


def add_trigrams(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add them where the database can; where it cannot, or may not, the same search reads the table of deals."""
    connection = schema_editor.connection
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
                cursor.execute(statement)
    except DatabaseError:
        return


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0012_own_metrics")]
    operations: ClassVar = [migrations.RunPython(add_trigrams, migrations.RunPython.noop)]
