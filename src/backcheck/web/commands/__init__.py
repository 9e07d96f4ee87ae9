"""Commands that need the web room."""
