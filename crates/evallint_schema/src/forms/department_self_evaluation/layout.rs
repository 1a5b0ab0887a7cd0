//! The printed table: six columns, five kinds of rows.

use crate::form::{Block, Column, Layout};

pub(super) const LAYOUT: Layout = Layout {
    heading_line: Some("currency_unit"),
    printed: &[("department", "部门名称（汇总）")],
    blocks: &[
        Block::Pairs {
            group: None,
            keys: &["department", "year"],
        },
        Block::Pairs {
            group: Some("funds"),
            keys: &[
                "adjusted_budget",
                "initial_budget",
                "actual_expenditure",
                "adjustment",
                "general_public_budget",
                "completion_rate",
                "adjustment_rate",
            ],
        },
        Block::Stacked { group: "annual_goal" },
        Block::Records {
            list: "tasks",
            items: "indicators",
            columns: &[
                Column::Element {
                    header: "主要任务",
                    key: "name",
                    opens: true,
                },
                Column::Element {
                    header: "预期目标",
                    key: "expected",
                    opens: false,
                },
                Column::Element {
                    header: "目标完成情况",
                    key: "achieved",
                    opens: false,
                },
                Column::Item {
                    header: "关键指标",
                    key: "name",
                },
                Column::Item {
                    header: "指标完成情况",
                    key: "result",
                },
                Column::Element {
                    header: "任务涉及资金",
                    key: "funds",
                    opens: true,
                },
            ],
        },
        Block::Sections {
            keys: &["key_projects", "overall_performance", "problems", "improvements"],
        },
    ],
};
