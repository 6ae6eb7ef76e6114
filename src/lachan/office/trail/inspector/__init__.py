"""What an inspector takes along: the export of the trail, and the checker that needs nothing but Python."""
