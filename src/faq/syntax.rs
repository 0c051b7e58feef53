//! What is wrong with the YAML itself, in words that tell how to mend it.

use saphyr_parser::ScanError;

use super::problem::{Place, Problem};

/// What the parser complains of: a piece of its message, what that means in a FAQ, and how to mend it.
///
/// The first that fits counts.
const COMPLAINTS: [(&str, &str, &str); 16] = [
    (
        "recursion limit",
        "brackets are nested without end",
        "close them, and put texts that begin with one in double quotes",
    ),
    (
        "tab",
        "a tab stands where only spaces may",
        "indent with spaces, two a level",
    ),
    (
        "mapping values are not allowed",
        "a `: ` stands inside a text, or a key is not in line with the others",
        "put the text in double quotes, or line the key up",
    ),
    (
        "unknown anchor",
        "a `*name` refers to nothing",
        "put a text that begins with `*` in double quotes",
    ),
    (
        "duplicated anchor",
        "a text begins with `&`",
        "put it in double quotes",
    ),
    (
        "unknown escape",
        "a `\\` in double quotes is followed by a letter that means nothing there",
        "use single quotes, or write `\\\\`",
    ),
    (
        "trailing content",
        "words follow a closing quote",
        "put the whole text in single quotes",
    ),
    (
        "quoted scalar",
        "a quote is opened and never closed",
        "close it",
    ),
    (
        "flow",
        "a `[` or `{` is not closed, or a comma is missing",
        "close it; put texts that hold `,` or `: ` in double quotes",
    ),
    (
        "':' ",
        "a `[` or `{` is not closed",
        "close it; put texts that hold `,` or `: ` in double quotes",
    ),
    (
        "block scalar",
        "a text after `|` or `>` is not indented evenly",
        "begin it on the next line, each line indented alike",
    ),
    (
        "unexpected character",
        "a text begins with a character that YAML keeps for itself",
        "put the text in double quotes",
    ),
    (
        "simple key",
        "a line is no `key: value`",
        "write `key: value`, or put the text in double quotes",
    ),
    (
        "did not find expected",
        "this is not in line with what stands above it",
        "indent it like its neighbours; put a text that begins with a bracket or quote in quotes",
    ),
    (
        "block sequence entries",
        "a `- ` stands where no list can begin",
        "begin the list on a line of its own",
    ),
    (
        "indentation",
        "this is not in line with what stands above it",
        "indent it like its neighbours",
    ),
];

/// What the parser found in `text`.
pub(super) fn problem(text: &str, error: &ScanError) -> Problem {
    let (line, column) = (error.marker().line(), error.marker().col() + 1);
    let place = if error.info().contains("tab") {
        first_tab(text, line)
    } else {
        Place { line, column }
    };
    complaint(error).at(place)
}

/// The parser points to where the text before a tab begins.
fn first_tab(text: &str, from: usize) -> Place {
    let mut lines = (from..).zip(text.lines().skip(from - 1));
    let tab = lines.find_map(|(line, words)| Some((line, words.split_once('\t')?.0)));
    let (line, before) = tab.unwrap_or((from, ""));
    Place {
        line,
        column: before.chars().count() + 1,
    }
}

fn complaint(error: &ScanError) -> Problem {
    let known = COMPLAINTS
        .iter()
        .find(|(piece, ..)| error.info().contains(piece));
    match known {
        Some((_, what, mend)) => Problem::new("", *what, *mend),
        None => Problem::new(
            "",
            format!("this is not YAML: {}", error.info()),
            "look at this line and the one before it",
        ),
    }
}

pub(super) fn empty() -> Problem {
    Problem::new(
        "",
        "the file is empty",
        "write `entries:` and below it at least one entry with `id`, `phrasings` and `answer`",
    )
}

pub(super) fn second_document() -> Problem {
    Problem::new(
        "",
        "a second document begins here",
        "keep one document, without `---` inside",
    )
}

pub(super) fn second_key(key: &str) -> Problem {
    Problem::new(
        "",
        format!("the key `{key}` stands here twice"),
        "keep one of the two",
    )
}

pub(super) fn odd_key() -> Problem {
    Problem::new(
        "",
        "a key is a list, a mapping or an alias",
        "write a plain word before the `:`; put a text that begins with a bracket in double quotes",
    )
}

pub(super) fn tag(name: &str) -> Problem {
    Problem::new(
        "",
        format!("`!{name}` is a YAML tag, which a FAQ has no use for"),
        "put a text that begins with `!` in double quotes",
    )
}

pub(super) fn endless_alias() -> Problem {
    Problem::new(
        "",
        "an alias refers to what it stands in",
        "write the text out",
    )
}

pub(super) fn too_deep(levels: usize) -> Problem {
    Problem::new(
        "",
        format!("lists and mappings are nested more than {levels} deep"),
        "close brackets, and put texts that begin with one in double quotes",
    )
}

pub(super) fn too_heavy() -> Problem {
    Problem::new(
        "",
        "the file holds too much, once its aliases (`*name`) are written out",
        "use fewer aliases, or split the FAQ",
    )
}
