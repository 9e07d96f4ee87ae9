"""Acupuncture points: what is known of where each lies, what it is called, and what lies near."""
