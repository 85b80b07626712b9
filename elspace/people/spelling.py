"""The fields of a person a name is made of."""

NAMES = ("first_name", "last_name", "first_name_ar", "last_name_ar")
