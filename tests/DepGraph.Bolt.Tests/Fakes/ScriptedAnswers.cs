namespace DepGraph.Bolt.Tests.Fakes;

/// <summary>Scripts that many tests share.</summary>
internal static class ScriptedAnswers
{
    /// <summary>Answers everything well: each query gives one row with the number of the connection; RESET, BEGIN and the like succeed.</summary>
    public static async Task ServeAsync(ScriptedPeer peer)
    {
        await peer.LogOnAsync();
        await ServeRequestsAsync(peer);
    }

    /// <summary>As <see cref="ServeAsync"/>, after the log-on.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="answer">Answers a request in its own way and says true, or says false.</param>
    public static async Task ServeRequestsAsync(ScriptedPeer peer, Func<ScriptedRequest, Task<bool>>? answer = null)
    {
        while (await peer.ReadAsync() is { } request)
        {
            if (answer is not null && await answer(request))
            {
                continue;
            }

            switch (request.Name)
            {
                case "RUN":
                    await peer.SuccessAsync(("fields", new[] { "x" }), ("db", "neo4j"));
                    break;
                case "PULL":
                    await peer.SendAsync(
                        ScriptedPeer.Record(peer.Number),
                        ScriptedPeer.Success(("bookmark", $"b{peer.Number}"), ("type", "r"), ("db", "neo4j"))
                    );
                    break;
                case "COMMIT":
                    await peer.SuccessAsync(("bookmark", $"b{peer.Number}"));
                    break;
                case "GOODBYE":
                    break;
                default:
                    await peer.SuccessAsync();
                    break;
            }
        }
    }
}
