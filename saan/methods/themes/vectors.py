"""Texts as vectors of length one, so that the product of two is their likeness (cosine), from 0 to 1."""
from collections import Counter
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from saan.methods.themes.tokens import fields_of

FIELDS = .5   # the share of the likeness that comes of word fields, the rest comes of the words themselves
MEANT = .5    # the share that a town's own embedding has, where there is one


def vectors(said: Sequence[list[str]], meanings: np.ndarray | None = None, fields: float = FIELDS) -> sp.csr_matrix:
    """Return one row for each text (n × features): words and fields, each as TF-IDF, and its meaning where given.

    The likeness of two rows is (1 − f)·cos of their words + f·cos of their fields, f = `fields`; with meanings (n × d,
    any length) half of that and half of the cosine of the meanings less their mean. A text in no field is all words;
    one without words is a row of noughts.
    """
    known = _long(sp.hstack([tfidf(said) * np.sqrt(1 - fields), tfidf([fields_of(text) for text in said])
                             * np.sqrt(fields)], format="csr"))
    if meanings is None:
        return known
    heard = sp.diags(np.array([float(bool(text)) for text in said]))
    meant = _long(heard @ sp.csr_matrix(meanings - meanings.mean(axis=0)))
    return sp.hstack([known * np.sqrt(1 - MEANT), meant * np.sqrt(MEANT)], format="csr")


def tfidf(said: Sequence[list[str]]) -> sp.csr_matrix:
    """Return the texts by words (n × different words), each row of length one or 0.

    A word said c times in one of n texts and in df texts weighs (1 + ln c)·(1 + ln((1 + n) / (1 + df))). Source: Salton
    and Buckley, "Term-weighting approaches in automatic text retrieval", Information Processing & Management 24 (1988).
    """
    within = Counter(word for text in said for word in set(text))
    place = {word: at for at, word in enumerate(sorted(within))}
    rare = {word: 1 + np.log((1 + len(said)) / (1 + count)) for word, count in within.items()}
    cells = [(row, place[word], (1 + np.log(count)) * rare[word])
             for row, text in enumerate(said) for word, count in sorted(Counter(text).items())]
    rows, columns, weights = zip(*cells, strict=True) if cells else ((), (), ())
    return _long(sp.csr_matrix((weights, (rows, columns)), shape=(len(said), len(place))))


def _long(rows):
    """Return the rows at length one; rows of noughts stay."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sp.diags(1 / np.where(lengths > 1e-12, lengths, 1)) @ rows
