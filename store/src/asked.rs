//! Questions that were not answered outright: what was told and offered, how that ended, and the words of who agreed.
//!
//! One row for each question of a message, found again by a keyed hash of that message; a press under the bot's reply ends it.

use maklumat::text::Language;
use sqlx::{AnyConnection, Row};

use super::{
    Away, Bot, Message, Peer, Store, holds_personal_data,
    open::Open,
    people, redact,
    retention::{self, ASKED, PRESS},
};

/// Whoever writes more asks more than one question.
const QUESTION_CHARS: usize = 1_000;

/// A message that asks, and what it was not told outright.
#[derive(Clone)]
pub struct Asked<'a> {
    /// The message.
    pub message: Message,
    /// Who asks.
    pub person: Peer,
    /// Whose words it asks with.
    pub wording: Wording,
    /// The language of the message.
    pub language: Language,
    /// Its questions, each with its number among all of them.
    pub questions: Vec<(usize, Question<'a>)>,
}

/// Whose words a message asks with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// Its writer's.
    Own,
    /// Those of somebody who did not speak to the bot; they are never kept.
    Quoted,
}

/// A question, and what it was told; not `Debug`, for it holds people's words.
#[derive(Clone)]
pub struct Question<'a> {
    /// Its words.
    pub words: &'a str,
    /// What it was told.
    pub told: Told,
    /// Ids of the entries that were told or offered, or are nearest; best first.
    pub offered: Vec<&'a str>,
    /// The chance that the first of them is what was asked.
    pub chance: Option<f64>,
}

/// What a question was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// An answer outright.
    Outright,
    /// An answer that is likely meant, and what else may be.
    Likely,
    /// What may have been meant.
    Choices,
    /// That there is no answer.
    Nothing,
}

/// How an offer, or an answer, ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending<'a> {
    /// This was chosen.
    Chosen(&'a str),
    /// Nothing that was offered was meant.
    NoneOfThese,
    /// This answer helps.
    Helps(&'a str),
    /// This answer does not help.
    NoHelp(&'a str),
}

/// For what a person agrees that their words are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// For this question.
    Once,
    /// For every question that gets no answer.
    Always,
}

impl Told {
    /// In a word, in the database and in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outright => "outright",
            Self::Likely => "likely",
            Self::Choices => "choices",
            Self::Nothing => "nothing",
        }
    }
}

impl<'a> Ending<'a> {
    fn name(self) -> &'static str {
        match self {
            Self::Chosen(_) => "chosen",
            Self::NoneOfThese => "none",
            Self::Helps(_) => "helps",
            Self::NoHelp(_) => "no-help",
        }
    }

    fn entry(self) -> Option<&'a str> {
        match self {
            Self::NoneOfThese => None,
            Self::Chosen(entry) | Self::Helps(entry) | Self::NoHelp(entry) => Some(entry),
        }
    }
}

impl Store {
    /// Remembers what a message was not told outright, in place of what is remembered of it. Redacted words are kept with the
    /// person's consent alone, and never when they held personal data.
    pub async fn asked(&self, asked: &Asked<'_>) {
        let remembered = self.database.run(async |open| {
            let mut all = open.pool.begin().await?;
            let words = lock_consent(&mut all, &open, asked).await?;
            sqlx::query("DELETE FROM asked WHERE place = $1")
                .bind(open.key.message(self.bot, asked.message))
                .execute(&mut *all)
                .await?;
            insert(&mut all, &open, self.bot, asked, words).await?;
            all.commit().await
        });
        remembered.await.ok();
    }

    /// Remembers what became of answers that the questions of `asked` got outright; their words only where they are of no help.
    pub async fn judged(&self, asked: &Asked<'_>, ending: Ending<'_>) {
        let judged = self.database.run(async |open| {
            let mut all = open.pool.begin().await?;
            let words = match ending {
                Ending::NoHelp(_) => lock_consent(&mut all, &open, asked).await?,
                _ => Keeping::Nothing,
            };
            insert(&mut all, &open, self.bot, asked, words).await?;
            for (part, _) in &asked.questions {
                sqlx::query(
                    "UPDATE asked SET ended = $1, pressed = $2 WHERE place = $3 AND part = $4",
                )
                .bind(ending.name())
                .bind(ending.entry())
                .bind(open.key.message(self.bot, asked.message))
                .bind(*part as i64)
                .execute(&mut *all)
                .await?;
            }
            all.commit().await
        });
        judged.await.ok();
    }

    /// Remembers how what was offered under a message ended, and that `person` pressed so, once for each offer and choice.
    pub async fn pressed(&self, person: Peer, message: Message, ending: Ending<'_>) {
        let pressed = self
            .database
            .run(async |open| press(&open, self.bot, person, message, ending).await);
        pressed.await.ok();
    }

    /// Whether to ask a person if the words of their message may be kept: there is something to keep, nothing was kept yet, and
    /// they neither agreed nor refused for good.
    pub async fn may_ask(&self, person: Peer, message: Message) -> bool {
        let found = self.database.run(async |open| {
            sqlx::query(
                "SELECT part FROM asked WHERE place = $1 AND person = $2
                 AND NOT EXISTS (SELECT part FROM asked WHERE place = $1 AND text IS NOT NULL)
                 AND NOT EXISTS (SELECT person FROM consents WHERE person = $2 AND expires > $3)
                 AND NOT EXISTS (SELECT person FROM refusals WHERE person = $2 AND expires > $3)
                 LIMIT 1",
            )
            .bind(open.key.message(self.bot, message))
            .bind(open.key.peer(person))
            .bind(retention::now())
            .fetch_optional(&open.pool)
            .await
        });
        found.await.is_ok_and(|found| found.is_some())
    }

