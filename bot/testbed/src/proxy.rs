//! A round robin on loopback before several replicas: each connection goes to the next one that takes it.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A proxy; it ends with its owner.
pub struct Proxy {
    address: SocketAddr,
    replicas: Replicas,
    running: JoinHandle<()>,
}

type Replicas = Arc<Mutex<Vec<SocketAddr>>>;

impl Proxy {
    /// A proxy on a port of its own, before nobody.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let replicas = Replicas::default();
        Ok(Self {
            address: listener.local_addr()?,
            replicas: Arc::clone(&replicas),
            running: tokio::spawn(serve(listener, replicas)),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stands before these from now on.
    pub fn before(&self, replicas: Vec<SocketAddr>) {
        *self.replicas.lock().unwrap_or_else(PoisonError::into_inner) = replicas;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.running.abort();
    }
}

async fn serve(listener: TcpListener, replicas: Replicas) {
    for turn in 0.. {
        let Ok((mut guest, _)) = listener.accept().await else {
            continue;
        };
        let mut order = replicas
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let first = turn % order.len().max(1);
        order.rotate_left(first);
        tokio::spawn(async move {
            if let Some(mut host) = first_to_take(&order).await {
                // Whoever breaks off breaks off for both.
                copy_bidirectional(&mut guest, &mut host).await.ok();
            }
        });
    }
}

async fn first_to_take(replicas: &[SocketAddr]) -> Option<TcpStream> {
    for replica in replicas {
        if let Ok(stream) = TcpStream::connect(replica).await {
            return Some(stream);
        }
    }
    None
}
