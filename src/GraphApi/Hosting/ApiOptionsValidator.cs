using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        SettingRange[] settings =
        [
            new(nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1 << 10, 64 << 20),
            new(nameof(options.ShutdownSeconds), options.ShutdownSeconds, 1, 600),
        ];
        List<string> failures = [.. SettingRange.Failures(ApiOptions.SectionName, settings)];
        foreach (var origin in options.AllowedOrigins.Where(origin => !IsOrigin(origin)))
        {
            failures.Add(
                $"Api:AllowedOrigins has '{origin}'; an origin is * or a scheme and a host, such as https://ide.example.org."
            );
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsOrigin(string text) =>
        text == "*"
        || (
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase)
        );
}
