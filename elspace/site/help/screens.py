"""What the “?” of each screen says: three sentences and one example, from the guides by role.

The one source: `manage.py write_screens_guide` prints the French of it as docs/guides/ecrans.md.
"""

from django.utils.translation import gettext_lazy as _

from .words import Help

HELP: dict[str, Help] = {
    "site:today": Help(
        _("Today"),
        _(
            "It says what happens now, what waits to be decided, and the day by room. Each "
            "decision tells its reason; settle it, put it off, or hand it to a colleague. When "
            "the list is empty, the day is yours."
        ),
        _("An expert cannot come on Thursday: “See the solutions” shows other dates and who can."),
    ),
    "site:needs": Help(
        _("Needs"),
        _(
            "Every need said, in the person's own words, beside the hours experts offer. Sort "
            "what is new, confirm it with its person, then it can be planned. What stops a project "
            "comes first, then who has waited longest."
        ),
        _(
            "Amel says “I do not know what price to ask”: sort it under “Selling”, and confirm it "
            "with her."
        ),
    ),
    "needs:quick": Help(
        _("Quick entry"),
        _(
            "One line a need: a name, the words, what it changes. The keyboard is enough, and what "
            "is typed stays on the device until it is kept. A name we know already is asked about, "
            "never guessed."
        ),
        _("After a meeting, type twenty slips in a row, then sort them together."),
    ),
    "support:programme": Help(
        _("Programme"),
        _(
            "“Propose a programme” looks for dates that answer most needs; it holds nothing and "
            "sends nothing. You move, remove, complete; then you ask the experts, and only then "
            "announce. Every session says why it stands where it does."
        ),
        _("Press a session, then “Why this session?”: who asked, who can, what else was possible."),
    ),
    "support:remedies": Help(
        _("What would help most"),
        _(
            "One more session of somebody, one more hour of a room, one more way of working: each "
            "was tried on this programme, and says how many people it would give an answer to. "
            "Nobody is moved for it. When something has changed since, the list says so."
        ),
        _(
            "“One more session on selling, in Tunisian: 3 people”: share the text, and when "
            "somebody says yes, “Complete around my sessions”."
        ),
    ),
    "support:compare": Help(
        _("Compare two proposals"),
        _(
            "Two programmes proposed for this term, side by side: who gets a date in the one and "
            "not in the other, how many hours, which sessions differ. Confidential appointments "
            "name nobody. The one on the board is the last."
        ),
        _("“An answer for everyone” moves one person's date: call that person before choosing."),
    ),
    "support:session": Help(
        _("A session"),
        _(
            "Who comes, who has answered, which room, and the next step as a button. A change is "
            "told to its people before it is made. A confidential one shows nothing but its hour."
        ),
        _("Two people cannot come: the next in line can be invited from here."),
    ),
    "site:people": Help(
        _("People"),
        _(
            "Everybody the hub knows; a first name is enough. The search finds a name in any "
            "spelling and either script. Two pages of one person are made one, never by themselves."
        ),
        _("“Mohamed” also finds محمد."),
    ),
    "site:person": Help(
        _("A person"),
        _(
            "How to reach them, what they said, what comes next. A personal link gives them their "
            "own page without a password. “History” says what was done, and by whom."
        ),
        _("Lost the card? “Give a link” makes a new one, and the old one no longer opens."),
    ),
    "support:experts": Help(
        _("Experts"),
        _(
            "Who can help, on what, in which language, on which half-days. What was not asked is "
            "not known, and nothing is planned on it. Hours given are counted and thanked."
        ),
        _("Néjib says on the phone: Tuesday mornings. Type it under “Type their half-days”."),
    ),
    "hosting:rooms": Help(
        _("Rooms"),
        _(
            "The day by room, then what each room has. A booking takes the room and all it is made "
            "of, never two at once. A room with hours of its own opens on those alone."
        ),
        _("Half past two, eight people, a projector: “Book a room” shows what is free."),
    ),
    "hosting:rooms-week": Help(
        _("Rooms, the week"),
        _(
            "Each room is a line, each day a column: the strip says when it is open and taken, the "
            "words say for what. Keep only the rooms of a place, a size or some equipment; the "
            "address keeps it too. Press a day to see its hours, a room to book it."
        ),
        _("Twelve people need a screen on Thursday: ask for 12 and a screen, look for a free one."),
    ),
    "hosting:series-list": Help(
        _("Series"),
        _(
            "What comes back every week is booked once; each date stays a booking of its own. "
            "Every date is shown before: one that is taken is skipped or gets another room or "
            "hour, and can be added later. A date, the following or all to come are changed or "
            "given back together."
        ),
        _("The Thursday meeting moves to ten o'clock after Ramadan: from that date on, change it."),
    ),
    "hosting:desks": Help(
        _("Desks"),
        _(
            "The map says who sits where that day, and what is free. A desk is somebody's by the "
            "week, or given for a day; whoever gives a day away leaves it to others. Press a desk "
            "to give it, release it or exchange a day."
        ),
        _("Ghada's desk is free on Thursday: press it, type a name, “Give it for this day”."),
    ),
    "hosting:members": Help(
        _("Members"),
        _(
            "Who is hosted, and under which plan. Each page says what is left of the "
            "room time included, and notes a pause or a last day. The kind of price, and why it is "
            "lower, is read only by those who decide about prices; whoever collects reads the sum "
            "due, and no more."
        ),
        _("Somebody leaves on the 27th: note the last day, and read what becomes free."),
    ),
    "hosting:member-leave": Help(
        _("Leaving"),
        _(
            "What becomes free after a last day, and what is still open until then. Looking "
            "changes nothing. Once the day is kept, what is left is settled from this page."
        ),
        _("Somebody leaves at the end of the month: note the day, then settle what is open."),
    ),
    "reception:day": Help(
        _("Reception"),
        _(
            "Who is expected, who is in, and the rooms now. Two letters of a name and Enter: the "
            "person is in. Somebody without an appointment is a first name, or nothing; the name "
            "goes the same evening. Nobody's hours are shown."
        ),
        _("Salma comes in: “sa”, Enter. The square of her card works too."),
    ),
    "billing:invoices": Help(
        _("Invoices"),
        _(
            "Every invoice with what is still owed of it; drafts stand first. A number is given "
            "once, at issue, and an issued invoice never changes: a credit note corrects it. A "
            "name or a number finds it again."
        ),
        _("The wrong name on 2027-0012: a credit note over all of it, then a new invoice."),
    ),
    "billing:month": Help(
        _("Monthly run"),
        _(
            "It writes one draft for each payer of what is due: places, rooms used, what was "
            "entered late for months before. Look at the drafts, then issue them all; only what "
            "you looked at is numbered. Pressing twice writes nothing twice."
        ),
        _("On the 5th: “Write the drafts”, read them, “Issue them all”."),
    ),
    "billing:invoice": Help(
        _("An invoice"),
        _(
            "Its lines with the rate of each, the sums by rate, what was paid and corrected. A "
            "draft can be corrected or thrown away, and who decides about prices can waive a "
            "line; once issued, it stays as it is. The PDF is in the language of who pays."
        ),
        _("Half of the month was enough: a credit note over half of the line."),
    ),
    "billing:due": Help(
        _("What is owed"),
        _(
            "Who owes what, the longest first. A name opens the statement, and from there an "
            "agreement to pay in parts. Nobody’s place here depends on it."
        ),
        _(
            "Three invoices are open: agree on three parts, and no reminder leaves while they are "
            "kept."
        ),
    ),
    "billing:payments": Help(
        _("Payments"),
        _(
            "What was received: cash with a numbered receipt, cheques, transfers. It pays what is "
            "longest due first; too much waits for the next invoice. A cheque that comes back "
            "opens its invoice again."
        ),
        _("Cash at the desk: amount, “Received”, print the receipt."),
    ),
    "billing:till": Help(
        _("Till"),
        _(
            "What should be in the till, and what moved today. Count it at closing: a difference "
            "is explained in a word, and above the hub’s limits a second person counts too. From "
            "then on it holds what was counted."
        ),
        _("80 millimes are missing: count, write “small change”, keep this count."),
    ),
    "billing:reminders": Help(
        _("Reminders"),
        _(
            "Proposed from the 8th of a month and again from the 20th; nothing leaves unless you "
            "press. Who agreed to pay in parts is left in peace while the parts are kept. Where "
            "nobody reads for an organisation, the text comes to you, to pass on."
        ),
        _("On the 8th: untick who told you they pay tomorrow, write the others."),
    ),
    "billing:closing": Help(
        _("Closing"),
        _(
            "A closed month takes no invoice and no payment any more, nor does what came before "
            "it. It cannot be opened again. Close it once the accountant has the file."
        ),
        _("On 10 March: take the file of February, then close February."),
    ),
    "billing:export": Help(
        _("For the accountant"),
        _(
            "Documents, lines, VAT by rate, payments and the till between two days, as one "
            "workbook or table by table. Names of payers are in it and no reason of any price. "
            "Credit notes stand with a minus."
        ),
        _("The quarter: 1 January to 31 March, “Workbook”."),
    ),
    "billing:settings": Help(
        _("Rates and settings"),
        _(
            "Who you are on invoices, the rates of VAT and the stamp duty, each from a day on and "
            "with where it comes from. A later rate never changes what is issued. These are "
            "settings, not advice: your accountant knows better."
        ),
        _("A finance law changes a rate on 1 January: add it with that day and the law’s name."),
    ),
    "outbox:to-send": Help(
        _("Messages"),
        _(
            "What leaves by hand: the text is written, in the language of each person. Open it, "
            "send it, come back and say whether it left. In the evening and around iftar nobody is "
            "written to."
        ),
        _("“Open WhatsApp”, send, then “Yes, it is sent”."),
    ),
    "hub:calendar": Help(
        _("Hours and closed days"),
        _(
            "Opening hours, Ramadan, holidays and closures. New hours never move a session: you "
            "are told which ones no longer fit. Dates that follow the moon stay provisional until "
            "they are announced."
        ),
        _("On the eve of Ramadan one button confirms the date or moves it by a day."),
    ),
    "site:handover": Help(
        _("Handover"),
        _(
            "What each colleague has promised and not yet kept. One press gives all of it to "
            "somebody else. Sealed needs stay: their person chose who reads them."
        ),
        _("Nour leaves on Friday: Hédia takes all of it over, and calls the people followed."),
    ),
    "site:search": Help(
        _("Search"),
        _(
            "People, needs, sessions, experts, projects and rooms in one field, in any spelling "
            "and either script. What is written the same comes first, what sounds alike last. "
            "Nobody finds what they may not read."
        ),
        _("“9addech” finds the needs in which somebody wrote قداش."),
    ),
    "insights:term": Help(
        _("The term in one page"),
        _(
            "The figures of a term for somebody outside, without a name. Groups under five are "
            "hidden, and what would let them be computed too. A version kept is found again by "
            "whoever holds the sheet."
        ),
        _("A donor comes tomorrow: read it, write three sentences, keep this version, print it."),
    ),
    "insights:visit": Help(
        _("Visit"),
        _(
            "The real pages with invented names and words, on this device. Nothing can be changed "
            "or sent meanwhile. Close the tabs opened before: they still show what is true."
        ),
        _("“Begin the visit”, show the needs and the programme, “End the visit”."),
    ),
}
