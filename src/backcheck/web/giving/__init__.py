"""What each app gives away of a clinic in open form: declared beside its tables."""
