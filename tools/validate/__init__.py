"""Measures the response model; ``python -m tools.validate`` rewrites docs/validation.md."""
