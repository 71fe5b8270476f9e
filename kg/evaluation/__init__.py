"""How good the extractor is: labelled texts in, figures out; every miss and extra beside its sentence.

`evaluate` is the one door; what it answers makes the tables, the JSON and the page.
"""

from kg.evaluation.evaluation import GROUPS, Evaluation
from kg.evaluation.pages import page
from kg.evaluation.run import evaluate

__all__ = ["GROUPS", "Evaluation", "evaluate", "page"]
