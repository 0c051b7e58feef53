-- Whose each update is, and whether it has been handled. Bots that share a database do not share update ids; `updates`,
-- which did not tell them apart, is an older bot's. What has to wait long is `parked` here, sealed, until it is handled:
-- so Telegram need not keep it.
CREATE TABLE claims (
    bot BIGINT NOT NULL,
    id BIGINT NOT NULL,
    owner TEXT NOT NULL,
    lease BIGINT NOT NULL,
    done BIGINT NOT NULL,
    person TEXT,
    parked TEXT,
    expires BIGINT NOT NULL,
    PRIMARY KEY (bot, id)
);
CREATE INDEX claims_under_way ON claims (owner) WHERE done = 0;
CREATE INDEX claims_parked ON claims (bot, id) WHERE parked IS NOT NULL;
CREATE INDEX claims_of_person ON claims (person) WHERE person IS NOT NULL;
CREATE INDEX claims_expires ON claims (expires);
