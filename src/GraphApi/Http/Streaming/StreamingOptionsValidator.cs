using DepGraph.GraphApi.Hosting;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Http.Streaming;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
internal sealed class StreamingOptionsValidator : IValidateOptions<StreamingOptions>
{
    public ValidateOptionsResult Validate(string? name, StreamingOptions options)
    {
        SettingRange[] settings =
        [
            new(nameof(options.MaxConnections), options.MaxConnections, 1, 100_000),
            new(nameof(options.MaxOperationsPerSocket), options.MaxOperationsPerSocket, 1, 100_000),
            new(nameof(options.InitSeconds), options.InitSeconds, 1, 300),
            new(nameof(options.KeepAliveSeconds), options.KeepAliveSeconds, 1, 300),
            new(nameof(options.SendSeconds), options.SendSeconds, 1, 600),
        ];
        string[] failures = [.. SettingRange.Failures(StreamingOptions.SectionName, settings)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
