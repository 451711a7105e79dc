"""Which network a request comes from, as a keyed hash that nobody can read back."""
import ipaddress
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from saan.core import clock
from saan.core.keys import fingerprint


def network_of(request: HttpRequest) -> str:
    """Return the keyed hash of the request's network (IPv4 address or IPv6 /64); it changes every day."""
    return fingerprint(settings.KEYS["network"], f"{clock.today():%Y%m%d} {_network(address_of(request.META))}")


def address_of(surroundings: Mapping[str, str]) -> str:
    """Return the address that a request comes from, as the proxies in front tell it where the town has some."""
    trusted = settings.PROXIES
    hops = [hop for hop in surroundings.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()] if trusted else []
    return hops[-trusted].strip() if trusted and len(hops) >= trusted else surroundings.get("REMOTE_ADDR", "")


def is_loopback(host: str) -> bool:
    """Return whether the host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _network(address):
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
