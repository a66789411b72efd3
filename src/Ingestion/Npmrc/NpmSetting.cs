namespace DepGraph.Ingestion.Npmrc;

/// <summary>One value of npm's configuration and where it was written.</summary>
/// <param name="Key">The key as npm knows it, for example <c>registry</c> or <c>@scope:registry</c>.</param>
/// <param name="Value">The value, expanded.</param>
/// <param name="Source">For messages: a file's path or an environment variable.</param>
internal sealed record NpmSetting(string Key, string Value, string Source);
