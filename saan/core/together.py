"""Migrations: many new tables in one operation, for which Django draws its picture of all nouns once."""
from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Do operations that make new tables as one.

    Django draws every noun anew that is bound to a new one, for each operation: with a hundred nouns that takes most of
    a migration's time. The operations are Django's own; none of them may look at a table that another one makes.
    """

    reduces_to_sql = True

    def __init__(self, operations: list[Operation]):
        self.operations = operations

    @property
    def reversible(self) -> bool:
        """Whether all of them can be taken back."""
        return all(operation.reversible for operation in self.operations)

    def state_forwards(self, app_label, state):
        """Add the nouns; the picture of all of them is drawn when it is next looked at."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Make the tables, in the order given."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Take the tables away, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what is done."""
        return "; ".join(operation.describe() for operation in self.operations)
