"""Facts of the country: text, places, working days. Light, for live call screening loads it too."""
