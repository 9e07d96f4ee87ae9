"""Who has reviewed what is known: a clinician of the clinic signs a version of a rule set."""
