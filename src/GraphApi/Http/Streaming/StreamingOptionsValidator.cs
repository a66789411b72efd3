using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Http.Streaming;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
internal sealed class StreamingOptionsValidator : IValidateOptions<StreamingOptions>
{
    public ValidateOptionsResult Validate(string? name, StreamingOptions options)
    {
        (string Setting, int Value, int Most)[] settings =
        [
            (nameof(options.MaxConnections), options.MaxConnections, 100_000),
            (nameof(options.MaxOperationsPerSocket), options.MaxOperationsPerSocket, 100_000),
            (nameof(options.InitSeconds), options.InitSeconds, 300),
            (nameof(options.KeepAliveSeconds), options.KeepAliveSeconds, 300),
            (nameof(options.SendSeconds), options.SendSeconds, 600),
        ];
        var failures = settings
            .Where(setting => setting.Value < 1 || setting.Value > setting.Most)
            .Select(setting =>
                $"Streaming:{setting.Setting} is {setting.Value}; it must be between 1 and {setting.Most}."
            )
            .ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