    /// Keeps the words of questions that a person's message asked, now that they agree; whether there were any to keep. What
    /// they had wiped meanwhile is not there to be kept.
    pub async fn keep(
        &self,
        person: Peer,
        message: Message,
        questions: &[&str],
        permission: Permission,
    ) -> Result<bool, Away> {
        self.database
            .run(async |open| {
                let mut all = open.pool.begin().await?;
                if permission == Permission::Always {
                    people::agree(&mut all, &open, person).await?;
                }
                let mut kept = 0;
                for words in questions {
                    kept += keep(&mut all, &open, self.bot, person, message, words).await?;
                }
                all.commit().await?;
                Ok(kept > 0)
            })
            .await
    }
}

/// Whether a person's words are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeping {
    Words,
    Nothing,
}

/// Finds whether the words of `asked` may be kept. The consent stays locked until they are, so that whoever takes it back, or has
/// everything wiped, does so before or after, and not in between.
async fn lock_consent(
    all: &mut AnyConnection,
    open: &Open,
    asked: &Asked<'_>,
) -> sqlx::Result<Keeping> {
    let agreed =
        sqlx::query("UPDATE consents SET expires = expires WHERE person = $1 AND expires > $2")
            .bind(open.key.peer(asked.person))
            .bind(retention::now())
            .execute(all)
            .await?;
    Ok(match (agreed.rows_affected(), asked.wording) {
        (1.., Wording::Own) => Keeping::Words,
        _ => Keeping::Nothing,
    })
}

async fn insert(
    all: &mut AnyConnection,
    open: &Open,
    bot: Bot,
    asked: &Asked<'_>,
    keeping: Keeping,
) -> sqlx::Result<()> {
    for (part, question) in &asked.questions {
        let text = match keeping {
            Keeping::Words => text(question.words),
            Keeping::Nothing => None,
        };
        sqlx::query(
            "INSERT INTO asked (place, part, person, question, language, day, told, offered, chance, text, expires)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (place, part) DO NOTHING",
        )
        .bind(open.key.message(bot, asked.message))
        .bind(*part as i64)
        .bind(open.key.peer(asked.person))
        .bind(open.key.question(&redact(beginning(question.words))))
        .bind(asked.language.code())
        .bind(retention::today())
        .bind(question.told.name())
        .bind(question.offered.join(" "))
        .bind(question.chance.map(|chance| (100.0 * chance).round() as i64))
        .bind(text)
        .bind(retention::now() + ASKED)
        .execute(&mut *all)
        .await?;
    }
    Ok(())
}

async fn keep(
    all: &mut AnyConnection,
    open: &Open,
    bot: Bot,
    person: Peer,
    message: Message,
    words: &str,
) -> sqlx::Result<u64> {
    let Some(text) = text(words) else {
        return Ok(0);
    };
    let kept = sqlx::query(
        "UPDATE asked SET text = $1 WHERE place = $2 AND person = $3 AND question = $4",
    )
    .bind(&text)
    .bind(open.key.message(bot, message))
    .bind(open.key.peer(person))
    .bind(open.key.question(&text))
    .execute(all)
    .await?;
    Ok(kept.rows_affected())
}

/// The last press tells how an offer ended. Words whose question found its answer after all are of no use any more.
async fn press(
    open: &Open,
    bot: Bot,
    person: Peer,
    message: Message,
    ending: Ending<'_>,
) -> sqlx::Result<()> {
    let place = open.key.message(bot, message);
    let mut all = open.pool.begin().await?;
    let offers = sqlx::query(
        "UPDATE asked SET ended = $1, pressed = $2, text = CASE
             WHEN $1 = 'helps' OR ($1 = 'chosen' AND told = 'choices') THEN NULL ELSE text END
         WHERE place = $3 AND told IN ('likely', 'choices')
         AND (' ' || offered || ' ' LIKE '% ' || $2 || ' %' OR ($2 IS NULL AND COALESCE(ended, '') <> 'chosen'))
         RETURNING offered",
    )
    .bind(ending.name())
    .bind(ending.entry())
    .bind(&place)
    .fetch_all(&mut *all)
    .await?;
    for offer in offers {
        // That an answer is of no help says nothing of what was asked.
        if let Ending::NoHelp(_) = ending {
            break;
        }
        sqlx::query(
            "INSERT INTO presses (person, offer, pressed, day, expires) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (person, offer, pressed) DO NOTHING",
        )
        .bind(open.key.peer(person))
        .bind(offer.get::<String, _>(0))
        .bind(ending.entry().unwrap_or_default())
        .bind(retention::today())
        .bind(retention::now() + PRESS)
        .execute(&mut *all)
        .await?;
    }
    all.commit().await
}

/// What may be kept of `words`; nothing, where they held personal data.
fn text(words: &str) -> Option<String> {
    let words = beginning(words);
    holds_personal_data(words).is_none().then(|| redact(words))
}

fn beginning(words: &str) -> &str {
    let beyond = words.char_indices().nth(QUESTION_CHARS);
    &words[..beyond.map_or(words.len(), |(end, _)| end)]
}
