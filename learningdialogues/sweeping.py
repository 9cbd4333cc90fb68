"""What was erased must not be readable any more in the files of the database either."""

from django.apps import apps
from django.db import connection, transaction

APP = "learningdialogues"


def sweep_files() -> None:
    """Have the database write over, or anew, what it still holds of deleted rows. Not inside a transaction.

    SQLite overwrites deleted rows in its file (``secure_delete``), but its write-ahead log holds the pages as they were
    until it is emptied. PostgreSQL keeps deleted rows in its files until the table is written anew. Backups and
    archived logs that were made before are not reached: their own term of keeping goes on top (deploy/README.md).
    """
    if connection.in_atomic_block:
        raise transaction.TransactionManagementError("Files are swept outside a transaction.")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            tables = [model._meta.db_table for model in apps.get_app_config(APP).get_models()]
            cursor.execute(f"VACUUM FULL {', '.join(connection.ops.quote_name(table) for table in tables)}")
