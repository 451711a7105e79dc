"""The door for the server: the fast lane for votes, and Django behind it."""
import os
import threading

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from saan.methods.disclosure import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.web.settings")
behind = get_wsgi_application()
application = import_string("saan.web.lane.Lane")(behind)   # it knows models, which stand only now
later = threading.Timer(2, warm)   # seconds: word lists load when the first page has been served, not beside it
later.daemon = True
later.start()
