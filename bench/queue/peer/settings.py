"""What the measurement sets, by variables, as a deployment would."""

import os

DATABASE_URL = os.environ["DATABASE_URL"]
REDIS_URL = os.environ["REDIS_URL"]
SECRET = "a secret of the measurement alone, 256 bits or more"
# At least once (a task whose worker dies is not lost) or Celery's defaults (it is).
AT_LEAST_ONCE = os.environ.get("AT_LEAST_ONCE") == "yes"
