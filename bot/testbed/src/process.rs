//! What a process uses, as Linux tells; zero elsewhere.

use std::{collections::HashMap, fs};

/// The kernel's ticks of processor time a second, on every Linux.
const TICKS: f64 = 100.0;

/// Megabytes of memory now.
pub fn memory(process: u32) -> f64 {
    status(process, "VmRSS:")
}

/// Megabytes of memory at most.
pub fn most_memory(process: u32) -> f64 {
    status(process, "VmHWM:")
}

fn status(process: u32, name: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// Open descriptors.
pub fn descriptors(process: u32) -> usize {
    fs::read_dir(format!("/proc/{process}/fd")).map_or(0, Iterator::count)
}

/// Seconds of processor time so far, of a process and everything below it.
pub fn processor(process: u32) -> f64 {
    let all: HashMap<u32, Stat> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            Some((id, Stat::of(id)?))
        })
        .collect();
    let below = |id: &u32| {
        let parents = std::iter::successors(Some(*id), |id| Some(all.get(id)?.parent));
        // A chain of parents has an end; a ring would be the kernel's mistake.
        parents.take(64).any(|id| id == process)
    };
    let ticks = all
        .iter()
        .filter(|(id, _)| below(id))
        .map(|(_, stat)| stat.ticks);
    ticks.sum::<f64>() / TICKS
}

struct Stat {
    parent: u32,
    /// Its own and those of children that it has seen end.
    ticks: f64,
}

impl Stat {
    fn of(process: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name before may hold blanks.
        let (_, after) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = after.split_whitespace().collect();
        let ticks = fields
            .get(11..15)?
            .iter()
            .filter_map(|ticks| ticks.parse::<f64>().ok());
        Some(Self {
            parent: fields.get(1)?.parse().ok()?,
            ticks: ticks.sum(),
        })
    }
}
