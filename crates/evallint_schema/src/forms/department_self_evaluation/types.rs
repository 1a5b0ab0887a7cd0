//! The document as Rust types. The published schema is generated from them.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::values::{AmountValue, RateValue, SignedAmountValue, SignedRateValue, Text, TextOrNumber};

/// The whole form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DepartmentSelfEvaluation {
    /// Which form this is; told by its content when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "FormName")]
    pub form: Option<FormName>,
    /// The office that is evaluated.
    #[schemars(schema_with = "office_name")]
    pub department: Text,
    /// The year that is evaluated.
    #[schemars(range(min = 2000, max = 2100))]
    pub year: u16,
    /// The unit of every amount.
    pub currency_unit: CurrencyUnit,
    /// Budget and spending.
    pub funds: Funds,
    /// What the whole year was to bring, and brought.
    pub annual_goal: AnnualGoal,
    /// The main tasks, at least one.
    #[schemars(length(min = 1))]
    pub tasks: Vec<Task>,
    /// The results of the key projects.
    pub key_projects: Text,
    /// The results of the department as a whole.
    pub overall_performance: Text,
    /// What went wrong.
    pub problems: Text,
    /// What will be done about it.
    pub improvements: Text,
}

/// The names of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
#[expect(missing_docs, reason = "schemars makes a oneOf of documented variants")]
pub enum FormName {
    #[serde(rename = "department-self-evaluation")]
    Id,
    #[serde(rename = "部门整体支出绩效自评表")]
    Title,
}

/// The unit of every amount of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
#[expect(missing_docs, reason = "schemars makes a oneOf of documented variants")]
pub enum CurrencyUnit {
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "万元")]
    TenThousandYuan,
    #[serde(rename = "亿元")]
    HundredMillionYuan,
}

/// The department's budget and spending, in the document's currency unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Funds {
    /// The budget granted at the beginning of the year.
    pub initial_budget: AmountValue,
    /// The budget after adjustments.
    pub adjusted_budget: AmountValue,
    /// The adjusted budget less the initial one.
    pub adjustment: SignedAmountValue,
    /// What was spent.
    pub actual_expenditure: AmountValue,
    /// The part of it that came out of the general public budget.
    pub general_public_budget: AmountValue,
    /// The expenditure ÷ the adjusted budget.
    pub completion_rate: RateValue,
    /// The adjustment ÷ the initial budget.
    pub adjustment_rate: SignedRateValue,
}

/// The goal of the whole year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnnualGoal {
    /// What was intended.
    pub expected: Text,
    /// What was done.
    pub achieved: Text,
}

/// One of the main tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// The name of the task.
    pub name: Text,
    /// What was intended.
    pub expected: Text,
    /// What was done.
    pub achieved: Text,
    /// The money the task used, in the document's currency unit.
    pub funds: AmountValue,
    /// The indicators that measure the task, at least one.
    #[schemars(length(min = 1))]
    pub indicators: Vec<Indicator>,
}

/// An indicator of a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// What is measured.
    pub name: Text,
    /// What was measured.
    pub result: TextOrNumber,
    /// The unit of a result that is a bare number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Text")]
    pub unit: Option<Text>,
    /// What was to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "TextOrNumber")]
    pub target: Option<TextOrNumber>,
}

fn office_name(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "minLength": 2, "maxLength": 100, "pattern": r"\S" })
}
