-- Who is told when something changes. `chat` is a keyed hash; `sealed` its number, which only the key opens and which is kept for
-- this alone; `known` is the mark of what was told last of `what`, an id of the FAQ. While one is being told, the row has an owner.
CREATE TABLE follows (
    bot BIGINT NOT NULL,
    chat TEXT NOT NULL,
    what TEXT NOT NULL,
    language TEXT NOT NULL,
    known TEXT NOT NULL,
    sealed TEXT NOT NULL,
    owner TEXT NOT NULL,
    lease BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (bot, chat, what)
);
CREATE INDEX follows_of_what ON follows (bot, what, language, known);
CREATE INDEX follows_of_chat ON follows (chat);
CREATE INDEX follows_under_way ON follows (owner) WHERE owner <> '';
CREATE INDEX follows_expires ON follows (expires);

-- What the marks stand for: texts of the FAQ, and nobody's.
CREATE TABLE known_texts (
    what TEXT NOT NULL,
    language TEXT NOT NULL,
    known TEXT NOT NULL,
    text TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (what, language, known)
);
CREATE INDEX known_texts_expires ON known_texts (expires);

-- Which FAQ each process serves, for as long as it lives.
CREATE TABLE serving (
    bot BIGINT NOT NULL,
    owner TEXT NOT NULL,
    edition TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (bot, owner)
);
CREATE INDEX serving_expires ON serving (expires);
