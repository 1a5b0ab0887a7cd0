//! 部门整体支出绩效自评表: a department's self-evaluation of what it spent and achieved in a year.

mod fields;
mod layout;
mod types;

use crate::field::Doc;
use crate::form::Form;

pub use types::{AnnualGoal, CurrencyUnit, DepartmentSelfEvaluation, FormName, Funds, Indicator, Task};

/// The form.
pub static FORM: Form = Form {
    id: "department-self-evaluation",
    title: "部门整体支出绩效自评表",
    english_title: "Department self-evaluation",
    doc: Doc {
        zh: "部门对本年度整体支出及其绩效的自我评价。",
        en: "A department's self-evaluation of its spending and results over one year.",
    },
    fields: &fields::FIELDS,
    layout: layout::LAYOUT,
    schema: || schemars::schema_for!(DepartmentSelfEvaluation),
};
