using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DepGraph.EndToEnd.Peers;

/// <summary>The change feed of a registry: what a test tells, by numbers from 1 on, with a fault where the test wants one.</summary>
public sealed class ChangesFeed
{
    private readonly Lock gate = new();
    private readonly List<(string Name, bool IsDeleted)> changes = [];
    private readonly ConcurrentQueue<RequestDelegate> faults = new();
    private readonly ConcurrentQueue<long> asked = new();

    /// <summary>The path of the feed at its host.</summary>
    public const string Path = "_changes";

    /// <summary>Behind which sequences it was asked for changes, in order.</summary>
    public IReadOnlyList<long> Asked => [.. asked];

    public int Faults => faults.Count;

    public void Tell(params IEnumerable<string> names) => Add(names.Select(name => (name, false)));

    public void TellDeleted(string name) => Add([(name, true)]);

    /// <summary>The next requests are answered so, one each.</summary>
    public void Answer(params IEnumerable<RequestDelegate> scripts)
    {
        foreach (var script in scripts)
        {
            faults.Enqueue(script);
        }
    }

    /// <summary>Answers a request of the feed.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var since = context.Request.Query["since"].ToString();
        lock (gate)
        {
            var from = since == "now" ? changes.Count : long.Parse(since, CultureInfo.InvariantCulture);
            if (since != "now")
            {
                asked.Enqueue(from);
            }

            if (faults.TryDequeue(out var fault))
            {
                return fault(context);
            }

            var limit = int.Parse(context.Request.Query["limit"]!, CultureInfo.InvariantCulture);
            return WriteAsync(context, [.. changes.Select(Entry).Skip((int)from).Take(limit)], from);
        }
    }

    /// <summary>A page of these entries.</summary>
    public static Task WriteAsync(
        HttpContext context,
        IReadOnlyList<(long Sequence, string Name, bool IsDeleted)> entries,
        long from
    )
    {
        var last = entries.Count > 0 ? entries[^1].Sequence : from;
        var results = entries.Select(entry => new Dictionary<string, object>
        {
            ["seq"] = entry.Sequence,
            ["id"] = entry.Name,
            ["changes"] = new[] { new { rev = "1-0" } },
            ["deleted"] = entry.IsDeleted,
        });
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { results, last_seq = last }));
    }

    private static (long, string, bool) Entry((string Name, bool IsDeleted) change, int place) =>
        (place + 1, change.Name, change.IsDeleted);

    private void Add(IEnumerable<(string, bool)> added)
    {
        lock (gate)
        {
            changes.AddRange(added);
        }
    }
}
