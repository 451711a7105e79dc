"""Keep words out of PostgreSQL's own statistics, where samples of a column would outlive an erasure."""
from django.db import migrations

WORDS = (("voices_voice", "text"), ("voices_statement", "text"), ("voices_hold", "words"), ("core_retrykey", "body_hash"))


def keep_none(apps, editor):
    """Let ANALYZE sample nothing of the columns that hold words."""
    if editor.connection.vendor == "postgresql":
        for table, column in WORDS:
            editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial"), ("voices", "0001_initial")]
    operations = [migrations.RunPython(keep_none, elidable=False)]
