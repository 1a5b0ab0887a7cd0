//! What the judge and the linter do not agree about: each kind of failure with the reason why the judge keeps to it.

/// A kind of failure, as the verdict names it, and the reason. One that is settled is taken out.
pub(super) const DISPUTED: &[(&str, &str)] = &[
    (
        "missed unreported-goal: with a number",
        "a word that many tasks are told with answers no goal",
    ),
    (
        "collateral multiple-quantities: of different things",
        "where several things stand in one cell, each has its source in its own words",
    ),
];
