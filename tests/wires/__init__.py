"""Servers that speak the providers' real wire formats, as a script says, also the wrong things."""
