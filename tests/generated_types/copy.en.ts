import type { DepartmentSelfEvaluation } from "./form";

type Task = DepartmentSelfEvaluation["tasks"][number];
type Indicator = Task["indicators"][number];

/** The form written anew, field by field. An optional field that is absent stays absent. */
export function copy(form: DepartmentSelfEvaluation): DepartmentSelfEvaluation {
  const [first, ...rest] = form.tasks;
  return {
    ...(form.$schema === undefined ? {} : { $schema: form.$schema }),
    ...(form.form === undefined ? {} : { form: form.form }),
    department: form.department,
    year: form.year,
    currency_unit: form.currency_unit,
    funds: {
      initial_budget: form.funds.initial_budget,
      adjusted_budget: form.funds.adjusted_budget,
      adjustment: form.funds.adjustment,
      actual_expenditure: form.funds.actual_expenditure,
      general_public_budget: form.funds.general_public_budget,
      completion_rate: form.funds.completion_rate,
      adjustment_rate: form.funds.adjustment_rate,
    },
    annual_goal: { expected: form.annual_goal.expected, achieved: form.annual_goal.achieved },
    tasks: [task(first), ...rest.map(task)],
    key_projects: form.key_projects,
    overall_performance: form.overall_performance,
    problems: form.problems,
    improvements: form.improvements,
  };
}

function task(task: Task): Task {
  const [first, ...rest] = task.indicators;
  return {
    name: task.name,
    expected: task.expected,
    achieved: task.achieved,
    funds: task.funds,
    indicators: [indicator(first), ...rest.map(indicator)],
  };
}

function indicator(indicator: Indicator): Indicator {
  return {
    name: indicator.name,
    result: indicator.result,
    ...(indicator.unit === undefined ? {} : { unit: indicator.unit }),
    ...(indicator.target === undefined ? {} : { target: indicator.target }),
  };
}

/** What the compiler refuses. Each of these lines must be an error, or the compiler says that it is none. */
export function refused(form: DepartmentSelfEvaluation): DepartmentSelfEvaluation[] {
  return [
    // @ts-expect-error An amount is a text.
    { ...form, funds: { ...form.funds, initial_budget: 1200 } },
    // @ts-expect-error There is no such unit.
    { ...form, currency_unit: "千元" },
    // @ts-expect-error A year is a number.
    { ...form, year: "2023" },
    // @ts-expect-error There is at least one task.
    { ...form, tasks: [] },
    // @ts-expect-error There is no such field.
    { ...form, author: "李敏" },
    // @ts-expect-error A section is missing.
    { ...form, problems: undefined },
  ];
}
