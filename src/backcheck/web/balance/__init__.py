"""Points by the balance method, for a practitioner: nothing is kept, and no patient is in it."""
