"""What people type about needs, parsed and cleaned."""

from .answering import AnswerForm, DeclineForm
from .classifying import ClassifyForm, SplitForm
from .quick import QuickRow, read_rows
from .saying import AddForm, PublicForm, SayForm
from .words import WordsField
from .workshops import SayAtWorkshopForm, WorkshopForm

__all__ = [
    "AddForm",
    "AnswerForm",
    "ClassifyForm",
    "DeclineForm",
    "PublicForm",
    "QuickRow",
    "SayAtWorkshopForm",
    "SayForm",
    "SplitForm",
    "WordsField",
    "WorkshopForm",
    "read_rows",
]
