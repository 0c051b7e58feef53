//! Who wants to be told when something changes: asked for by a person, sealed, until it expires.
//!
//! A row holds the mark of what its person was told last, so that a change is noticed whenever it happened, and one that was taken back
//! meanwhile is none.

use maklumat::text::Language;
use sqlx::Row;

use super::{
    Away, Bot, Peer, Store,
    open::Open,
    retention::{self, FOLLOW},
};

/// So many things a chat can follow: more than anybody reads about, and no way to fill the database.
pub const MOST_FOLLOWS: i64 = 20;

/// What is followed, in which language, and what was told of it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The id of an entry or a gap.
    pub what: &'a str,
    /// The language that it is told in.
    pub language: Language,
    /// Tells two states of it apart, and nothing else.
    pub mark: &'a str,
}

/// Those who follow the same and know the same of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followers {
    /// The id of an entry or a gap.
    pub what: String,
    /// The language that it is told in.
    pub language: Language,
    /// The mark of what they know.
    pub mark: String,
    /// What they know.
    pub text: String,
    /// How many they are.
    pub people: i64,
}

impl Followers {
    pub(super) fn known(&self) -> Known<'_> {
        Known {
            what: &self.what,
            language: self.language,
            mark: &self.mark,
        }
    }
}

/// What became of the wish to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// It is noted.
    Noted,
    /// The chat follows as much as it can.
    TooMany,
}

impl Store {
    /// For so many days somebody is told.
    pub const FOLLOW_DAYS: i64 = FOLLOW / retention::DAY;

    /// Notes that `chat` wants to be told when `known` changes, of which it knows `text` now.
    pub async fn follow(&self, chat: Peer, known: Known<'_>, text: &str) -> Result<Followed, Away> {
        self.database
            .run(async |open| follow(&open, self.bot, chat, known, text).await)
            .await
    }

    /// Ends one such wish.
    pub async fn unfollow(&self, chat: Peer, what: &str) -> Result<(), Away> {
        self.database
            .run(async |open| {
                sqlx::query("DELETE FROM follows WHERE bot = $1 AND chat = $2 AND what = $3")
                    .bind(self.bot.0)
                    .bind(open.key.peer(chat))
                    .bind(what)
                    .execute(&open.pool)
                    .await
            })
            .await
            .map(drop)
    }

    /// Ends every such wish of a chat that cannot be reached any more; tells how many there were.
    pub async fn unfollow_all(&self, chat: Peer) -> Result<u64, Away> {
        let ended = self.database.run(async |open| {
            sqlx::query("DELETE FROM follows WHERE bot = $1 AND chat = $2")
                .bind(self.bot.0)
                .bind(open.key.peer(chat))
                .execute(&open.pool)
                .await
        });
        ended.await.map(|ended| ended.rows_affected())
    }

    /// Who follows what, and what they know of it.
    pub async fn followed(&self) -> Result<Vec<Followers>, Away> {
        let rows = self.database.run(async |open| {
            sqlx::query(
                "SELECT f.what, f.language, f.known, t.text, count(*) FROM follows f
                 JOIN known_texts t ON t.what = f.what AND t.language = f.language AND t.known = f.known
                 WHERE f.bot = $1 AND f.expires > $2
                 GROUP BY f.what, f.language, f.known, t.text ORDER BY f.what, f.language, f.known",
            )
            .bind(self.bot.0)
            .bind(retention::now())
            .fetch_all(&open.pool)
            .await
        });
        let followers = rows.await?.into_iter().filter_map(|row| {
            Some(Followers {
                what: row.get(0),
                language: Language::of_code(row.get(1))?,
                mark: row.get(2),
                text: row.get(3),
                people: row.get(4),
            })
        });
        Ok(followers.collect())
    }
}

async fn follow(
    open: &Open,
    bot: Bot,
    chat: Peer,
    known: Known<'_>,
    text: &str,
) -> sqlx::Result<Followed> {
    let row = open.key.peer(chat);
    let sealed = open.key.seal(&place(bot, known.what), &chat.0.to_string());
    let sealed = sealed.map_err(|error| sqlx::Error::Encode(error.into()))?;
    let mut all = open.pool.begin().await?;
    let others = sqlx::query(
        "SELECT count(*) FROM follows WHERE bot = $1 AND chat = $2 AND what <> $3 AND expires > $4",
    )
    .bind(bot.0)
    .bind(&row)
    .bind(known.what)
    .bind(retention::now())
    .fetch_one(&mut *all)
    .await?;
    if others.get::<i64, _>(0) >= MOST_FOLLOWS {
        return Ok(Followed::TooMany);
    }
    keep_text(&mut all, known, text).await?;
    sqlx::query(
        "INSERT INTO follows (bot, chat, what, language, known, sealed, owner, lease, expires)
         VALUES ($1, $2, $3, $4, $5, $6, '', 0, $7)
         ON CONFLICT (bot, chat, what) DO UPDATE
         SET language = excluded.language, known = excluded.known, sealed = excluded.sealed,
             owner = '', lease = 0, expires = excluded.expires",
    )
    .bind(bot.0)
    .bind(&row)
    .bind(known.what)
    .bind(known.language.code())
    .bind(known.mark)
    .bind(sealed)
    .bind(retention::now() + FOLLOW)
    .execute(&mut *all)
    .await?;
    all.commit().await?;
    Ok(Followed::Noted)
}

/// A text stays for as long as the youngest wish that refers to it, and needs no count of them.
pub(super) async fn keep_text(
    all: &mut sqlx::AnyConnection,
    known: Known<'_>,
    text: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO known_texts (what, language, known, text, expires) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (what, language, known) DO UPDATE SET text = excluded.text, expires = excluded.expires",
    )
    .bind(known.what)
    .bind(known.language.code())
    .bind(known.mark)
    .bind(text)
    .bind(retention::now() + FOLLOW)
    .execute(all)
    .await
    .map(drop)
}

/// A number opens in its own rows alone.
pub(super) fn place(bot: Bot, what: &str) -> String {
    format!("follow {} {what}", bot.0)
}
