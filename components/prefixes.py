"""What lives under which prefix of the buckets."""

UPLOADS = "uploads/"  # input: what teachers upload; each starts the pipeline
REQUESTS = "requests/"  # input: images of single API calls

DOCUMENTS = "documents/"  # results: the documents' records
WORDS = "ocr/"  # results: what OCR read
TIMETABLES = "timetables/"  # results: timetables

MODELS = "models/"  # models: versions, and the pointers to those that serve

DATASETS = "datasets/"  # training: what models learn from and are judged by, each version with its manifest
RUNS = "runs/"  # training: what each run made, checkpoints included
