"""Fields of models: money."""

from typing import Any

from django.db import models


class MoneyField(models.DecimalField):
    """An amount in Tunisian dinars with its three decimals (millimes), exact."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"] = 12
        kwargs["decimal_places"] = 3
        super().__init__(*args, **kwargs)
