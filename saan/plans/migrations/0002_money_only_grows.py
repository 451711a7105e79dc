"""Let the database refuse every change and every removal of a budget line, a payment or an acceptance."""
from django.db import migrations

TABLES = ("plans_budgetline", "plans_payment", "plans_acceptance")
SQLITE = """CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, 'money only grows'); END"""
POSTGRESQL = """CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION plans_money_only_grows()"""
FUNCTION = """CREATE FUNCTION plans_money_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'money only grows' USING ERRCODE = 'integrity_constraint_violation'; END $$"""


def guard(apps, editor):
    """Set the triggers of the database at hand."""
    postgresql = editor.connection.vendor == "postgresql"
    if postgresql:
        editor.execute(FUNCTION)
    for table in TABLES:
        for verb in ("UPDATE", "DELETE", "TRUNCATE") if postgresql else ("UPDATE", "DELETE"):
            editor.execute((POSTGRESQL if postgresql else SQLITE).format(table=table, verb=verb))


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(guard, elidable=False)]
