using System.Globalization;
using System.Text.Json;

namespace DepGraph.Ingestion.Follow;

/// <summary>
/// A feed of CouchDB's protocol, asked page by page: what npm's registry gives, and any CouchDB. The newest sequence is what the database says
/// of itself (<c>update_seq</c>), which npm has at the root of its host; else what <c>since=now</c> ends with.
/// </summary>
/// <param name="address">The feed, <c>…/_changes</c>; parameters of its own are kept.</param>
/// <param name="exchange">Asks.</param>
internal sealed class CouchFeed(Uri address, FeedExchange exchange) : IRegistryFeed
{
    private const string Now = "now";

    public string Name { get; } = address.GetLeftPart(UriPartial.Path);

    public async Task<FeedPage> ReadAsync(FeedSequence since, int limit, CancellationToken cancellationToken) =>
        Parse(await exchange.GetAsync(PageAddress(since.Text, limit), cancellationToken));

    public async Task<FeedSequence> FindEndAsync(CancellationToken cancellationToken)
    {
        FeedException? failure = null;
        foreach (var place in (Uri[])[new(address, "./"), new(address, "/")])
        {
            try
            {
                var document = await exchange.GetAsync(place, cancellationToken);
                if (FeedPageReader.ReadUpdateSequence(document.Span) is { } sequence)
                {
                    return sequence;
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // A page for people, or nothing: the next place may know.
            }
            catch (FeedException e)
            {
                failure = e;
            }
        }

        var page = await ReadNowAsync(failure, cancellationToken);
        return page is { Count: 0, Last: { Text: not Now } end }
            ? end
            : throw new FeedException(
                $"The feed {Name} does not tell where it ends; set Follow:Since (or --since) to the sequence to begin behind."
            );
    }

    /// <summary>A feed that cannot be asked at all is no feed without an end: then what was wrong first is what is told.</summary>
    private async Task<FeedPage> ReadNowAsync(FeedException? failure, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await exchange.GetAsync(PageAddress(Now, limit: 1), cancellationToken));
        }
        catch (FeedException later)
        {
            throw failure?.RetryAfter > later.RetryAfter ? failure : later;
        }
    }

    private FeedPage Parse(ReadOnlyMemory<byte> document)
    {
        try
        {
            return FeedPageReader.Read(document.Span);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new FeedException($"What the feed {Name} answered is no page of changes: {failure.Message}", failure);
        }
    }

    private Uri PageAddress(string since, int limit)
    {
        var own = address.Query.Length > 1 ? $"{address.Query}&" : "?";
        var count = limit.ToString(CultureInfo.InvariantCulture);
        return new Uri($"{Name}{own}since={Uri.EscapeDataString(since)}&limit={count}");
    }
}
