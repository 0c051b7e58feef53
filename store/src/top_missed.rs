//! What went unanswered most, for those who run the bot.

use sqlx::Row;

use super::{
    Away, Store,
    open::Open,
    retention::{self, day_before},
};

/// Something that was asked and not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopMissed {
    /// Its words, redacted, of somebody who agreed; all that nobody's words are known of counts as one.
    pub text: Option<String>,
    /// Ids of what was offered, best first, as far as that is recorded.
    pub offered: Vec<String>,
    /// How often it was asked.
    pub times: i64,
}

impl Store {
    /// What went unanswered most in so many days, today among them; the most frequent first.
    pub async fn top_missed(&self, days: u32, most: u32) -> Result<Vec<TopMissed>, Away> {
        self.database
            .run(async |open| top_missed(&open, days, most).await)
            .await
    }
}

async fn top_missed(open: &Open, days: u32, most: u32) -> sqlx::Result<Vec<TopMissed>> {
    let rows = sqlx::query(
        "SELECT texts.text, CAST(SUM(misses.n) AS BIGINT) AS times
         FROM misses LEFT JOIN (
             SELECT question, MIN(text) AS text FROM questions WHERE expires > $1 GROUP BY question
         ) AS texts ON texts.question = misses.question
         WHERE misses.day >= $2
         GROUP BY texts.text ORDER BY times DESC, texts.text LIMIT $3",
    )
    .bind(retention::now())
    .bind(day_before(days.saturating_sub(1)))
    .bind(i64::from(most))
    .fetch_all(&open.pool)
    .await?;
    let missed = rows.into_iter().map(|row| TopMissed {
        text: row.get(0),
        offered: Vec::new(),
        times: row.get(1),
    });
    Ok(missed.collect())
}
