//! What Telegram would refuse.

use serde_json::Value;

/// Whether Telegram would take this call; if not, why.
pub fn check(method: &str, fields: &Value) -> Result<(), String> {
    match method.to_ascii_lowercase().as_str() {
        "sendmessage" | "editmessagetext" => {
            let text = fields["text"].as_str().unwrap_or_default();
            match fields["parse_mode"].as_str() {
                Some("HTML") => html(text)?,
                _ => fits(text)?,
            }
            keyboard(&fields["reply_markup"]["inline_keyboard"])
        }
        "answercallbackquery" => match fields["text"].as_str() {
            Some(text) if text.encode_utf16().count() > 200 => {
                Err("an answer of over 200 units".to_owned())
            }
            _ => Ok(()),
        },
        "answerinlinequery" => results(&fields["results"]),
        "setmyshortdescription" => short(&fields["short_description"], 120),
        "setmydescription" => short(&fields["description"], 512),
        "setmycommands" => commands(&fields["commands"]),
        _ => Ok(()),
    }
}

fn short(text: &Value, most: usize) -> Result<(), String> {
    let length = text.as_str().unwrap_or_default().chars().count();
    (length <= most)
        .then_some(())
        .ok_or(format!("{length} characters, not {most}"))
}

fn commands(commands: &Value) -> Result<(), String> {
    for command in commands.as_array().into_iter().flatten() {
        let name = command["command"].as_str().unwrap_or_default();
        let fits = (1..=32).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if !fits {
            return Err(format!("command {name:?}"));
        }
        short(&command["description"], 256)?;
    }
    Ok(())
}

/// Text with the tags that Telegram knows, closed in order, and nothing else that could be one.
pub fn html(html: &str) -> Result<(), String> {
    fits(&visible(html)?)
}

/// Text that is there, and no longer than Telegram's longest.
fn fits(seen: &str) -> Result<(), String> {
    let units = seen.encode_utf16().count();
    if seen.trim().is_empty() {
        return Err("text is empty".to_owned());
    }
    (units <= 4096)
        .then_some(())
        .ok_or(format!("{units} units"))
}

/// What a person sees of `html`.
pub fn visible(html: &str) -> Result<String, String> {
    let mut open = Vec::new();
    let mut seen = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '>']) {
        seen.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(['>', ';']).ok_or("an unfinished tag or entity")? + 1;
        let (mark, after) = rest.split_at(end);
        match mark {
            "<b>" => open.push("</b>"),
            "<blockquote expandable>" => open.push("</blockquote>"),
            end if open.last() == Some(&end) => drop(open.pop()),
            "&lt;" => seen.push('<'),
            "&gt;" => seen.push('>'),
            "&amp;" => seen.push('&'),
            _ => return Err(format!("can't parse entities: {mark:?}")),
        }
        rest = after;
    }
    seen.push_str(rest);
    if open.is_empty() {
        Ok(seen)
    } else {
        Err("an open tag".to_owned())
    }
}

fn keyboard(rows: &Value) -> Result<(), String> {
    for row in rows.as_array().into_iter().flatten() {
        let buttons = row.as_array().ok_or("a row that is none")?;
        if buttons.is_empty() {
            return Err("an empty row".to_owned());
        }
        for button in buttons {
            let data = button["callback_data"].as_str().unwrap_or_default();
            let label = button["text"].as_str().unwrap_or_default();
            if !(1..=64).contains(&data.len()) || label.is_empty() {
                return Err(format!("BUTTON_DATA_INVALID {data:?}"));
            }
        }
    }
    Ok(())
}

fn results(results: &Value) -> Result<(), String> {
    for result in results.as_array().into_iter().flatten() {
        let id = result["id"].as_str().unwrap_or_default();
        if !(1..=64).contains(&id.len()) {
            return Err(format!("result id {id:?}"));
        }
        html(
            result["input_message_content"]["message_text"]
                .as_str()
                .unwrap_or_default(),
        )?;
    }
    Ok(())
}
