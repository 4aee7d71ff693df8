//! The only threads: a parallel map whose results come back in the order of its items, with a bounded number in flight.
//!
//! Items are pulled and results handed on by the calling thread; the pool only computes. So inputs and outputs need no
//! locks, no pool task ever waits for another, and the number of threads cannot change what comes out.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

/// Items in flight for each thread. Wide enough that one slow page does not idle the others: with 1 page in 100 costing a
/// hundred times the rest, 8 threads are busy 99 % of the time at 64 and 52 % at 16 (simulated over 20,000 pages).
const WINDOW_PER_THREAD: usize = 64;

/// Weight in flight, in bytes of input. A page costs several times its size while it is understood, so this bounds memory
/// where a dump has pages of many megabytes.
const WINDOW_WEIGHT: usize = 64 << 20;

/// Stack of a thread, in bytes: as much as the main thread usually has, so that one job and many behave alike.
const STACK: usize = 8 << 20;

/// Maps `items` with `function` on `jobs` threads and hands each key with its result to `sink`, on the calling thread, in
/// the order of the items. `weight` tells how many bytes an item holds. A panic in `function` becomes `Err` with its
/// message; the other items go on. Stops at the first error that `sink` returns.
///
/// With one job, everything runs on the calling thread.
///
/// # Errors
/// What `sink` returned.
pub fn map_ordered<K, T: Send, R: Send, E>(
    items: impl Iterator<Item = (K, T)>,
    jobs: usize,
    weight: impl Fn(&T) -> usize,
    function: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(K, Result<R, String>) -> Result<(), E>,
) -> Result<(), E> {
    let mut items = items;
    let pool = if jobs > 1 { pool(jobs) } else { None };
    let Some(pool) = pool else {
        return items.try_for_each(|(key, item)| sink(key, guarded(&function, item)));
    };
    let is_stopped = AtomicBool::new(false);
    pool.in_place_scope(|scope| {
        let (function, is_stopped) = (&function, &is_stopped);
        let (sender, receiver) = mpsc::channel();
        let mut window = Window::new(jobs * WINDOW_PER_THREAD);
        let mut are_more = true;
        loop {
            while are_more && window.has_room() {
                let Some((key, item)) = items.next() else {
                    are_more = false;
                    break;
                };
                let number = window.push(key, weight(&item));
                let sender = sender.clone();
                scope.spawn(move |_| {
                    if !is_stopped.load(Ordering::Relaxed) {
                        // The receiver is gone only once nobody wants results any more.
                        let _ = sender.send((number, guarded(function, item)));
                    }
                });
            }
            if window.is_empty() {
                return Ok(());
            }
            // Cannot fail: this thread holds a sender.
            if let Ok((number, result)) = receiver.recv() {
                window.fill(number, result);
            }
            while let Some((key, result)) = window.pop() {
                if let Err(error) = sink(key, result) {
                    is_stopped.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
    })
}

/// The number of threads to use where nobody says: what the system grants this process.
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Starts the threads; `None` where the system has none to give, and the calling thread does the work.
fn pool(jobs: usize) -> Option<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build().ok()
}

/// Runs `function`; a panic becomes its message.
fn guarded<T, R>(function: impl Fn(T) -> R, item: T) -> Result<R, String> {
    // Nothing that a panic may have left half done is looked at again: the item is gone, the function has no state.
    catch_unwind(AssertUnwindSafe(|| function(item))).map_err(|payload| message(payload.as_ref()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

/// What is in flight, in the order of the items: computing, or waiting for its turn.
struct Window<K, R> {
    slots: VecDeque<Slot<K, R>>,
    /// The number of the first slot; items are numbered as they are pulled.
    first: usize,
    limit: usize,
    weight: usize,
}

struct Slot<K, R> {
    key: K,
    weight: usize,
    result: Option<Result<R, String>>,
}

impl<K, R> Window<K, R> {
    fn new(limit: usize) -> Self {
        Self { slots: VecDeque::new(), first: 0, limit, weight: 0 }
    }

    fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// An item heavier than the whole window still gets its turn, alone.
    fn has_room(&self) -> bool {
        self.slots.is_empty() || (self.slots.len() < self.limit && self.weight < WINDOW_WEIGHT)
    }

    fn push(&mut self, key: K, weight: usize) -> usize {
        self.weight += weight;
        self.slots.push_back(Slot { key, weight, result: None });
        self.first + self.slots.len() - 1
    }

    fn fill(&mut self, number: usize, result: Result<R, String>) {
        if let Some(slot) = self.slots.get_mut(number - self.first) {
            slot.result = Some(result);
        }
    }

    /// Takes the first slot, if its result is there.
    fn pop(&mut self) -> Option<(K, Result<R, String>)> {
        self.slots.front()?.result.as_ref()?;
        let Slot { key, weight, result } = self.slots.pop_front()?;
        self.first += 1;
        self.weight -= weight;
        result.map(|result| (key, result))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::convert::Infallible;

    /// Work of uneven length, so that results are ready out of order.
    fn slow_square(number: u64) -> u64 {
        let spins = if number.is_multiple_of(7) { 20_000 } else { 10 };
        std::hint::black_box((0..spins).fold(0_u64, |sum, spin| sum.wrapping_add(std::hint::black_box(spin))));
        number * number
    }

    fn run(jobs: usize, count: u64) -> Vec<(u64, Result<u64, String>)> {
        let mut seen = Vec::new();
        let done = map_ordered(
            (0..count).map(|number| (number, number)),
            jobs,
            |_| 1,
            slow_square,
            |key, result| -> Result<(), Infallible> {
                seen.push((key, result));
                Ok(())
            },
        );
        assert!(done.is_ok());
        seen
    }

    #[test]
    fn results_come_in_the_order_of_the_items_for_any_number_of_jobs() {
        let expected: Vec<_> = (0..2000).map(|number| (number, Ok(number * number))).collect();
        for jobs in [1, 2, 8] {
            assert_eq!(run(jobs, 2000), expected, "{jobs} jobs");
        }
        assert_eq!(run(8, 0), []);
    }

    #[test]
    fn a_panic_is_the_result_of_its_item_and_the_others_go_on() {
        for jobs in [1, 4] {
            let mut seen = Vec::new();
            let done = map_ordered(
                (0..100).map(|number| (number, number)),
                jobs,
                |_| 1,
                |number| if number == 41 { std::panic::resume_unwind(Box::new("no such page")) } else { number },
                |key, result| -> Result<(), Infallible> {
                    seen.push((key, result));
                    Ok(())
                },
            );
            assert!(done.is_ok());
            assert_eq!(seen.len(), 100);
            assert_eq!(seen[41], (41, Err("no such page".to_owned())));
            assert_eq!(seen[42], (42, Ok(42)));
        }
    }

    #[test]
    fn an_error_of_the_sink_stops_the_pulling() {
        for jobs in [1, 2] {
            let pulled = Cell::new(0);
            let items = (0..1_000_000).inspect(|_| pulled.set(pulled.get() + 1)).map(|number| (number, number));
            let stop = |key, _| if key == 5 { Err("full") } else { Ok(()) };
            assert_eq!(map_ordered(items, jobs, |_| 1, |number| number, stop), Err("full"));
            assert!(pulled.get() <= 6 + jobs * WINDOW_PER_THREAD, "{} pulled", pulled.get());
        }
    }

    /// Pulls items of one weight and tells how many were ever in flight.
    fn most_in_flight(jobs: usize, count: usize, weight: usize) -> usize {
        let (pulled, most) = (Cell::new(0), Cell::new(0));
        let sunk = Cell::new(0);
        let items = (0..count).map(|number| {
            pulled.set(pulled.get() + 1);
            most.set(most.get().max(pulled.get() - sunk.get()));
            (number, number)
        });
        let done = map_ordered(
            items,
            jobs,
            |_| weight,
            |number| number,
            |_, _| -> Result<(), Infallible> {
                sunk.set(sunk.get() + 1);
                Ok(())
            },
        );
        assert!(done.is_ok() && sunk.get() == count);
        most.get()
    }

    #[test]
    fn the_window_is_bounded_by_number_and_by_weight() {
        assert!(most_in_flight(2, 10_000, 1) <= 2 * WINDOW_PER_THREAD);
        assert!(most_in_flight(2, 1000, WINDOW_WEIGHT / 4) <= 4);
        assert_eq!(most_in_flight(2, 100, 2 * WINDOW_WEIGHT), 1);
        assert_eq!(most_in_flight(1, 100, 1), 1);
    }
}
