using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var failures = new List<string>();
        if (options.MaxBodyBytes is < 1 << 10 or > 64 << 20)
        {
            failures.Add($"Api:MaxBodyBytes is {options.MaxBodyBytes}; it must be between 1024 and 67108864.");
        }

        if (options.ShutdownSeconds is < 1 or > 600)
        {
            failures.Add($"Api:ShutdownSeconds is {options.ShutdownSeconds}; it must be between 1 and 600.");
        }

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
