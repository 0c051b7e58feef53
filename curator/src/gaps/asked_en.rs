//! How people ask for each attribute in English.

use super::attribute::Attribute;

/// What an attribute is called inside a sentence, and how people ask for it: formal and as on a telephone, each with other words;
/// `{}` stands for what the topic is called.
pub(super) fn english(attribute: Attribute) -> (&'static str, &'static [&'static str]) {
    match attribute {
        Attribute::Count => (
            "the number",
            &[
                "how many {} are there",
                "What is the total number of {}?",
                "how many {} have you got so far",
                "how many people for {}",
                "how many staff are working on {}",
                "{} how many in total",
                "how many people were affected by {}",
                "number of {} so far",
            ],
        ),
        Attribute::Breakdown => (
            "the breakdown",
            &[
                "how many {} in my area alone",
                "What is the breakdown of {} by area?",
                "which place has the most {}",
                "how many of the {} are in each district",
                "{} split by group",
                "which area was hit worst by {}",
            ],
        ),
        Attribute::Hour => (
            "the exact time",
            &[
                "what time exactly {}",
                "{} from what time to what time",
                "At what hour does {} start?",
                "what time in the morning {}",
                "what time on the day will {}",
                "opening hours of {} afterwards",
                "what is the latest time for {}",
            ],
        ),
        Attribute::Date => (
            "the exact date",
            &[
                "until what date is {}",
                "What is the exact date of {}?",
                "from which day {}",
                "when does {} open again",
                "last day for {}",
                "when will {} be announced",
            ],
        ),
        Attribute::Duration => (
            "the time that it takes",
            &[
                "how long do you keep {}",
                "How long does {} take on average?",
                "is there a time limit per person for {}",
                "average wait for {} before someone answers",
                "how many days until {} is dealt with",
                "how long does {} last",
            ],
        ),
        Attribute::Cost => (
            "the cost or amount",
            &[
                "how much does {} cost",
                "What is the fee for {}?",
                "is {} free of charge or do I pay",
                "how much is the fine for {}",
                "how much will it cost to {}",
                "price of {}",
                "what does {} cost per minute",
            ],
        ),
        Attribute::Who => (
            "people or companies behind it",
            &[
                "who runs {}",
                "Which company is responsible for {}?",
                "who decided {}",
                "name of the person in charge of {}",
                "is it a contractor doing {}",
                "who made the mistake with {}",
                "who is the leader of {}",
            ],
        ),
        Attribute::Proxy => (
            "whether someone else may do it",
            &[
                "can someone else do {} for me",
                "can my husband hand in {} for me",
                "May a relative take care of {}?",
                "can my sister pick up {}",
                "on behalf of my mother {}",
            ],
        ),
        Attribute::Where => (
            "the exact place",
            &[
                "where exactly is {}",
                "What is the full address of {}?",
                "which floor is {} on",
                "{} next to what shop",
                "where does {} come from",
                "where does {} end up",
                "which side is {} on",
            ],
        ),
        Attribute::Access => (
            "parking, transport and facilities",
            &[
                "is there parking at {}",
                "how do I get to {}, is there a shuttle",
                "Is there a toilet or wifi at {}?",
                "is parking free at {}",
                "wheelchair access to {}",
                "does {} speak other languages",
            ],
        ),
        Attribute::Why => (
            "the reason",
            &[
                "why only {}",
                "why {} and not the others",
                "What is the reason behind {}?",
                "whats the point of {}",
                "why was {} chosen",
                "how did they manage to {}",
            ],
        ),
        Attribute::How => (
            "the way to do it",
            &[
                "how do I do {}",
                "What are the steps for {}?",
                "how do i sign my mother up for {}",
                "procedure for {}",
                "how is {} worked out",
            ],
        ),
        Attribute::Documents => (
            "the requirements and documents",
            &[
                "what documents for {}",
                "What do I need to bring for {}?",
                "requirements for {}",
                "do I need a photocopy or stamp for {}",
                "how many copies of {}",
                "what proof for {}",
            ],
        ),
        Attribute::Limit => (
            "the limit",
            &[
                "maximum for {}",
                "What is the limit for {}?",
                "how much {} at most",
                "how often is {} allowed",
                "is there a limit on {}",
            ],
        ),
        Attribute::List => (
            "names",
            &[
                "which {} exactly",
                "list all {} by name",
                "What are the names of the {}?",
                "which streets count as {}",
                "which ones are accepted for {}",
                "which of {} is mine",
            ],
        ),
        Attribute::Payment => (
            "the means of payment",
            &[
                "is {} paid in cash or by bank transfer",
                "can I pay {} by card",
                "Is {} paid by cheque?",
                "{} cash or transfer",
                "can I pay {} in instalments",
                "do you take credit cards for {}",
            ],
        ),
        Attribute::Late => (
            "what happens if it is late",
            &[
                "what if {} is late",
                "What happens after the deadline of {}?",
                "what if I miss {}",
                "penalty for late {}",
                "what if nobody picks up {}",
            ],
        ),
        Attribute::Notice => (
            "the notification",
            &[
                "will I get a text or email about {}",
                "How will I be told about {}?",
                "do you call when {} is ready",
                "which number does the message about {} come from",
            ],
        ),
        Attribute::Safety => (
            "the safety",
            &[
                "is {} safe for babies",
                "Is {} dangerous to health?",
                "is {} being sold or misused",
                "can {} make me ill",
            ],
        ),
        Attribute::Priority => (
            "the order and priority",
            &[
                "do the elderly go first for {}",
                "Who gets priority for {}?",
                "which area is first for {}",
                "is there a separate queue for pregnant women for {}",
            ],
        ),
    }
}
