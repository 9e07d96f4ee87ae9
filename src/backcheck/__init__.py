"""Backcheck: a clinic record for lower back pain that is allowed to say "stop"."""

__version__ = "0.1.0"
