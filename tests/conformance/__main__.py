"""Write the folder of examples for suppliers anew: `python -m tests.conformance`."""

import shutil

from tests.conformance.suppliers import EXPECTED, FOLDER, write

for place in FOLDER.iterdir():
    if place.is_dir():
        shutil.rmtree(place)
(FOLDER / EXPECTED).unlink(missing_ok=True)
write(FOLDER)
print(f"examples: {sum(1 for place in FOLDER.iterdir() if place.is_dir())} examples")
