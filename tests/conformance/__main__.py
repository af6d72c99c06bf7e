"""Write the folder of examples for suppliers, and the facts kept, anew: `python -m tests.conformance`."""

import shutil

from tests.conformance import facts
from tests.conformance.suppliers import EXPECTED, FOLDER, write

for place in FOLDER.iterdir():
    if place.is_dir():
        shutil.rmtree(place)
(FOLDER / EXPECTED).unlink(missing_ok=True)
write(FOLDER)
facts.keep()
print(f"examples: {sum(1 for place in FOLDER.iterdir() if place.is_dir())} examples")
