"""Core finds the commands of every room."""
from django.apps import AppConfig


class Core(AppConfig):
    name = "saan.core"
