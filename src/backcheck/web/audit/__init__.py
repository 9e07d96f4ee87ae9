"""The trail: who did what, when; events that nobody changes or removes unnoticed."""
