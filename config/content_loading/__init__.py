"""From ``content/*.yaml`` to the models: files, checks, links, and writing in small batches."""
