import type { DepartmentSelfEvaluation } from "./form";

type Task = DepartmentSelfEvaluation["主要任务"][number];
type Indicator = Task["关键指标"][number];

/** The form written anew, field by field. An optional field that is absent stays absent. */
export function copy(form: DepartmentSelfEvaluation): DepartmentSelfEvaluation {
  const [first, ...rest] = form.主要任务;
  const funds = form.部门资金情况;
  return {
    ...(form.$schema === undefined ? {} : { $schema: form.$schema }),
    ...(form.表单 === undefined ? {} : { 表单: form.表单 }),
    部门名称: form.部门名称,
    被评价年度: form.被评价年度,
    单位: form.单位,
    部门资金情况: {
      部门年初预算收入: funds.部门年初预算收入,
      部门调整预算收入: funds.部门调整预算收入,
      年度预算调整数: funds.年度预算调整数,
      实际支出数: funds.实际支出数,
      "其中：一般公共预算": funds["其中：一般公共预算"],
      预算完成率: funds.预算完成率,
      预算调整率: funds.预算调整率,
    },
    年度目标: {
      部门整体支出的预期目标: form.年度目标.部门整体支出的预期目标,
      部门整体支出的目标完成情况: form.年度目标.部门整体支出的目标完成情况,
    },
    主要任务: [task(first), ...rest.map(task)],
    重点项目绩效情况: form.重点项目绩效情况,
    部门整体绩效: form.部门整体绩效,
    存在问题: form.存在问题,
    改进措施或下一步计划: form.改进措施或下一步计划,
  };
}

function task(task: Task): Task {
  const [first, ...rest] = task.关键指标;
  return {
    任务名称: task.任务名称,
    预期目标: task.预期目标,
    目标完成情况: task.目标完成情况,
    任务涉及资金: task.任务涉及资金,
    关键指标: [indicator(first), ...rest.map(indicator)],
  };
}

function indicator(indicator: Indicator): Indicator {
  return {
    指标名称: indicator.指标名称,
    指标完成情况: indicator.指标完成情况,
    ...(indicator.计量单位 === undefined ? {} : { 计量单位: indicator.计量单位 }),
    ...(indicator.指标目标值 === undefined ? {} : { 指标目标值: indicator.指标目标值 }),
  };
}

/** What the compiler refuses. Each of these lines must be an error, or the compiler says that it is none. */
export function refused(form: DepartmentSelfEvaluation): DepartmentSelfEvaluation[] {
  return [
    // @ts-expect-error An amount is a text.
    { ...form, 部门资金情况: { ...form.部门资金情况, 实际支出数: 1197 } },
    // @ts-expect-error There is no such unit.
    { ...form, 单位: "千元" },
    // @ts-expect-error There is no such field.
    { ...form, 填表人: "李敏" },
    // @ts-expect-error A section is missing.
    { ...form, 存在问题: undefined },
  ];
}
