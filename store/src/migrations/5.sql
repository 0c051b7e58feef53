-- What was not answered outright, or was judged: numbers, and the redacted words of who agreed. `place` is a keyed hash of the
-- message that asked, `offered` ids with a space between them, best first, `chance` that of the first in per cent.
CREATE TABLE asked (
    place TEXT NOT NULL,
    part BIGINT NOT NULL,
    person TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    day TEXT NOT NULL,
    told TEXT NOT NULL,
    offered TEXT NOT NULL,
    chance BIGINT,
    ended TEXT,
    pressed TEXT,
    text TEXT,
    expires BIGINT NOT NULL,
    PRIMARY KEY (place, part)
);
CREATE INDEX asked_of_person ON asked (person);
CREATE INDEX asked_expires ON asked (expires);

-- What a person pressed under an offer, once; nothing for "none of these".
CREATE TABLE presses (
    person TEXT NOT NULL,
    offer TEXT NOT NULL,
    pressed TEXT NOT NULL,
    day TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (person, offer, pressed)
);
CREATE INDEX presses_expires ON presses (expires);

-- Who does not want to be asked whether questions may be kept.
CREATE TABLE refusals (
    person TEXT PRIMARY KEY,
    expires BIGINT NOT NULL
);
