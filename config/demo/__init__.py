"""The demo: accounts, fictitious organisations and what they did, all made by driving the public functions."""
