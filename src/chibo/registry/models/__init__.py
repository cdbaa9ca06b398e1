"""Tables of the registry: units, people, the links between them, and what was decided about them."""

from chibo.registry.models.decisions import Decision
from chibo.registry.models.imports import ImportBatch, ImportedRow
from chibo.registry.models.links import Employment, Membership, Residence
from chibo.registry.models.members import Hold, Kinship, Member, Profile
from chibo.registry.models.roles import Role, RoleHolding
from chibo.registry.models.units import Counter, Neighbourhood, Office, Officer, Succession, Unit, UnitVersion

__all__ = [
    "Counter",
    "Decision",
    "Employment",
    "Hold",
    "ImportBatch",
    "ImportedRow",
    "Kinship",
    "Member",
    "Membership",
    "Neighbourhood",
    "Office",
    "Officer",
    "Profile",
    "Residence",
    "Role",
    "RoleHolding",
    "Succession",
    "Unit",
    "UnitVersion",
]
