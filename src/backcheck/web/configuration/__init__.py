"""What an installation may set, by environment or by one file. Pure, but for ``here``."""
