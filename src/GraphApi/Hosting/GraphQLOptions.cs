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

    /// <inheritdoc cref="OperationLimits.MaxCost"/>
    public double MaxCost { get; set; } = Defaults.MaxCost;

    /// <summary>Largest response in MiB, 1 to 1,024. Default 64.</summary>
    public int MaxResponseMegabytes { get; set; } = 64;

    /// <summary>Memory for prepared operations in MiB, 1 to 1,024. Default 16.</summary>
    public int OperationCacheMegabytes { get; set; } = 16;

    public OperationLimits ToLimits() =>
        Defaults with
        {
            MaxTokens = MaxTokens,
            MaxDepth = MaxDepth,
            MaxAliases = MaxAliases,
            MaxRootFields = MaxRootFields,
            MaxFields = MaxFields,
            MaxCost = MaxCost,
        };
}
