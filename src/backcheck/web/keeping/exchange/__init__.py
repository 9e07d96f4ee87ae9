"""A whole clinic in open formats: given away, and taken in elsewhere (ADR 21)."""
