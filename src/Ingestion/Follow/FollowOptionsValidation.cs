using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Follow;

/// <summary>The bounds of the settings of <see cref="FollowOptions"/>; each message names the setting and its value.</summary>
internal sealed class FollowOptionsValidation : IValidateOptions<FollowOptions>
{
    private const int LongestUrl = 2_000;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, FollowOptions options)
    {
        var failures = new List<string>();

        void Check(bool holds, string key, object value, string bounds)
        {
            if (!holds)
            {
                failures.Add($"{FollowOptions.SectionName}:{key} is '{value}'; it must be {bounds}.");
            }
        }

        if (string.IsNullOrEmpty(options.Url))
        {
            failures.Add(
                "No change feed is named. Set Follow__Url (or --feed URL, or Follow:Url in appsettings) to the address of the "
                    + "registry's feed, which ends in /_changes."
            );
        }
        else if (IsAddress(options.Url, out var hasCredentials))
        {
            failures.AddRange(
                hasCredentials
                    ?
                    [
                        "Follow:Url contains credentials; feeds are read without, and they must not stand in an address.",
                    ]
                    : []
            );
        }
        else
        {
            Check(false, nameof(options.Url), options.Url, "an http or https address without a fragment");
        }

        Check(
            string.IsNullOrEmpty(options.Since) || FeedSequence.IsAllowed(options.Since),
            nameof(options.Since),
            options.Since ?? "",
            $"a sequence of the feed, 1 to {FeedSequence.MostCharacters} characters long"
        );
        Check(
            options.Interval >= ShortestInterval && options.Interval <= LongestInterval,
            nameof(options.Interval),
            options.Interval,
            "between 10 milliseconds and 1 hour"
        );
        Check(options.PageSize is >= 1 and <= 10_000, nameof(options.PageSize), options.PageSize, "1 to 10000");
        Check(options.Concurrency is >= 1 and <= 256, nameof(options.Concurrency), options.Concurrency, "1 to 256");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsAddress(string text, out bool hasCredentials)
    {
        hasCredentials = false;
        if (
            text.Length > LongestUrl
            || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || address.Fragment.Length > 0
        )
        {
            return false;
        }

        hasCredentials = address.UserInfo.Length > 0;
        return true;
    }
}
