"""Rows of hosting, by noun: spaces, bookings, plans, desks."""

from .bookings import Booking, DoorLink, Occupancy, RoomWait, Series
from .desks import DeskDay, DeskHalf, DeskHolding, DeskSwap
from .plans import (
    AllowanceMove,
    MembershipPlan,
    Payer,
    PlanPrice,
    Subscription,
    SubscriptionPause,
    SubscriptionTerms,
)
from .spaces import Desk, MapMark, Room, RoomHours, Space

__all__ = [
    "AllowanceMove",
    "Booking",
    "Desk",
    "DeskDay",
    "DeskHalf",
    "DeskHolding",
    "DeskSwap",
    "DoorLink",
    "MapMark",
    "MembershipPlan",
    "Occupancy",
    "Payer",
    "PlanPrice",
    "Room",
    "RoomHours",
    "RoomWait",
    "Series",
    "Space",
    "Subscription",
    "SubscriptionPause",
    "SubscriptionTerms",
]
