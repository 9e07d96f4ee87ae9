"""Clinics, who works in them, and what each of them may do."""
