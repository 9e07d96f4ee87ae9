"""What is known, and who says so: signs, strata, priors, thresholds, words. Standard library only."""
