"""What the service does by itself, by the calendar: send, presume, remind, close, tidy up. Never a legal effect of its own:
each duty calls the same command a person would."""
