"""Other methods on the same simulated courses, in one run, frozen as peers.json."""
