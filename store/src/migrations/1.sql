-- `peer`, `person`, `answer` and `question` are keyed hashes; `expires` is when a row is deleted, in seconds since 1970.
CREATE TABLE updates (
    id BIGINT PRIMARY KEY,
    owner TEXT NOT NULL,
    lease BIGINT NOT NULL,
    done BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX updates_under_way ON updates (owner) WHERE done = 0;
CREATE INDEX updates_expires ON updates (expires);

CREATE TABLE marks (
    peer TEXT NOT NULL,
    what TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (peer, what)
);
CREATE INDEX marks_expires ON marks (expires);

CREATE TABLE languages (
    peer TEXT PRIMARY KEY,
    language TEXT NOT NULL,
    expires BIGINT NOT NULL
);

CREATE TABLE consents (
    person TEXT PRIMARY KEY,
    expires BIGINT NOT NULL
);

-- Who has spoken of which answer, but not what they said.
CREATE TABLE votes (
    person TEXT NOT NULL,
    answer TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (person, answer)
);

CREATE TABLE verdicts (
    entry TEXT NOT NULL,
    verdict TEXT NOT NULL,
    language TEXT NOT NULL,
    day TEXT NOT NULL,
    n BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (entry, verdict, language, day)
);

CREATE TABLE misses (
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    day TEXT NOT NULL,
    n BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (question, kind, language, day)
);

-- Redacted, and only of people who agreed.
CREATE TABLE questions (
    person TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (person, question)
);
