//! What is around a line: the containers that hold it, worked out once a container and handed down to its children.

use std::collections::HashMap;

use super::{Row, Sums, between, log, share};
use crate::outline::{Container, ContainerKind, Hints, Line, Outline};

/// Levels between a line and a container that hints at something; no such container counts as so many.
const NO_LEVEL: u8 = 12;

/// The hints whose distance is a signal, in the order of the columns.
const NEAR_HINTS: [Hints; 22] = [
    Hints::AUTHOR,
    Hints::BIOGRAPHY,
    Hints::DATE,
    Hints::CATEGORY,
    Hints::TITLE,
    Hints::SUMMARY,
    Hints::COMMENT,
    Hints::RELATED,
    Hints::NAVIGATION,
    Hints::SHARE,
    Hints::NOTICE,
    Hints::PROMOTION,
    Hints::BODY,
    Hints::CARD,
    Hints::FOOTER,
    Hints::SIDEBAR,
    Hints::CAPTION,
    Hints::THREAD,
    Hints::PRODUCT,
    Hints::META,
    Hints::UNSEEN,
    Hints::CONTROL,
];

/// The containers whose distance is a signal, in the order of the columns.
const NEAR_KINDS: [ContainerKind; 12] = [
    ContainerKind::Main,
    ContainerKind::Article,
    ContainerKind::Section,
    ContainerKind::Navigation,
    ContainerKind::Header,
    ContainerKind::Footer,
    ContainerKind::Aside,
    ContainerKind::Form,
    ContainerKind::List,
    ContainerKind::Table,
    ContainerKind::Quote,
    ContainerKind::Dialog,
];

const NEAR: usize = NEAR_HINTS.len() + NEAR_KINDS.len();

/// What is worked out once a container and handed down to its children.
#[derive(Clone, Copy)]
pub(super) struct Around {
    near: [u8; NEAR],
    /// The container that shares the title's line with it: the innermost one around both.
    shared: u32,
    /// The innermost container at or above it that has alike siblings.
    alike: Option<(u32, u8)>,
    /// Index of the first container above with twice the lines.
    outer: u32,
    /// The first container at or above it that holds a fifth of the page's prose.
    part: (u32, u8),
    /// The outermost container that is not the page.
    frame: u32,
}

/// Share of the page's prose from which a container is a part of it.
const PART: f32 = 0.2;

/// Alike siblings are counted from so many on.
const FEWEST_ALIKE: u32 = 3;

/// Looks at every container.
pub(super) fn surroundings(outline: &Outline, sums: &Sums, title: Option<usize>) -> Vec<Around> {
    let containers = outline.containers();
    let all = 0..outline.lines().len() as u32;
    let (all_units, all_prose) = (between(&sums.units, &all), between(&sums.prose, &all));
    let mut holds_title = vec![false; containers.len()];
    if let Some(line) = title.and_then(|title| outline.lines().get(title)) {
        let mut at = line.container;
        while let Some(slot) = holds_title.get_mut(at as usize) {
            *slot = true;
            if at == 0 {
                break;
            }
            at = containers.get(at as usize).map_or(0, |container| container.parent);
        }
    }
    let mut alike: HashMap<(u32, u64, ContainerKind), u32> = HashMap::with_capacity(containers.len());
    let key = |container: &Container| (container.parent, container.shape, container.kind);
    for container in containers.iter().filter(|container| !container.lines.is_empty()) {
        *alike.entry(key(container)).or_default() += 1;
    }
    let mut all_around: Vec<Around> = Vec::with_capacity(containers.len());
    for (number, container) in containers.iter().enumerate() {
        let index = number as u32;
        let units = between(&sums.units, &container.lines);
        let is_page = units > Sums::WHOLE_PAGE * all_units;
        let parent = all_around.get(container.parent as usize).copied().filter(|_| number > 0);
        let mut around = parent.unwrap_or(Around {
            near: [NO_LEVEL; NEAR],
            shared: 0,
            alike: None,
            outer: 0,
            part: (0, 0),
            frame: 0,
        });
        for near in &mut around.near {
            *near = near.saturating_add(1).min(NO_LEVEL);
        }
        for (near, hint) in around.near.iter_mut().zip(NEAR_HINTS) {
            if container.hints.any(hint) && (!is_page || hint == Hints::BODY) {
                *near = 0;
            }
        }
        for (near, kind) in around.near.iter_mut().skip(NEAR_HINTS.len()).zip(NEAR_KINDS) {
            if container.kind == kind
                && (!is_page || matches!(kind, ContainerKind::Main | ContainerKind::Article | ContainerKind::Section))
            {
                *near = 0;
            }
        }
        if holds_title.get(number).copied().unwrap_or(false) {
            around.shared = index;
        }
        around.alike = around.alike.map(|(at, levels)| (at, levels.saturating_add(1)));
        if !is_page && alike.get(&key(container)).is_some_and(|&count| count >= FEWEST_ALIKE) {
            around.alike = Some((index, 0));
        }
        if number > 0 {
            let mut outer = container.parent;
            // Mostly one step: the parent's own outer container is the next candidate.
            for _ in 0..4 {
                let Some(candidate) = containers.get(outer as usize) else { break };
                if outer == 0 || candidate.lines.len() >= 2 * container.lines.len() {
                    break;
                }
                outer = candidate.parent;
            }
            around.outer = outer;
        }
        if between(&sums.prose, &container.lines) >= PART * all_prose {
            around.part = (index, 0);
        } else {
            around.part.1 = around.part.1.saturating_add(1);
        }
        let parent_is_page = containers
            .get(container.parent as usize)
            .is_none_or(|it| between(&sums.units, &it.lines) > Sums::WHOLE_PAGE * all_units);
        if parent_is_page {
            around.frame = index;
        }
        all_around.push(around);
    }
    all_around
}

