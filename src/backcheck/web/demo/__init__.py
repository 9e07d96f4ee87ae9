"""The demo clinic: simulated courses, kept apart from everything else."""
