"""What the templates of people need."""
