"""Versions: which migrations a database has had, and the tables as they were after them."""
from collections.abc import Iterable

from django.apps import apps as today
from django.apps.registry import Apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

from saan.core.refusal import Refusal

EARLIER = _("ฐานข้อมูลของ %(data)s เป็นของสานรุ่นก่อน ยังขาดการปรับตาราง %(count)s ขั้น และยังไม่มีอะไรถูกเปลี่ยน\n"
            "สำรองไว้ก่อน: bin/saan backup FILE.zip\nแล้วปรับตาราง: bin/saan migrate")
LATER = _("ฐานข้อมูลของ %(data)s เป็นของสานรุ่นที่ใหม่กว่านี้ (%(unknown)s) ใช้สานรุ่นนั้น ยังไม่มีอะไรถูกเปลี่ยน")
NONE = _("ในฐานข้อมูลของ %(data)s ยังไม่มีตาราง สร้างด้วย: bin/saan migrate")
SILENT = _("ฐานข้อมูลของ %(data)s ไม่ตอบหรืออ่านไม่ได้ (%(fault)s) ตรวจ SAAN_DATA และ DATABASE_URL ยังไม่มีอะไรถูกเปลี่ยน")


def need(*, or_none: bool = False) -> None:
    """Refuse a database whose tables are not those of this Saan; one without any will do where that is said."""
    try:
        empty, later, earlier = not has_tables(), unknown(), missing()
    except DatabaseError as fault:
        raise Refusal("core.tables_silent", SILENT, data=settings.DATA, fault=type(fault).__name__) from None
    if later:
        raise Refusal("core.tables_later", LATER, data=settings.DATA, unknown=", ".join(later))
    if earlier and not (empty and or_none):
        raise Refusal("core.tables_earlier", NONE if empty else EARLIER, data=settings.DATA, count=len(earlier))


def missing() -> list[str]:
    """Return the migrations that this Saan has and the database has not."""
    executor = _executor()
    return [_name(migration) for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def unknown() -> list[str]:
    """Return the migrations of Saan's rooms that the database has and this Saan does not know: it is a later one's."""
    loader = _loader()
    replaced = {target for node in loader.disk_migrations.values() for target in node.replaces}
    applied = set(loader.applied_migrations) - set(loader.disk_migrations) - replaced
    return sorted(".".join(node) for node in applied if node[0] in _rooms())


def has_tables() -> bool:
    """Return whether anything was ever made in the database."""
    return bool(connection.introspection.table_names())


def applied() -> list[str]:
    """Return the migrations that made the tables of this database."""
    known = {room.label for room in today.get_app_configs()}
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(".".join(node) for node in done if node[0] in known)


def models_after(migrations: Iterable[str]) -> Apps | None:
    """Return the models as they were after these migrations, today's where it is all; None where one is unknown."""
    wanted, loader = {tuple(name.split(".", 1)) for name in migrations}, _loader()
    if not wanted <= set(loader.graph.nodes):
        return None
    if wanted == set(loader.graph.nodes):
        return today
    return loader.project_state(_last(loader, wanted)).apps


def migrate_to(migrations: Iterable[str]) -> None:
    """Make the tables of an empty database as they were after these migrations."""
    executor = _executor()
    executor.migrate(_last(executor.loader, {tuple(name.split(".", 1)) for name in migrations}))


def _last(loader, wanted):
    """Return those of the migrations on which no other of them rests."""
    later = {node: {child.key for child in loader.graph.node_map[node].children} & wanted for node in wanted}
    return [node for node in sorted(wanted) if not any(child[0] == node[0] for child in later[node])]


def _executor():
    return MigrationExecutor(connection)


def _loader():
    return MigrationLoader(connection)


def _rooms():
    return {room.label for room in today.get_app_configs() if room.name.startswith("saan.")}


def _name(migration):
    return f"{migration.app_label}.{migration.name}"
