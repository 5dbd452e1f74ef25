"""Find clients by any three letters of their words, and the clients of a rep, without reading a whole table."""

from typing import ClassVar

from django.db import DatabaseError, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The words stay in the table of clients; its triggers keep the letters in step, whoever writes.
_SQLITE = (
    """CREATE VIRTUAL TABLE web_client_trigrams USING fts5(
       search_key, content='web_client', content_rowid='id', tokenize='trigram case_sensitive 1')""",
    "INSERT INTO web_client_trigrams(web_client_trigrams) VALUES ('rebuild')",
    """CREATE TRIGGER client_is_found AFTER INSERT ON web_client BEGIN
       INSERT INTO web_client_trigrams(rowid, search_key) VALUES (new.id, new.search_key); END""",
    """CREATE TRIGGER client_is_found_no_more AFTER DELETE ON web_client BEGIN
       INSERT INTO web_client_trigrams(web_client_trigrams, rowid, search_key)
       VALUES ('delete', old.id, old.search_key); END""",
    """CREATE TRIGGER client_is_found_otherwise AFTER UPDATE OF search_key ON web_client BEGIN
       INSERT INTO web_client_trigrams(web_client_trigrams, rowid, search_key)
       VALUES ('delete', old.id, old.search_key);
       INSERT INTO web_client_trigrams(rowid, search_key) VALUES (new.id, new.search_key); END""",
)
_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX client_by_trigram ON web_client USING gin (search_key gin_trgm_ops)",
)


def add_trigrams(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add them where the database can; where it cannot, or may not, the same search reads the table of clients."""
    connection = schema_editor.connection
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
                cursor.execute(statement)
    except DatabaseError:
        return


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0007_person_left")]
    operations: ClassVar = [
        migrations.AddIndex("contact", models.Index(fields=["rep", "client"], name="contact_of_rep_client")),
        migrations.AddIndex("dealowner", models.Index(fields=["owner", "deal"], name="deal_owner_of_owner")),
        migrations.RunPython(add_trigrams, migrations.RunPython.noop),
    ]
