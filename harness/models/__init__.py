"""Model versions of a deployed stack: which there are, which serves, and how that changes.

Works on the stack's outputs and AWS's API alone. Of functions/ it uses what defines a model version and its serving
pointer, so that what is promoted here is what the functions take.
"""
