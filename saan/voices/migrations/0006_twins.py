"""Make the tables in which voices that stand are looked for by their words; a job fills them (saan/voices/actions/twins.py).

They are derived, so they are no nouns: no backup holds them. PostgreSQL samples nothing of them, as of the words.
"""
from django.db import migrations

SQLITE = (
    "CREATE TABLE voices_twin (voice INTEGER PRIMARY KEY, town INTEGER NOT NULL, shape TEXT NOT NULL)",
    "CREATE TABLE voices_gram (mark INTEGER PRIMARY KEY, voices INTEGER NOT NULL)",
    "CREATE TABLE voices_posting (mark INTEGER NOT NULL, part INTEGER NOT NULL, voices BLOB NOT NULL, "
    "PRIMARY KEY (mark, part)) WITHOUT ROWID")
POSTGRESQL = (
    "CREATE TABLE voices_twin (voice bigint PRIMARY KEY, town bigint NOT NULL, shape text NOT NULL)",
    "CREATE TABLE voices_gram (mark integer PRIMARY KEY, voices integer NOT NULL)",
    "CREATE TABLE voices_posting (mark integer NOT NULL, part integer NOT NULL, voices bytea NOT NULL, "
    "PRIMARY KEY (mark, part))",
    *(f"ALTER TABLE voices_{table} ALTER COLUMN {column} SET STATISTICS 0" for table, columns in (
        ("twin", ("voice", "town", "shape")), ("gram", ("mark", "voices")), ("posting", ("mark", "part", "voices")))
      for column in columns))


def make(apps, editor):
    """Make the three tables."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps, editor):
    """Take them away."""
    for table in ("voices_twin", "voices_gram", "voices_posting"):
        editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("voices", "0005_suggestions")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
