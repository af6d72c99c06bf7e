"""The one place that speaks OpenID Connect: what a provider says of itself, codes, tokens, and who they are about."""
