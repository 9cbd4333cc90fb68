"""The forms of the network app, one module for each subject."""
