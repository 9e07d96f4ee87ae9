"""Documents drawn from an Assessment."""
