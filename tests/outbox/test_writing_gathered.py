"""Several messages to one person, gathered: whoever was greeted once is not greeted again."""

from elspace.outbox.writing import gathered


def test_a_greeting_stands_once_in_gathered_messages():
    first = "Bonjour Salma,\nVotre séance est mardi."
    second = "Bonjour Salma,\nVotre question a une réponse."
    assert gathered([first, second]) == [first, "Votre question a une réponse."]


def test_another_greeting_or_a_greeting_alone_stays():
    first, other, alone = "Bonjour Salma,\nMardi.", "السلام عليكم\nالثلاثاء.", "Bonjour Salma,"
    assert gathered([first, other, alone]) == [first, other, alone]
