"""Keep who came and left while a meeting decided, and who says that a resolution is done; both only grow."""
from importlib import import_module

import django.db.models.deletion
import saan.core.clock
from django.db import migrations, models

before = import_module("saan.decisions.migrations.0002_closed_meetings")   # a name that begins with a number
TABLE = "decisions_coming"


def guard(apps, editor):
    """Let the rows only grow, and only until the meeting is closed."""
    for verb in ("UPDATE", "DELETE"):
        before._set(editor, TABLE, verb, "TRUE", before.GROWS)
    closed = before.CLOSED.format(meetings=before.MEETING.format(row="NEW"))
    before._set(editor, TABLE, "INSERT", closed, before.SAYS)


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0002_closed_meetings'),
    ]

    operations = [
        migrations.AddField(
            model_name='followup',
            name='says_done',
            field=models.BooleanField(null=True),
        ),
        migrations.CreateModel(
            name='Coming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_kind', models.CharField(max_length=20)),
                ('by_id', models.BigIntegerField()),
                ('at', models.DateTimeField(default=saan.core.clock.now)),
                ('level', models.CharField(choices=[('public', 'ทุกคนอ่านได้'), ('waiting', 'รอพี่ ๆ อ่านก่อน'), ('returned', 'ยังขึ้นไม่ได้'), ('office', 'เจ้าหน้าที่'), ('restricted', 'ผู้ดูแลความปลอดภัยเด็ก')], default='public', max_length=12)),
                ('was', models.CharField(blank=True, choices=[('present', 'มา'), ('deputy', 'ส่งผู้แทน'), ('away', 'ลา')], max_length=8)),
                ('was_deputy', models.CharField(blank=True, max_length=120)),
                ('word', models.CharField(choices=[('present', 'มา'), ('deputy', 'ส่งผู้แทน'), ('away', 'ลา')], max_length=8)),
                ('deputy', models.CharField(blank=True, max_length=120)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comings', to='decisions.meeting')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comings', to='decisions.term')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(guard, elidable=False),
    ]
