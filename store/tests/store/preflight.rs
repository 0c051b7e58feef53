//! A database is tried before the bot starts, and is left as it was.

use maklumat_store::{Place, preflight};

use crate::bed::{Bed, on_both};

#[tokio::test]
async fn a_sound_database_is_tried_and_left_as_it_is() {
    on_both(async |bed| {
        preflight(&bed.place())
            .await
            .expect("a start would make it");
        bed.store().await.close().await;
        preflight(&bed.place()).await.expect("a start would use it");
        let tables = match bed.place() {
            Place::Postgres { .. } => "pg_tables WHERE tablename",
            Place::Directory { .. } => "sqlite_master WHERE name",
        };
        let left = format!("SELECT count(*) FROM {tables} LIKE '%preflight%'");
        assert_eq!(bed.number(&left).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_database_that_cannot_be_written_is_told_with_its_mend() {
    let Some(bed) = Bed::postgres().await else {
        return;
    };
    let name = "(SELECT current_database())";
    let set = format!(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', {name}); END $$"
    );
    bed.execute(&set).await;
    let said = preflight(&bed.place()).await.expect_err("it is read-only");
    assert!(
        said.contains("read-only") && said.contains("DATABASE_URL"),
        "{said}"
    );
}
