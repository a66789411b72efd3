using System.Globalization;

namespace DepGraph.Ingestion.Registry;

/// <summary>The Retry-After header: seconds or a date (RFC 9110 §10.2.3, https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The time to wait, 0 … 1 hour; null when the header is absent or neither form.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider time)
    {
        if (ResponseHeader.Find(response, "Retry-After") is not { } value)
        {
            return null;
        }

        if (!value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            // More digits than a number has room for are a long time too.
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? Clamp(TimeSpan.FromSeconds(seconds))
                : Longest;
        }

        var isDate = DateTimeOffset.TryParse(
            value,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        );
        return isDate ? Clamp(date - time.GetUtcNow()) : null;
    }

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > Longest ? Longest
        : wait;
}
