"""The clinic's own numbers for an emergency and for hours when it is closed."""
