"""The door for the server: the gate that notes traffic, the fast lane for votes, and Django behind them."""
import os
import threading

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from saan.core import logs
from saan.methods.disclosure import warm
from saan.web.traffic.book import Book
from saan.web.traffic.gate import Gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.web.settings")
behind = get_wsgi_application()
import_string("saan.web.urls.urlpatterns")   # all rooms come in now, not while somebody waits for a first page
lane = import_string("saan.web.lane.Lane")(behind)   # it knows models, which stand only now
application = Gate(lane, Book())
logs.catch()
later = threading.Timer(2, warm)   # seconds: word lists load when the first page has been served, not beside it
later.daemon = True
later.start()
