"""One module per reader, run as a process of its own; the peers' run in an environment that holds only them.

So nothing here but `own` may import anything beyond the standard library and the reader itself.
"""
