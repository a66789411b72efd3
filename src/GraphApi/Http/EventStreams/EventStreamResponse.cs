using DepGraph.GraphApi.Http.Streaming;
using DepGraph.GraphQL.Requests;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Http.EventStreams;

/// <summary>
/// Responses as server-sent events, a connection for each operation: <c>next</c> for every response, then <c>complete</c>. The
/// protocol of https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md in its distinct connections mode.
/// </summary>
internal sealed class EventStreamResponse(
    IOptions<StreamingOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time
)
{
    private readonly TimeSpan keepAlive = TimeSpan.FromSeconds(options.Value.KeepAliveSeconds);

    /// <summary>
    /// Writes until the stream ends, the client leaves or the service stops. A stop cuts the stream off without
    /// <c>complete</c>: to the client it is a lost connection, and it asks again.
    /// </summary>
    public async Task WriteAsync(HttpContext context, ResponseStream stream)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        await using var results = stream.ReadAllAsync(ending.Token).GetAsyncEnumerator(ending.Token);
        // The first event is waited for before the head is sent: who has the head misses nothing.
        var next = results.MoveNextAsync().AsTask();
        try
        {
            await StartAsync(context.Response, ending.Token);
            while (await WaitAsync(next, context.Response, ending.Token))
            {
                EventWriter.WriteNext(context.Response.BodyWriter, results.Current);
                await context.Response.BodyWriter.FlushAsync(ending.Token);
                next = results.MoveNextAsync().AsTask();
            }

            EventWriter.WriteComplete(context.Response.BodyWriter);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody is there to be told, or nothing more can be told: the response ends here.
        }
        finally
        {
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task StartAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        // Proxies that gather responses before they pass them on know this one.
        response.Headers["X-Accel-Buffering"] = "no";
        EventWriter.WriteComment(response.BodyWriter);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>Waits for the next response with a sign of life now and then, which also shows when the client is gone.</summary>
    private async Task<bool> WaitAsync(Task<bool> next, HttpResponse response, CancellationToken cancellationToken)
    {
        while (!next.IsCompleted)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (await Task.WhenAny(next, Task.Delay(keepAlive, time, pause.Token)) == next)
            {
                await pause.CancelAsync();
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            EventWriter.WriteComment(response.BodyWriter);
            await response.BodyWriter.FlushAsync(cancellationToken);
        }

        return await next;
    }
}
