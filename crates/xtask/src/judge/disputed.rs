//! What the judge and the linter do not agree about: each kind of failure with the reason why the judge keeps to it.

/// A kind of failure, as the verdict names it, and the reason. One that is settled is taken out.
pub(super) const DISPUTED: &[(&str, &str)] = &[
    (
        "false accusation target-not-met",
        "低于 in the target of a reverse measure is an upper bound",
    ),
    ("false accusation unit-mismatch", "人/亿元 is the unit of a rate"),
    (
        "missed target-not-met: no operator",
        "a target without an operator is reached or missed like any other",
    ),
    (
        "missed target-not-met: lower bound",
        "以上 after a bare number, and a target that has its unit apart with the result",
    ),
    (
        "missed target-not-met: upper bound",
        "以内 is an upper bound, after a bare number and after a compound unit such as /10万 too",
    ),
    (
        "missed merged-indicators: counts agree",
        "a bare number, or one in full-width digits, is a part of the crammed cell too",
    ),
    (
        "missed merged-indicators: counts differ",
        "as for the counts that agree: a bare number is swallowed by its neighbour",
    ),
    (
        "missed currency-unit: a fund in the smaller unit",
        "the figure that restores every relation is the wrong one, also where nothing was adjusted",
    ),
    (
        "missed currency-unit: the expenditure in the larger unit",
        "one figure ten thousand times too small is out of scale as well, and explains the rest",
    ),
    (
        "missed multiple-quantities: of different things",
        "a quantity is one whatever its unit: 学时, 卷, 幅, 路",
    ),
    (
        "missed approximate-result: 约 近",
        "an approximate figure is one whatever its unit",
    ),
    ("missed not-measurable: named a rate", "提速率 is a rate"),
    (
        "missed placeholder: result",
        "** is a placeholder before a unit, 万元 as well",
    ),
    (
        "missed unexplained-low-completion: no reason",
        "工期节约20天 and 比预算少用7.5万元 in a task give no reason for a rate",
    ),
    (
        "collateral syntax-error: other comma",
        "a number before a foreign comma is one syntax error, not two",
    ),
    (
        "collateral syntax-error: key without quotes",
        "where one amount cannot be read, no other is ten thousand times out of scale",
    ),
    (
        "collateral invalid-value: amount",
        "where one amount cannot be read, no other is ten thousand times out of scale",
    ),
];
