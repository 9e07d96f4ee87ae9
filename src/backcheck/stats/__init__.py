"""The response model. NumPy only; it knows nothing of backs or needles. See docs/model.md."""
