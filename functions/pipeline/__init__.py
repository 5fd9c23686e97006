"""The steps of training: prepare data, train, evaluate, register. `components/` puts them in order."""
