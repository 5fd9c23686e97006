"""Fine-tunes the recogniser on drawn lines: batches, loop, checkpoints, evaluation and export."""
