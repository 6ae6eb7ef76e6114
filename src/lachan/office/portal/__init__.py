"""The public side: check, report, follow, first help, and what everybody may know. No account, no script needed."""
