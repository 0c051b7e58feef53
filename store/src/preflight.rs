//! Whether a database could be used, found out without leaving a trace.

use secrecy::ExposeSecret;
use sqlx::{
    AnyConnection, ConnectOptions, Connection, any::AnyConnectOptions, sqlite::SqliteConnectOptions,
};
use tokio::time::timeout;

use super::{
    directory::DATABASE,
    model::{Limits, Place},
    open::install_drivers,
    trouble::Trouble,
};

/// Tries whether the database at `place` can be reached and written; if not, tells what is wrong and how to mend it.
///
/// Nothing is made, moved or mended, as a start would: an embedded database that is not there yet is well.
pub async fn preflight(place: &Place) -> Result<(), String> {
    try_out(place).await.map_err(|trouble| trouble.to_string())
}

async fn try_out(place: &Place) -> Result<(), Trouble> {
    install_drivers();
    let options: AnyConnectOptions = match place {
        Place::Postgres { url, .. } => url.expose_secret().parse()?,
        Place::Directory { path, .. } => {
            let file = path.join(DATABASE);
            match file.try_exists() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => return Err(Trouble::File(file, error)),
            }
            let file = SqliteConnectOptions::new().filename(file);
            let file = file.create_if_missing(false);
            AnyConnectOptions::from_url(&file.to_url_lossy())?
        }
    };
    let limits = Limits::default();
    let trial = async {
        let mut connection = options.disable_statement_logging().connect().await?;
        let tried = make_and_undo(&mut connection).await;
        connection.close().await?;
        tried
    };
    // Each of some five statements may take as long as a call.
    let tried = timeout(5 * limits.call, trial).await;
    Ok(tried.map_err(|_| Trouble::Slow)??)
}

/// A start makes tables: whoever can do that can do the rest.
async fn make_and_undo(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let mut all = connection.begin().await?;
    sqlx::query("CREATE TABLE maklumat_preflight (id INTEGER)")
        .execute(&mut *all)
        .await?;
    all.rollback().await
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{Bot, Store};

    #[tokio::test]
    async fn an_embedded_database_is_tried_and_left_as_it_is() {
        let home = tempfile::tempdir().expect("a directory");
        let place = Place::Directory {
            path: home.path().join("data"),
            key: None,
        };
        preflight(&place).await.expect("it can be made");
        assert!(!home.path().join("data").exists());

        Store::open(place.clone(), Bot(7)).await.close().await;
        preflight(&place).await.expect("it can be used");
        let file = home.path().join("data").join(DATABASE);
        fs::write(&file, "no database at all ".repeat(1000)).expect("a file");
        let said = preflight(&place).await.expect_err("it is damaged");
        assert!(said.contains("not a database"), "{said}");
        let kept = fs::read(&file).expect("the file");
        assert!(kept.starts_with(b"no database"), "it is not set aside");
    }

    #[tokio::test]
    async fn a_server_that_is_away_is_told_without_its_password() {
        let place = Place::Postgres {
            url: "postgres://bot:hunter2@127.0.0.1:1/maklumat".into(),
            key: "x".repeat(64).into(),
        };
        let said = preflight(&place).await.expect_err("nobody is there");
        assert!(
            said.contains("DATABASE_URL") && !said.contains("hunter2"),
            "{said}"
        );
    }
}
