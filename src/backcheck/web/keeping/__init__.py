"""Keeping: backups that are proved when they are made, their restoring, and what is due."""
