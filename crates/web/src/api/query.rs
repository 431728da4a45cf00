//! Members of a query that an address does not know. Left out in silence they would have another question answered than was asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::{OpenApi, RefOr};

use super::problem::Problem;
use crate::visit::pairs_of;

/// What each address that is read takes in its query, by the description that programs read.
static KNOWN: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| taken(&super::ALL));

fn taken(all: &OpenApi) -> BTreeMap<String, BTreeSet<String>> {
    let read = all.paths.paths.iter().filter_map(|(path, item)| Some((path, item.get.as_ref()?)));
    let names = read.map(|(path, operation)| {
        let asked = operation.parameters.iter().flatten().filter_map(|one| match one {
            RefOr::T(one) if one.parameter_in == ParameterIn::Query => Some(one),
            RefOr::T(_) | RefOr::Ref(_) => None,
        });
        (path.clone(), asked.map(|one| one.name.clone()).collect())
    });
    names.collect()
}

/// The first of the names that an address of the router does not know, with those that it knows; nothing where it is not described.
pub(crate) fn unknown<'a>(
    route: &MatchedPath,
    mut names: impl Iterator<Item = &'a str>,
) -> Option<(&'a str, &'static BTreeSet<String>)> {
    let known = KNOWN.get(&route.as_str().replace("{*", "{"))?;
    names.find(|name| !known.contains(*name)).map(|name| (name, known))
}

/// Refuses a question with a member that the address does not know.
pub(super) async fn known(request: Request, next: Next) -> Response {
    let asked = if request.method() == Method::POST { "" } else { request.uri().query().unwrap_or("") };
    let pairs = pairs_of(asked);
    let route = request.extensions().get::<MatchedPath>();
    let Some((name, known)) = route.and_then(|route| unknown(route, pairs.iter().map(|(name, _)| &**name)))
    else {
        return next.run(request).await;
    };
    let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    let takes = if known.is_empty() { "nothing".to_owned() } else { known.join(", ") };
    let detail = format!("the query is not understood: this address takes {takes}, and not “{name}”");
    Problem::new(StatusCode::BAD_REQUEST, "bad-query", detail).into_response()
}
