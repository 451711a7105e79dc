"""What people stand on: allauth's sessions and second factors, and tokens."""
from saan.people.engines.doors import Adapter, Devices, has_device, is_here, is_proven, prove, sign_in
from saan.people.engines.tokens import COOKIE, fresh_token, hashed, keep_token, token_in

__all__ = ["COOKIE", "Adapter", "Devices", "fresh_token", "has_device", "hashed", "is_here", "is_proven", "keep_token",
           "prove", "sign_in", "token_in"]
