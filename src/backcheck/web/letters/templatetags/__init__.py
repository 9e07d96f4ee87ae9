"""What templates of other apps show of letters."""
