"""What is known, and who says so: signs, priors, thresholds, words. Standard library only."""
