"""What is typed about hosting, by noun."""

from .bookings import BookingForm, DayInput, HourSelect, WaitForm, WhenForm
from .rooms import RoomForm

__all__ = ["BookingForm", "DayInput", "HourSelect", "RoomForm", "WaitForm", "WhenForm"]
