namespace DepGraph.Ingestion.Npmrc;

/// <summary>Which registry holds which package, and how to reach it. Immutable.</summary>
public sealed class RegistryConfiguration
{
    private readonly Dictionary<string, RegistryEndpoint>.AlternateLookup<ReadOnlySpan<char>> byScope;

    internal RegistryConfiguration(
        RegistryEndpoint fallback,
        Dictionary<string, RegistryEndpoint> scopes,
        TransportSettings transport,
        IReadOnlyList<string> warnings
    )
    {
        Default = fallback;
        Scopes = scopes;
        byScope = scopes.GetAlternateLookup<ReadOnlySpan<char>>();
        Transport = transport;
        Warnings = warnings;
    }

    /// <summary>The registry of every package without a scope, and of scopes that have none of their own.</summary>
    public RegistryEndpoint Default { get; }

    /// <summary>Registries by scope, for example <c>@types</c>.</summary>
    public IReadOnlyDictionary<string, RegistryEndpoint> Scopes { get; }

    public TransportSettings Transport { get; }

    /// <summary>Settings that have no effect, and why. Free of secrets.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The registry of a package, by its name's scope.</summary>
    public RegistryEndpoint For(string packageName)
    {
        if (Scopes.Count == 0 || packageName.Length == 0 || packageName[0] != '@')
        {
            return Default;
        }

        var slash = packageName.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && byScope.TryGetValue(packageName.AsSpan(0, slash), out var endpoint) ? endpoint : Default;
    }

    /// <summary>One line for the log: every registry with the sources of its values, no secret.</summary>
    public string Describe() =>
        string.Join(
            "; ",
            Scopes
                .OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => $"{s.Key}: {s.Value}")
                .Prepend(Default.ToString())
        );
}
