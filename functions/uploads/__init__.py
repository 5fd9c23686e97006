"""The uploads function: presigned uploads, the status and results of a document, and the API's health."""
