"""Facts of the country: text, places, working days. It imports nothing heavy: live call screening loads it too."""
