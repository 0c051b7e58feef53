//! Drawing: plain SVG that a page holds within itself, coloured by its style.

use maud::{Markup, html};

use super::{
    data::reliability::Point,
    section::{Drawing, Plot},
    words::Words,
};

/// The size of a plot in its own units; the page gives it the width that there is.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 320.0;

/// Room for the numbers and names at the axes.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 58.0;

/// Where an axis of shares may end: the first that holds all is taken.
const ENDS: [f64; 7] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0];

/// Of fewer questions than this share a wrong answer or two say nothing yet: they do not stretch the axis.
const TELLING: f64 = 0.1;

/// A picture with its title and what it shows in words; `id` is its own on the page.
pub fn draw(id: &str, plot: &Plot, words: &Words) -> Markup {
    let view = format!("0 0 {WIDTH} {HEIGHT}");
    let (title, told) = (format!("{id}-title"), format!("{id}-told"));
    html! {
        figure.plot {
            svg viewBox=(view) role="img" aria-labelledby=(title) aria-describedby=(told) {
                title id=(title) { (plot.title) }
                desc id=(told) { (plot.told) }
                @match &plot.drawing {
                    Drawing::Curve { points, marks, bound } => {
                        (curve(points, marks, bound.as_ref(), plot, words))
                    }
                    Drawing::Columns(columns) => { (columns_of(columns, plot)) }
                    Drawing::Against(pairs) => { (against(pairs, plot, words)) }
                }
            }
            @if let Some(hint) = plot.hint { figcaption { (hint) } }
        }
    }
}

/// Room for the name of a mark, as large as it is on a telephone.
const NAME: f64 = 130.0;

/// From the numbers of two axes to places in the picture.
#[derive(Clone, Copy)]
struct Frame {
    x: [f64; 2],
    y: [f64; 2],
}

impl Frame {
    fn x(&self, value: f64) -> f64 {
        let [from, to] = self.x;
        LEFT + (value - from) / (to - from) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        let [from, to] = self.y;
        let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
        HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
    }

    /// Lines and numbers at even steps of both axes, and their names.
    fn axes(
        &self,
        steps: [usize; 2],
        labels: &[&dyn Fn(f64) -> String; 2],
        names: [&str; 2],
    ) -> Markup {
        let at = |[from, to]: [f64; 2], steps: usize| {
            (0..=steps).map(move |step| from + (to - from) * step as f64 / steps as f64)
        };
        html! {
            @for value in at(self.y, steps[1]) {
                (line("grid", [self.x[0], value], [self.x[1], value], self))
                (text(None, "end", [LEFT - 8.0, self.y(value) + 5.0], &labels[1](value)))
            }
            @for value in at(self.x, steps[0]) {
                (text(None, "middle", [self.x(value), HEIGHT - BOTTOM + 22.0], &labels[0](value)))
            }
            (line("axis", [self.x[0], self.y[0]], [self.x[1], self.y[0]], self))
            (text(None, "end", [WIDTH - RIGHT, HEIGHT - 8.0], &format!("{} →", names[0])))
            (text(None, "start", [2.0, 16.0], &format!("↑ {}", names[1])))
        }
    }
}

fn curve(
    points: &[Point],
    marks: &[(Point, String)],
    bound: Option<&(f64, String)>,
    plot: &Plot,
    words: &Words,
) -> Markup {
    let telling = points.iter().filter(|point| point.coverage() >= TELLING);
    let risks = telling.filter_map(Point::risk);
    let most = risks
        .chain(bound.map(|(bound, _)| *bound))
        .fold(0.0, f64::max);
    let frame = Frame {
        x: [0.0, 1.0],
        y: [0.0, end_for(most)],
    };
    let percent = |share| words.tick(share);
    let tenths = |share| {
        if frame.y[1] < 0.05 {
            words.percent(share)
        } else {
            words.tick(share)
        }
    };
    let line: Vec<String> = points
        .iter()
        .filter_map(|point| Some(place([frame.x(point.coverage()), frame.y(point.risk()?)])))
        .collect();
    let until = marks.first().map_or(1.0, |(point, _)| point.coverage());
    html! {
        (frame.axes([4, 4], &[&percent, &tenths], plot.axes))
        @if let Some((bound, name)) = bound {
            (self::line("bound", [0.0, *bound], [until, *bound], &frame))
            (text(Some("label"), "start", [LEFT + 6.0, frame.y(*bound) - 8.0], name))
        }
        polyline.line points=(line.join(" ")) {}
        @for (number, (point, name)) in marks.iter().enumerate() {
            @if let Some(risk) = point.risk() {
                (mark(number, [frame.x(point.coverage()), frame.y(risk)], name))
            }
        }
    }
}

