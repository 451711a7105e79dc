"""Let the database refuse every change and every removal of what was said of a promise."""
from django.db import migrations

SQLITE = """CREATE TRIGGER network_progress_{verb} BEFORE {verb} ON network_progress
    BEGIN SELECT RAISE(ABORT, 'what was said of a promise only grows'); END"""
POSTGRESQL = """CREATE TRIGGER network_progress_{verb} BEFORE {verb} ON network_progress
    FOR EACH STATEMENT EXECUTE FUNCTION network_progress_only_grows()"""
FUNCTION = """CREATE FUNCTION network_progress_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what was said of a promise only grows'
        USING ERRCODE = 'integrity_constraint_violation'; END $$"""


def guard(apps, editor):
    """Set the triggers of the database at hand."""
    postgresql = editor.connection.vendor == "postgresql"
    if postgresql:
        editor.execute(FUNCTION)
    for verb in ("UPDATE", "DELETE", "TRUNCATE") if postgresql else ("UPDATE", "DELETE"):
        editor.execute((POSTGRESQL if postgresql else SQLITE).format(verb=verb))


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [migrations.RunPython(guard, elidable=False)]
