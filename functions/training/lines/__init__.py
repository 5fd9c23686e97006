"""Lines of text with their truth, drawn from a seed: what the recogniser is trained and tested on."""
