"""Everything that changes units."""

from lachan.office.units.actions.exports import export_units
from lachan.office.units.actions.imports import apply_import
from lachan.office.units.actions.register import add_unit, change_unit, end_unit
from lachan.office.units.actions.seed import SeedCounts, seed_units

__all__ = ["SeedCounts", "add_unit", "apply_import", "change_unit", "end_unit", "export_units", "seed_units"]
