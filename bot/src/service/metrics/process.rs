//! What the process takes of its machine, under the names that every dashboard knows; read when it is asked for.

use std::fmt;

use procfs::{ProcResult, WithCurrentSystemInfo, process};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::{counter::ConstCounter, gauge::ConstGauge},
};

/// The figures of this process.
#[derive(Debug)]
pub(super) struct Process;

struct Figures {
    cpu_seconds: f64,
    memory: u64,
    open_fds: u64,
    max_fds: Option<u64>,
    started: f64,
}

impl Figures {
    fn read() -> ProcResult<Self> {
        let this = process::Process::myself()?;
        let (stat, limits) = (this.stat()?, this.limits()?);
        let seconds = |ticks: u64| ticks as f64 / procfs::ticks_per_second() as f64;
        Ok(Self {
            cpu_seconds: seconds(stat.utime + stat.stime),
            memory: stat.rss_bytes().get(),
            open_fds: this.fd_count()? as u64,
            max_fds: match limits.max_open_files.soft_limit {
                process::LimitValue::Value(most) => Some(most),
                process::LimitValue::Unlimited => None,
            },
            started: procfs::boot_time_secs()? as f64 + seconds(stat.starttime),
        })
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        // Where `/proc` is closed to it, the rest is told all the same.
        let Ok(figures) = Figures::read() else {
            return Ok(());
        };
        let mut tell = |name: &str, help: &str, metric: &dyn EncodeMetric| {
            let metric_encoder =
                encoder.encode_descriptor(name, help, None, metric.metric_type())?;
            metric.encode(metric_encoder)
        };
        let cpu = ConstCounter::new(figures.cpu_seconds);
        tell("process_cpu_seconds", "Time on all processors.", &cpu)?;
        let memory = ConstGauge::new(figures.memory);
        let name = "process_resident_memory_bytes";
        tell(name, "Memory that is held.", &memory)?;
        let open = ConstGauge::new(figures.open_fds);
        tell(
            "process_open_fds",
            "Files and connections that are open.",
            &open,
        )?;
        if let Some(most) = figures.max_fds.map(ConstGauge::new) {
            tell("process_max_fds", "As many may be open.", &most)?;
        }
        let started = ConstGauge::new(figures.started);
        let name = "process_start_time_seconds";
        tell(
            name,
            "When the process began, in seconds since 1970.",
            &started,
        )
    }
}
