//! What a browser's trace tells of the main thread: how long its tasks took for each step.

use serde_json::Value;

/// The mark that a step begins.
pub(crate) const MARK: &str = "step";

/// A span of the main thread: when it began and ended, and how long the thread computed in it, in microseconds.
#[derive(Clone, Copy)]
struct Span {
    from: f64,
    to: f64,
    computed: f64,
}

/// For each step the time for which the main thread computed, in milliseconds: all its tasks from the first event of
/// that type after the step's mark to the task that hands the frame on which it brought about.
pub(crate) fn times(trace: &[Value], event: &str) -> Vec<f64> {
    let marks: Vec<&Value> = trace.iter().filter(|of| of["name"] == MARK).collect();
    let Some(thread) = marks.first().map(|mark| (&mark["pid"], &mark["tid"])) else { return Vec::new() };
    let own = |of: &&Value| (&of["pid"], &of["tid"]) == thread;
    let spans = |is: &dyn Fn(&Value) -> bool| -> Vec<Span> {
        let found = trace.iter().filter(own).filter(|of| of["ph"] == "X" && is(of));
        let mut spans: Vec<Span> = found.filter_map(span).collect();
        spans.sort_by(|a, b| a.from.total_cmp(&b.from));
        spans
    };
    let tasks = spans(&|of| of["name"] == "RunTask");
    let events = spans(&|of| of["name"] == "EventDispatch" && of["args"]["data"]["type"] == event);
    let commits = spans(&|of| of["name"] == "Commit");
    let mut starts: Vec<f64> = marks.iter().filter_map(|mark| mark["ts"].as_f64()).collect();
    starts.sort_by(f64::total_cmp);
    let after = |spans: &[Span], moment: f64| spans.iter().copied().find(|span| span.from >= moment);
    let time = |start: &f64| {
        let begun = after(&events, *start)?;
        let ended = after(&commits, begun.from)?;
        let within = tasks.iter().filter(|task| task.to > begun.from && task.from < ended.to);
        Some(within.map(|task| task.computed).sum::<f64>() / 1000.0)
    };
    starts.iter().filter_map(time).collect()
}

fn span(of: &Value) -> Option<Span> {
    let (from, length) = (of["ts"].as_f64()?, of["dur"].as_f64()?);
    Some(Span { from, to: from + length, computed: of["tdur"].as_f64()? })
}
