"""What somebody may want to read before they start: evidence, home, who it may suit, harm."""
