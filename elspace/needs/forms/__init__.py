"""What people type about needs, parsed and cleaned."""

from .answering import AnswerForm, DeclineForm
from .classifying import ClassifyForm
from .quick import QuickRow, read_rows
from .saying import AddForm, PublicForm, SayForm
from .words import WordsField

__all__ = [
    "AddForm",
    "AnswerForm",
    "ClassifyForm",
    "DeclineForm",
    "PublicForm",
    "QuickRow",
    "SayForm",
    "WordsField",
    "read_rows",
]
