"""What texts mean, by a static embedding in a folder of the town's own; needs the extra `themes-model`.

Import it through `saan.core.extras.extra`. Nothing is fetched: settings switch the packages below offline, and what is
no whole folder is refused before they are asked.
"""
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from django.utils.translation import gettext_lazy as _
from model2vec import StaticModel

from saan.core import logs
from saan.core.refusal import Refusal

log = logs.of("saan.core")
PARTS = ("config.json", "model.safetensors", "tokenizer.json")
BROKEN = _("อ่านโฟลเดอร์แบบจำลองคำ %(folder)s ไม่ได้ ต้องมีไฟล์ config.json, model.safetensors และ tokenizer.json ที่ครบถ้วน")


def meanings_of(texts: Sequence[str], folder: Path) -> np.ndarray:
    """Return the embedding of each text (n × d); a folder that is broken is refused with a sentence."""
    if not all((folder / part).is_file() for part in PARTS):
        raise Refusal("core.meanings_broken", BROKEN, folder=folder)
    try:
        model = StaticModel.from_pretrained(folder.resolve(), force_download=False)
        meanings = np.asarray(model.encode(list(texts), use_multiprocessing=False), dtype=float)
    except Exception as fault:   # whatever a spoilt file does to a package that reads it
        log.error("the folder of meanings cannot be read", exc_info=fault)
        raise Refusal("core.meanings_broken", BROKEN, folder=folder) from fault
    if meanings.ndim != 2 or len(meanings) != len(texts) or not np.isfinite(meanings).all():
        raise Refusal("core.meanings_broken", BROKEN, folder=folder)
    return meanings
