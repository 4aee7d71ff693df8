//! What is usual on a site. Where nearly all cards carry the title of their article, one that does not is out of date; where
//! most are given titles of their own, none is. The same for categories, dates and excerpts.

use std::collections::BTreeMap;

use super::judge::{Part, Verdict, Verdicts};

/// So many cards have to agree before one that does not stands out ...
const SETTLED: u32 = 20;

/// ... and so large a share of all that can be compared. A site that gives more than one card in ten a title of its own does so
/// on purpose.
const SETTLED_SHARE: f64 = 0.9;

/// So many cards that differ, more than agree, are how the site does it.
const USUAL: u32 = 3;

/// How many cards of each site agree with their articles, and how many do not, field by field.
#[derive(Debug, Default)]
pub(super) struct Customs {
    sites: BTreeMap<u64, [(u32, u32); Part::ALL.len()]>,
}

impl Customs {
    /// Counts a card.
    pub(super) fn count(&mut self, site: u64, verdicts: Verdicts) {
        let counts = self.sites.entry(site).or_default();
        for ((agree, differ), verdict) in counts.iter_mut().zip(verdicts) {
            match verdict {
                Verdict::Silent => {}
                Verdict::Agrees => *agree = agree.saturating_add(1),
                Verdict::Differs | Verdict::Wrong | Verdict::Surely => *differ = differ.saturating_add(1),
            }
        }
    }

    /// Gives the fields that are at fault, by what is usual on the card's site.
    pub(super) fn faults(&self, site: u64, verdicts: Verdicts) -> impl Iterator<Item = Part> + use<> {
        let counts = self.sites.get(&site).copied().unwrap_or_default();
        let judged = Part::ALL.into_iter().zip(verdicts).zip(counts);
        let faults = judged.filter(|&((_, verdict), (agree, differ))| {
            let is_settled =
                agree >= SETTLED && f64::from(agree) >= SETTLED_SHARE * (f64::from(agree) + f64::from(differ));
            let is_usual = differ >= USUAL && differ > agree;
            match verdict {
                Verdict::Silent | Verdict::Agrees => false,
                Verdict::Differs => is_settled,
                Verdict::Wrong => !is_usual,
                Verdict::Surely => true,
            }
        });
        faults.map(|((part, _), _)| part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(agree: usize, differ: usize, verdict: Verdict) -> bool {
        let title = |verdict| [Verdict::Silent, verdict, Verdict::Silent, Verdict::Silent, Verdict::Silent];
        let mut customs = Customs::default();
        (0..agree).for_each(|_| customs.count(1, title(Verdict::Agrees)));
        (0..differ).for_each(|_| customs.count(1, title(verdict)));
        (0..50).for_each(|_| customs.count(2, title(Verdict::Differs)));
        customs.faults(1, title(verdict)).any(|part| part == Part::Title)
    }

    #[test]
    fn what_is_usual_is_no_fault_and_what_is_unusual_is() {
        assert!(!faults(0, 1, Verdict::Differs));
        assert!(!faults(19, 1, Verdict::Differs));
        assert!(faults(20, 1, Verdict::Differs));
        assert!(!faults(20, 3, Verdict::Differs));
        assert!(faults(0, 2, Verdict::Wrong));
        assert!(!faults(0, 3, Verdict::Wrong));
        assert!(faults(3, 3, Verdict::Wrong));
        assert!(faults(0, 3, Verdict::Surely));
        assert!(!faults(50, 1, Verdict::Agrees));
    }
}
