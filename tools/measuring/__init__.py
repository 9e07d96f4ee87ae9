"""What is measured on simulated courses of which the truth is known."""
