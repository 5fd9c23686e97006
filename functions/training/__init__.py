"""Makes the models: the shipped base, later fine-tuning. Never packaged for serving; may import all of functions/."""
