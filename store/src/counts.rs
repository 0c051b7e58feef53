//! What people say of answers.

use super::{
    Away, Counted, Feedback, Store,
    open::Open,
    retention::{self, VERDICT, VOTE},
};

impl Store {
    /// Counts a person's feedback on an answer, once.
    pub async fn feedback(&self, feedback: Feedback<'_>) -> Result<Counted, Away> {
        self.database
            .run(async |open| count_verdict(&open, feedback).await)
            .await
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
