//! What went unanswered most, for those who run the bot.

use sqlx::{AssertSqlSafe, Row};

use super::{
    Away, Store,
    open::Open,
    records::{KINDS, ids},
    retention::{self, ASKED, UNPRESSED, day_before},
};

/// Something that was asked and not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopMissed {
    /// Its words, redacted, of somebody who agreed; what nobody's words are known of counts by what was offered.
    pub text: Option<String>,
    /// Ids of what was offered, best first; nothing beside words.
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
    let sql = format!(
        "WITH kinds AS ({KINDS}),
         said AS (SELECT question, MIN(text) AS text FROM asked WHERE expires > $1 GROUP BY question
             HAVING MIN(text) IS NOT NULL),
         missed AS (SELECT text, CASE WHEN text IS NULL THEN offered ELSE '' END AS offered
             FROM kinds LEFT JOIN said ON said.question = kinds.question WHERE kind IS NOT NULL)
         SELECT text, offered, COUNT(*) FROM missed GROUP BY text, offered ORDER BY 3 DESC, text, offered LIMIT $4"
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(retention::now())
        .bind(retention::now() + ASKED - UNPRESSED)
        .bind(day_before(days.saturating_sub(1)))
        .bind(i64::from(most))
        .fetch_all(&open.pool)
        .await?;
    let missed = rows.into_iter().map(|row| TopMissed {
        text: row.get(0),
        offered: ids(&row.get::<String, _>(1)),
        times: row.get(2),
    });
    Ok(missed.collect())
}
