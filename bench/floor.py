"""The floor: the least that Django can do, one row inserted and answered, with the database settings of Saan itself."""
import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpResponse
from django.urls import path

from saan.web import environment

settings.configure(
    DATABASES={"default": environment.database("FLOOR_URL", Path(os.environ["FLOOR_DATA"]) / "floor.sqlite3")},
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], INSTALLED_APPS=[], SECRET_KEY="floor", USE_TZ=True)
django.setup()


class Row(models.Model):
    """As much as a vote is."""

    participant = models.BigIntegerField()
    statement = models.BigIntegerField()
    value = models.SmallIntegerField()

    class Meta:
        app_label = "floor"
        constraints = (models.UniqueConstraint(fields=["participant", "statement"], name="one_row_each"),)


def insert(request):
    """Insert what the body says."""
    said = json.loads(request.body)
    Row.objects.create(participant=said["participant"], statement=said["statement"], value=said["vote"])
    return HttpResponse(request.body, status=201, content_type="application/json")


def lay() -> None:
    """Lay the floor's table anew."""
    with connection.schema_editor() as editor:
        if Row._meta.db_table in connection.introspection.table_names():
            editor.delete_model(Row)
        editor.create_model(Row)
    connection.close()


urlpatterns = [path("rows", insert)]
application = get_wsgi_application()

if __name__ == "__main__":
    lay()
