"""An accounts backend as the documentations of FastAPI, SQLAlchemy and redis-py advise."""
