using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Follow;

/// <summary>What an answer without a page means.</summary>
internal static class FeedStatus
{
    public static FeedException Refused(string name, HttpResponseMessage response, TimeProvider time)
    {
        var status =
            $"{(int)response.StatusCode}{(Enum.IsDefined(response.StatusCode) ? $" {response.StatusCode}" : "")}";
        var what = (int)response.StatusCode switch
        {
            401 or 403 => "refuses access; check the address, Follow:Url",
            404 or 410 => "is not there; check the address, Follow:Url",
            429 => "limits the rate of requests",
            >= 300 and < 400 =>
                $"redirects to {response.Headers.Location?.OriginalString ?? "nowhere"}, which is not followed; set Follow:Url to the address itself",
            _ => "gives no page",
        };
        return new FeedException($"{name} {what} ({status}).") { RetryAfter = RetryAfter.Read(response, time) };
    }
}
