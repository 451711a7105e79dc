"""Let the database refuse every change and every removal of what was claimed, shown, answered and decided."""
from django.db import migrations

TABLES = ("plans_claim", "plans_evidence", "plans_witness", "plans_figure", "plans_verdict")
SQLITE = """CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, 'what was claimed and answered only grows'); END"""
POSTGRESQL = """CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION results_only_grow()"""
FUNCTION = """CREATE FUNCTION results_only_grow() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what was claimed and answered only grows'
    USING ERRCODE = 'integrity_constraint_violation'; END $$"""


def guard(apps, editor):
    """Set the triggers of the database at hand."""
    postgresql = editor.connection.vendor == "postgresql"
    if postgresql:
        editor.execute(FUNCTION)
    for table in TABLES:
        for verb in ("UPDATE", "DELETE", "TRUNCATE") if postgresql else ("UPDATE", "DELETE"):
            editor.execute((POSTGRESQL if postgresql else SQLITE).format(table=table, verb=verb))


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_money_only_grows")]
    operations = [migrations.RunPython(guard, elidable=False)]
