//! Which requests are served: those of the browser that was let in, from pages of ours, to the address that was printed.

use axum::http::{HeaderMap, HeaderName, Method, header};

use super::session::Keys;

/// Where the printed link leads.
pub const DOOR: &str = "/open";

/// Where the style lies, which tells nothing and is needed for pages to strangers.
pub const STYLE: &str = "/style.css";

/// What browsers send about where a request began.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What they send when nobody has pressed anything yet.
const PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// Scripts, frames, images and other sites: none. A form goes nowhere else.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer carries. Without a referrer browsers would send no origin with forms.
pub const HEADERS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("cache-control", "no-store"),
    ("x-frame-options", "DENY"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// Why a request is not served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It names another host than this one, as a page does whose name was turned to this address.
    Host,
    /// Another site made the browser send it.
    Elsewhere,
    /// It does not come from the browser that opened the link.
    Stranger,
}

/// Who is let in, and where.
#[derive(Debug)]
pub struct Guard {
    /// The address and port, as in `127.0.0.1:8080`.
    host: String,
    /// Ports share the cookies of a host: this one is named by its port.
    cookie: String,
}

impl Guard {
    /// For a desk at a port of this machine.
    pub fn new(port: u16) -> Self {
        Self {
            host: format!("127.0.0.1:{port}"),
            cookie: format!("desk-{port}"),
        }
    }

    /// The link to open, with its ticket.
    pub fn link(&self, ticket: &str) -> String {
        format!("http://{}{DOOR}?ticket={ticket}", self.host)
    }

    /// What makes a browser keep the session's secret until it is closed.
    pub fn set_cookie(&self, session: &str) -> String {
        format!(
            "{}={session}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie
        )
    }

    /// Whether a request is served.
    pub fn judge(
        &self,
        keys: &Keys,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<(), Refusal> {
        if !is(headers, &header::HOST, &self.host) {
            return Err(Refusal::Host);
        }
        if self.comes_from_elsewhere(method, path, headers) {
            return Err(Refusal::Elsewhere);
        }
        let open = path == STYLE || path == DOOR;
        match open
            || self
                .session(headers)
                .is_some_and(|brought| keys.is_session(brought))
        {
            true => Ok(()),
            false => Err(Refusal::Stranger),
        }
    }

    fn comes_from_elsewhere(&self, method: &Method, path: &str, headers: &HeaderMap) -> bool {
        let site = headers.get(&SITE).map(|site| site.as_bytes());
        let origin = headers.get(header::ORIGIN);
        let ours = is(headers, &header::ORIGIN, &format!("http://{}", self.host));
        if path == DOOR {
            // The link may stand anywhere; but whoever only looks ahead must not use it up.
            return headers.contains_key(&PURPOSE);
        }
        match *method {
            Method::GET | Method::HEAD => {
                !matches!(site, None | Some(b"same-origin" | b"none"))
                    || (origin.is_some() && !ours)
            }
            // Every browser that is in use sends one of the two.
            _ => match (site, origin) {
                (None | Some(b"same-origin"), Some(_)) => !ours,
                (Some(b"same-origin"), None) => false,
                _ => true,
            },
        }
    }

    fn session<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let cookies = headers.get_all(header::COOKIE).into_iter();
        let mut cookies = cookies
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='));
        cookies
            .find(|(name, _)| *name == self.cookie)
            .map(|(_, value)| value)
    }
}

/// Whether a header stands there once, with this value.
fn is(headers: &HeaderMap, name: &HeaderName, value: &str) -> bool {
    let mut all = headers.get_all(name).into_iter();
    all.next()
        .is_some_and(|only| only.as_bytes() == value.as_bytes())
        && all.next().is_none()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const US: &str = "http://127.0.0.1:80";

    fn judged(method: Method, path: &str, change: impl Fn(&mut HeaderMap)) -> Result<(), Refusal> {
        let keys = Keys::new().expect("random bytes");
        let ticket = keys.ticket().expect("a ticket");
        let cookie = format!(
            "other=1; desk-80={}",
            keys.exchange(&ticket).expect("a session")
        );
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:80"));
        headers.insert(header::COOKIE, cookie.parse().expect("a value"));
        if method == Method::POST {
            headers.insert(header::ORIGIN, HeaderValue::from_static(US));
        }
        change(&mut headers);
        Guard::new(80).judge(&keys, &method, path, &headers)
    }

    #[test]
    fn the_printed_address_alone_is_served() {
        assert_eq!(judged(Method::GET, "/", |_| ()), Ok(()));
        for host in [
            "evil.example",
            "localhost:80",
            "127.0.0.1",
            "127.0.0.1:81",
            "127.0.0.1:80.evil.example",
        ] {
            let forged = |headers: &mut HeaderMap| {
                drop(headers.insert(header::HOST, HeaderValue::from_static(host)))
            };
            for path in ["/", DOOR, STYLE] {
                assert_eq!(
                    judged(Method::GET, path, forged),
                    Err(Refusal::Host),
                    "{host}"
                );
            }
        }
        let twice = |headers: &mut HeaderMap| {
            assert!(headers.append(header::HOST, HeaderValue::from_static("evil.example")))
        };
        assert_eq!(judged(Method::GET, "/", twice), Err(Refusal::Host));
    }

    #[test]
    fn other_sites_are_refused() {
        for (site, origin, served) in [
            (None, Some(US), true),
            (Some("same-origin"), Some(US), true),
            (Some("same-origin"), None, true),
            (None, None, false),
            (Some("none"), Some(US), false),
            (Some("same-site"), Some(US), false),
            (Some("cross-site"), Some("https://evil.example"), false),
            (Some("same-origin"), Some("null"), false),
            (None, Some("http://127.0.0.1:81"), false),
        ] {
            let change = |headers: &mut HeaderMap| {
                headers.remove(header::ORIGIN);
                if let Some(origin) = origin {
                    headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
                }
                if let Some(site) = site {
                    headers.insert(SITE, HeaderValue::from_static(site));
                }
            };
            let judged = judged(Method::POST, "/", change);
            assert_eq!(judged.is_ok(), served, "{site:?} {origin:?}");
        }
        for (site, served) in [
            ("none", true),
            ("same-origin", true),
            ("same-site", false),
            ("cross-site", false),
        ] {
            let change = |headers: &mut HeaderMap| {
                drop(headers.insert(SITE, HeaderValue::from_static(site)))
            };
            assert_eq!(judged(Method::GET, "/", change).is_ok(), served, "{site}");
        }
    }

    #[test]
    fn strangers_see_the_door_and_the_style() {
        let stranger = |headers: &mut HeaderMap| drop(headers.remove(header::COOKIE));
        assert_eq!(
            judged(Method::GET, "/entries", stranger),
            Err(Refusal::Stranger)
        );
        assert_eq!(judged(Method::GET, DOOR, stranger), Ok(()));
        assert_eq!(judged(Method::GET, STYLE, stranger), Ok(()));
        let wrong = |headers: &mut HeaderMap| {
            drop(headers.insert(header::COOKIE, HeaderValue::from_static("desk-80=x")))
        };
        assert_eq!(judged(Method::GET, "/", wrong), Err(Refusal::Stranger));
        let ahead = |headers: &mut HeaderMap| {
            drop(headers.insert(PURPOSE, HeaderValue::from_static("prefetch")))
        };
        assert_eq!(judged(Method::GET, DOOR, ahead), Err(Refusal::Elsewhere));
    }
}
