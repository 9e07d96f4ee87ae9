"""The courses of a clinic: the list, and a page for each."""
