//! The document as commands and what they print.
//!
//! A block of `sh` is run. The block of `text` or `json` after it, before any other `sh`, is what it prints; without
//! one it must print nothing.

/// One block of commands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// The line where the commands begin, from 1.
    pub(crate) line: usize,
    pub(crate) commands: String,
    pub(crate) output: String,
    /// The lines of the output, as indexes: from, and up to but without.
    place: Option<(usize, usize)>,
}

/// The document.
pub(crate) struct Page<'a> {
    lines: Vec<&'a str>,
    pub(crate) steps: Vec<Step>,
}

impl<'a> Page<'a> {
    /// Finds the blocks.
    pub(crate) fn read(text: &'a str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let mut steps: Vec<Step> = Vec::new();
        let mut index = 0;
        while index < lines.len() {
            let Some(kind) = lines[index].strip_prefix("```") else {
                index += 1;
                continue;
            };
            let from = index + 1;
            let length = lines[from..].iter().position(|line| *line == "```");
            let to = from + length.unwrap_or_else(|| panic!("line {from}: a block without an end"));
            let content = lines[from..to].iter().fold(String::new(), |all, line| all + line + "\n");
            match (kind, steps.last_mut()) {
                ("sh", _) => {
                    steps.push(Step { line: from + 1, commands: content, ..Step::default() });
                }
                ("text" | "json", Some(step)) if step.place.is_none() => {
                    step.output = content;
                    step.place = Some((from, to));
                }
                _ => {}
            }
            index = to + 1;
        }
        Self { lines, steps }
    }

    /// The document with other outputs.
    ///
    /// # Panics
    ///
    /// When there is an output and no block for it.
    pub(crate) fn with(&self, outputs: &[String]) -> String {
        let mut text = String::new();
        let mut index = 0;
        for (step, output) in self.steps.iter().zip(outputs) {
            let Some((from, to)) = step.place else {
                assert!(output.is_empty(), "line {}: no block for what it prints:\n{output}", step.line);
                continue;
            };
            text.extend(self.lines[index..from].iter().flat_map(|line| [*line, "\n"]));
            text += output;
            index = to;
        }
        text.extend(self.lines[index..].iter().flat_map(|line| [*line, "\n"]));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# A\n```sh\nls\n```\nprints\n```text\na\nb\n```\n```json\n{}\n```\n```sh\ntrue\n```\nend\n";

    #[test]
    fn commands_are_paired_with_the_block_that_follows() {
        let page = Page::read(TEXT);
        let steps: Vec<_> = page.steps.iter().map(|it| (it.line, &*it.commands, &*it.output)).collect();
        assert_eq!(steps, [(3, "ls\n", "a\nb\n"), (14, "true\n", "")]);
    }

    #[test]
    fn another_output_replaces_only_its_lines() {
        let page = Page::read(TEXT);
        assert_eq!(page.with(&["a\nb\n".to_owned(), String::new()]), TEXT);
        assert_eq!(page.with(&["c\n".to_owned(), String::new()]), TEXT.replace("a\nb\n", "c\n"));
    }
}
