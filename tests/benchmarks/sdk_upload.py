"""Uploads a folder with deepset's own Python SDK and its defaults; run by many_files.py in the SDK's own venv.

``python sdk_upload.py ADDRESS FOLDER`` prints when the call began, on the system-wide monotonic clock. Only the
standard library and ``deepset-cloud-sdk`` are used.
"""

import json
import sys
import time
from pathlib import Path

from deepset_cloud_sdk.workflows.sync_client.files import upload

if __name__ == "__main__":
    address, folder = sys.argv[1:]
    began = time.monotonic()
    upload([Path(folder)], api_key="key", api_url=f"{address}/api/v1", workspace_name="default")
    print(json.dumps({"began": began}))