/// Fills in what is around a line.
pub(super) fn of_containers(outline: &Outline, line: &Line, around: &Around, sums: &Sums, row: &mut Row) {
    let containers = outline.containers();
    let all = 0..outline.lines().len() as u32;
    let (all_units, all_prose) = (between(&sums.units, &all), between(&sums.prose, &all));
    let level = |index: usize| f32::from(around.near.get(index).copied().unwrap_or(NO_LEVEL));
    let near: [&mut f32; NEAR] = [
        &mut row.near_author,
        &mut row.near_biography,
        &mut row.near_date,
        &mut row.near_category,
        &mut row.near_title,
        &mut row.near_summary,
        &mut row.near_comment,
        &mut row.near_related,
        &mut row.near_navigation,
        &mut row.near_share,
        &mut row.near_notice,
        &mut row.near_promotion,
        &mut row.near_body,
        &mut row.near_card,
        &mut row.near_footer,
        &mut row.near_sidebar,
        &mut row.near_caption,
        &mut row.near_thread,
        &mut row.near_product,
        &mut row.near_meta,
        &mut row.near_unseen,
        &mut row.near_control,
        &mut row.near_main,
        &mut row.near_article,
        &mut row.near_section,
        &mut row.near_nav,
        &mut row.near_head,
        &mut row.near_foot,
        &mut row.near_aside,
        &mut row.near_form,
        &mut row.near_list,
        &mut row.near_table,
        &mut row.near_quote,
        &mut row.near_dialog,
    ];
    for (index, slot) in near.into_iter().enumerate() {
        *slot = level(index);
    }
    let lines_of = |index: u32| containers.get(index as usize).map_or(0..0, |container| container.lines.clone());
    let units_of = |index: u32| between(&sums.units, &lines_of(index));
    let look = |index: u32| {
        let (lines, whole) = (lines_of(index), units_of(index));
        let part = |sums: &[f32]| share(between(sums, &lines), whole);
        (log(whole), log(lines.len() as f32), part(&sums.linked), part(&sums.prose))
    };
    let images =
        |index: u32| containers.get(index as usize).map_or(0.0, |container| f32::from(container.images.min(20)));
    row.depth = containers.get(line.container as usize).map_or(0.0, |container| f32::from(container.depth.min(40)));
    (row.inner_units, row.inner_lines, row.inner_links, row.inner_prose) = look(line.container);
    row.inner_images = images(line.container);
    (row.outer_units, row.outer_lines, row.outer_links, row.outer_prose) = look(around.outer);
    row.outer_images = images(around.outer);
    (row.part_units, row.part_lines, row.part_links, row.part_prose) = look(around.part.0);
    row.part_levels = f32::from(around.part.1.min(NO_LEVEL));
    (row.frame_units, row.frame_lines, row.frame_links, row.frame_prose) = look(around.frame);
    row.frame_share = share(units_of(around.frame), all_units);
    if let Some((index, levels)) = around.alike {
        let parent = lines_of(containers.get(index as usize).map_or(0, |container| container.parent));
        (row.alike_units, _, row.alike_links, row.alike_prose) = look(index);
        row.alike = share(between(&sums.units, &parent), units_of(index).max(1.0)).min(30.0);
        row.alike_levels = f32::from(levels.min(NO_LEVEL));
        row.alike_index = share((lines_of(index).start - parent.start) as f32, parent.len() as f32);
    } else {
        row.alike_levels = f32::from(NO_LEVEL) + 1.0;
    }
    let shared = lines_of(around.shared);
    row.shared_with_title = share(between(&sums.units, &shared), all_units);
    row.shared_prose = share(between(&sums.prose, &shared), all_prose);
}
