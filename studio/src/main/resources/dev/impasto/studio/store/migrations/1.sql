CREATE TABLE picture (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created TEXT NOT NULL
);
CREATE TABLE job (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  spec TEXT NOT NULL,
  title TEXT NOT NULL,
  grid TEXT,
  created TEXT NOT NULL,
  began TEXT,
  ended TEXT,
  problem TEXT,
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  deleted TEXT
);
CREATE INDEX job_state ON job (state);
CREATE TABLE preference (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
)