/// A circle for the first that stands out, a square for the others: not by colour. The line rises, so that there is room for names
/// below it on the right, and above it on the left.
fn mark(number: usize, [x, y]: [f64; 2], name: &str) -> Markup {
    let below = ("start", [x + 10.0, y + 20.0]);
    let above = ("end", [x - 12.0, y - 8.0]);
    let (anchor, beside) = if x < WIDTH - NAME { below } else { above };
    html! {
        @if number == 0 {
            circle.mark cx=(one(x)) cy=(one(y)) r="6" {}
        } @else {
            rect.mark x=(one(x - 5.5)) y=(one(y - 5.5)) width="11" height="11" {}
        }
        (text(Some("label"), anchor, beside, name))
    }
}

fn columns_of(columns: &[(String, usize)], plot: &Plot) -> Markup {
    let most = columns
        .iter()
        .map(|(_, times)| *times)
        .max()
        .unwrap_or_default();
    // Whole numbers at the axis.
    let top = most.max(1).next_multiple_of(if most > 4 { 4 } else { 1 });
    let steps = if most > 4 { 4 } else { top };
    let frame = Frame {
        x: [0.0, columns.len() as f64],
        y: [0.0, top as f64],
    };
    let width = frame.x(0.8) - frame.x(0.0);
    let named = |place: f64| {
        let column = columns.get((place as usize).min(columns.len() - 1));
        column.map_or(String::new(), |(name, _)| name.clone())
    };
    let (first, last) = (named(0.0), named(columns.len() as f64));
    html! {
        (frame.axes([1, steps], &[&|_| String::new(), &|value| format!("{value:.0}")], plot.axes))
        @for (number, (_, times)) in columns.iter().enumerate() {
            @let top = frame.y(*times as f64);
            rect.column x=(one(frame.x(number as f64 + 0.1))) y=(one(top)) width=(one(width)) height=(one(HEIGHT - BOTTOM - top)) {}
        }
        (text(None, "start", [LEFT, HEIGHT - BOTTOM + 22.0], &first))
        @if columns.len() > 1 {
            (text(None, "end", [WIDTH - RIGHT, HEIGHT - BOTTOM + 22.0], &last))
        }
    }
}

fn against(pairs: &[([f64; 2], [f64; 2])], plot: &Plot, words: &Words) -> Markup {
    let lowest = pairs
        .iter()
        .map(|([promised, _], [low, _])| f64::min(*promised, *low))
        .fold(0.9, f64::min);
    // In whole tenths, or in fifths where those are many.
    let tenths = ((1.0 - lowest) * 10.0 - 1e-9).ceil().clamp(1.0, 10.0) as usize;
    let per_step = if tenths > 5 { 2 } else { 1 };
    let steps = tenths.div_ceil(per_step);
    let from = 1.0 - (steps * per_step) as f64 / 10.0;
    let frame = Frame {
        x: [from, 1.0],
        y: [from, 1.0],
    };
    let percent = |share| words.tick(share);
    html! {
        (frame.axes([steps, steps], &[&percent, &percent], plot.axes))
        (line("axis", [from, from], [1.0, 1.0], &frame))
        @for ([promised, _], [low, high]) in pairs {
            (line("whisker", [*promised, *low], [*promised, *high], &frame))
        }
        @for (number, ([promised, observed], _)) in (1..).zip(pairs) {
            @let (x, y) = (frame.x(*promised), frame.y(*observed));
            circle.mark cx=(one(x)) cy=(one(y)) r="6" {}
            (text(Some("label"), "end", [x - 10.0, y + 5.0], &number.to_string()))
        }
    }
}

/// The first end of an axis that holds `most`.
fn end_for(most: f64) -> f64 {
    ENDS.into_iter().find(|end| most <= *end).unwrap_or(1.0)
}

fn line(class: &str, from: [f64; 2], to: [f64; 2], frame: &Frame) -> Markup {
    let [x1, x2] = [from[0], to[0]].map(|value| one(frame.x(value)));
    let [y1, y2] = [from[1], to[1]].map(|value| one(frame.y(value)));
    html! { line.(class) x1=(x1) y1=(y1) x2=(x2) y2=(y2) {} }
}

fn text(class: Option<&str>, anchor: &str, [x, y]: [f64; 2], words: &str) -> Markup {
    html! { text class=[class] x=(one(x)) y=(one(y)) text-anchor=(anchor) { (words) } }
}

fn place([x, y]: [f64; 2]) -> String {
    format!("{},{}", one(x), one(y))
}

/// A tenth of a unit is finer than anybody sees.
fn one(value: f64) -> String {
    format!("{value:.1}")
}
