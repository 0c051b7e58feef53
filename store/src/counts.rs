//! What people say of answers, and what they found no answer to.

use super::{
    Away, Counted, Feedback, Miss, Peer, Store, holds_personal_data,
    open::Open,
    redact,
    retention::{self, MISS, QUESTION, VERDICT, VOTE},
};

/// Whoever writes more asks more than one question.
const QUESTION_CHARS: usize = 1_000;

impl Store {
    /// Counts a person's feedback on an answer, once.
    pub async fn feedback(&self, feedback: Feedback<'_>) -> Result<Counted, Away> {
        self.database
            .run(async |open| count_verdict(&open, feedback).await)
            .await
    }

    /// Counts a question that was not answered. Its redacted text is kept only with its person's consent, and never when it
    /// held personal data.
    pub async fn miss(&self, miss: Miss<'_>) {
        let beyond = miss.question.char_indices().nth(QUESTION_CHARS);
        let end = beyond.map_or(miss.question.len(), |(end, _)| end);
        let question = &miss.question[..end];
        let miss = Miss { question, ..miss };
        let counted = self
            .database
            .run(async |open| count_miss(&open, miss).await);
        counted.await.ok();
    }
}

async fn count_verdict(open: &Open, feedback: Feedback<'_>) -> sqlx::Result<Counted> {
    let mut all = open.pool.begin().await?;
    let voted = sqlx::query(
        "INSERT INTO votes (person, answer, expires) VALUES ($1, $2, $3)
         ON CONFLICT (person, answer) DO NOTHING",
    )
    .bind(open.key.peer(feedback.person))
    .bind(
        open.key
            .answer(feedback.chat, feedback.message, feedback.entry),
    )
    .bind(retention::now() + VOTE)
    .execute(&mut *all)
    .await?;
    if voted.rows_affected() == 0 {
        return Ok(Counted::Before);
    }
    sqlx::query(
        "INSERT INTO verdicts (entry, verdict, language, day, n, expires) VALUES ($1, $2, $3, $4, 1, $5)
         ON CONFLICT (entry, verdict, language, day) DO UPDATE SET n = verdicts.n + 1",
    )
    .bind(feedback.entry)
    .bind(feedback.verdict.name())
    .bind(feedback.language.code())
    .bind(retention::today())
    .bind(retention::now() + VERDICT)
    .execute(&mut *all)
    .await?;
    all.commit().await?;
    Ok(Counted::Now)
}

async fn count_miss(open: &Open, miss: Miss<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO misses (question, kind, language, day, n, expires) VALUES ($1, $2, $3, $4, 1, $5)
         ON CONFLICT (question, kind, language, day) DO UPDATE SET n = misses.n + 1",
    )
    .bind(open.key.question(miss.question))
    .bind(miss.kind.name())
    .bind(miss.language.code())
    .bind(retention::today())
    .bind(retention::now() + MISS)
    .execute(&open.pool)
    .await?;
    match miss.person {
        Some(person) if holds_personal_data(miss.question).is_none() => {
            keep_question(open, person, miss).await
        }
        _ => Ok(()),
    }
}

/// Keeps a question, if its person agreed. The consent stays locked until the question is kept, so that whoever takes it
/// back, or has everything wiped, does so before or after, and not in between.
async fn keep_question(open: &Open, person: Peer, miss: Miss<'_>) -> sqlx::Result<()> {
    let mut all = open.pool.begin().await?;
    let agreed =
        sqlx::query("UPDATE consents SET expires = expires WHERE person = $1 AND expires > $2")
            .bind(open.key.peer(person))
            .bind(retention::now())
            .execute(&mut *all)
            .await?;
    if agreed.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO questions (person, question, language, text, expires) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person, question) DO NOTHING",
    )
    .bind(open.key.peer(person))
    .bind(open.key.question(miss.question))
    .bind(miss.language.code())
    .bind(redact(miss.question))
    .bind(retention::now() + QUESTION)
    .execute(&mut *all)
    .await?;
    all.commit().await
}
