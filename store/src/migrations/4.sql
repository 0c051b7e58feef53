-- Since when a bot does not answer, for whoever runs it said so: in seconds since 1970, and in nobody's name.
CREATE TABLE pauses (
    bot BIGINT PRIMARY KEY,
    since BIGINT NOT NULL
);
