using System.Globalization;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
internal sealed class GraphQLOptionsValidator : IValidateOptions<GraphQLOptions>
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
            (nameof(options.MaxCost), options.MaxCost, 1_000, 1e12),
            (nameof(options.MaxResponseMegabytes), options.MaxResponseMegabytes, 1, 1_024),
            (nameof(options.OperationCacheMegabytes), options.OperationCacheMegabytes, 1, 1_024),
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
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
