"""A file with a variable-shaped tensor by Ray Data. Run: python3 make_ray.py"""

import numpy as np
import pyarrow as pa
from ray.data._internal.tensor_extensions.arrow import ArrowVariableShapedTensorArray

rows = np.empty(3, dtype=object)
rows[0] = np.arange(12, dtype=np.float32).reshape(1, 3, 4)
rows[1] = np.arange(20, dtype=np.float32).reshape(1, 5, 4)
rows[2] = np.arange(12, dtype=np.float32).reshape(1, 3, 4) + 20
table = pa.table({"id": pa.array(range(3)), "maps": ArrowVariableShapedTensorArray.from_numpy(rows)})
with pa.ipc.new_file("ray-variable.arrow", table.schema) as writer:
    writer.write_table(table)
