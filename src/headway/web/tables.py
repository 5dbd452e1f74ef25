"""The tables of the log: all of an empty database made at once, where the migrations in turn would take seconds."""

from typing import cast

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython
from django.db.migrations.state import StateApps


def bring_up_to_date() -> None:
    """Bring the tables to what this version wants."""
    if connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
        return
    executor = MigrationExecutor(connection)
    migrations = _all_of(executor)
    # Their own table cannot be made within a transaction of its making.
    executor.recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy and not model._meta.auto_created:
                editor.create_model(model)
        _add_what_no_model_says(editor, migrations)
        for migration in migrations:
            executor.recorder.record_applied(migration.app_label, migration.name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def add_what_no_model_says() -> None:
    """Add triggers, and tables without a model, to tables that were made as the models are now."""
    with connection.schema_editor() as editor:
        _add_what_no_model_says(editor, _all_of(MigrationExecutor(connection)))


def _all_of(executor: MigrationExecutor) -> list[Migration]:
    return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def _add_what_no_model_says(editor: BaseDatabaseSchemaEditor, migrations: list[Migration]) -> None:
    for migration in migrations:
        for operation in migration.operations:
            if isinstance(operation, RunPython):
                operation.code(cast("StateApps", apps), editor)
