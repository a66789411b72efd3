using DepGraph.GraphQL.Limits;

namespace DepGraph.GraphApi.Hosting;

/// <summary>What operations may ask for; bound from the section <see cref="SectionName"/>.</summary>
public sealed class GraphQLOptions
{
    public const string SectionName = "GraphQL";

    private static readonly OperationLimits Defaults = new();

    /// <inheritdoc cref="OperationLimits.MaxTokens"/>
    public int MaxTokens { get; set; } = Defaults.MaxTokens;

    /// <inheritdoc cref="OperationLimits.MaxDepth"/>
    public int MaxDepth { get; set; } = Defaults.MaxDepth;

    /// <inheritdoc cref="OperationLimits.MaxAliases"/>
    public int MaxAliases { get; set; } = Defaults.MaxAliases;

    /// <inheritdoc cref="OperationLimits.MaxRootFields"/>
    public int MaxRootFields { get; set; } = Defaults.MaxRootFields;

    /// <inheritdoc cref="OperationLimits.MaxFields"/>
    public int MaxFields { get; set; } = Defaults.MaxFields;

    /// <inheritdoc cref="OperationLimits.MaxFragments"/>
    public int MaxFragments { get; set; } = Defaults.MaxFragments;

    /// <inheritdoc cref="OperationLimits.MaxCost"/>
    public double MaxCost { get; set; } = Defaults.MaxCost;

    /// <inheritdoc cref="OperationLimits.AllowIntrospection"/>
    public bool Introspection { get; set; } = Defaults.AllowIntrospection;

    /// <summary>
    /// How long an operation may run, in seconds, above <c>Ingestion:MaxWaitSeconds</c> and up to 3,600. What is open then is
    /// null, with an error. Default 30 more than <c>Ingestion:MaxWaitSeconds</c>.
    /// </summary>
    public double? MaxExecutionSeconds { get; set; }

    /// <summary>Entries of a response's <c>errors</c>, 1 to 100,000; what comes later is counted only. Default 1,000.</summary>
    public int MaxErrors { get; set; } = 1_000;

    /// <summary>Largest response in MiB, 1 to 1,024. Default 64.</summary>
    public int MaxResponseMegabytes { get; set; } = 64;

    /// <summary>Memory for prepared operations in MiB, 1 to 1,024. Default 16.</summary>
    public int OperationCacheMegabytes { get; set; } = 16;

    /// <summary>
    /// Memory for documents that clients register by their hash (automatic persisted queries) in MiB, 0 to 1,024; 0 switches
    /// that off. Default 8.
    /// </summary>
    public int PersistedQueryMegabytes { get; set; } = 8;

    /// <summary>A folder of documents that requests may name by their id, read at the start. Default none.</summary>
    public string? TrustedDocuments { get; set; }

    /// <summary>Whether nothing but <see cref="TrustedDocuments"/> is executed. Default false.</summary>
    public bool OnlyTrustedDocuments { get; set; }

    public OperationLimits ToLimits() =>
        Defaults with
        {
            MaxTokens = MaxTokens,
            MaxDepth = MaxDepth,
            MaxAliases = MaxAliases,
            MaxRootFields = MaxRootFields,
            MaxFields = MaxFields,
            MaxFragments = MaxFragments,
            AllowIntrospection = Introspection,
            MaxCost = MaxCost,
        };
}
