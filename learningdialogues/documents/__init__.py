"""The report as a document: one structure, made from what the web report shows, and a writer for each format."""
