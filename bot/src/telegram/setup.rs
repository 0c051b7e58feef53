//! What a bot says to Telegram before it starts: who it is, and its menus, where they differ.

use maklumat::{
    faq::{Faq, Notice},
    reply::chat,
    text::Language,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use teloxide::{
    payloads::{
        GetMe, GetMyCommands, GetMyCommandsSetters, GetMyDescription, GetMyDescriptionSetters,
        GetMyShortDescription, GetMyShortDescriptionSetters, SetMyCommands, SetMyCommandsSetters,
        SetMyDescription, SetMyDescriptionSetters, SetMyShortDescription,
        SetMyShortDescriptionSetters,
    },
    requests::Payload,
    types::{BotCommand, BotCommandScope, ChatId, Recipient},
};
use tracing::{debug, warn};

use super::{
    command::Command,
    event::Me,
    order::Order,
    stop::Stop,
    wire::{api::Api, retry::until_granted},
};
use crate::service::config::Admins;

/// Asks Telegram who the bot is, for as long as it takes.
pub async fn me(api: &Api) -> Result<Me, Stop> {
    #[derive(Deserialize)]
    struct User {
        id: i64,
        username: String,
    }
    let User { id, username } = until_granted(api, &GetMe::new()).await?;
    Ok(Me { id, username })
}

/// Sets menus and descriptions in each language. The bot works without them, so a refusal is only logged.
pub async fn menus(api: &Api, faq: &Faq, admins: &Admins) {
    let with_admin = |admin| BotCommandScope::Chat {
        chat_id: Recipient::Id(ChatId(admin)),
    };
    let everybody = [
        BotCommandScope::AllPrivateChats,
        BotCommandScope::AllGroupChats,
    ];
    let scopes: Vec<_> = everybody
        .into_iter()
        .chain(admins.iter().map(with_admin))
        .collect();
    for (language, code) in audiences(&faq.notice) {
        for scope in &scopes {
            let set = commands(api, faq, scope, language, code).await;
            report("commands", set);
        }
        let wanted = chat::description(faq, language);
        report("description", description(api, &wanted, code).await);
        let wanted = chat::short_description(faq, language);
        let set = short_description(api, &wanted, code).await;
        report("short description", set);
    }
}

/// The language to speak to those whose app speaks that of a code. The first is for everybody without a menu of their own; an
/// app in one that is not spoken any more gets the first too, in place of what an earlier FAQ left there.
fn audiences(notice: &Notice) -> Vec<(Language, &'static str)> {
    let first = notice.first_language();
    let others = Language::ALL.into_iter().filter(|other| *other != first);
    let others = others.map(|other| (notice.spoken(other), other.code()));
    [(first, "")].into_iter().chain(others).collect()
}

fn report(what: &str, set: Result<(), Stop>) {
    match set {
        Ok(()) => debug!("the {what} are as they should be"),
        Err(why) => warn!("the {what} could not be set: {why}"),
    }
}

async fn commands(
    api: &Api,
    faq: &Faq,
    scope: &BotCommandScope,
    language: Language,
    code: &str,
) -> Result<(), Stop> {
    let for_staff = matches!(scope, BotCommandScope::Chat { .. });
    let wanted: Vec<_> = Command::menu(faq, language)
        .filter(|(command, _)| *scope != BotCommandScope::AllGroupChats || is_for_groups(*command))
        .map(|(_, words)| words)
        .chain(Order::menu(for_staff, language))
        .map(|words| BotCommand::new(words.name, words.does))
        .collect();
    let get = GetMyCommands::new()
        .scope(scope.clone())
        .language_code(code);
    let set = SetMyCommands::new(wanted.clone())
        .scope(scope.clone())
        .language_code(code);
    let is_so = |commands: &Vec<BotCommand>| *commands == wanted;
    set_unless(api, &get, is_so, &set).await
}

/// What concerns one person alone is not offered to a group.
fn is_for_groups(command: Command) -> bool {
    match command {
        Command::Ask
        | Command::Topics
        | Command::Status
        | Command::Sources
        | Command::Language
        | Command::Help => true,
        Command::Start | Command::Privacy | Command::Forget => false,
    }
}

async fn description(api: &Api, wanted: &str, code: &str) -> Result<(), Stop> {
    #[derive(Deserialize)]
    struct Described {
        description: String,
    }
    let get = GetMyDescription::new().language_code(code);
    let set = SetMyDescription::new()
        .description(wanted)
        .language_code(code);
    let is_so = |Described { description }: &Described| description == wanted;
    set_unless(api, &get, is_so, &set).await
}

async fn short_description(api: &Api, wanted: &str, code: &str) -> Result<(), Stop> {
    #[derive(Deserialize)]
    struct Described {
        short_description: String,
    }
    let get = GetMyShortDescription::new().language_code(code);
    let set = SetMyShortDescription::new()
        .short_description(wanted)
        .language_code(code);
    let is_so = |Described { short_description }: &Described| short_description == wanted;
    set_unless(api, &get, is_so, &set).await
}

/// Makes the request `set`, unless what `get` brings is so already.
async fn set_unless<T: DeserializeOwned>(
    api: &Api,
    get: &(impl Payload + Serialize),
    is_so: impl Fn(&T) -> bool,
    set: &(impl Payload + Serialize),
) -> Result<(), Stop> {
    if !is_so(&until_granted(api, get).await?) {
        until_granted::<_, bool>(api, set).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_app_gets_a_menu_that_is_spoken() {
        let notice = |languages: &[&str]| Notice {
            languages: languages
                .iter()
                .filter_map(|code| Language::of_code(code))
                .collect(),
            ..Notice::default()
        };
        let menus = |languages: &[&str]| {
            let menus = audiences(&notice(languages)).into_iter();
            menus
                .map(|(language, app)| (language.code(), app))
                .collect::<Vec<_>>()
        };
        assert_eq!(menus(&["id", "en"]), [("id", ""), ("en", "en")]);
        assert_eq!(menus(&["en", "id"]), [("en", ""), ("id", "id")]);
        assert_eq!(menus(&["en"]), [("en", ""), ("en", "id")]);
        assert_eq!(menus(&["id"]), [("id", ""), ("id", "en")]);
    }
}
