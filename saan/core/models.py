"""Core's only tables: retry keys, attempts, and how far each job has come."""
from django.db import models

from saan.core import clock


class RetryKey(models.Model):
    """That a write was asked for under a key: the hash of key and body, and the number of the thing that came of it."""

    scope = models.CharField(max_length=40)
    key_hash = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    ref = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scope", "key_hash"], name="one_answer_to_a_key"),)


class Attempt(models.Model):
    """One attempt that counts towards a limit; the network is a keyed hash and is forgotten with the row."""

    scope = models.CharField(max_length=40)
    network = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = (models.Index(fields=["scope", "network", "at"]), models.Index(fields=["at"]))


class Cursor(models.Model):
    """How far a job has come, and when it last ran; the worker's own row is called `worker`."""

    name = models.CharField(max_length=40, unique=True)
    position = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)


class StoredFile(models.Model):
    """A file that lies under its digest in the folder `files`: what was sent was read, made anew, and stripped."""

    kind = "file"
    digest = models.CharField(max_length=64, unique=True)   # SHA-256 of the bytes that are kept
    media = models.CharField(max_length=80)                 # its media type, as it was found and not as it was said
    size = models.PositiveIntegerField()                    # bytes
    width = models.PositiveIntegerField(null=True)          # pixels, of pictures
    height = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)
