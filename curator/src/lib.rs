//! The curator's work on questions and FAQ.
pub mod cases;
pub mod metrics;
pub mod perturb;
