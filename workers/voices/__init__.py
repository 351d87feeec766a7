"""Passages read aloud, by the house or by a person: who speaks, in which voice, and when each word is heard."""
