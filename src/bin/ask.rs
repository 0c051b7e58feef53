//! Asks the matcher from a terminal.
fn main() {}
