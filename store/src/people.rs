//! What a person or a chat chose, and wiping it.

use maklumat::text::Language;
use sqlx::{AnyConnection, Row};

use super::{
    Away, Consent, Peer, Store,
    open::{Open, is_newer},
    retention::{self, CHOICE},
};

/// What is kept by a person's consent; that goes first.
const OF_CONSENT: [&str; 4] = [
    "DELETE FROM consents WHERE person = $1",
    "DELETE FROM refusals WHERE person = $1",
    "DELETE FROM questions WHERE person = $1",
    "UPDATE asked SET text = NULL WHERE person = $1",
];
/// Where else a person or chat stands in the tables.
const OF_PERSON: [&str; 7] = [
    "DELETE FROM asked WHERE person = $1",
    "DELETE FROM presses WHERE person = $1",
    "DELETE FROM languages WHERE peer = $1",
    "DELETE FROM marks WHERE peer = $1",
    "DELETE FROM votes WHERE person = $1",
    "DELETE FROM follows WHERE chat = $1",
    "UPDATE claims SET person = NULL, parked = NULL WHERE person = $1",
];

/// The newest word counts, and for a year.
const AGREE: &str = "INSERT INTO consents (person, expires) VALUES ($1, $2)
    ON CONFLICT (person) DO UPDATE SET expires = excluded.expires";
const REFUSE: &str = "INSERT INTO refusals (person, expires) VALUES ($1, $2)
    ON CONFLICT (person) DO UPDATE SET expires = excluded.expires";

impl Store {
    /// The language that a chat or person chose.
    pub async fn language(&self, peer: Peer) -> Option<Language> {
        let chosen = self
            .database
            .run(async |open| {
                sqlx::query("SELECT language FROM languages WHERE peer = $1 AND expires > $2")
                    .bind(open.key.peer(peer))
                    .bind(retention::now())
                    .fetch_optional(&open.pool)
                    .await
            })
            .await;
        Language::of_code(chosen.ok()??.get(0))
    }

    /// Remembers a choice of language; `None` goes back to the language of each question.
    pub async fn set_language(&self, peer: Peer, language: Option<Language>) -> Result<(), Away> {
        self.database
            .run(async |open| match language {
                Some(language) => choose(&open, peer, language).await,
                None => sqlx::query("DELETE FROM languages WHERE peer = $1")
                    .bind(open.key.peer(peer))
                    .execute(&open.pool)
                    .await
                    .map(drop),
            })
            .await
    }

    /// What a person agreed to; nothing while the database is away.
    pub async fn consent(&self, person: Peer) -> Consent {
        self.database
            .run(async |open| consent(&open, person).await)
            .await
            .unwrap_or_default()
    }

    /// Remembers what a person agrees to; taking it back also wipes the questions that were kept.
    pub async fn set_consent(&self, person: Peer, consent: Consent) -> Result<(), Away> {
        match consent {
            Consent::Given => {
                let agreed = self.database.run(async |open| {
                    let mut all = open.pool.begin().await?;
                    agree(&mut all, &open, person).await?;
                    all.commit().await
                });
                agreed.await
            }
            Consent::NotGiven => self.wipe(person, &[&OF_CONSENT], None).await,
            Consent::Refused => self.wipe(person, &[&OF_CONSENT], Some(REFUSE)).await,
        }
    }

    /// Carries a group's choice of language over to the supergroup that it became.
    pub async fn moved(&self, from: Peer, to: Peer) {
        if let Some(language) = self.language(from).await {
            self.set_language(to, Some(language)).await.ok();
        }
        self.forget(from).await.ok();
    }

    /// Wipes everything about a person or chat, at once. Counts stay: they name nobody.
    pub async fn forget(&self, person: Peer) -> Result<(), Away> {
        self.recent().forget(person);
        self.wipe(person, &[&OF_CONSENT, &OF_PERSON], None).await
    }

    /// Wipes `traces` of a person, and notes what they said instead. That it is done says only who knows all there is to wipe.
    async fn wipe(
        &self,
        person: Peer,
        traces: &[&[&'static str]],
        then: Option<&'static str>,
    ) -> Result<(), Away> {
        let wiped = self.database.run(async |open| {
            let mut all = open.pool.begin().await?;
            for traces in traces {
                wipe(&mut all, &open, person, traces).await?;
            }
            if let Some(statement) = then {
                put(&mut all, &open, person, statement).await?;
            }
            let is_all = !is_newer(&mut all).await?;
            all.commit().await.map(|()| is_all)
        });
        let is_all = wiped.await?;
        self.database.scrub().await;
        is_all.then_some(()).ok_or(Away)
    }
}

async fn choose(open: &Open, peer: Peer, language: Language) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO languages (peer, language, expires) VALUES ($1, $2, $3)
         ON CONFLICT (peer) DO UPDATE SET language = excluded.language, expires = excluded.expires",
    )
    .bind(open.key.peer(peer))
    .bind(language.code())
    .bind(retention::now() + CHOICE)
    .execute(&open.pool)
    .await?;
    Ok(())
}

/// Remembers that a person agrees, whatever they said before.
pub(super) async fn agree(all: &mut AnyConnection, open: &Open, person: Peer) -> sqlx::Result<()> {
    put(all, open, person, AGREE).await?;
    wipe(
        all,
        open,
        person,
        &["DELETE FROM refusals WHERE person = $1"],
    )
    .await
}

async fn put(
    all: &mut AnyConnection,
    open: &Open,
    person: Peer,
    statement: &'static str,
) -> sqlx::Result<()> {
    sqlx::query(statement)
        .bind(open.key.peer(person))
        .bind(retention::now() + CHOICE)
        .execute(all)
        .await
        .map(drop)
}

async fn consent(open: &Open, person: Peer) -> sqlx::Result<Consent> {
    let said = sqlx::query(
        "SELECT 1 FROM consents WHERE person = $1 AND expires > $2
         UNION ALL SELECT 2 FROM refusals WHERE person = $1 AND expires > $2 ORDER BY 1",
    )
    .bind(open.key.peer(person))
    .bind(retention::now())
    .fetch_optional(&open.pool)
    .await?;
    // Whoever gave their consent to an older bot, which knows no refusals, gave it last.
    Ok(match said.map(|said| said.get::<i32, _>(0)) {
        Some(1) => Consent::Given,
        Some(_) => Consent::Refused,
        None => Consent::NotGiven,
    })
}

async fn wipe(
    all: &mut AnyConnection,
    open: &Open,
    person: Peer,
    traces: &[&'static str],
) -> sqlx::Result<()> {
    for trace in traces {
        sqlx::query(*trace)
            .bind(open.key.peer(person))
            .execute(&mut *all)
            .await?;
    }
    Ok(())
}
