//! Documentation defects as a compiler would tell them: what, where with the line itself, and in which operation.

use super::{
    look::{Ink, Style},
    plan::counted,
    source,
};
use crate::{
    document::Document,
    plan::{Defect, OperationRef},
    report::{plain::visible, redact::Redactor},
};

/// All defects and how many there are.
pub fn render_defects(document: &Document, defects: &[Defect], style: Style) -> String {
    let mut text: String = defects.iter().map(|defect| one(document, defect, style)).collect();
    let sum = if defects.is_empty() { "no defects".to_owned() } else { counted(defects.len(), "defect") };
    text.push_str(&[&sum, " in ", &visible(document.file_name()), "\n"].concat());
    text
}

fn one(document: &Document, defect: &Defect, style: Style) -> String {
    let code = style.paint(Ink::Bad, format!("defect[{}]", defect.code));
    let mut lines = vec![format!("{code}: {}", style.paint(Ink::Strong, visible(&defect.message)))];
    lines.extend(source::render(document, &defect.position, &Redactor::by_look(), style));
    if let Some(operation) = defect.operation.as_ref().map(OperationRef::label) {
        let margin = " ".repeat(defect.position.line.to_string().len());
        lines.push(format!("  {margin} {} in {}", style.paint(Ink::Frame, "="), visible(&operation)));
    }
    lines.push("\n".to_owned());
    lines.join("\n")
}
