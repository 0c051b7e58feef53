//! The proofs of scale in their short form: the real binary is killed, doubled and crowded, and nobody goes unanswered.

use std::{path::Path, time::Duration};

use maklumat_testbed::{
    crowd::Sum,
    postgres,
    proofs::{self, Load, Memories, Memory, Program},
};

const KILLS: usize = 12;

/// The bot, with a FAQ that it has soon learnt: it starts often.
fn bot() -> Program {
    Program {
        path: Path::new(env!("CARGO_BIN_EXE_bot")),
        faq: Some(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/telegram/faq.yaml"
        )),
    }
}

fn load(per_second: f64, seconds: u64) -> Load {
    Load {
        per_second,
        time: Duration::from_secs(seconds),
    }
}

/// Everybody is answered; whom a kill met during a send, perhaps twice. On a busy machine kills meet many.
fn held(sum: &Sum) {
    assert!(sum.asked > 0 && sum.lost() == 0, "{sum}");
    assert!(sum.twice < sum.asked, "{sum}");
}

#[tokio::test]
async fn killed_again_and_again_on_sqlite_it_answers_everybody() {
    held(&proofs::kills(&bot(), &Memory::Sqlite, KILLS).await);
}

#[tokio::test]
async fn killed_again_and_again_on_postgres_it_answers_everybody() {
    let Some(postgres) = postgres::Server::start().await else {
        return;
    };
    let memory = Memory::Postgres(postgres.database("kills").await);
    held(&proofs::kills(&bot(), &memory, KILLS).await);
}

#[tokio::test]
async fn three_replicas_of_which_one_is_killed_now_and_then_answer_everybody() {
    let Some(postgres) = postgres::Server::start().await else {
        return;
    };
    let database = postgres.database("replicas").await;
    let (sum, killed) = proofs::replicas(&bot(), database, load(10.0, 12), 1.0..3.0).await;
    assert!(killed > 0);
    held(&sum);
}

#[tokio::test]
async fn silent_connections_at_both_ports_take_nothing_from_those_who_ask() {
    let came = proofs::strangers(&bot(), 500, 600, load(10.0, 6)).await;
    held(&came.sum);
    assert!(!came.memory_lost);
}

#[tokio::test]
async fn two_pollers_with_a_memory_each_both_go_on() {
    let came = proofs::pollers(&bot(), Memories::Apart, load(2.0, 12)).await;
    assert!(came.both_run && came.sum.lost() == 0, "{came:?}");
}

#[tokio::test]
async fn what_piled_up_is_answered_by_and_by() {
    held(&proofs::backlog(&bot(), 20, 30).await);
}

#[tokio::test]
async fn poison_among_questions_spoils_none_of_them() {
    held(&proofs::poison(&bot(), 100).await.0);
}
