"""Let the database itself refuse to alter the audit trail, and let PostgreSQL note which transaction wrote a change."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = (
    """CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON web_auditentry
       BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be changed.'); END""",
    """CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON web_auditentry
       BEGIN SELECT RAISE(ABORT, 'The audit trail cannot be deleted.'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'The audit trail cannot be changed or deleted.'; END $$""",
    """CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON web_auditentry
       FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()""",
    "ALTER TABLE web_change ADD COLUMN txid xid8 NOT NULL DEFAULT pg_current_xact_id()",
    "CREATE INDEX change_by_transaction ON web_change (txid)",
)


def add_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers and the transaction column in the words of the database at hand."""
    for statement in _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0001_nouns")]
    operations: ClassVar = [migrations.RunPython(add_guards, migrations.RunPython.noop)]
