"""The tables of ledger.sqlite and how a connection to them is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.errors import StoreError

#: Raised with every change of the tables; a ledger of another number is not opened.
SCHEMA_VERSION = "2"
LEDGER_FILE = "ledger.sqlite"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
  id TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ok', 'skipped', 'failed')), reason TEXT,
  title TEXT, outlet TEXT, author TEXT, date TEXT, language TEXT,
  metadata TEXT NOT NULL, text BLOB NOT NULL, repairs TEXT NOT NULL, stats TEXT NOT NULL,
  config TEXT NOT NULL, sketch BLOB NOT NULL, digest TEXT NOT NULL, revision INTEGER NOT NULL,
  copies TEXT);
CREATE TABLE entity (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, key TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, gazetteer TEXT NOT NULL, state TEXT NOT NULL,
  gender TEXT NOT NULL, written TEXT NOT NULL, aliases TEXT NOT NULL,
  PRIMARY KEY (document, key)) WITHOUT ROWID;
CREATE TABLE link (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE, key TEXT NOT NULL,
  ref TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (document, key)) WITHOUT ROWID;
CREATE INDEX link_ref ON link (ref);
CREATE TABLE mention (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
  value TEXT, resolution TEXT);
CREATE INDEX mention_document ON mention (document, start);
CREATE TABLE mention_key (
  document TEXT NOT NULL, key TEXT NOT NULL,
  mention INTEGER NOT NULL REFERENCES mention(id) ON DELETE CASCADE,
  PRIMARY KEY (document, key, mention)) WITHOUT ROWID;
CREATE INDEX mention_key_mention ON mention_key (mention);
CREATE TABLE sentence (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  start INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX sentence_document ON sentence (document);
CREATE TABLE claim (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  kind TEXT NOT NULL, relation TEXT NOT NULL, modality TEXT NOT NULL, reporting TEXT NOT NULL,
  speaker TEXT, symmetric INTEGER NOT NULL, score REAL, confidence REAL NOT NULL,
  earliest TEXT, latest TEXT, start INTEGER NOT NULL, sentence INTEGER,
  accepted INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL, UNIQUE (document, id));
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_date ON claim (latest);
CREATE TABLE party (
  claim INTEGER NOT NULL REFERENCES claim(n) ON DELETE CASCADE, document TEXT NOT NULL,
  role TEXT NOT NULL, position INTEGER NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (claim, role, position)) WITHOUT ROWID;
CREATE INDEX party_key ON party (document, key, role);
CREATE TABLE topic (
  topic TEXT NOT NULL, claim INTEGER NOT NULL REFERENCES claim(n) ON DELETE CASCADE,
  PRIMARY KEY (topic, claim)) WITHOUT ROWID;
CREATE INDEX topic_claim ON topic (claim);
CREATE TABLE canonical (
  ref TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, state TEXT, wikidata TEXT,
  ambiguous TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX canonical_wikidata ON canonical (wikidata);
CREATE TABLE redirect (ref TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, norm TEXT NOT NULL, ref TEXT NOT NULL, rank INTEGER NOT NULL,
  text TEXT NOT NULL);
CREATE INDEX name_norm ON name (norm);
CREATE INDEX name_ref ON name (ref);
CREATE TABLE edge (
  id INTEGER PRIMARY KEY, subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL,
  kind TEXT NOT NULL, claims INTEGER NOT NULL, denied INTEGER NOT NULL, accepted INTEGER NOT NULL,
  support INTEGER NOT NULL, first TEXT, last TEXT, score REAL, UNIQUE (subject, relation, object));
CREATE INDEX edge_object ON edge (object);
CREATE TABLE edge_claim (
  edge INTEGER NOT NULL REFERENCES edge(id) ON DELETE CASCADE,
  claim INTEGER NOT NULL REFERENCES claim(n) ON DELETE CASCADE, PRIMARY KEY (edge, claim)) WITHOUT ROWID;
CREATE INDEX edge_claim_claim ON edge_claim (claim);
CREATE TABLE event (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, relation TEXT NOT NULL, status TEXT NOT NULL,
  claims INTEGER NOT NULL, support INTEGER NOT NULL, denied INTEGER NOT NULL, accepted INTEGER NOT NULL,
  first TEXT, last TEXT, date TEXT NOT NULL, place TEXT, score REAL, joint INTEGER NOT NULL,
  block TEXT NOT NULL);
CREATE INDEX event_block ON event (block);
CREATE TABLE event_claim (
  claim INTEGER PRIMARY KEY REFERENCES claim(n) ON DELETE CASCADE,
  event INTEGER NOT NULL REFERENCES event(n) ON DELETE CASCADE, why TEXT NOT NULL);
CREATE INDEX event_claim_event ON event_claim (event);
CREATE TABLE event_party (
  ref TEXT NOT NULL, event INTEGER NOT NULL REFERENCES event(n) ON DELETE CASCADE, role TEXT NOT NULL,
  PRIMARY KEY (event, role, ref)) WITHOUT ROWID;
CREATE INDEX event_party_ref ON event_party (ref);
CREATE TABLE decision (
  number INTEGER PRIMARY KEY, act TEXT NOT NULL, arguments TEXT NOT NULL,
  who TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TRIGGER decision_kept BEFORE DELETE ON decision
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_fixed BEFORE UPDATE ON decision
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TABLE run (config TEXT PRIMARY KEY, description TEXT NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE name_fts USING fts5(norm, content='name', content_rowid='id', tokenize='trigram');
CREATE VIRTUAL TABLE name_grams USING fts5vocab(name_fts, 'row');
CREATE TRIGGER name_in AFTER INSERT ON name
  BEGIN INSERT INTO name_fts (rowid, norm) VALUES (new.id, new.norm); END;
CREATE TRIGGER name_out AFTER DELETE ON name
  BEGIN INSERT INTO name_fts (name_fts, rowid, norm) VALUES ('delete', old.id, old.norm); END;
CREATE VIRTUAL TABLE sentence_fts USING fts5(
  text, content='sentence', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER sentence_in AFTER INSERT ON sentence
  BEGIN INSERT INTO sentence_fts (rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER sentence_out AFTER DELETE ON sentence
  BEGIN INSERT INTO sentence_fts (sentence_fts, rowid, text) VALUES ('delete', old.id, old.text); END;
"""


def connect(folder: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to the ledger in a folder; with write=True an empty or missing one is set up.

    Raises:
        StoreError: there is none to read, it is not a ledger, or it is of another version.
    """
    path = folder / LEDGER_FILE
    if not write and not path.is_file():
        raise StoreError(f"no store at {folder}: make one with `kg build`")
    try:
        connection = _open(path, write)
        _check(connection, path, write)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be opened as a ledger: {error}") from error
    return connection


def _open(path: Path, write: bool) -> sqlite3.Connection:
    if write:
        connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
    else:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=30,
            check_same_thread=False,
        )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.row_factory = sqlite3.Row
    return connection


def _check(connection: sqlite3.Connection, path: Path, write: bool) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not tables and write:
        start = f"INSERT INTO meta VALUES ('schema', '{SCHEMA_VERSION}'), ('revision', '0');"  # noqa: S608
        connection.executescript("BEGIN;" + _TABLES + start + "COMMIT;")
        return
    if not tables or not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        raise StoreError(f"{path} is not a ledger of this program, or its making was cut short")
    found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if found is None or found[0] != SCHEMA_VERSION:
        version = found[0] if found else "none"
        raise StoreError(
            f"{path} has schema version {version}, this program reads {SCHEMA_VERSION}: "
            "move it away and build again"
        )
