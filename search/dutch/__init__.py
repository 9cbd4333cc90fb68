"""Dutch text to terms: fold, lemma, compounds, thesaurus, stop words. Pure Python, the same for every engine."""
