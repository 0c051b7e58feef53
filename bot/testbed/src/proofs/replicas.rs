//! Three processes behind a round robin, with one PostgreSQL, one of them killed at random again and again.

use std::{net::SocketAddr, ops::Range};

use tokio::time::Instant;

use crate::{
    child::{Bot, Home},
    courier::{Courier, PATH, SECRET},
    crowd::{Crowd, Sum},
    proofs::{Load, Memory, Program, ROUND_TRIP, some_time, start},
    proxy::Proxy,
    server::{Fault, Server},
};

const REPLICAS: usize = 3;

/// One process, where it listens, and its place on disk.
struct Replica<'a> {
    bot: Bot,
    address: SocketAddr,
    home: &'a Home,
}

impl<'a> Replica<'a> {
    async fn start(program: &Program, home: &'a Home, server: &Server, memory: &Memory) -> Self {
        let mut bot = start(program, home, server, memory)
            .with("WEBHOOK_URL", format!("https://bot.example{PATH}"))
            .with("WEBHOOK_LISTEN", "127.0.0.1:0")
            .with("WEBHOOK_SECRET", SECRET)
            .run();
        let address = bot.listens("listening on ").await;
        Self { bot, address, home }
    }
}

/// What becomes of those who ask under `load` while one of the replicas is killed each time such a time has passed, and
/// started again; and how many were killed.
pub async fn replicas(
    program: &Program,
    database: String,
    load: Load,
    killed_every: Range<f64>,
) -> (Sum, usize) {
    let (server, memory) = (Server::counting(), Memory::Postgres(database));
    server.fail("sendMessage", usize::MAX, Fault::Slow(ROUND_TRIP));
    let homes: [Home; REPLICAS] = std::array::from_fn(|_| Home::new());
    let mut replicas = Vec::new();
    for home in &homes {
        replicas.push(Replica::start(program, home, &server, &memory).await);
    }
    let proxy = Proxy::start().await.expect("a port");
    let stand = |replicas: &[Replica]| {
        proxy.before(replicas.iter().map(|replica| replica.address).collect())
    };
    stand(&replicas);
    let mut courier = Courier::to(proxy.address());
    let mut crowd = Crowd::default();
    let mut random = fastrand::Rng::with_seed(2);
    let mut killed = 0;
    let end = Instant::now() + load.time;
    let mut asking = tokio::time::interval(load.pause());
    let mut next = Instant::now() + some_time(&mut random, killed_every.clone());
    while Instant::now() < end {
        if Instant::now() >= next {
            let victim = random.usize(..REPLICAS);
            replicas[victim].bot.kill();
            // Nobody waits for it to be back: the others go on.
            let home = replicas[victim].home;
            let back = Replica::start(program, home, &server, &memory);
            tokio::pin!(back);
            replicas[victim] = loop {
                tokio::select! {
                    replica = &mut back => break replica,
                    _ = asking.tick() => courier.bring(&crowd.asks(1_000 + crowd.asked() as i64)),
                }
            };
            stand(&replicas);
            killed += 1;
            next = Instant::now() + some_time(&mut random, killed_every.clone());
        }
        asking.tick().await;
        courier.bring(&crowd.asks(1_000 + crowd.asked() as i64));
    }
    let sum = crowd.served(&server).await;
    courier.done().await;
    assert_eq!(server.wrongs(), [""; 0]);
    (sum, killed)
}
