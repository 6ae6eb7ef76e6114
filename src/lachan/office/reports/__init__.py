"""Reports: rounds, forms, signatures, roll-up and the official report upward."""
