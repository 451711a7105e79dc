"""Let the database keep what a closed meeting was, and let turns, amendments and follow-ups only grow.

A restore fills tables in the order of their names: turns, which say that a meeting is closed, come last of these.
"""
from django.db import migrations

MEETING = "{row}.meeting_id"
ITEM = "(SELECT meeting_id FROM decisions_item WHERE id = {row}.item_id)"
RESOLUTION = "(SELECT meeting_id FROM decisions_resolution WHERE id = {row}.resolution_id)"
KEPT = {   # table: where its row says which meeting it belongs to
    "decisions_meeting": "{row}.id", "decisions_item": MEETING, "decisions_presence": MEETING,
    "decisions_draft": MEETING, "decisions_resolution": MEETING, "decisions_ballot": ITEM, "decisions_noting": ITEM,
    "decisions_ground": RESOLUTION}
GROWING = ("decisions_turn", "decisions_amendment", "decisions_followup")
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
CLOSED = "EXISTS (SELECT 1 FROM decisions_turn WHERE word = 'closed' AND meeting_id IN ({meetings}))"
SAYS, GROWS = "a closed meeting stays as it is", "this only grows"
SQLITE = "CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{says}'); END"
FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
    RETURN {row}; END $$"""
POSTGRESQL = "CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def guard(apps, editor):
    """Set the triggers of the database at hand."""
    for table, meeting in KEPT.items():
        for verb, rows in ROWS.items():
            when = CLOSED.format(meetings=", ".join(meeting.format(row=row) for row in rows))
            _set(editor, table, verb, when, SAYS)
    for table in GROWING:
        for verb in ("UPDATE", "DELETE"):
            _set(editor, table, verb, "TRUE", GROWS)


def _set(editor, table, verb, when, says):
    if editor.connection.vendor == "postgresql":
        about = {"table": table, "verb": verb, "name": f"{table}_{verb.lower()}_kept", "when": when, "says": says,
                 "row": "OLD" if verb == "DELETE" else "NEW"}
        editor.execute(FUNCTION.format(**about))
        editor.execute(POSTGRESQL.format(**about))
    else:
        editor.execute(SQLITE.format(table=table, verb=verb, says=says, when=f"WHEN {when}"))


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [migrations.RunPython(guard, elidable=False)]
