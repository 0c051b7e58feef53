//! One question a line in, one reply a line out.

use std::{
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    process::ExitCode,
};

use crate::{asker::Asker, failure::Failure};

/// What is read of one line, so that memory stays bounded; nobody types that much.
const LINE_BYTES: usize = 1 << 20;

/// What is read and written at a time.
const BUFFER: usize = 1 << 16;

/// Answers each line of `input`.
///
/// Whatever has been asked is answered before more is waited for, so that two programs can talk through pipes.
pub fn answer(asker: &Asker, input: impl Read, output: impl Write) -> Result<ExitCode, Failure> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut output = BufWriter::with_capacity(BUFFER, output);
    let mut line = Vec::new();
    while next(&mut input, &mut line)? {
        let asked = asker.ask(&String::from_utf8_lossy(&line));
        writeln!(output, "{}", asker.show_on_a_line(&asked))?;
        if !input.buffer().contains(&b'\n') {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a line, without its end and without what exceeds [`LINE_BYTES`]; false when there is none.
fn next(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut started = false;
    loop {
        let read = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read.is_empty() {
            break;
        }
        started = true;
        let end = read.iter().position(|byte| *byte == b'\n');
        let rest = &read[..end.unwrap_or(read.len())];
        let room = LINE_BYTES - line.len();
        line.extend_from_slice(&rest[..rest.len().min(room)]);
        let used = rest.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(started)
}
