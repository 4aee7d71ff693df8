//! What each line of a dump is, by its looks: boosted trees, fitted by `fit.py` beside this file on pages whose markup
//! says what the dump no longer does.
//!
//! `trees.txt` holds a tree a line, the trees of all labels in turn. A tree is written from its root, the left branch before
//! the right: `F<=T` asks whether number F is at most T (yes goes left), `=V` is a leaf that adds V thousandths.

use std::sync::LazyLock;

/// What a line of a dump is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Navigation, footers, notices, comments; also what stands between the fields of a card.
    Other,
    /// The article's title, or the page's.
    Headline,
    /// The article's text.
    Body,
    /// Title of a teaser.
    Title,
    /// Category of a teaser.
    Category,
    /// Date of a teaser.
    Date,
    /// Excerpt of a teaser.
    Excerpt,
    /// Name at the head of a profile.
    Name,
    /// Text of a profile.
    Profile,
}

/// All labels, in the order in which the trees stand in the file.
const LABELS: [Label; 9] = [
    Label::Other,
    Label::Headline,
    Label::Body,
    Label::Title,
    Label::Category,
    Label::Date,
    Label::Excerpt,
    Label::Name,
    Label::Profile,
];

/// What a line was told to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) label: Label,
}

/// Added to what speaks for a teaser's title: the trees are fitted to be right line by line, and nine lines in ten are no
/// titles, so that they are too shy of them. Chosen where precision and recall of left-out sites are alike.
const TITLE_BIAS: f32 = 0.5;

enum Node {
    Split { number: u16, threshold: f32, right: u16 },
    Leaf(f32),
}

static TREES: LazyLock<Vec<Vec<Node>>> = LazyLock::new(|| include_str!("trees.txt").lines().map(tree).collect());

fn tree(text: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    // Splits whose right branch has not begun.
    let mut open: Vec<usize> = Vec::new();
    for word in text.split(' ') {
        let here = nodes.len();
        if let Some(value) = word.strip_prefix('=') {
            nodes.push(Node::Leaf(value.parse::<f32>().unwrap_or_default() / 1000.0));
            if let Some(above) = open.pop()
                && let Some(Node::Split { right, .. }) = nodes.get_mut(above)
            {
                *right = here as u16 + 1;
            }
        } else if let Some((number, threshold)) = word.split_once("<=") {
            open.push(here);
            nodes.push(Node::Split {
                number: number.parse().unwrap_or_default(),
                threshold: threshold.parse().unwrap_or_default(),
                right: 0,
            });
        }
    }
    nodes
}

fn value(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            // Branches lead on, so that the walk ends.
            Some(&Node::Split { number, threshold, right }) => {
                let goes_left = row.get(usize::from(number)).copied().unwrap_or_default() <= threshold;
                at = if goes_left { at + 1 } else { usize::from(right).max(at + 1) };
            }
            Some(Node::Leaf(value)) => return *value,
            None => return 0.0,
        }
    }
}

impl Label {
    /// Says it to people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Other => "something else",
            Self::Headline => "the title of the article",
            Self::Body => "text of the article",
            Self::Title => "the title of a teaser",
            Self::Category => "the category of a teaser",
            Self::Date => "the date of a teaser",
            Self::Excerpt => "the excerpt of a teaser",
            Self::Name => "the name of a profile",
            Self::Profile => "text of a profile",
        }
    }
}

/// The two labels that speak most for a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contest {
    pub(crate) first: Label,
    pub(crate) second: Label,
    /// How far the second is behind, in nats.
    pub(crate) lead: f32,
}

/// Tells what labels were close, for people who ask why.
pub(crate) fn contests(rows: &[Vec<f32>]) -> Vec<Contest> {
    let of_line = |scores: &Scores| {
        let mut ranked: Vec<(Label, f32)> =
            LABELS.iter().zip(scores).map(|(&label, &score)| (label, biased(label, score))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (first, best) = ranked.first().copied().unwrap_or((Label::Other, 0.0));
        let (second, next) = ranked.into_iter().find(|(label, _)| *label != first).unwrap_or((first, best));
        Contest { first, second, lead: best - next }
    };
    scores(rows).iter().map(of_line).collect()
}

fn biased(label: Label, score: f32) -> f32 {
    if label == Label::Title { score + TITLE_BIAS } else { score }
}

/// What speaks for each label, in the order of [`LABELS`].
type Scores = [f32; LABELS.len()];

/// So many rows of numbers stay in a processor's nearest caches, beside a tree.
const LINES_AT_HAND: usize = 64;

fn scores(rows: &[Vec<f32>]) -> Vec<Scores> {
    let mut scores = vec![[0.0f32; LABELS.len()]; rows.len()];
    // Tree by tree for some lines at a time, so that both stay at hand.
    for (scores, rows) in scores.chunks_mut(LINES_AT_HAND).zip(rows.chunks(LINES_AT_HAND)) {
        for trees in TREES.chunks(LABELS.len()) {
            for (label, tree) in trees.iter().enumerate() {
                for (scores, row) in scores.iter_mut().zip(rows) {
                    if let Some(score) = scores.get_mut(label) {
                        *score += value(tree, row);
                    }
                }
            }
        }
    }
    scores
}

/// Labels lines by their rows of numbers (`look`).
pub(crate) fn labels(rows: &[Vec<f32>]) -> Vec<Told> {
    scores(rows)
        .iter()
        .map(|scores| {
            let mut winner = (Label::Other, f32::MIN);
            for (&label, &score) in LABELS.iter().zip(scores) {
                let score = biased(label, score);
                if score > winner.1 {
                    winner = (label, score);
                }
            }
            Told { label: winner.0 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_left_branch_first() {
        let tree = tree("2<=1.5 0<=3 =100 =200 =-300");
        for (row, expected) in [([3.0, 0.0, 1.0], 0.1), ([4.0, 0.0, 1.0], 0.2), ([0.0, 0.0, 2.0], -0.3)] {
            assert!((value(&tree, &row) - expected).abs() < 1e-6, "{row:?}");
        }
    }

    #[test]
    fn every_label_has_its_trees() {
        assert_eq!(TREES.len() % LABELS.len(), 0);
        assert!(TREES.iter().all(|tree| !tree.is_empty()));
    }
}
