"""From the bytes of an upload to the words on its pages: files, PDF text layers, text detection and recognition."""
