using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace DepGraph.GraphApi.Http;

/// <summary>The preference <c>wait</c> of https://www.rfc-editor.org/rfc/rfc7240#section-4.3.</summary>
internal static class PreferHeader
{
    /// <summary>The time that the client is ready to wait; null when it does not say.</summary>
    public static TimeSpan? GetWait(StringValues header) =>
        TryGetWait(header, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>
    /// The seconds that the client is ready to wait, from the first <c>wait</c> preference. False without one, and when it is
    /// not a whole number: a server ignores what it cannot read.
    /// </summary>
    public static bool TryGetWait(StringValues header, out int seconds)
    {
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var preference = line.AsSpan(range);
                var parameters = preference.IndexOf(';');
                if (parameters >= 0)
                {
                    preference = preference[..parameters];
                }

                var equals = preference.IndexOf('=');
                var name = equals < 0 ? preference : preference[..equals];
                if (name.Trim(" \t").Equals("wait", StringComparison.OrdinalIgnoreCase))
                {
                    return TryParse(equals < 0 ? default : preference[(equals + 1)..], out seconds);
                }
            }
        }

        seconds = 0;
        return false;
    }

    private static bool TryParse(ReadOnlySpan<char> value, out int seconds)
    {
        value = value.Trim(" \t");
        if (value is ['"', .. var quoted, '"'])
        {
            value = quoted;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
    }
}
