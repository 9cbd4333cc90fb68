"""The screens of the network app, one module for each subject."""
