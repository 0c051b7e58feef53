//! What is demanded of a share, as on a command line: `first_right=0.9`.

use serde::Serialize;

use crate::score::{Figures, Share, Tally, Wanted};

/// A share that must not be below or above a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    name: &'static str,
    value: f64,
}

/// How a share stands to its bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Which share.
    pub name: &'static str,
    /// What it is; none where no case has a part in it.
    pub value: Option<f64>,
    /// Where the bar is.
    pub bar: f64,
    /// Whether it is as demanded.
    pub met: bool,
}

impl Bar {
    /// Reads `METRIC=SHARE` for a share that is to be high.
    pub fn least(text: &str) -> Result<Self, String> {
        Self::read(text, Wanted::High)
    }

    /// Reads `METRIC=SHARE` for a share that is to be low.
    pub fn most(text: &str) -> Result<Self, String> {
        Self::read(text, Wanted::Low)
    }

    fn read(text: &str, wanted: Wanted) -> Result<Self, String> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| format!("write METRIC=SHARE, as in {}=0.9", names(wanted)[0]))?;
        let name = known(name.trim(), wanted)?;
        let value = share(value.trim())
            .ok_or_else(|| format!("`{value}` is no share: write 0 to 1, or 0% to 100%"))?;
        Ok(Self { name, value })
    }

    /// How `figures` stand to it. What no case measures is not as demanded.
    pub fn standing(&self, figures: &Figures) -> Standing {
        let shares = figures.shares();
        let share = shares.iter().find(|share| share.name == self.name);
        let met = |share: &Share| match (share.value, share.wanted) {
            (None, _) => false,
            (Some(value), Wanted::High) => value >= self.value,
            (Some(value), Wanted::Low) => value <= self.value,
        };
        Standing {
            name: self.name,
            value: share.and_then(|share| share.value),
            bar: self.value,
            met: share.is_some_and(met),
        }
    }
}

/// The share that is called so, where it can be asked to be as `wanted`.
fn known(name: &str, wanted: Wanted) -> Result<&'static str, String> {
    let shares = Tally::default().figures().shares();
    match shares.into_iter().find(|share| share.name == name) {
        Some(share) if share.wanted == wanted => Ok(share.name),
        Some(_) => Err(match wanted {
            Wanted::High => format!("the lower `{name}`, the better: use --max"),
            Wanted::Low => format!("the higher `{name}`, the better: use --min"),
        }),
        None => Err(format!(
            "there is no `{name}` here; write one of {}",
            names(wanted).join(", ")
        )),
    }
}

fn names(wanted: Wanted) -> Vec<&'static str> {
    let shares = Tally::default().figures().shares().into_iter();
    let fitting = shares.filter(|share| share.wanted == wanted);
    fitting.map(|share| share.name).collect()
}

/// `0.9` or `90%`.
fn share(text: &str) -> Option<f64> {
    let value = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
        None => text.parse().ok()?,
    };
    (0.0..=1.0).contains(&value).then_some(value)
}
