"""Sealed values: what names a person is encrypted before it reaches the database (ADR 15)."""
