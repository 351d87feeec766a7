"""The house's own illustrator: needs no key, no network and no font, and draws the same story the same way."""
