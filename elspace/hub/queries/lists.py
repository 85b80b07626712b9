"""Reads about the hub's own short lists."""

from django.db.models import Q, QuerySet

from elspace.hub.models import Equipment


def is_used(equipment: Equipment) -> bool:
    """Whether something names it: a format, a room, whatever a higher app adds."""
    named_by = (relation.get_accessor_name() for relation in equipment._meta.related_objects)
    return any(getattr(equipment, name).exists() for name in named_by if name)


def equipment_offered(also: QuerySet[Equipment] | None = None) -> QuerySet[Equipment]:
    """What may be chosen: equipment in use, and what was chosen before."""
    kept = Q(pk__in=also.values("pk")) if also is not None else Q(pk=None)
    return Equipment.objects.filter(Q(is_active=True) | kept)
