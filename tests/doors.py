"""Coming in: how stories sign somebody in."""
from django.test import Client

from saan.people.engines import hashed
from saan.people.models import Link, Login, Person

LINK = "a-lasting-link-of-the-demo-town"


def enter(client: Client, person: Person, settings) -> Client:
    """Sign the person in by a lasting link, which counts as a second factor; the settings become a demo's."""
    settings.DEMO = True
    login = Login.objects.filter(person=person).first() or Login.objects.create(
        person=person, email=f"person{person.pk}@example.org")
    token = f"{LINK}-{login.pk}"
    Link.objects.get_or_create(login=login, token_hash=hashed("link", token), lasting=True)
    response = client.get(f"/in/{token}")
    assert response.status_code == 302, response.content.decode()
    return client
