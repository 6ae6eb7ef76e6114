from django.db import migrations

from lachan.office.trail.append_only import allow_changes, refuse_changes


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_first")]

    operations = [migrations.RunPython(refuse_changes, allow_changes)]
