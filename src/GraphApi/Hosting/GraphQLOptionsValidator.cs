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
        (string Setting, double Value, double Least, double Most)[] settings =
        [
            (nameof(options.MaxTokens), options.MaxTokens, 100, LargestCount),
            (nameof(options.MaxDepth), options.MaxDepth, 16, 1_000),
            (nameof(options.MaxAliases), options.MaxAliases, 1, LargestCount),
            (nameof(options.MaxRootFields), options.MaxRootFields, 1, LargestCount),
            (nameof(options.MaxFields), options.MaxFields, 100, LargestCount),
            (nameof(options.MaxFragments), options.MaxFragments, 1, LargestCount),
            (nameof(options.MaxCost), options.MaxCost, 1_000, 1e12),
            (nameof(options.MaxExecutionSeconds), options.MaxExecutionSeconds ?? 1, 1, 3_600),
            (nameof(options.MaxErrors), options.MaxErrors, 1, 100_000),
            (nameof(options.MaxResponseMegabytes), options.MaxResponseMegabytes, 1, 1_024),
            (nameof(options.OperationCacheMegabytes), options.OperationCacheMegabytes, 1, 1_024),
            (nameof(options.PersistedQueryMegabytes), options.PersistedQueryMegabytes, 0, 1_024),
        ];
        List<string> failures =
        [
            .. settings
                .Where(setting => !(setting.Value >= setting.Least && setting.Value <= setting.Most))
                .Select(setting =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"GraphQL:{setting.Setting} is {setting.Value}; it must be between {setting.Least} and {setting.Most}."
                    )
                ),
        ];
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
