"""What is typed about hosting, by noun."""

from .bookings import BookingForm, DayInput, HourSelect, WaitForm, WhenForm, WhomForm, next_quarter
from .rooms import RoomForm
from .seen import seen_in, seen_value
from .series import HoursFields, SeriesForm

__all__ = [
    "BookingForm",
    "DayInput",
    "HourSelect",
    "HoursFields",
    "RoomForm",
    "SeriesForm",
    "WaitForm",
    "WhenForm",
    "WhomForm",
    "next_quarter",
    "seen_in",
    "seen_value",
]
