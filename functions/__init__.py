"""What runs on AWS: one package per Lambda function, one for what they share, packaging and training.

Imports nothing of components/ or harness/: this tree ships to Lambda.
"""
