"""Protected numbers: which numbers nobody but their body may show, the signed list of them, the page for everybody."""
