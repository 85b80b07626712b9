from datetime import date
from decimal import Decimal

from django.db import migrations

CHECK = "Taux courant en Tunisie ; à vérifier avec votre comptable"
RATES = [
    (
        "normal",
        "19.00",
        "Taux normal, depuis la loi de finances 2018 ; à vérifier avec votre comptable",
    ),
    ("middle", "13.00", CHECK),
    ("reduced", "7.00", CHECK),
    ("zero", "0.00", "Opérations à taux zéro ; à vérifier avec votre comptable"),
    ("exempt", "0.00", "Opérations exonérées ; à vérifier avec votre comptable"),
]
STAMP = "Loi de finances 2023, article 69 : par facture ; à vérifier avec votre comptable"


def lay(apps, schema_editor):
    rate, stamp = apps.get_model("billing", "VatRate"), apps.get_model("billing", "StampDuty")
    for vat_class, percent, source in RATES:
        rate.objects.get_or_create(
            vat_class=vat_class,
            from_on=date(2018, 1, 1),
            defaults={"rate": Decimal(percent), "source": source},
        )
    stamp.objects.get_or_create(
        from_on=date(2023, 1, 1), defaults={"amount": Decimal("1.000"), "source": STAMP}
    )


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_invoices_payments_till")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
