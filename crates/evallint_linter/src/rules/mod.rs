//! The rules, one file each, and the one list that registers them.

use std::any::Any;
use std::collections::HashMap;

use evallint_syntax::ByteRange;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::message::{Message, Template};
use crate::pointer::Pointer;
use crate::rule::Rule;

/// Declares the module of each rule and puts it in [`RULES`], in the order of the specification.
macro_rules! rules {
    ($($group:ident { $($rule:ident)* })*) => {
        $(mod $group { $(pub(super) mod $rule;)* })*

        /// Every rule.
        pub static RULES: &[&Rule] = &[$($(&$group::$rule::RULE),*),*];
    };
}

rules! {
    structure {
        syntax_error
        unknown_field
        duplicate_field
        missing_field
        invalid_value
        unrecognized_layout
        split_row
        merged_indicators
        truncated_text
    }
    funds {
        missing_funds
        completion_rate_mismatch
        adjustment_mismatch
        adjustment_rate_mismatch
        adjustment_sign
        unexplained_adjustment
        unexplained_low_completion
        part_exceeds_whole
        task_funds_exceed_expenditure
        low_task_coverage
        expenditure_exceeds_budget
        negative_amount
        amount_format
        rate_format
        currency_unit
        prose_sum_mismatch
    }
    indicators {
        missing_indicators
        missing_result
        missing_unit
        threshold_as_result
        approximate_result
        duplicate_indicator
        conflicting_indicator
        multiple_quantities
        not_measurable
        percentage_out_of_range
        unit_mismatch
        target_not_met
        vague_indicator_name
    }
    consistency {
        unsupported_result
        number_conflict
        unit_differs_from_narrative
        approximation_contradicts
        goal_not_met
        unreported_goal
        goal_equals_result
        year_mismatch
        no_problem_stated
    }
    text {
        placeholder
        residue
        stale_phrase
        list_numbering
        unbalanced_punctuation
        punctuation_style
    }
    tool {
        unused_suppression
        invalid_suppression
        internal_error
    }
}

pub(crate) use tool::invalid_suppression::{Fault, Writing, invalid_suppression, rename};
pub(crate) use tool::unused_suppression::unused_suppression;

/// The rule with this id.
#[must_use]
pub fn rule_named(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

static FAILED: Template = Template {
    zh: "规则 {rule} 运行失败（{panic}），其余规则照常检查。",
    en: "Rule {rule} failed ({panic}); the other rules are not affected.",
};

static REPORT_IT: Template = Template {
    zh: "这是 evallint 自身的缺陷，请附上本文件反馈。",
    en: "This is a defect of evallint itself; please report it with this file.",
};

static MORE: Template = Template {
    zh: "另有 {count} 处“{name}”未逐一列出。",
    en: "{count} more findings of {rule} are not listed.",
};

static MEND_THE_FIRST: Template = Template {
    zh: "请先处理已列出的问题，再重新检查。",
    en: "Mend those that are listed, and check again.",
};

/// How many findings of one rule are listed for a document.
pub(crate) const MOST_LISTED: usize = 500;

/// Leaves out what is more of one rule than is to be kept, and says how much that is with what was let go before.
pub(crate) fn leave_out_the_rest(
    document: &Document<'_>,
    rule: &'static Rule,
    diagnostics: &mut Vec<Diagnostic>,
    most: usize,
    let_go: usize,
) -> Option<Diagnostic> {
    let count = (let_go + diagnostics.len())
        .checked_sub(most)
        .filter(|count| *count > 0)?;
    diagnostics.truncate(most);
    Some(tell_of_more(document, rule, count))
}

/// Leaves out what is more of each rule than anyone reads, and says how much that is.
pub(crate) fn leave_out_the_rest_of_each(
    document: &Document<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    most: usize,
) {
    if diagnostics.len() <= most {
        return;
    }
    let mut counts: HashMap<&str, (&'static Rule, usize)> = HashMap::new();
    diagnostics.retain(|diagnostic| {
        let (_, count) = counts.entry(diagnostic.rule.id).or_insert((diagnostic.rule, 0));
        *count += 1;
        *count <= most
    });
    let more = counts.into_values().filter_map(|(rule, count)| {
        let left_out = count.checked_sub(most).filter(|count| *count > 0)?;
        Some(tell_of_more(document, rule, left_out))
    });
    diagnostics.extend(more);
}

fn tell_of_more(document: &Document<'_>, rule: &'static Rule, count: usize) -> Diagnostic {
    let message = Message::new(&MORE)
        .with("count", count)
        .with("name", rule.name)
        .with("rule", rule.id);
    let mut more = Diagnostic::new(rule, Pointer::root(), document_range(document), message);
    more.help(Message::new(&MEND_THE_FIRST));
    more
}

/// Where a finding about the document as a whole is shown.
fn document_range(document: &Document<'_>) -> ByteRange {
    document
        .tree
        .root()
        .map(|root| document.heading_range(root))
        .unwrap_or_default()
}

/// The finding about a rule that panicked.
pub(crate) fn internal_error(document: &Document<'_>, rule: &Rule, panic: &(dyn Any + Send)) -> Diagnostic {
    let said = panic
        .downcast_ref::<&str>()
        .map(|said| (*said).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "?".to_owned());
    let range = document_range(document);
    let message = Message::new(&FAILED).with("rule", rule.id).with("panic", said);
    let mut diagnostic = Diagnostic::new(&tool::internal_error::RULE, Pointer::root(), range, message);
    diagnostic.help(Message::new(&REPORT_IT));
    diagnostic
}
