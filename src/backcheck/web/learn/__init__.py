"""What a reader may want to know: how often we are wrong, and what would make an answer surer."""
