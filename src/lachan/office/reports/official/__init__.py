"""The official report upward: its words, its paper and its workbook, all from one roll-up."""
