"""Who did what: the trail of a clinic, and who looked at a patient's record. Pages alone."""
