"""Voices and consultations on the API."""
