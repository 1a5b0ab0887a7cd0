//! What the texts say of an indicator, and what a figure of a text is about.

use evallint_linter::{Accord, DocumentView, Item, Language, Meaning, Message, Telling, Template};
use evallint_schema::{Field, Role};
use evallint_syntax::ByteRange;

use crate::features::markdown::escape;

static TOLD: Template = Template {
    zh: "正文中的出处：",
    en: "Told in the text:",
};

static SAME: Template = Template {
    zh: "“{sentence}”",
    en: "“{sentence}”",
};

static MEASURED: Template = Template {
    zh: "“{sentence}”（实际为 {told}）",
    en: "“{sentence}” (measured: {told})",
};

static OTHER_UNIT: Template = Template {
    zh: "“{sentence}”（单位不一：{told}）",
    en: "“{sentence}” (in another unit: {told})",
};

static CONFLICT: Template = Template {
    zh: "“{sentence}”（数据不一：{told}）",
    en: "“{sentence}” (another figure: {told})",
};

static RESULT: Template = Template {
    zh: "“{told}”说的是指标“{indicator}”，表中填“{figure}”。",
    en: "{told} tells the result of {indicator}, given in the table as {figure}.",
};

static FUNDS: Template = Template {
    zh: "“{told}”即{field}，表中填 {figure}。",
    en: "{told} is {field}, given in the table as {figure}.",
};

/// The sentences that tell the result of an indicator, asked for at its name or its result.
pub(super) fn of_indicator(
    view: &DocumentView<'_>,
    item: Item<'_, '_>,
    field: &Field,
    language: Language,
) -> Option<String> {
    let indicator = item
        .parent()
        .filter(|_| matches!(field.role, Role::Name | Role::Result))?;
    let tellings = view.tellings();
    let mut lines: Vec<String> = tellings
        .iter()
        .filter(|telling| telling.indicator.id() == indicator.id())
        .map(|telling| format!("- {}", sentence(view, telling, language)))
        .collect();
    if lines.is_empty() {
        return None;
    }
    lines.dedup();
    Some(format!(
        "{}\n\n{}",
        Message::new(&TOLD).render(language),
        lines.join("\n")
    ))
}

fn sentence(view: &DocumentView<'_>, telling: &Telling<'_, '_>, language: Language) -> String {
    let template = match telling.accord {
        Accord::Same => &SAME,
        Accord::Measured => &MEASURED,
        Accord::OtherUnit => &OTHER_UNIT,
        Accord::Conflict => &CONFLICT,
    };
    Message::new(template)
        .with("sentence", words(view, telling.sentence))
        .with("told", words(view, telling.told))
        .render(language)
}

/// What a figure of a text is about, asked for at the figure.
pub(super) fn of_figure(
    view: &DocumentView<'_>,
    item: Item<'_, '_>,
    field: &Field,
    at: u32,
    language: Language,
) -> Option<(ByteRange, String)> {
    let is_prose = matches!(
        field.role,
        Role::Expected | Role::Achieved | Role::KeyProjects | Role::Text
    );
    if !is_prose {
        return None;
    }
    let is_here =
        |text: Item<'_, '_>, range: ByteRange| text.id() == item.id() && range.start <= at && at <= range.end;
    let tellings = view.tellings();
    let mut told: Vec<(ByteRange, String)> = tellings
        .iter()
        .filter(|telling| is_here(telling.text, telling.told))
        .filter_map(|telling| Some((telling.told, of_result(view, telling)?.render(language))))
        .collect();
    let mentions = view.fund_mentions();
    told.extend(
        mentions
            .iter()
            .filter(|mention| is_here(mention.text, mention.told))
            .filter_map(|mention| {
                let Meaning::Field(field) = mention.figure.meaning() else {
                    return None;
                };
                let message = Message::new(&FUNDS)
                    .with("told", words(view, mention.told))
                    .with("field", field)
                    .with("figure", words(view, mention.figure.content_range()));
                Some((mention.told, message.render(language)))
            }),
    );
    let range = told.first()?.0;
    let told: Vec<String> = told.into_iter().map(|(_, told)| told).collect();
    Some((range, told.join("\n\n")))
}

fn of_result(view: &DocumentView<'_>, telling: &Telling<'_, '_>) -> Option<Message> {
    let name = telling.indicator.member_with_role(Role::Name)?;
    Some(
        Message::new(&RESULT)
            .with("told", words(view, telling.told))
            .with("indicator", escape(name.text()?.trim()))
            .with("figure", words(view, telling.figure)),
    )
}

fn words(view: &DocumentView<'_>, range: ByteRange) -> String {
    escape(view.source().slice(range))
}
