using System.Globalization;
using DepGraph.Ingestion;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
internal sealed class GraphQLOptionsValidator(IOptions<IngestionOptions> ingestion) : IValidateOptions<GraphQLOptions>
{
    private const int LargestCount = 10_000_000;

    public ValidateOptionsResult Validate(string? name, GraphQLOptions options)
    {
        SettingRange[] settings =
        [
            new(nameof(options.MaxTokens), options.MaxTokens, 100, LargestCount),
            new(nameof(options.MaxDepth), options.MaxDepth, 16, 1_000),
            new(nameof(options.MaxAliases), options.MaxAliases, 1, LargestCount),
            new(nameof(options.MaxRootFields), options.MaxRootFields, 1, LargestCount),
            new(nameof(options.MaxFields), options.MaxFields, 100, LargestCount),
            new(nameof(options.MaxFragments), options.MaxFragments, 1, LargestCount),
            new(nameof(options.MaxCost), options.MaxCost, 1_000, 1e12),
            new(nameof(options.MaxExecutionSeconds), options.MaxExecutionSeconds ?? 1, 1, 3_600),
            new(nameof(options.MaxErrors), options.MaxErrors, 1, 100_000),
            new(nameof(options.MaxResponseMegabytes), options.MaxResponseMegabytes, 1, 1_024),
            new(nameof(options.OperationCacheMegabytes), options.OperationCacheMegabytes, 1, 1_024),
            new(nameof(options.PersistedQueryMegabytes), options.PersistedQueryMegabytes, 0, 1_024),
        ];
        List<string> failures = [.. SettingRange.Failures(GraphQLOptions.SectionName, settings)];
        var longestWait = ingestion.Value.MaxWaitSeconds;
        if (failures.Count == 0 && options.MaxExecutionSeconds <= longestWait)
        {
            failures.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"GraphQL:MaxExecutionSeconds is {options.MaxExecutionSeconds}; it must be above Ingestion:MaxWaitSeconds, which is {longestWait}."
                )
            );
        }

        if (options.TrustedDocuments is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            failures.Add($"GraphQL:TrustedDocuments is '{folder}'; there is no such folder.");
        }

        if (options.OnlyTrustedDocuments && string.IsNullOrEmpty(options.TrustedDocuments))
        {
            failures.Add("GraphQL:OnlyTrustedDocuments is true, but GraphQL:TrustedDocuments names no folder of them.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
